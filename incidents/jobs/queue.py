"""The queue of jobs: beside the database file, or in a schema of its own in PostgreSQL."""

from __future__ import annotations

import logging
from pathlib import Path

import psycopg
from flask import Flask
from huey import Huey, MemoryHuey, PostgresHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer
from huey.signals import SIGNAL_ERROR

from incidents.jobs import evidence
from incidents.jobs.minute import minute

_NAME = "candour"
_log = logging.getLogger("candour.jobs")
_SCHEMA = "candour_jobs"
# What was not done within its minute is done by the next one.
_EXPIRES = 60


def make(app: Flask) -> Huey:
    """The queue with its jobs. Raises OSError or a fault of the database when it cannot be made."""
    queue = _queue(app.config["SQLALCHEMY_DATABASE_URI"], app.config["SECRET_KEY"])
    work = minute(app)
    every_minute = crontab(minute="*")
    queue.periodic_task(every_minute, name="look for deadlines", expires=_EXPIRES)(work.look)
    queue.periodic_task(every_minute, name="send mails", expires=_EXPIRES)(work.send)
    evidence.add(queue, app)
    queue.signal(SIGNAL_ERROR)(_say)
    # Its own log would repeat a fault with all that was in hand: our sentence names only its kind.
    log = logging.getLogger("huey")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    return queue


def _queue(url: str, key: str) -> Huey:
    # Jobs are pickled: only what this installation signed is read.
    shared = {"results": False, "serializer": SignedSerializer(secret=key, salt=_NAME)}
    if url.startswith("postgresql"):
        dsn = url.replace("postgresql+psycopg://", "postgresql://", 1)
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}")
        return PostgresHuey(_NAME, dsn=dsn, options=f"-c search_path={_SCHEMA}", **shared)
    path = url.removeprefix("sqlite:///")
    if path == ":memory:":
        return MemoryHuey(_NAME, **shared)
    beside = Path(path).with_suffix(".jobs")
    # The rollback journal: the linked SQLite may be one in which WAL is not safe (decision 006).
    return SqliteHuey(_NAME, filename=str(beside), journal_mode="delete", **shared)


def _say(_: str, task: object, fault: BaseException | None = None) -> None:
    what = getattr(task, "name", "work")
    kind = type(fault).__name__
    _log.error(
        "The worker could not do a task. It tries again in a minute.", extra={"task": f"{what} ({kind})"}
    )
