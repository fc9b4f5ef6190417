"""What goes into a bundle, part by part, before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from incidents.exports.chronology import Happening


@dataclass(frozen=True, slots=True)
class Story:
    """One report as it came in: when (an aware instant), and what was told, thing by thing."""

    received: datetime
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the policy said about one person and one act, under which version, and who did not agree."""

    person: str
    act: str
    said: str
    clauses: tuple[str, ...]
    version: int
    at: datetime
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Admitted:
    """Someone let in: into what, why, from when, and until when, if it ended or will end."""

    person: str
    into: str
    because: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """Someone who does not learn of the case, why, and from when."""

    person: str
    because: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """A copy that left: when, who took it, what it was, for whom, what for, and its fingerprint."""

    at: datetime
    by: str
    what: str
    recipient: str
    purpose: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Body:
    """Another body: how far telling it has come, when it was told and how, and its reference."""

    name: str
    state: str
    told_on: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the trail holds together, when that was looked at, and the hash that it ends with."""

    sound: bool
    at: datetime
    head: str


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into a bundle."""

    stories: tuple[Story, ...]
    findings: tuple[Judged, ...]
    happenings: tuple[Happening, ...]
    admitted: tuple[Admitted, ...]
    hidden: tuple[Hidden, ...]
    copies: tuple[Left, ...]
    bodies: tuple[Body, ...]
    proof: Proof
