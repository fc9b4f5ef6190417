"""Keeping the charity's own lists: who may, reading what was sent, and one entry in the charity's stream."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Data, Field, Raw, parse
from incidents.domain.permissions import permits
from incidents.domain.policy import Clause
from incidents.domain.words import Permission
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.store import trail


@dataclass(frozen=True, slots=True)
class Form:
    """What the page of one form needs: its questions, their choices, and what stands in the boxes already.

    `about` says what it changes; `clauses` are what the policy says of it; `version` is what it acts on;
    `quotes` are words to copy from: (what they are, the words).
    """

    fields: tuple[Field, ...]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filled: Mapping[str, object] = field(default_factory=dict)
    about: str = ""
    clauses: tuple[Clause, ...] = ()
    version: int = 0
    quotes: tuple[tuple[str, str], ...] = ()


def may(actor: Member, permission: Permission) -> None:
    """Raise NotFound for someone who is not granted that."""
    if not permits(actor, permission):
        raise NotFound


def parsed(form: Form, raw: Raw, now: datetime) -> Data:
    """What was sent, as the domain reads it. Raises Invalid."""
    options: dict[str, Collection[str]] = {name: list(words) for name, words in form.choices.items()}
    data, problems = parse(form.fields, raw, now, options)
    if problems:
        raise Invalid(problems)
    return data


def is_key(text: str) -> bool:
    """Whether this can be the id of a row at all; anything else need not be looked for."""
    return 0 < len(text) <= 32 and text.isascii() and text.isalnum()


def note(session: Session, actor: Member, action: str, now: datetime, payload: trail.Payload) -> None:
    """Write the one entry of a change to the charity's lists, in its transaction."""
    trail.on_organisation(
        session,
        trail.Entry(
            organisation_id=actor.organisation_id,
            action=action,
            actor=actor.person_id,
            at=now,
            payload={"by": actor.name, **payload},
        ),
    )
