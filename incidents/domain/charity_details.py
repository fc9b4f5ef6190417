"""What forms and letters ask about the charity itself: numbers, addresses, whom to ring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from incidents.domain.fields import Field, Kind, Problem
from incidents.domain.lifecycle.questions import line, text
from incidents.domain.policy_words import Nation

Known = Mapping[str, object]

_INCOMES = (
    ("small", "£10,000 a year or less"),
    ("middle", "Over £10,000, up to £25,000"),
    ("large", "Over £25,000"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the page, with its questions; any of them may wait."""

    key: str
    title: str
    about: str
    fields: tuple[Field, ...]


def _line(name: str, label: str, hint: str = "") -> Field:
    return line(name, label, hint, required=False)


GROUPS: tuple[Group, ...] = (
    Group(
        "charity",
        "The charity",
        "Almost every form begins with these.",
        (
            Field("registered", "Is the charity registered?", Kind.YES_NO, required=False),
            _line("number", "Registration number", "As it stands in the register, for example 1012345"),
            text("address", "Registered address", required=False),
            _line("telephone", "Telephone"),
            _line("email", "E-mail"),
        ),
    ),
    Group(
        "year",
        "Money and the year",
        "A yearly return to the regulator depends on these.",
        (
            Field("income", "Income in a year", Kind.CHOICE, required=False, choices=_INCOMES),
            Field("year_end", "Last day of your year", Kind.DATE, required=False, past=False,
                  hint="For example 31 3 2027. Only the day and the month count."),
        ),
    ),
    Group(
        "data",
        "Personal data",
        "The ICO asks for these when something was lost or seen.",
        (
            _line("ico_reference", "Registration with the ICO", "Two or three letters and figures"),
            _line("data_post", "Who looks after personal data here", "The post, not the name"),
            _line("data_email", "Their e-mail"),
            _line("data_telephone", "Their telephone"),
        ),
    ),
    Group(
        "others",
        "Whom to tell",
        "Look these up now: nobody finds them at night.",
        (
            _line("lado_telephone", "Telephone of the LADO", "Local authority designated officer: who takes "
                  "allegations about people who work with children"),
            _line("police_force", "Your local police force"),
            text("national_contact", "Contact at your national body", "Home-Start UK, Healthwatch England",
                 required=False),
            text("commissioner", "Contact at the council, or whoever commissions you", required=False),
            text("insurer", "Insurer", "Name, policy number, telephone", required=False),
        ),
    ),
)  # fmt: skip
BY_KEY: Mapping[str, Group] = {group.key: group for group in GROUPS}

_NUMBERS: Mapping[Nation, tuple[re.Pattern[str], str]] = {
    Nation.ENGLAND_AND_WALES: (
        re.compile(r"[0-9]{6,7}(-[0-9]{1,3})?", re.ASCII),
        "A number in England and Wales has six or seven figures, for example 1012345",
    ),
    Nation.SCOTLAND: (
        re.compile(r"SC0[0-9]{5}", re.ASCII),
        "A Scottish number is SC, a nought and five figures, for example SC012345",
    ),
    Nation.NORTHERN_IRELAND: (
        re.compile(r"(NIC)?10[0-9]{4}", re.ASCII),
        "A number in Northern Ireland begins with 10 and has six figures, for example NIC101234",
    ),
}
_WRITTEN = (
    (
        re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]{2,}"),
        ("email", "data_email"),
        "Enter one whole address, for example office@example.org.uk",
    ),
    (
        re.compile(r"\+?[0-9(][0-9 ()/-]{4,}[0-9]( ?(ext\.?|x) ?[0-9]+)?", re.ASCII | re.IGNORECASE),
        ("telephone", "data_telephone", "lado_telephone"),
        "Enter a telephone number in figures, for example 020 7946 0000",
    ),
)


def tidied(nation: Nation, data: Known) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """The answers of one part as they are kept, and what is wrong with them, in kind words.

    The number is written without spaces and in capitals; a charity that is not registered has none.
    """
    kept, problems = dict(data), []
    if "number" in kept:
        kept["number"] = "".join(str(kept["number"]).split()).upper()
        pattern, words = _NUMBERS[nation]
        if kept.get("registered") is False:
            problems.append(Problem("number", "Leave this empty, or say that the charity is registered"))
        elif not pattern.fullmatch(str(kept["number"])):
            problems.append(Problem("number", words))
        kept.setdefault("registered", True)
    problems += [
        Problem(name, words)
        for pattern, names, words in _WRITTEN
        for name in names
        if name in kept and not pattern.fullmatch(str(kept[name]))
    ]
    return kept, tuple(problems)


_ON_FORMS = ("address", "ico_reference", "national_contact", "police_force")


def facts(known: Known) -> dict[str, object]:
    """The charity's details by the names forms use; what was not written down stays out."""
    number = "Not registered" if known.get("registered") is False else known.get("number")
    contact = [str(known[name]) for name in ("data_post", "data_email", "data_telephone") if known.get(name)]
    found = {
        "charity.number": number,
        "charity.data_contact": "\n".join(contact),
        "reporter.telephone": known.get("telephone"),
        **{f"charity.{name}": known.get(name) for name in _ON_FORMS},
    }
    return {name: value for name, value in found.items() if value}
