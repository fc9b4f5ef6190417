"""Settings, typed, from the environment (CANDOUR_…); unsafe ones keep the program from starting."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from click import ClickException
from flask.helpers import get_debug_flag
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from config_secrets import evidence_key, from_files, is_master_key, is_weak, practice_key
from config_wires import database_fault, is_public, scanner_fault

HERE = Path(__file__).resolve().parent
THIS_COMPUTER = frozenset({"127.0.0.1", "localhost"})

# What each setting that has limits wants, for people.
_WANTED = {
    "mode": "write demo or production",
    "session_idle_minutes": "give a number of minutes from 5 to 240",
    "session_hours": "give a number of hours from 1 to 24",
    "argon2_memory_mib": "give a number of mebibytes from 8 to 1024",
    "smtp_port": "give a number from 1 to 65535",
    "trusted_proxies": "give how many front servers of yours stand in a row before this program, 0 to 4",
    "smtp_tls": "write starttls, tls or none",
}
_DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_CLAMD = re.compile(r"/.+|[^/\s]+:\d{1,5}")
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


class Mode(StrEnum):
    """demo: invented people, this computer only; production: real cases."""

    DEMO = "demo"
    PRODUCTION = "production"


class MailTls(StrEnum):
    """How the way to the mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class SettingsFault(ClickException):
    """Settings that cannot be used; the message has a line for each, saying how to mend it, and no secret."""


class Settings(BaseSettings):
    """What the program needs to know before it starts."""

    model_config = SettingsConfigDict(env_prefix="CANDOUR_", extra="ignore")

    mode: Mode = Mode.DEMO
    secret_key: SecretStr = SecretStr("")
    # The key before this one: what it signed and sealed is still read, so that a key can be replaced.
    secret_key_previous: SecretStr = SecretStr("")
    database_url: str = Field(default=f"sqlite:///{HERE / 'instance' / 'candour.db'}", repr=False)
    public_url: str = "http://localhost:8000"
    trusted_hosts: Annotated[list[str], NoDecode] = Field(default=sorted(THIS_COMPUTER))
    # How many front servers of our own add to X-Forwarded-For; 0: the header is from a stranger.
    trusted_proxies: int = Field(default=0, ge=0, le=4)
    policies: Path = HERE / "policies"
    session_idle_minutes: int = Field(default=30, ge=5, le=240)
    session_hours: int = Field(default=10, ge=1, le=24)
    argon2_memory_mib: int = Field(default=64, ge=8, le=1024)
    evidence: Path = HERE / "instance" / "evidence"
    master_key: SecretStr = SecretStr("")
    master_key_before: SecretStr = SecretStr("")
    clamd: str = ""
    # The mail server is named here and nowhere else: no page can point the program at another.
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_tls: MailTls = MailTls.STARTTLS
    mail_from: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_name: str = ""

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return [host.strip() for host in value.split(",") if host.strip()]

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Settings:
        if faults := [*_unusable(self), *(_strange(self) if self.practice else _unsafe(self))]:
            raise ValueError("\n".join(faults))
        return self

    @property
    def practice(self) -> bool:
        """Whether every page says that the people here are invented."""
        return self.mode is Mode.DEMO


def _unusable(settings: Settings) -> Iterator[str]:
    """What no mode can do with."""
    if not settings.database_url.startswith(_DATABASES):
        yield "CANDOUR_DATABASE_URL: begin it with sqlite:/// or postgresql://"
    if not settings.trusted_hosts:
        yield "CANDOUR_TRUSTED_HOSTS: name at least one host, for example cases.example.org"
    if settings.clamd and not _CLAMD.fullmatch(settings.clamd):
        yield "CANDOUR_CLAMD: name its socket, for example /run/clamav/clamd.ctl, or host:port"
    if settings.smtp_host:
        yield from _mail(settings)
    yield from _provider(settings)


def _mail(settings: Settings) -> Iterator[str]:
    """What is missing or too open once a mail server is named."""
    if not _ADDRESS.fullmatch(settings.mail_from):
        yield "CANDOUR_MAIL_FROM: say from which address mails come, for example candour@example.org"
    if settings.smtp_user and not settings.smtp_password.get_secret_value():
        yield "CANDOUR_SMTP_PASSWORD: give the password that goes with CANDOUR_SMTP_USER"
    away = settings.smtp_host not in THIS_COMPUTER
    if settings.smtp_tls is MailTls.NONE and away and not settings.practice:
        yield "CANDOUR_SMTP_TLS: write starttls or tls; none is only for a mail server on this computer"


def _provider(settings: Settings) -> Iterator[str]:
    """What is missing once a provider for signing in is named."""
    given = {
        "ISSUER": settings.oidc_issuer,
        "CLIENT_ID": settings.oidc_client_id,
        "CLIENT_SECRET": settings.oidc_client_secret.get_secret_value(),
        "NAME": settings.oidc_name,
    }
    if any(given.values()):
        for name in (name for name, value in given.items() if not value.strip()):
            yield f"CANDOUR_OIDC_{name}: give all four of these settings, or none of them"


