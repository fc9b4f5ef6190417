"""The guide for real installations is true: its files are read by the programs they are for, and by ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click import Command, Group
from flask import Flask
from pydantic import SecretStr

import config
from incidents.store.models import Base
from tests.databases import MASTER_KEY
from tests.rules.source import HOUSE, ROOMS, calls, tree_of

DOCS = HOUSE / "docs"
EXAMPLES = DOCS / "examples"
SERVICES = ("candour.service", "candour-worker.service")
KEY = "wJ3-rUq8Zt_5nXc1LkPd7GhYbV0sEo2MaF4iT6yQ"


def settings_of(service: str) -> list[str]:
    """The lines of a service file that say something."""
    text = (EXAMPLES / service).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith(("#", "["))]


# what each service may not do, and the line that sees to it
WALLS = (
    ("gain rights it was not given", "NoNewPrivileges=yes"),
    ("change the system", "ProtectSystem=strict"),
    ("read anybody's home", "ProtectHome=yes"),
    ("see the temporary files of others", "PrivateTmp=yes"),
    ("reach the machine's devices", "PrivateDevices=yes"),
    ("see other processes", "ProtectProc=invisible"),
    ("load or tune the kernel", "ProtectKernelModules=yes"),
    ("speak to hosts that are not named", "IPAddressDeny=any"),
    (
        "speak by other ways than the network's and sockets",
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
    ),
    ("hold any right of root", "CapabilityBoundingSet="),
    ("make files others can read", "UMask=0077"),
    ("leave its memory on disk", "LimitCORE=0"),
    ("call the kernel as it likes", "SystemCallFilter=@system-service"),
    ("run as root", "User=candour"),
    ("log to a place of its own", "StandardError=journal"),
)


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(("what", "line"), WALLS, ids=[row[0] for row in WALLS])
def test_a_service_may_not(service: str, what: str, line: str) -> None:
    assert line in settings_of(service)


@pytest.mark.parametrize("service", SERVICES)
def test_systemd_reads_the_service(service: str, tmp_path: Path) -> None:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("SYSTEMD IS NOT HERE: the service files were not read by it")
    text = (EXAMPLES / service).read_text(encoding="utf-8")
    copy = tmp_path / service
    there = text.replace("/opt/candour/.venv/bin/python", "/bin/true").replace("/opt/candour", str(tmp_path))
    copy.write_text(there)
    said = subprocess.run([tool, "verify", str(copy)], check=False, capture_output=True, text=True)
    wrong = re.compile(rf"{service}.*([Uu]nknown|[Ii]nvalid|[Ff]ailed to parse)")
    assert not wrong.search(said.stderr), said.stderr


@pytest.mark.parametrize("service", SERVICES)
def test_the_settings_of_the_guide_start_a_real_installation(
    service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in config.Settings.model_fields:
        monkeypatch.delenv(f"CANDOUR_{name.upper()}", raising=False)
        monkeypatch.delenv(f"CANDOUR_{name.upper()}_FILE", raising=False)
    monkeypatch.setattr(config, "HERE", tmp_path)
    for name, held in (
        ("secret_key", KEY),
        ("master_key", MASTER_KEY),
        ("smtp_password", "of the mail server"),
    ):
        (tmp_path / name).write_text(held)
    lines = (EXAMPLES / "candour.env").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line and not line.startswith("#")]
    said += [line.partition("=")[2] for line in settings_of(service) if line.startswith("Environment=")]
    for one in said:
        name, _, value = one.partition("=")
        monkeypatch.setenv(name, value.replace("%d", str(tmp_path)))
    settings = config.from_environment()
    assert not settings.practice
    assert settings.trusted_proxies == 1
    knows_mail = settings.smtp_password != SecretStr("")
    assert knows_mail is (service == "candour-worker.service"), "only the worker sends mail"
    known = {f"CANDOUR_{name.upper()}" for name in config.Settings.model_fields}
    assert {one.partition("=")[0].removesuffix("_FILE") for one in said} <= known


def test_no_secret_stands_in_an_example() -> None:
    secret = {f"CANDOUR_{name.upper()}" for name in config._from_a_file()} - {"CANDOUR_DATABASE_URL"}
    text = "\n".join(path.read_text(encoding="utf-8") for path in EXAMPLES.iterdir())
    assert not [name for name in secret if re.search(rf"{name}=", text)]


def test_the_worker_is_told_the_same_as_the_pages_and_only_mail_besides() -> None:
    pages, worker = (set(settings_of(service)) for service in SERVICES)
    words = ("SMTP", "MAIL_FROM", "smtp_password", "ExecStart", "Description", "IPAddressAllow", "After=")
    assert not [line for line in pages ^ worker if not any(word in line for word in words)]


def test_a_package_for_a_real_installation_leaves_out_what_it_does_not_need() -> None:
    left_out = (HOUSE / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert {"tests/ export-ignore", "benchmarks/ export-ignore"} <= set(left_out)
    assert "git archive" in (DOCS / "operating.md").read_text(encoding="utf-8")


# what the front server's file must say
NGINX = (
    "ssl_protocols TLSv1.2 TLSv1.3;",
    "ssl_reject_handshake on;",
    "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
    "proxy_set_header Host $host;",
    "access_log off;",
    "client_max_body_size 60m;",
    "return 308 https://cases.example.org$request_uri;",
)


@pytest.mark.parametrize("line", NGINX)
def test_the_front_server_s_file_says(line: str) -> None:
    assert line in (EXAMPLES / "nginx.conf").read_text(encoding="utf-8")


def test_every_suite_keeps_earlier_talk_secret_and_notices_changes() -> None:
    nginx = re.search(r"ssl_ciphers ([^;]+);", (EXAMPLES / "nginx.conf").read_text(encoding="utf-8"))
    caddy = re.search(r"ciphers (.+)", (EXAMPLES / "Caddyfile").read_text(encoding="utf-8"))
    assert nginx is not None
    assert caddy is not None
    for suite in (*nginx[1].split(":"), *caddy[1].split()):
        assert "ECDHE" in suite
        assert "GCM" in suite or "CHACHA20" in suite


def test_caddy_reads_its_file() -> None:
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("CADDY IS NOT HERE: its file was not read by it")
    asked = [caddy, "validate", "--adapter", "caddyfile", "--config", str(EXAMPLES / "Caddyfile")]
    assert subprocess.run(asked, check=False, capture_output=True).returncode == 0


def test_every_secret_and_every_purpose_of_a_key_is_on_the_list() -> None:
    page = (DOCS / "keys.md").read_text(encoding="utf-8")
    secret = [f"CANDOUR_{name.upper()}" for name in config._from_a_file()]
    purposes = [
        str(getattr(call.args[1], "value", ""))
        for path in ROOMS
        for called, call in calls(tree_of(path))
        if called.endswith("sealed.box") and len(call.args) > 1
    ]
    assert purposes
    assert not [name for name in secret if f"| `{name}` |" not in page]
    assert not [purpose for purpose in purposes if f"| {purpose} (purpose) |" not in page]


def test_what_the_levels_name_is_there() -> None:
    page = (DOCS / "data.md").read_text(encoding="utf-8")
    levels = set(re.findall(r"(?m)^\| (open|house|case|story|key) \|", page))
    assert levels == {"open", "house", "case", "story", "key"}
    rows = re.findall(r"(?m)^\| `(\w+)` \| (\w+) \|(.*)\|$", page)
    tables = {table.name: {column.name for column in table.columns} for table in Base.metadata.sorted_tables}
    assert len(rows) == len({name for name, _, _ in rows})
    for name, level, but in rows:
        assert level in levels
        assert name in tables, f"{name} is no table any more"
        assert set(re.findall(r"`(\w+)`", but)) <= tables[name], name


def test_what_opens_something_is_a_key() -> None:
    page = (DOCS / "data.md").read_text(encoding="utf-8")
    rows = {
        name: (level, but) for name, level, but in re.findall(r"(?m)^\| `(\w+)` \| (\w+) \|(.*)\|$", page)
    }
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            opens = column.name.endswith(("_hash", "salt", "wrapped")) or column.name == "sealed"
            level, but = rows.get(table.name, ("story", ""))
            if opens and table.name in rows:
                assert level == "key" or f"`{column.name}`" in but.partition("key:")[2], column


@pytest.mark.parametrize(
    "words", ["prepare", "make-admin", "serve", "worker", "reseal", "trail verify", "evidence check"]
)
def test_every_command_of_the_guide_is_one(app: Flask, words: str) -> None:
    found: Command | None = app.cli
    for word in words.split():
        assert isinstance(found, Group)
        found = found.commands.get(word)
    assert found is not None
