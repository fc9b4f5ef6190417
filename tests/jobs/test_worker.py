"""The worker: its command, its queue beside each database, and that a fault of it does not stop the pages."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from config import MailTls
from incidents.domain.words import Role
from incidents.jobs import beside, minute, queue
from incidents.jobs.beside import Beside
from incidents.services import casework
from tests import cast, databases, mailbox, steps
from tests.cast import NOW
from tests.databases import Database

SOON = 15.0


def report_to_ada() -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    reference = steps.opened(ada)
    raw = {"task": "Ring", "due_on": "2026-11-24"}
    casework.add_to_do(ada, reference, None, secrets.token_hex(8), raw, NOW)


def with_mail(app: Flask, port: int) -> Flask:
    """The program with a mail server named in its settings."""
    named = {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_tls": MailTls.NONE,
        "mail_from": mailbox.SENDER,
    }
    app.config["CANDOUR"] = app.config["CANDOUR"].model_copy(update=named)
    return app


def test_without_a_mail_server_mails_wait_and_it_says_so(sqlite: Database) -> None:
    app = databases.make_app(sqlite.url)
    report_to_ada()
    found = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert found.exit_code == 0, found.output
    assert minute.NO_SERVER in found.output
    assert "Mails sent: 0." in found.output


def test_with_one_it_sends(sqlite: Database) -> None:
    with mailbox.running() as (box, server):
        app = with_mail(databases.make_app(sqlite.url), server.port)
        cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
        cast.report()
        made = minute.minute(app)
        assert made.send() == 1
        assert len(box.came) == 1
        assert box.came[0].get_content().count("http://localhost:8000/fts/") == 2


def test_it_refuses_a_database_that_is_not_fit(tmp_path: Path) -> None:
    app = databases.make_app(f"sqlite:///{tmp_path / 'empty.db'}")
    found = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert found.exit_code == 1
    assert found.output.startswith("Error: This database is not up to date.")


def test_the_queue_stands_apart_from_the_tables(database: Database) -> None:
    """A migration that looks at the tables sees none of it."""
    before = sa.inspect(database.engine).get_table_names()
    app = databases.make_app(database.url)
    made = queue.make(app)
    names = {task.name for task in made._registry.periodic_tasks}
    assert names == {"look for deadlines", "send mails", "read all evidence again"}
    made.storage.close()
    assert sa.inspect(database.engine).get_table_names() == before


def test_beside_the_pages_it_works_and_stops(sqlite: Database) -> None:
    with mailbox.running() as (box, server):
        app = with_mail(databases.make_app(sqlite.url), server.port)
        cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
        cast.report()
        worker = Beside(app, after=0)
        worker.start()
        until = time.monotonic() + SOON
        while not box.came and time.monotonic() < until:
            time.sleep(0.05)
        worker.stop()
    assert len(box.came) == 1


def test_a_program_that_stops_at_once_has_no_worker(
    capsys: pytest.CaptureFixture[str], sqlite: Database
) -> None:
    worker = Beside(databases.make_app(sqlite.url), after=SOON)
    worker.start()
    worker.stop()
    assert capsys.readouterr().err == ""


def test_a_worker_that_cannot_begin_says_so_and_nothing_else_stops(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sqlite: Database
) -> None:
    app = databases.make_app(sqlite.url)

    def broken(_: Flask) -> None:
        raise OSError("no place to write")

    monkeypatch.setattr(beside.queue, "make", broken)
    worker = Beside(app, after=0)
    worker.start()
    said, until = "", time.monotonic() + SOON
    while "the pages go on" not in said and time.monotonic() < until:
        said += capsys.readouterr().err
        time.sleep(0.01)
    assert said.startswith("The worker cannot begin (OSError).\nThe worker has stopped, the pages go on.")


def test_a_job_that_fails_is_told_without_what_it_had_in_hand(
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    sqlite: Database,
) -> None:
    app = databases.make_app(sqlite.url)

    def broken(_: object) -> int:
        raise RuntimeError("Ada Okoro")

    monkeypatch.setattr(minute.reminding, "look", broken)
    made = queue.make(app)
    (task,) = [one for one in made._registry.periodic_tasks if one.name == "look for deadlines"]
    made.enqueue(task)
    made.execute(made.dequeue())
    (said,) = [record for record in caplog.records if record.name == "candour.jobs"]
    assert said.getMessage() == "The worker could not do a task. It tries again in a minute."
    assert said.__dict__["task"] == "look for deadlines (RuntimeError)"
    assert "Ada" not in said.getMessage() + said.__dict__["task"] + capsys.readouterr().err
