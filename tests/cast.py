"""Invented people of a charity, made through the use cases, and ways to act and to look as one of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from incidents.domain.words import Role
from incidents.services import charity as charities
from incidents.services import hashing, membership, reporting, signing_in
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.progress import Done, Step, perform
from incidents.store.db import read, work
from incidents.store.models import SignInSession
from incidents.store.queries import people
from tests.pages import check_page

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PASSWORD = "a long enough phrase"
_TOOL = hashing.hasher(8)


def charity(slug: str = "fts") -> Charity:
    """One of the five."""
    found = charities.find(slug)
    assert found is not None
    return found


def join(
    slug: str,
    name: str,
    roles: Iterable[Role] = (),
    posts: Iterable[str] = (),
    standing: tuple[str, str] | None = None,
    now: datetime = NOW,
) -> Member:
    """Someone new in a charity, with an account."""
    held = [("role", role.value, "") for role in roles] + [("post", post, "") for post in posts]
    held += [("standing", *standing)] if standing else []
    email = f"{name.lower().replace(' ', '.')}@{slug}.example.org"
    new = membership.NewPerson(name, tuple(held), email, PASSWORD)
    person_id = membership.add(slug, new, None, _TOOL, now)
    with read() as session:
        account = people.account_by_email(session, email)
        assert account is not None
        account_id = account.id
    return Member(account_id, person_id, slug, name, email, frozenset(roles))


def report(slug: str = "fts", actor: Member | None = None, now: datetime = NOW, **told: object) -> str:
    """The reference of a new report."""
    words = reporting.Told(**{"story": "A volunteer put a photograph of a family online.", **told})  # type: ignore[arg-type]
    return reporting.receive(charity(slug), words, actor, "a test", secrets.token_hex(8), now).reference


def step(
    actor: Member,
    reference: str,
    action: str,
    raw: dict[str, object],
    *,
    version: int,
    track: str | None = None,
    now: datetime = NOW,
    key: str | None = None,
) -> Done:
    """Take a step through the one door."""
    return perform(actor, Step(reference, action, version, key or secrets.token_hex(8), track), raw, now)


@dataclass
class Visitor:
    """A browser without JavaScript that checks each page it gets."""

    client: FlaskClient
    slug: str

    def get(self, path: str, status: int = 200) -> str:
        """The page at `path` below the charity's address; its markup is checked."""
        return self._checked(path, self.client.get(f"/{self.slug}{path}"), status)

    def post(self, path: str, data: dict[str, object], status: int = 302) -> TestResponse:
        """Send a form; a page that comes back is checked."""
        response = self.client.post(f"/{self.slug}{path}", data=data)
        assert response.status_code == status, response.get_data(as_text=True)[:2000]
        if response.mimetype == "text/html" and status not in (302, 303):
            self._checked(path, response, status)
        return response

    def _checked(self, path: str, response: TestResponse, status: int) -> str:
        page = response.get_data(as_text=True)
        assert response.status_code == status, (path, response.status_code, page[:3000])
        check_page(page, path=path, csp=response.headers["Content-Security-Policy"])
        return page


def browse(
    app: Flask, slug: str = "fts", member: Member | None = None, now: datetime | None = None
) -> Visitor:
    """A visitor, signed in as `member` if given; forged requests are looked for in test_gate.py only."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    if member is not None:
        token = secrets.token_urlsafe(32)
        at = now or datetime.now(UTC)
        with work() as session:
            session.add(
                SignInSession(
                    token_hash=signing_in.hash_of(token),
                    account_id=member.account_id,
                    started_at=at,
                    seen_at=at,
                    revoked_at=None,
                    sure_at=at,
                )
            )
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
    return Visitor(client, slug)
