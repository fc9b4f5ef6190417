"""The form of one part of a copy of the policy, and the outline from which people come to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from incidents.domain.fields import Field, Problem, parse
from incidents.domain.policy import Policy
from incidents.domain.policy_fields import RULE, SENTENCES
from incidents.services import policy_editing as editing
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.policy_editing import CopyPage, Sent
from incidents.services.policy_editing_asked import LISTS, SINGLES
from incidents.services.policy_editing_faults import Remark, look
from incidents.services.policy_editing_parts import (
    Document,
    Labels,
    block_of,
    choices,
    entries,
    filled,
    name_of,
    put,
    without,
)

# How long the words of a policy may be; a fault of the copy says so where they are longer.
_LIMITS = {
    "rule": RULE,
    **dict.fromkeys(("note", "acknowledgement_promise", "check", "consequence"), SENTENCES),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Which part: a block, an entry of a list by its `place` (from 0), or with `new` one to be added."""

    key: str
    place: int | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class PartForm:
    """What the form of a part asks, what it shows, and what is wrong there."""

    spot: Spot
    name: str
    fields: tuple[Field, ...]
    choices: Labels
    filled: dict[str, object]
    remarks: tuple[Remark, ...]
    revision: int
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One part in the outline: what it is called, what it says, and how many faults it has."""

    spot: Spot
    name: str
    says: str
    faults: int


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that stand together in the outline; `remarks` are about the list as a whole."""

    key: str
    title: str
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...] = ()


def part_form(actor: Member, policy: Policy, spot: Spot, now: datetime) -> PartForm:
    """The form of a part of the actor's copy. Raises NotFound for a part that there is not, and NoCopy."""
    page = editing.copy_page(actor, now)
    document = page.copy.document
    _there(document, spot)
    part = SINGLES.get(spot.key) or LISTS[spot.key]
    return PartForm(
        spot,
        f"Add a {part.one}" if spot.new else _called(document, spot),
        (*(replace(one, hint=f"It begins with {policy.code}-") for one in part.new), *part.asks)
        if spot.new
        else part.asks,
        choices(document, policy),
        {} if spot.new else filled(part, block_of(document, spot.key, spot.place), spot.place),
        () if spot.new else page.looked.about(spot.key, spot.place),
        page.copy.revision,
        _LIMITS,
    )


def save(
    actor: Member, policy: Policy, spot: Spot, sent: Sent, raw: Mapping[str, object], now: datetime
) -> None:
    """Put the answers of a form into the actor's copy, which may be faulty until it is installed.

    Raises NotFound, NoCopy, Stale, and Invalid for answers that cannot be read.
    """

    def edit(document: Document) -> Document:
        _there(document, spot)
        part = SINGLES.get(spot.key) or LISTS[spot.key]
        fields = (*part.new, *part.asks) if spot.new else part.asks
        data, problems = parse(fields, raw, now, choices(document, policy))
        if problems:
            raise Invalid(problems)
        after = put(document, spot.key, spot.place, data)
        if spot.new:
            _refuse_number(document, after)
        return after

    editing.change(actor, sent, edit, now)


def take_away(actor: Member, spot: Spot, sent: Sent, now: datetime) -> None:
    """Take one entry of a list out of the actor's copy. Raises NotFound, NoCopy and Stale."""

    def edit(document: Document) -> Document:
        _there(document, spot)
        return without(document, spot.key, spot.place or 0)

    editing.change(actor, sent, edit, now)


def to_mend(page: CopyPage) -> tuple[tuple[Spot | None, str, str], ...]:
    """Every fault of a copy: the part whose form mends it (None: only the file), its name, and the fault."""
    return tuple(_mending(page.copy.document, one) for one in page.looked.remarks)


def outline(page: CopyPage) -> tuple[Group, ...]:
    """The parts of a copy, in the order in which people read them; clauses by section."""
    document = page.copy.document
    blocks = tuple(_row(page, Spot(key), "") for key in SINGLES)
    groups = [Group("parts", "About the policy", blocks)]
    for key, title in (("posts", "Posts"), ("receivers", "Who receives reports, in this order")):
        rows = tuple(_row(page, Spot(key, place), "") for place, _ in enumerate(entries(document, key)))
        groups.append(Group(key, title, rows, page.looked.about(key)))
    return tuple(groups)


def sections(page: CopyPage) -> tuple[Group, ...]:
    """The clauses of a copy by section."""
    found: dict[str, list[Row]] = {}
    for place, clause in enumerate(entries(page.copy.document, "clauses")):
        section, rule = clause.get("section"), clause.get("rule")
        row = _row(page, Spot("clauses", place), rule if isinstance(rule, str) else "")
        found.setdefault(section if isinstance(section, str) else "No section", []).append(row)
    return tuple(Group("clauses", title or "No section", tuple(rows)) for title, rows in found.items())


def _called(document: Document, spot: Spot) -> str:
    """A part as the heading of its own page."""
    before = {"posts": "Post: ", "receivers": "Receiver: ", "clauses": "Clause "}
    return before.get(spot.key, "") + name_of(document, spot.key, spot.place)


def _mending(document: Document, remark: Remark) -> tuple[Spot | None, str, str]:
    if remark.part in SINGLES or remark.place is not None:
        spot = Spot(remark.part, remark.place)
        return spot, name_of(document, spot.key, spot.place), remark.said
    return None, remark.where or "The file", remark.said


def _row(page: CopyPage, spot: Spot, says: str) -> Row:
    name = name_of(page.copy.document, spot.key, spot.place)
    return Row(spot, name, says, len(page.looked.about(spot.key, spot.place)))


def _there(document: Document, spot: Spot) -> None:
    """Raise NotFound for an entry that there is not."""
    if spot.place is not None and not 0 <= spot.place < len(entries(document, spot.key)):
        raise NotFound


def _refuse_number(before: Document, after: Document) -> None:
    """A clause keeps the number that it is added with, so that a faulty one is not taken."""
    known = [one.problem for one in look(before).about_field("id")]
    problems = [one for one in look(after).about_field("id") if one.problem not in known]
    if problems:
        raise Invalid(tuple(Problem("id", one.said) for one in problems))
