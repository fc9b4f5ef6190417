"""What is wrong with a copy of a policy, each fault with the part of the copy in which it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from incidents.domain.policy import Policy
from incidents.domain.policy_faults import PolicyFault
from incidents.domain.policy_reading import read
from incidents.services.policy_editing_asked import LISTS, SINGLES
from incidents.services.policy_editing_parts import Document


@dataclass(frozen=True, slots=True)
class Remark:
    """One fault: the block or list it is in ("" for the rest), which entry of the list, and which key."""

    part: str
    place: int | None
    field: str
    where: str
    problem: str
    remedy: str

    @property
    def said(self) -> str:
        """The fault as one sentence to read beside a box."""
        return f"{self.problem[:1].upper()}{self.problem[1:]}: {self.remedy}"


@dataclass(frozen=True, slots=True)
class Looked:
    """A copy that was read: the policy if it is one, and otherwise every fault."""

    policy: Policy | None
    remarks: tuple[Remark, ...]

    def about(self, part: str, place: int | None = None) -> tuple[Remark, ...]:
        """The faults of one part; of a list as a whole where no entry is named."""
        return tuple(one for one in self.remarks if one.part == part and one.place == place)

    def about_field(self, field: str) -> tuple[Remark, ...]:
        """The faults of one key, in whatever part."""
        return tuple(one for one in self.remarks if one.field == field)


def look(document: Document) -> Looked:
    """Read a copy as a policy."""
    # Told as lines, the places of the parts come back with each fault.
    places = list(dict.fromkeys(_paths(document)))
    try:
        return Looked(read(document, lines={path: number for number, path in enumerate(places, 1)}), ())
    except PolicyFault as fault:
        return Looked(
            None,
            tuple(
                _remark(places[(one.line or 1) - 1], one.where, one.problem, one.remedy)
                for one in fault.faults
            ),
        )


def _paths(value: object, path: str = "") -> Iterator[str]:
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _paths(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _paths(item, f"{path}.#{number}")


def _remark(path: str, where: str, problem: str, remedy: str) -> Remark:
    keys = path.split(".")
    part, rest = keys[0], keys[1:]
    if part in SINGLES:
        return Remark(part, None, rest[0] if rest else "", where, problem, remedy)
    if part not in LISTS:
        return Remark("", None, "", where, problem, remedy)
    if not rest or not rest[0][1:].isdecimal():
        return Remark(part, None, "", where, problem, remedy)
    return Remark(part, int(rest[0][1:]), rest[1] if len(rest) > 1 else "", where, problem, remedy)
