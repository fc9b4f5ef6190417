"""Secrets may stand in files of their own, and a wire that leaves this computer is encrypted or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import config
from config_secrets import from_files
from config_wires import database_fault, scanner_fault

KEY = "wJ3-rUq8Zt_5nXc1LkPd7GhYbV0sEo2MaF4iT6yQ"


def test_every_secret_may_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "HERE", tmp_path)
    names = config._from_a_file()
    assert set(names) >= {"secret_key", "secret_key_previous", "master_key", "smtp_password", "database_url"}
    (tmp_path / "key").write_text(f"{KEY}\n")
    for name in config.Settings.model_fields:
        monkeypatch.delenv(f"CANDOUR_{name.upper()}", raising=False)
    monkeypatch.setenv("CANDOUR_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert config.from_environment().secret_key.get_secret_value() == KEY


# what a file holds, and how the line about it begins
UNUSABLE = (
    (b"", "CANDOUR_MASTER_KEY_FILE: this file must hold one line"),
    (b" \n\n", "CANDOUR_MASTER_KEY_FILE: this file must hold one line"),
    (b"one\ntwo", "CANDOUR_MASTER_KEY_FILE: this file must hold one line"),
    (b"x" * 10_001, "CANDOUR_MASTER_KEY_FILE: this file must hold one line"),
    (b"\xff\xfe", "CANDOUR_MASTER_KEY_FILE: this file cannot be read (UnicodeDecodeError)"),
)


@pytest.mark.parametrize(("held", "line"), UNUSABLE)
def test_a_file_that_cannot_be_used_is_named_without_what_it_holds(
    tmp_path: Path, held: bytes, line: str
) -> None:
    (tmp_path / "key").write_bytes(held)
    found, faults = from_files({"CANDOUR_MASTER_KEY_FILE": str(tmp_path / "key")}, ["master_key"])
    assert found == {}
    assert len(faults) == 1
    assert faults[0].startswith(line)
    assert "two" not in faults[0]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    found, faults = from_files({"CANDOUR_MASTER_KEY_FILE": str(tmp_path)}, ["master_key"])
    assert (found, len(faults)) == ({}, 1)


# the address of a database, and whether real cases may go there
DATABASES = (
    ("sqlite:////var/lib/candour/candour.db", True),
    ("postgresql+psycopg:///candour", True),
    ("postgresql://candour@localhost/candour", True),
    ("postgresql://candour@127.0.0.1:5433/candour", True),
    ("postgresql://candour@[::1]/candour", True),
    ("postgresql:///candour?host=/run/postgresql", True),
    ("postgresql://candour@db.example.org/candour?sslmode=verify-full&sslrootcert=system", True),
    ("postgresql://candour@db.example.org/candour", False),
    ("postgresql://candour@db.example.org/candour?sslmode=require", False),
    ("postgresql://candour@db.example.org/candour?sslmode=verify-ca", False),
    ("postgresql:///candour?host=db.example.org", False),
    ("postgresql:///candour?host=/run/postgresql,db.example.org", False),
    ("postgresql://localhost/candour?host=db.example.org", False),
    ("postgresql://localhost/candour?hostaddr=192.0.2.7", False),
    ("postgresql://localhost.example.org/candour", False),
    ("postgresql://candour:a@b:c/d:e", False),
)


@pytest.mark.parametrize(("address", "allowed"), DATABASES)
def test_a_database_elsewhere_proves_who_it_is(address: str, allowed: bool) -> None:
    assert (database_fault(address) == "") is allowed
    assert "example.org" not in database_fault(address)


# the place of a scanner, and whether files of real cases may go there
SCANNERS = (
    ("/run/clamav/clamd.ctl", True),
    ("127.0.0.1:3310", True),
    ("localhost:3310", True),
    ("scan.example.org:3310", False),
    ("192.0.2.7:3310", False),
)


@pytest.mark.parametrize(("place", "allowed"), SCANNERS)
def test_a_scanner_is_on_this_computer(place: str, allowed: bool) -> None:
    assert (scanner_fault(place) == "") is allowed