def _strange(settings: Settings) -> Iterator[str]:
    """What practice mode refuses: it is for this computer only."""
    if set(settings.trusted_hosts) - THIS_COMPUTER:
        yield (
            "CANDOUR_TRUSTED_HOSTS: practice mode answers only on this computer; leave it out, or set "
            "CANDOUR_MODE to production"
        )
    if settings.trusted_proxies:
        yield "CANDOUR_TRUSTED_PROXIES: leave it out, practice mode stands behind no front server"


def _unsafe(settings: Settings) -> Iterator[str]:
    """What is too weak for real cases."""
    if is_weak(settings.secret_key.get_secret_value()):
        yield (
            "CANDOUR_SECRET_KEY: give at least 32 random characters, for example from: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if (earlier := settings.secret_key_previous.get_secret_value()) and is_weak(earlier):
        yield "CANDOUR_SECRET_KEY_PREVIOUS: this was never the key of a real installation; leave it out"
    if not is_master_key(settings.master_key.get_secret_value()):
        yield (
            "CANDOUR_MASTER_KEY: give the key that opens the evidence files, and keep a copy elsewhere; for "
            'example from: .venv/bin/python -c "import pyrage; print(pyrage.x25519.Identity.generate())"'
        )
    before = settings.master_key_before.get_secret_value()
    if before and not is_master_key(before):
        yield "CANDOUR_MASTER_KEY_BEFORE: give the whole key that was CANDOUR_MASTER_KEY, or leave it out"
    public = urlsplit(settings.public_url)
    if public.scheme != "https" or not public.hostname:
        yield "CANDOUR_PUBLIC_URL: must start with https://, because people sign in through it"
    elif public.hostname not in settings.trusted_hosts:
        yield f"CANDOUR_TRUSTED_HOSTS: name {public.hostname} too, the host of CANDOUR_PUBLIC_URL"
    if any("*" in host for host in settings.trusted_hosts) or not set(settings.trusted_hosts) - THIS_COMPUTER:
        yield "CANDOUR_TRUSTED_HOSTS: name the host people use, for example cases.example.org"
    if settings.argon2_memory_mib < 19:
        yield "CANDOUR_ARGON2_MEMORY_MIB: less than 19 is too weak for real passwords"
    yield from _wires(settings)


def _wires(settings: Settings) -> Iterator[str]:
    """Where cases would be kept, and what leaves this computer in the clear."""
    if settings.database_url == "sqlite:///:memory:":
        yield "CANDOUR_DATABASE_URL: this one forgets every case when the program stops; name a file"
    elif fault := database_fault(settings.database_url):
        yield f"CANDOUR_DATABASE_URL: {fault}"
    if settings.clamd and (fault := scanner_fault(settings.clamd)):
        yield f"CANDOUR_CLAMD: {fault}"
    if settings.oidc_issuer and not is_public(settings.oidc_issuer):
        yield "CANDOUR_OIDC_ISSUER: must start with https:// and name a host that is open to the internet"


def from_environment() -> Settings:
    """The settings of this process. Raises SettingsFault with one line for each thing to mend."""
    found, faults = from_files(os.environ, _from_a_file())
    lines = [f"- {fault}" for fault in faults]
    settings: Settings | None = None
    try:
        settings = Settings.model_validate(found)
    except ValidationError as error:
        lines += [line for fault in error.errors() for line in _sentences(fault)]
    if settings is not None and not settings.practice and get_debug_flag():
        lines.append("- FLASK_DEBUG: leave it out; a page of a debugger runs what anybody types")
    if settings is None or lines:
        raise SettingsFault("\n".join(["Candour cannot start:", *lines])) from None
    (HERE / "instance").mkdir(exist_ok=True)
    if settings.practice and not settings.secret_key.get_secret_value():
        settings = settings.model_copy(update={"secret_key": SecretStr(practice_key(HERE / "instance"))})
    if settings.practice and not settings.master_key.get_secret_value():
        settings = settings.model_copy(update={"master_key": SecretStr(evidence_key(HERE / "instance"))})
    return settings


def _from_a_file() -> list[str]:
    """The settings that may stand in a file of their own: every secret, and the address that may hold one."""
    secret = [name for name, field in Settings.model_fields.items() if field.annotation is SecretStr]
    return [*secret, "database_url"]


def _sentences(fault: ErrorDetails) -> list[str]:
    """A line for each thing to mend; never the value, which may be secret."""
    if not fault["loc"]:
        return [f"- {line}" for line in fault["msg"].removeprefix("Value error, ").split("\n")]
    name = str(fault["loc"][0])
    return [f"- CANDOUR_{name.upper()}: {_WANTED.get(name, fault['msg'])}"]
