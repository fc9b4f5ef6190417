"""Settings that are unsafe, unusable or missing keep the program from starting, and say how to mend them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

import config
from app import create_app
from config import Mode, SettingsFault, from_environment
from config_secrets import practice_key
from incidents.services import hashing
from incidents.store import db
from tests.databases import MASTER_KEY

KEY = "wJ3-rUq8Zt_5nXc1LkPd7GhYbV0sEo2MaF4iT6yQ"
SAFE = {
    "MODE": "production",
    "SECRET_KEY": KEY,
    "MASTER_KEY": MASTER_KEY,
    "PUBLIC_URL": "https://cases.example.org",
    "TRUSTED_HOSTS": "cases.example.org",
}


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A place of its own, and nothing said from outside."""
    for name in config.Settings.model_fields:
        monkeypatch.delenv(f"CANDOUR_{name.upper()}", raising=False)
        monkeypatch.delenv(f"CANDOUR_{name.upper()}_FILE", raising=False)
    monkeypatch.delenv("FLASK_DEBUG", raising=False)
    monkeypatch.setattr(config, "HERE", tmp_path)
    return tmp_path


PROVIDER = {
    "OIDC_ISSUER": "https://id.example.org/charity",
    "OIDC_CLIENT_ID": "candour",
    "OIDC_CLIENT_SECRET": "never-shown",
    "OIDC_NAME": "our work sign-in",
}


def told(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> None:
    """Say these settings as a person does, by the environment."""
    for name, value in settings.items():
        monkeypatch.setenv(name if name == "FLASK_DEBUG" else f"CANDOUR_{name}", value)


def test_a_safe_production_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, SAFE)
    settings = from_environment()
    assert settings.mode is Mode.PRODUCTION
    assert not settings.practice
    assert settings.trusted_hosts == ["cases.example.org"]
    assert settings.secret_key.get_secret_value() == KEY


def test_nothing_said_is_practice_on_this_computer(home: Path) -> None:
    settings = from_environment()
    assert settings.practice
    assert sorted(settings.trusted_hosts) == ["127.0.0.1", "localhost"]
    assert len(settings.secret_key.get_secret_value()) >= 32


