"""`prepare` and `serve`: a database is made ready once, an unfit one is refused, a start is quick."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app import create_app
from config import HERE, Mode
from incidents.services import charity
from incidents.services.verifying import verify
from incidents.store import db
from tests import databases
from tests.services import demonstrated

BOUND = 4.0  # seconds of a core that a second start may take; it should be under 2


def run(app: Flask, *words: str) -> Result:
    """What the command says."""
    return app.test_cli_runner().invoke(args=list(words))


def counted(*tables: str) -> list[int]:
    """How many rows each table has."""
    with db.read() as session:
        return [session.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables]


@pytest.mark.parametrize("kind", databases.KINDS)
def test_an_empty_database_is_made_ready_once(kind: str) -> None:
    """Five charities, the demonstration, a trail that proves it; the second time changes nothing."""
    said = demonstrated.said(kind)
    assert "Getting the database ready" in said
    assert "The demonstration cases are loaded." in said
    made = demonstrated.loaded(kind)
    assert sorted(one.id for one in charity.everyone()) == sorted(
        path.stem for path in (HERE / "policies").glob("*.yaml")
    )
    assert verify().sound
    before = counted("event", "case_file", "person", "account", "policy_version")
    again = run(databases.make_app(made.url), "prepare")
    assert again.exit_code == 0, again.output
    assert "Getting the database ready" not in again.output
    assert "The demonstration cases are loaded." not in again.output
    assert "Sign in" in again.output
    assert counted("event", "case_file", "person", "account", "policy_version") == before
    db.engine().dispose()


def test_a_real_one_has_no_invented_people(tmp_path: Path) -> None:
    app = create_app(
        databases.settings(f"sqlite:///{tmp_path / 'real.db'}").model_copy(
            update={"mode": "production", "trusted_hosts": ["cases.example.org"]}
        )
    )
    found = run(app, "prepare")
    assert found.exit_code == 0, found.output
    assert len(charity.everyone()) == 5
    assert counted("person", "account", "case_file") == [0, 0, 0]


def test_charities_that_are_missing_are_installed_the_next_time(
    database: databases.Database, tmp_path: Path
) -> None:
    policies = tmp_path / "policies"
    policies.mkdir()
    for path in (HERE / "policies").glob("*.yaml"):
        (policies / path.name).write_text(path.read_text())
    sixth = (policies / "fts.yaml").read_text().replace("FTS-", "SIX-").replace("code: FTS\n", "code: SIX\n")
    (policies / "sixth.yaml").write_text(sixth.replace("id: fts\n", "id: sixth\n", 1))
    app = create_app(
        databases.settings(database.url).model_copy(update={"policies": policies, "mode": "production"})
    )
    assert run(app, "prepare").exit_code == 0
    assert len(charity.everyone()) == 6
    assert counted("policy_version") == [6]


@pytest.mark.parametrize(("what", "fill"), [("none", None), ("a broken one", "id: [")])
def test_policies_that_cannot_be_read_are_said_so(tmp_path: Path, what: str, fill: str | None) -> None:
    if fill:
        (tmp_path / "broken.yaml").write_text(fill)
    fresh = databases.settings(databases.empty("sqlite"))
    app = create_app(fresh.model_copy(update={"policies": tmp_path, "mode": "production"}))
    found = run(app, "prepare")
    assert found.exit_code == 1
    assert str(tmp_path) in found.output
    assert "Traceback" not in found.output


# what is wrong with the database, how it came to be so, and the sentence
UNFIT = (
    (
        "a newer version",
        ("UPDATE alembic_version SET version_num = '9999'",),
        "This database was made by a newer Candour. Start that one, or restore an older copy.",
    ),
    (
        "a missing trigger",
        ("DROP TRIGGER payload_no_delete",),
        "The database no longer guards the trail (payload_no_delete). Do not go on: restore a copy",
    ),
)


@pytest.mark.parametrize(("what", "statements", "says"), UNFIT, ids=[row[0] for row in UNFIT])
@pytest.mark.parametrize("words", [("prepare",), ("serve",), ("serve", "--prepare")], ids=" ".join)
def test_an_unfit_database_is_refused_in_a_sentence(
    database: databases.Database, what: str, statements: tuple[str, ...], says: str, words: tuple[str, ...]
) -> None:
    with database.engine.begin() as connection:
        for statement in statements:
            on = " ON event_payload" if "TRIGGER" in statement and database.kind == "postgresql" else ""
            connection.exec_driver_sql(statement + on)
    app = databases.make_app(database.url)
    found = run(app, *words)
    assert found.exit_code == 1
    assert found.output.startswith(f"Error: {says}")
    assert "Traceback" not in found.output


def test_an_older_database_is_not_served_until_it_is_made_ready(database: databases.Database) -> None:
    app = databases.make_app(database.url)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    found = run(app, "serve")
    assert (found.exit_code, found.output) == (
        1,
        "Error: This database is not up to date. Run: python3 dev.py db upgrade\n",
    )


# why it cannot be opened, and its address
CLOSED = (
    ("no such folder", "sqlite:////nowhere/at/all/candour.db"),
    ("no database at all", f"sqlite:///{Path(__file__)}"),
    ("no server", "postgresql://candour:hunter22@127.0.0.1:1/candour"),
)


@pytest.mark.parametrize(("why", "url"), CLOSED, ids=[row[0] for row in CLOSED])
@pytest.mark.parametrize("words", [("prepare",), ("serve",)], ids=" ".join)
def test_a_database_that_cannot_be_opened_is_said_so(why: str, url: str, words: tuple[str, ...]) -> None:
    found = run(databases.make_app(url), *words)
    assert found.exit_code == 1
    assert (
        found.output
        == "Error: The database cannot be opened. Check CANDOUR_DATABASE_URL, and that the database is"
        " running.\n"
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "cases.example.org", "::"])  # noqa: S104  # refused
def test_practice_answers_only_on_this_computer(app: Flask, sqlite: databases.Database, host: str) -> None:
    found = run(app, "serve", "--host", host)
    assert (found.exit_code, found.output) == (1, "Error: Practice mode answers only on this computer.\n")


def test_a_port_that_is_taken_is_said_so(sqlite: databases.Database) -> None:
    app = databases.make_app(sqlite.url)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = run(app, "serve", "--port", str(port))
    assert found.exit_code == 1
    assert found.output.startswith(f"Error: Port {port} of 127.0.0.1 cannot be used")
    assert f"--port {port + 1}" in found.output


def test_an_unsafe_setting_stops_every_command_without_a_traceback() -> None:
    found = flask("trail", "verify", CANDOUR_MODE="production")
    said = found.communicate(timeout=60)[0]
    assert found.returncode == 1
    assert "Error: Candour cannot start:\n- CANDOUR_SECRET_KEY: give at least 32 random characters" in said
    assert "Traceback" not in said


def test_a_second_start_is_quick(tmp_path: Path) -> None:
    """From the command to the first answer, on a database that is ready."""
    shutil.copyfile(databases.keep(demonstrated.loaded("sqlite")), tmp_path / "candour.db")
    settings = {
        "CANDOUR_DATABASE_URL": f"sqlite:///{tmp_path / 'candour.db'}",
        "CANDOUR_ARGON2_MEMORY_MIB": "8",
    }
    settings["CANDOUR_SECRET_KEY"] = "for the tests only, nothing else"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with flask("serve", "--prepare", "--port", str(port), **settings) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/fts/", time.monotonic())
        finally:
            server.terminate()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Not the time on the wall: how long that is says how busy the machine is with other things.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < BOUND


def flask(*words: str, **settings: str) -> subprocess.Popen[str]:
    """The command in a process of its own, as dev.py starts it."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("CANDOUR_")}
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app:create_app", *words],
        cwd=HERE,
        env=surroundings | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(address: str, begun: float) -> None:
    """Until something answers there."""
    while time.monotonic() - begun < 30:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  # our own server
                assert "Practice: invented people" in answer.read().decode()
                return
        except urllib.error.URLError:
            time.sleep(0.05)
    pytest.fail(f"nothing answered at {address}")


def test_answering_to_others_in_the_clear_is_said_loudly(sqlite: databases.Database) -> None:
    real = create_app(databases.settings(sqlite.url).model_copy(update={"mode": Mode.PRODUCTION}))
    with socket.create_server(("0.0.0.0", 0)) as taken:  # noqa: S104 - so that it ends at once
        port = str(taken.getsockname()[1])
        to_all = run(real, "serve", "--host", "0.0.0.0", "--port", port).output  # noqa: S104
        to_none = run(real, "serve", "--port", port).output
    assert "THIS IS NOT ENCRYPTED" in to_all
    assert "NOT ENCRYPTED" not in to_none
    assert "cannot be used" in to_none
