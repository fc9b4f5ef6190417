"""Settings, typed, from the environment (names start with CANDOUR_); unsafe ones keep production from starting."""

from __future__ import annotations

import secrets
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

HERE = Path(__file__).resolve().parent


class Mode(StrEnum):
    """demo: invented people, this computer only; production: real cases."""

    DEMO = "demo"
    PRODUCTION = "production"


class SettingsFault(Exception):
    """Settings that cannot be used; the message has a line for each, saying how to mend it."""


class Settings(BaseSettings):
    """What the program needs to know before it starts."""

    model_config = SettingsConfigDict(env_prefix="CANDOUR_", extra="ignore")

    mode: Mode = Mode.DEMO
    secret_key: SecretStr = SecretStr("")
    database_url: str = f"sqlite:///{HERE / 'instance' / 'candour.db'}"
    public_url: str = "http://127.0.0.1:8000"
    trusted_hosts: Annotated[list[str], NoDecode] = Field(default=["127.0.0.1", "localhost"])
    policies: Path = HERE / "policies"
    session_idle_minutes: int = Field(default=30, ge=5, le=240)
    session_hours: int = Field(default=10, ge=1, le=24)
    argon2_memory_mib: int = Field(default=64, ge=8, le=1024)

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        return [host.strip() for host in value.split(",")] if isinstance(value, str) else value

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Settings:
        if faults := tuple(_unsafe(self)):
            raise ValueError("; ".join(faults))
        return self

    @property
    def practice(self) -> bool:
        """Whether every page says that the people here are invented."""
        return self.mode is Mode.DEMO


def _unsafe(settings: Settings) -> list[str]:
    if settings.practice:
        hosts = set(settings.trusted_hosts) - {"127.0.0.1", "localhost", "[::1]"}
        return ["CANDOUR_TRUSTED_HOSTS: practice mode answers only on this computer"] if hosts else []
    faults = []
    if len(settings.secret_key.get_secret_value()) < 32:
        faults.append("CANDOUR_SECRET_KEY: give at least 32 random characters")
    if not settings.public_url.startswith("https://"):
        faults.append("CANDOUR_PUBLIC_URL: must start with https://, because people sign in through it")
    if settings.argon2_memory_mib < 19:
        faults.append("CANDOUR_ARGON2_MEMORY_MIB: less than 19 is too weak for real passwords")
    if settings.trusted_hosts == ["127.0.0.1", "localhost"]:
        faults.append("CANDOUR_TRUSTED_HOSTS: name the host people use, for example cases.example.org")
    return faults


def from_environment() -> Settings:
    """The settings of this process. Raises SettingsFault with one line for each thing to mend."""
    try:
        settings = Settings()
    except ValidationError as error:
        lines = [_sentence(".".join(map(str, fault["loc"])), fault["msg"]) for fault in error.errors()]
        raise SettingsFault("Candour cannot start:\n" + "\n".join(lines)) from None
    if settings.practice and not settings.secret_key.get_secret_value():
        settings = settings.model_copy(update={"secret_key": SecretStr(_practice_key())})
    return settings


def _sentence(name: str, message: str) -> str:
    plain = message.removeprefix("Value error, ")
    return "\n".join(f"- {part}" for part in plain.split("; ")) if not name else f"- CANDOUR_{name.upper()}: {plain}"


def _practice_key() -> str:
    """A key of this checkout's own, kept so that a restart signs nobody out."""
    path = HERE / "instance" / "practice.key"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text()