# what is unsafe or unusable, the settings that differ from safe ones, and the line that says how to mend it
REFUSED: tuple[tuple[str, dict[str, str], str], ...] = (
    ("a key that is missing", {"SECRET_KEY": ""}, "- CANDOUR_SECRET_KEY: give at least 32 random characters"),
    (
        "a key that is short",
        {"SECRET_KEY": KEY[:31]},
        "- CANDOUR_SECRET_KEY: give at least 32 random characters",
    ),
    ("a key that is one letter", {"SECRET_KEY": "x" * 64}, "- CANDOUR_SECRET_KEY: give at least 32 random"),
    ("no key for the evidence", {"MASTER_KEY": ""}, "- CANDOUR_MASTER_KEY: give the key that opens"),
    ("a word as that key", {"MASTER_KEY": KEY}, "- CANDOUR_MASTER_KEY: give the key that opens"),
    (
        "an address without a lock",
        {"PUBLIC_URL": "http://cases.example.org"},
        "- CANDOUR_PUBLIC_URL: must start with",
    ),
    (
        "an address without a host",
        {"PUBLIC_URL": "https://"},
        "- CANDOUR_PUBLIC_URL: must start with https://",
    ),
    ("hosts left out", {"TRUSTED_HOSTS": ""}, "- CANDOUR_TRUSTED_HOSTS: name at least one host"),
    (
        "any host",
        {"TRUSTED_HOSTS": "*,cases.example.org"},
        "- CANDOUR_TRUSTED_HOSTS: name the host people use",
    ),
    (
        "this computer only",
        {"TRUSTED_HOSTS": "localhost"},
        "- CANDOUR_TRUSTED_HOSTS: name the host people use",
    ),
    (
        "the same in another order",
        {"TRUSTED_HOSTS": "localhost, 127.0.0.1"},
        "- CANDOUR_TRUSTED_HOSTS: name the host",
    ),
    (
        "a host that is not that of the address",
        {"TRUSTED_HOSTS": "other.example.org"},
        "- CANDOUR_TRUSTED_HOSTS: name cases.example.org too, the host of CANDOUR_PUBLIC_URL",
    ),
    ("weak passwords", {"ARGON2_MEMORY_MIB": "8"}, "- CANDOUR_ARGON2_MEMORY_MIB: less than 19 is too weak"),
    (
        "hardly any memory",
        {"ARGON2_MEMORY_MIB": "1"},
        "- CANDOUR_ARGON2_MEMORY_MIB: give a number of mebibytes from 8",
    ),
    ("no number", {"SESSION_HOURS": "long"}, "- CANDOUR_SESSION_HOURS: give a number of hours from 1 to 24"),
    (
        "a session for ever",
        {"SESSION_HOURS": "9999"},
        "- CANDOUR_SESSION_HOURS: give a number of hours from 1 to 24",
    ),
    (
        "no rest",
        {"SESSION_IDLE_MINUTES": "0"},
        "- CANDOUR_SESSION_IDLE_MINUTES: give a number of minutes from 5",
    ),
    (
        "a mail server that mails come from nobody",
        {"SMTP_HOST": "mail.example.org"},
        "- CANDOUR_MAIL_FROM: say from which address mails come",
    ),
    (
        "an address that would add a line to the mail",
        {"SMTP_HOST": "mail.example.org", "MAIL_FROM": "candour@example.org\nBcc: x@example.org"},
        "- CANDOUR_MAIL_FROM: say from which address mails come",
    ),
    (
        "mail that everyone on the way can read",
        {"SMTP_HOST": "mail.example.org", "MAIL_FROM": "candour@example.org", "SMTP_TLS": "none"},
        "- CANDOUR_SMTP_TLS: write starttls or tls; none is only for a mail server on this computer",
    ),
    (
        "a name at the mail server without its password",
        {"SMTP_HOST": "mail.example.org", "MAIL_FROM": "candour@example.org", "SMTP_USER": "candour"},
        "- CANDOUR_SMTP_PASSWORD: give the password that goes with CANDOUR_SMTP_USER",
    ),
    ("no port", {"SMTP_PORT": "0"}, "- CANDOUR_SMTP_PORT: give a number from 1 to 65535"),
    ("another way to the server", {"SMTP_TLS": "yes"}, "- CANDOUR_SMTP_TLS: write starttls, tls or none"),
    ("a scanner without a place", {"CLAMD": "yes"}, "- CANDOUR_CLAMD: name its socket, for example /run"),
    ("another mode", {"MODE": "test"}, "- CANDOUR_MODE: write demo or production"),
    (
        "a database we do not know",
        {"DATABASE_URL": "mysql://x"},
        "- CANDOUR_DATABASE_URL: begin it with sqlite:///",
    ),
    (
        "no database",
        {"DATABASE_URL": ""},
        "- CANDOUR_DATABASE_URL: begin it with sqlite:/// or postgresql://",
    ),
    (
        "a database that forgets",
        {"DATABASE_URL": "sqlite:///:memory:"},
        "- CANDOUR_DATABASE_URL: this one forgets every case when the program stops; name a file",
    ),
    (
        "a database elsewhere, in the clear",
        {"DATABASE_URL": "postgresql+psycopg://candour@db.example.org/candour"},
        "- CANDOUR_DATABASE_URL: the database is on another computer: add ?sslmode=verify-full",
    ),
    (
        "a database elsewhere that anyone could be",
        {"DATABASE_URL": "postgresql://candour@db.example.org/candour?sslmode=require"},
        "- CANDOUR_DATABASE_URL: the database is on another computer: add ?sslmode=verify-full",
    ),
    (
        "a scanner elsewhere, in the clear",
        {"CLAMD": "scan.example.org:3310"},
        "- CANDOUR_CLAMD: it speaks no TLS, so let it run on this computer",
    ),
    (
        "an earlier key that is a word",
        {"SECRET_KEY_PREVIOUS": "hunter2"},
        "- CANDOUR_SECRET_KEY_PREVIOUS: this was never the key of a real installation",
    ),
    ("too many front servers", {"TRUSTED_PROXIES": "9"}, "- CANDOUR_TRUSTED_PROXIES: give how many front"),
    ("fewer than none", {"TRUSTED_PROXIES": "-1"}, "- CANDOUR_TRUSTED_PROXIES: give how many front"),
    (
        "practice behind a front server",
        {"MODE": "demo", "TRUSTED_HOSTS": "localhost", "TRUSTED_PROXIES": "1"},
        "- CANDOUR_TRUSTED_PROXIES: leave it out, practice mode stands behind no front server",
    ),
    ("a debugger for everyone", {"FLASK_DEBUG": "1"}, "- FLASK_DEBUG: leave it out"),
    (
        "a key said twice",
        {"SECRET_KEY_FILE": "/run/secrets/candour"},
        "- CANDOUR_SECRET_KEY: give it, or give CANDOUR_SECRET_KEY_FILE, and not both",
    ),
    (
        "a file that is not there",
        {"SECRET_KEY": "", "SECRET_KEY_FILE": "/nowhere/at/all"},
        "- CANDOUR_SECRET_KEY_FILE: this file cannot be read (FileNotFoundError)",
    ),
    (
        "practice for others",
        {"MODE": "demo"},
        "- CANDOUR_TRUSTED_HOSTS: practice mode answers only on this computer",
    ),
)


@pytest.mark.parametrize(("what", "changed", "line"), REFUSED, ids=[row[0] for row in REFUSED])
def test_an_unsafe_setting_is_named_with_how_to_mend_it(
    monkeypatch: pytest.MonkeyPatch, what: str, changed: dict[str, str], line: str
) -> None:
    told(monkeypatch, SAFE | changed)
    with pytest.raises(SettingsFault) as fault:
        from_environment()
    first, *lines = str(fault.value).splitlines()
    assert first == "Candour cannot start:"
    assert any(one.startswith(line) for one in lines), lines


