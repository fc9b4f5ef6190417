"""What forms and letters ask about the charity itself: kept in a few parts, any of which may wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from incidents.domain.charity_details import BY_KEY, GROUPS, Group, tidied
from incidents.domain.fields import Field, Kind, Raw, blank
from incidents.domain.forms.form import said
from incidents.domain.policy_words import Nation
from incidents.domain.words import Permission
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.keeping import Form, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.store.db import read, work
from incidents.store.models import CharityDetails, Organisation


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: each question with its answer in words, None while there is none."""

    group: Group
    lines: tuple[tuple[str, str | None], ...]

    @property
    def missing(self) -> int:
        """How many questions nobody has answered yet."""
        return sum(answer is None for _, answer in self.lines)


def page(charity: Charity, actor: Member) -> tuple[Part, ...]:
    """Every part with what stands in it. Raises NotFound for who may not keep them."""
    may(actor, Permission.KEEP_CHARITY)
    known, _ = _held(charity)
    return tuple(
        Part(group, tuple((field.label, _words(field, known)) for field in group.fields)) for group in GROUPS
    )


def title(key: str) -> str:
    """What one part is called. Raises NotFound."""
    return _group(key).title


def form(charity: Charity, actor: Member, key: str) -> Form:
    """The questions of one part, with what stands there. Raises NotFound."""
    may(actor, Permission.KEEP_CHARITY)
    group = _group(key)
    known, version = _held(charity)
    filled = {one.name: _shown(one, known[one.name]) for one in group.fields if one.name in known}
    return Form(group.fields, filled=filled, about=group.about, version=version)


def change(
    charity: Charity, actor: Member, part: str, version: int, key: str, raw: Raw, now: datetime
) -> None:
    """Keep one part as it was sent; a question left empty has no answer any more. One entry has what changed.

    Raises NotFound, Invalid, and Stale when someone was faster.
    """
    may(actor, Permission.KEEP_CHARITY)
    group = _group(part)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {"part": part}, now) is not None:
            return
        data, problems = tidied(Nation(charity.nation), parsed(Form(group.fields), raw, now))
        if problems:
            raise Invalid(problems)
        # The charity's row is held, since that of its details may not be there yet.
        session.get_one(Organisation, charity.id, with_for_update=True)
        row = session.get(CharityDetails, charity.id)
        known = dict(row.known) if row else {}
        held = row.version if row else 0
        changed = {
            one.name: data.get(one.name) for one in group.fields if data.get(one.name) != known.get(one.name)
        }
        if held != version:
            raise Stale(_differences(group, known, changed), held)
        if row is None:
            row = CharityDetails(organisation_id=charity.id)
            session.add(row)
        kept = {**known, **changed}
        row.known = {name: value for name, value in kept.items() if not blank(value)}
        row.version = version + 1
        note(session, actor, "charity_details_changed", now, {"part": group.title, "data": changed})


def _differences(group: Group, known: Mapping[str, object], changed: Mapping[str, object]) -> tuple[str, ...]:
    """What stands there now where something else was sent; all parts of the page count as one."""
    return tuple(
        f"{field.label}: it now says “{_words(field, known)}”"
        for field in group.fields
        if field.name in changed and field.name in known
    ) or ("Someone else changed this page. Look through it and send it again",)


def _held(charity: Charity) -> tuple[Mapping[str, object], int]:
    with read() as session:
        row = session.get(CharityDetails, charity.id)
        return (row.known, row.version) if row else ({}, 0)


def _group(key: str) -> Group:
    if key not in BY_KEY:
        raise NotFound
    return BY_KEY[key]


def _words(field: Field, known: Mapping[str, object]) -> str | None:
    return said(field, known[field.name]) if field.name in known else None


def _shown(field: Field, value: object) -> object:
    """A value as the box takes it."""
    if field.kind is Kind.DATE:
        return date.fromisoformat(str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
