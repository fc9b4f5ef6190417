"""The ground both sides stand on: one SQLite file with a charity, its manager, and many cases."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from pydantic import SecretStr

from app import create_app
from config import HERE, Settings
from incidents.domain import chain
from incidents.domain.words import Role
from incidents.services import charity, hashing, installing, membership, reporting, signing_in
from incidents.services.actors import Member
from incidents.services.progress import Step, perform
from incidents.services.reading import case_page
from incidents.store import db
from incidents.store.models import Base, SignInSession
from incidents.store.queries import people

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
PASSWORD = "a long enough phrase"  # noqa: S105  # of an invented person


@dataclass(frozen=True)
class Ground:
    """The program, who acts, a case with one matter, and the cookie of a live sign-in."""

    app: Flask
    path: Path
    manager: Member
    reference: str
    track_id: str
    token: str


def prepare(folder: Path, cases: int) -> Ground:
    """A migrated database with one worked case and `cases` others, whose narrow rows are copied from it."""
    path = folder / "bench.db"
    app = create_app(
        Settings(
            database_url=f"sqlite:///{path}",
            secret_key=SecretStr(secrets.token_urlsafe(32)),
            argon2_memory_mib=8,
        )
    )
    with app.app_context():
        upgrade()
    installing.install_file(HERE / "policies" / "fts.yaml", START)
    tool = hashing.hasher(8)
    holds = (("role", Role.MANAGER, ""), ("post", "business_manager", ""))
    new = membership.NewPerson("Bea Bench", holds, "bea@example.org", PASSWORD)
    person_id = membership.add("fts", new, None, tool, START)
    with db.work() as session:
        account = people.account_by_email(session, "bea@example.org")
        if account is None:
            raise LookupError("the manager has no account")
        manager = Member(account.id, person_id, "fts", "Bea Bench", account.email, frozenset({Role.MANAGER}))
    reference, track_id = _one_case(manager)
    _copy(reference, cases)
    return Ground(app, path, manager, reference, track_id, _sign_in(manager))


def _one_case(manager: Member) -> tuple[str, str]:
    found = charity.find("fts")
    if found is None:
        raise LookupError("the charity was not installed")
    told = reporting.Told("A picture of a family was put online.", place="Facebook")
    reference = reporting.receive(found, told, None, "bench", secrets.token_hex(8), START).reference
    key = secrets.token_hex(8)
    perform(manager, Step(reference, "start_track", 1, key), {"track": "external_report:ico"}, START)
    return reference, case_page(manager, reference, START).matters[0].track.id


def _copy(reference: str, cases: int) -> None:
    table = Base.metadata.tables["case_file"]
    with db.work() as session:
        row = dict(session.execute(sa.select(table).where(table.c.reference == reference)).mappings().one())
        rows = []
        for number in range(cases):
            changed = START - timedelta(minutes=number)
            more = {"id": f"{number:032x}", "reference": f"FTS-{number:06}-X", "updated_at": changed}
            rows.append(
                {**row, **more, "head_seq": 0, "head_leaf": chain.START, "state": "reported", "version": 1}
            )
        for start in range(0, cases, 500):
            session.execute(sa.insert(table), rows[start : start + 500])


def _sign_in(manager: Member) -> str:
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    with db.work() as session:
        session.add(
            SignInSession(
                token_hash=signing_in.hash_of(token),
                account_id=manager.account_id,
                started_at=now,
                seen_at=now,
                revoked_at=None,
            )
        )
    return token
