"""What each kind of matter is about: a fixed list for some machines, one person of the case for others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from incidents.domain.words import Body, choices

# machine -> (subject key, what people read); a machine without a row is about one person of the case.
FIXED: dict[str, tuple[tuple[str, str], ...]] = {
    "containment": (
        ("own_page", "Our own page or website"),
        ("someones_page", "Someone's own page"),
        ("closed_group", "A closed or private group"),
        ("hacked_account", "A hacked account of ours"),
        ("fake_account", "A fake account in our name"),
    ),
    "response": (("complainant", "The person who complained"), ("reporter", "The person who told us")),
    "trustee_review": (("question", "A question to decide"), ("information", "For information")),
    "external_report": choices(Body),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person of the case who may be what a matter is about: the involvement, and who they were then."""

    id: str
    label: str
    involvement: str
    standing: str


def starts(people: Iterable[Candidate], fits: dict[str, frozenset[str]]) -> dict[str, str]:
    """Every matter that could be started: "machine:subject" and what people read about the subject.

    `fits` says which standings a conduct matter takes (`lifecycle.FITS`); looking after people takes anyone.
    """
    found = {f"{machine}:{key}": label for machine, subjects in FIXED.items() for key, label in subjects}
    for person in people:
        found[f"support:{person.id}"] = person.label
        for machine, standings in fits.items():
            if person.involvement == "about" and person.standing in standings:
                found[f"{machine}:{person.id}"] = person.label
    return found


def split(start: str) -> tuple[str, str]:
    """("machine", "subject") of one key of `starts`."""
    machine, _, subject = start.partition(":")
    return machine, subject