def test_a_mail_server_on_this_computer_needs_no_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = {"SMTP_HOST": "localhost", "SMTP_TLS": "none", "MAIL_FROM": "candour@example.org"}
    told(monkeypatch, SAFE | mail | {"SMTP_USER": "candour", "SMTP_PASSWORD": "hunter24"})
    settings = from_environment()
    assert (settings.smtp_host, settings.smtp_port) == ("localhost", 587)
    assert "hunter24" not in repr(settings)


def test_everything_to_mend_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, {"MODE": "production"})
    with pytest.raises(SettingsFault) as fault:
        from_environment()
    named = {line.split(":")[0] for line in str(fault.value).splitlines()[1:]}
    settings = ("SECRET_KEY", "MASTER_KEY", "PUBLIC_URL", "TRUSTED_HOSTS")
    assert named == {f"- CANDOUR_{name}" for name in settings}


def test_no_secret_is_in_a_message_or_in_what_settings_print(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, SAFE | {"DATABASE_URL": "postgresql://candour:hunter22@db/candour?sslmode=verify-full"})
    settings = from_environment()
    assert "hunter22" not in repr(settings) + str(settings)
    assert KEY not in repr(settings) + str(settings)
    assert MASTER_KEY not in repr(settings) + str(settings)
    told(
        monkeypatch,
        {"DATABASE_URL": "mysql://candour:hunter22@db", "SECRET_KEY": "hunter23", "SESSION_HOURS": "x"},
    )
    with pytest.raises(SettingsFault) as fault:
        from_environment()
    assert "hunter" not in str(fault.value)
    assert fault.value.__cause__ is None
    assert fault.value.__suppress_context__


def test_the_practice_key_is_kept_and_is_its_owners_own(tmp_path: Path) -> None:
    key = practice_key(tmp_path)
    assert practice_key(tmp_path) == key
    assert len(set(key)) > 10
    assert stat.S_IMODE((tmp_path / "practice.key").stat().st_mode) == 0o600


def test_an_empty_practice_key_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "practice.key").write_text("")
    assert len(practice_key(tmp_path)) > 32


def test_production_never_makes_a_key(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    told(monkeypatch, SAFE)
    from_environment()
    assert not (home / "instance" / "practice.key").exists()


# the mode, and what its cookie is called and whether it travels only over https
COOKIES = (("production", "__Host-candour", True), ("demo", "candour", False))


@pytest.mark.parametrize(("mode", "name", "secure"), COOKIES)
def test_the_cookie_is_as_safe_as_the_mode_allows(
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
    name: str,
    secure: bool,
) -> None:
    monkeypatch.undo()
    chosen = config.Settings(
        mode=Mode(mode),
        **{} if mode == "demo" else {name.lower(): value for name, value in SAFE.items() if name != "MODE"},
    )  # type: ignore[arg-type]
    app = create_app(chosen)
    assert (app.config["SESSION_COOKIE_NAME"], app.config["SESSION_COOKIE_SECURE"]) == (name, secure)
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert app.config["TRUSTED_HOSTS"] == chosen.trusted_hosts
    assert not app.debug


def test_real_passwords_are_hashed_as_strongly_as_asked() -> None:
    assert hashing.hasher(config.Settings().argon2_memory_mib).memory_cost == 64 * 1024


def test_a_fault_of_the_database_prints_nothing_that_was_typed() -> None:
    app = create_app(config.Settings())
    with app.app_context():
        assert db.db.engine.hide_parameters is True


def test_a_provider_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, SAFE | PROVIDER)
    settings = from_environment()
    assert settings.oidc_issuer == "https://id.example.org/charity"
    assert "never-shown" not in repr(settings)


@pytest.mark.parametrize("missing", PROVIDER)
@pytest.mark.parametrize("mode", [SAFE, {}])
def test_a_provider_is_named_wholly_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, mode: dict[str, str], missing: str
) -> None:
    told(monkeypatch, mode | PROVIDER | {missing: " "})
    with pytest.raises(SettingsFault, match=f"CANDOUR_{missing}: give all four") as fault:
        from_environment()
    assert "never-shown" not in str(fault.value)


NOT_PUBLIC = (
    "http://id.example.org",
    "https://localhost",
    "https://id.localhost",
    "https://127.0.0.1",
    "https://127.1",
    "https://2130706433",
    "https://10.0.0.1",
    "https://169.254.169.254",
    "https://[::1]",
    "https://[fd00::1]",
    "https://metadata.internal.",
    "https://intranet",
    "https://me:pw@id.example.org",
    "https://id.example.org?tenant=1",
    "https://",
)


@pytest.mark.parametrize("issuer", NOT_PUBLIC)
def test_with_real_cases_a_provider_is_out_on_the_internet(
    monkeypatch: pytest.MonkeyPatch, issuer: str
) -> None:
    told(monkeypatch, SAFE | PROVIDER | {"OIDC_ISSUER": issuer})
    with pytest.raises(SettingsFault, match="CANDOUR_OIDC_ISSUER: must start with https"):
        from_environment()
