"""The demonstration: invented people and their cases, made once by walking the real lifecycle."""

from __future__ import annotations

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.domain.words import Role
from incidents.services import charity as charities
from incidents.services import hashing, membership
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.demonstration import duties, governing, induction, walk
from incidents.services.demonstration.calendar import moments
from incidents.services.demonstration.people import CAST, PASSWORD, Invented
from incidents.services.demonstration.stories import STORIES
from incidents.services.demonstration.telling import Story
from incidents.services.demonstration.walk import Company
from incidents.store.db import read
from incidents.store.models import Idempotency
from incidents.store.queries import people

# The invented people have been there for longer than any story.
BEFORE = timedelta(days=400)

# Who is added when everything else is there; until then a start that was broken off is taken up again.
LAST = ("fts", "tobias")


def load(tool: PasswordHasher, now: datetime) -> bool:
    """Make the demonstration, unless it is there or one of its charities is not: then False.

    `now` is an aware instant. Each act has a form's key of its own, and no key acts twice: broken off half
    way, the next call goes on where this one stopped.
    """
    slug, last = LAST
    if last not in {one.key for one in _missing(slug, now)}:
        return False
    installed = [charity for charity in (charities.find(name) for name in CAST) if charity is not None]
    if len(installed) < len(CAST):
        return False
    stored = hashing.hash_password(PASSWORD, tool)
    newcomers = [(charity.id, one) for charity in installed for one in _missing(charity.id, now)]
    for name, one in newcomers:
        if (name, one.key) != LAST:
            _add(name, one, stored, now)
    companies = {charity.id: _company(charity, now) for charity in installed}
    induction.at_induction(companies, now)
    governing.write_down(companies, now)
    _walk(companies, now)
    induction.lately(companies, now)
    duties.keep(companies, now)
    for name, one in newcomers:
        if (name, one.key) == LAST:
            _add(name, one, stored, now)
    return True


def sign_ins() -> tuple[str, ...]:
    """What to try: a line for each sign-in (charity, role, address), and the one password they share."""
    lines = [
        f"  {charity.upper():<6} {one.shown:<46} {one.email(charity)}"
        for charity, several in CAST.items()
        for one in several
        if one.shown
    ]
    return (f"Sign in to try it. The password of all these invented people is: {PASSWORD}", *lines)


def _missing(slug: str, now: datetime) -> tuple[Invented, ...]:
    names = {one.name for one in membership.everyone(slug, now)}
    return tuple(one for one in CAST[slug] if one.name not in names)


def _add(slug: str, one: Invented, stored: str, now: datetime) -> None:
    person = membership.NewPerson(one.name, one.holds, one.email(slug))
    membership.add_prepared(slug, person, stored, None, now - BEFORE)


def _company(charity: Charity, now: datetime) -> Company:
    ids = {one.name: one.person_id for one in membership.everyone(charity.id, now)}
    with read() as session:
        members = {
            one.key: _member(session, charity.id, one, ids[one.name])
            for one in CAST[charity.id]
            if one.name in ids
        }
    return Company(charity, members)


def _member(session: Session, slug: str, one: Invented, person_id: str) -> Member:
    account = people.account_by_email(session, one.email(slug)) if one.roles else None
    roles = frozenset(Role(role) for role in one.roles.split())
    return Member(account.id if account else "", person_id, slug, one.name, one.email(slug), roles)


def _walk(companies: dict[str, Company], now: datetime) -> None:
    """Everything that happened in all charities, in the order in which it happened, but for what is done."""
    done, agenda = _done(), _agenda(now)
    references = {story.key: done[_key(story, 0)] for story in STORIES if _key(story, 0) in done}
    keys = [_key(story, number) for _, story, number in agenda]
    reached = max((place for place, key in enumerate(keys) if key in done), default=-1)
    for place, (at, story, number) in enumerate(agenda):
        key = keys[place]
        if key in done or (place < reached and not walk.leaves_key(story, number)):
            continue
        company = companies[story.charity]
        if number == 0:
            references[story.key] = walk.begin(company, story, key, at)
        else:
            walk.go_on(company, story.acts[number - 1], story.key, references, key, at)


def _key(story: Story, number: int) -> str:
    """The form's key of a story's report (0) or of one of its acts, counted from 1."""
    return f"{walk.SENDER}/{story.key}/{number}"


def _agenda(now: datetime) -> list[tuple[datetime, Story, int]]:
    """(when, story, 0 for its report or the number of the act) for everything, oldest first."""
    agenda = [(at, story, number) for story in STORIES for number, at in enumerate(moments(story, now))]
    return sorted(agenda, key=lambda entry: entry[0])


def _done() -> dict[str, str]:
    """What was done already: the form's key, and the reference it answered with."""
    with read() as session:
        rows = session.execute(
            select(Idempotency.key, Idempotency.answer).where(Idempotency.key.startswith(f"{walk.SENDER}/"))
        )
        return {key: str(answer.get("reference", "")) for key, answer in rows}
