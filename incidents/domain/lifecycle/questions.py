"""How the tables write their questions: one short call per kind of field."""

from __future__ import annotations

from incidents.domain.fields import Field, Kind

When = tuple[str, tuple[str, ...]]
Choices = tuple[tuple[str, str], ...]

YES_NO_UNKNOWN: Choices = (("yes", "Yes"), ("no", "No"), ("unknown", "We do not know yet"))


def line(name: str, label: str, hint: str = "", *, required: bool = True, when: When | None = None) -> Field:
    """A few words on one line."""
    return Field(name, label, Kind.LINE, required, hint, when=when)


def text(name: str, label: str, hint: str = "", *, required: bool = True, when: When | None = None) -> Field:
    """As many words as it takes."""
    return Field(name, label, Kind.TEXT, required, hint, when=when)


def day(name: str, label: str, hint: str = "", *, required: bool = True) -> Field:
    """A day that has come: today or before."""
    return Field(name, label, Kind.DATE, required, hint)


def any_day(name: str, label: str, hint: str = "", *, required: bool = True) -> Field:
    """A day in the past or still to come."""
    return Field(name, label, Kind.DATE, required, hint, past=False)


def coming_day(name: str, label: str, hint: str = "", *, required: bool = True) -> Field:
    """A day still to come."""
    return Field(name, label, Kind.DATE, required, hint, past=False, future=True)


def yes_no(name: str, label: str, hint: str = "") -> Field:
    """Yes or no; "no" is an answer."""
    return Field(name, label, Kind.YES_NO, True, hint)


def choice(
    name: str, label: str, choices: Choices = (), hint: str = "", *, when: When | None = None
) -> Field:
    """One of `choices`; none given means the caller brings the options."""
    return Field(name, label, Kind.CHOICE, True, hint, choices, when)


def several(name: str, label: str, hint: str = "", *, required: bool = True) -> Field:
    """Any number of the options that the caller brings."""
    return Field(name, label, Kind.CHOICES, required, hint)


def person(
    name: str, label: str, hint: str = "", *, required: bool = True, when: When | None = None
) -> Field:
    """One person of the charity, by person id; the caller brings the options."""
    return Field(name, label, Kind.PERSON, required, hint, when=when)


def person_of_case(name: str, label: str, hint: str = "", *, required: bool = True) -> Field:
    """One of those named in the case, by involvement id; the caller brings the options."""
    return Field(name, label, Kind.CHOICE, required, hint)


def number(name: str, label: str, hint: str = "") -> Field:
    """A whole number; 0 is an answer."""
    return Field(name, label, Kind.NUMBER, True, hint)


BECAUSE = text("because", "Why")
