"""The floor: the same work in raw SQL on the same file, a bare Flask page, bare JSON: nothing of ours."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from flask import Flask, render_template_string  # noqa: TID251  # a constant template, in a measurement only

from incidents.domain import chain

_PAGE = """<!doctype html><html lang="en-GB"><head><title>Cases</title></head><body><h1>Cases</h1><table>
{% for row in rows %}<tr><td>{{ row[0] }}</td><td>{{ row[1] }}</td><td>{{ row[2] }}</td><td>{{ row[3] }}</td>
<td>{{ row[4] }}</td><td>{{ row[5] }}</td></tr>{% endfor %}</table></body></html>"""
_LIST = """SELECT reference, title, state, platform, lead_name, updated_at FROM case_file
WHERE organisation_id = 'fts' ORDER BY updated_at DESC, id DESC LIMIT 26"""


def connect(path: Path) -> sqlite3.Connection:
    """A connection as safe as ours: the same journal, fsync and checks."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    connection.create_function("candour_leaf", 1, chain.leaf, deterministic=True)
    for setting in ("foreign_keys = ON", "synchronous = EXTRA", "recursive_triggers = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def one_step(connection: sqlite3.Connection, case_id: str, track_id: str) -> None:
    """What `perform` must write: the two rows, a sealed entry, its payload, the form's key."""
    connection.execute("BEGIN IMMEDIATE")
    seq, head = connection.execute(
        "SELECT head_seq, head_leaf FROM case_file WHERE id = ?", (case_id,)
    ).fetchone()
    body = json.dumps({"by": "Bea Bench", "data": {"update": "x" * 40}})
    header = json.dumps(
        {"seq": seq + 1, "case": case_id, "payload": hashlib.sha256(body.encode()).hexdigest()}
    ).encode()
    leaf, event = chain.leaf(header), secrets.token_hex(16)
    connection.execute(
        "INSERT INTO idempotency VALUES (?, ?, '{}', '2026-01-05T09:00:00.000000Z')",
        (secrets.token_hex(8), event),
    )
    connection.execute("UPDATE track SET version = version + 1 WHERE id = ?", (track_id,))
    connection.execute(
        "UPDATE case_file SET head_seq = ?, head_leaf = ? WHERE id = ?", (seq + 1, leaf, case_id)
    )
    connection.execute(
        "INSERT INTO event (stream, seq, id, organisation_id, case_id, header, prev, leaf)"
        " VALUES (?, ?, ?, 'fts', ?, ?, ?, ?)",
        (f"case/{case_id}", seq + 1, event, case_id, header, head, leaf),
    )
    connection.execute(
        "INSERT INTO event_payload (organisation_id, event_id, body, salt) VALUES ('fts', ?, ?, ?)",
        (event, body, secrets.token_bytes(32)),
    )
    connection.execute("COMMIT")


def counts(path: Path) -> list[tuple[object, ...]]:
    """The figures of a board report in raw SQL: cases by kind, platform, state and month."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            row
            for by in ("kind", "platform", "state", "substr(reported_at, 1, 7)")
            for row in connection.execute(
                f"SELECT {by}, count(*) FROM case_file WHERE organisation_id = 'fts' GROUP BY 1"  # noqa: S608  # ours
            )
        ]


def bare_app(path: Path) -> Flask:
    """A bare Flask with one page: the first 25 cases in a plain table."""
    app = Flask("floor")
    connection = sqlite3.connect(path, check_same_thread=False)

    @app.get("/")
    def cases() -> str:
        return render_template_string(_PAGE, rows=connection.execute(_LIST).fetchall())

    return app


def read_and_write(lines: Iterable[str]) -> list[str]:
    """What judging lines of JSON must do at least: read each, and write one."""
    return [json.dumps(json.loads(line), ensure_ascii=False) for line in lines]
