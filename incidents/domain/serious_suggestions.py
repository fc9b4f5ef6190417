"""What a case already knows that answers a question on who must know: suggestions, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from incidents.domain.words import CaseKind

_PLACED = frozenset({"contractor", "agency_worker", "placement"})


@dataclass(frozen=True, slots=True)
class Named:
    """One person named in the case: their part in it, what they were to the charity, whether under 18."""

    involvement: str
    standing: str
    under_18: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a case: its sort, the answers at its steps, what is made safe, and who is named."""

    kind: str
    known: Mapping[str, object]
    making_safe: frozenset[str] = frozenset()
    people: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One answer that the case suggests ("" where it only hints at the question), and why."""

    key: str
    answer: str
    because: str


def suggest(seen: Seen) -> tuple[Suggestion, ...]:
    """At most one suggestion for each question; the first one found is the stronger one."""
    first: dict[str, Suggestion] = {}
    for one in (*_first_look(seen), *_accounts(seen), *_who(seen.people), *_sort(seen)):
        first.setdefault(one.key, one)
    return tuple(first.values())


def _first_look(seen: Seen) -> Iterator[Suggestion]:
    known = seen.known
    if known.get("danger") is True:
        yield Suggestion("danger", "yes", "at the first look, a child or an adult at risk could be harmed")
    if known.get("still_up") in ("yes", "no"):
        yield Suggestion("online", str(known["still_up"]), "that was said at the first look")
    if known.get("personal_data_lost") is True:
        yield Suggestion("personal_data", "yes", "that was said when the case was closed")
    if known.get("personal_data") == "yes":
        yield Suggestion("personal_data", "yes", "at the first look it showed personal information")


def _accounts(seen: Seen) -> Iterator[Suggestion]:
    if "hacked_account" in seen.making_safe:
        yield Suggestion("account", "taken_over", "a hacked account is being made safe")
    if "fake_account" in seen.making_safe:
        yield Suggestion("account", "fake", "a fake account is being dealt with")
    if seen.kind == CaseKind.HACKED:
        yield Suggestion("account", "fake", "the case is about a hacked or fake account; say which")


def _who(people: Iterable[Named]) -> Iterator[Suggestion]:
    several = tuple(people)
    if any(one.standing in _PLACED and one.involvement == "about" for one in several):
        yield Suggestion("placed", "about", "the case is about somebody placed here by others")
    if any(one.standing in _PLACED and one.involvement == "affected" for one in several):
        yield Suggestion("placed", "affected", "somebody placed here by others is named as affected")
    if any(one.under_18 and one.involvement == "affected" for one in several):
        yield Suggestion("child", "yes", "somebody named as affected is under 18")


def _sort(seen: Seen) -> Iterator[Suggestion]:
    if seen.kind == CaseKind.ABUSE:
        yield Suggestion("abuse", "offensive", "the case is about abuse of your people; say how bad it is")
    if seen.kind == CaseKind.COMPLAINT or seen.known.get("complaint") is True:
        yield Suggestion("fundraising", "", "the case is a complaint")
