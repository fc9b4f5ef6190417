"""Reading the facts of one judgement from plain data: every unknown key or value is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from incidents.domain.policy import Policy
from incidents.domain.policy_facts import FACTS, ORGANISATION, Facts
from incidents.domain.policy_words import Category, Standing
from incidents.domain.policy_worlds import APPROVED

_SIDES = ("by", "other")
_PLAIN = tuple(key for key in FACTS if "." not in key)
# What charities call the same people; a charity's own word is understood as well as ours.
_SAME = {
    "director": "trustee",
    "committee_member": "trustee",
    "board_member": "trustee",
    "employee": "staff",
    "guest": "family",
    "service_user": "family",
    "beneficiary": "family",
    "agency": "agency_worker",
    "student": "placement",
    "charity": ORGANISATION,
}


class FactsFault(ValueError):
    """Facts that cannot be read; the message names every unknown key and value."""


def read_facts(policy: Policy, given: object) -> Facts:
    """The facts in one JSON object of the keys that docs/policies.md lists. A null counts as not known.

    Raises `FactsFault`. Facts that contradict one another are no fault: the finding says so.
    """
    if not isinstance(given, Mapping):
        raise FactsFault('facts are written as an object, as in {"act": "work_hours_use"}')
    reading = _Reading(policy)
    facts = reading.read({key: value for key, value in given.items() if value is not None})
    if reading.wrong:
        raise FactsFault("; ".join(reading.wrong))
    return facts


def read_day(given: object) -> date | None:
    """The day of the act in one JSON object of facts, to choose the version; None where none can be read."""
    try:
        return date.fromisoformat(str(given["on"])) if isinstance(given, Mapping) and "on" in given else None
    except ValueError:
        return None  # `read_facts` says what is wrong with it


class _Reading:
    """One object of facts being read; `wrong` collects what cannot be."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.wrong: list[str] = []
        self.known: dict[str, str] = {}
        self.posts: set[str] | None = None

    def read(self, given: Mapping[object, object]) -> Facts:
        allowed = ("act", *_SIDES, *_PLAIN, "on")
        self.wrong += [_unknown("key", key, allowed) for key in given if key not in allowed]
        act = self._one_of(
            "act", given.get("act"), [one.value for one in Category if one is not Category.NONE]
        )
        for side in _SIDES:
            if side in given:
                self._side(side, given[side])
        for key in _PLAIN:
            if key in given:
                self._fact(key, given[key])
        day = self._day(given.get("on"))
        posts = None if self.posts is None else frozenset(self.posts)
        standings = {post.standing.value for post in self.policy.posts if post.key in (posts or ())}
        if len(standings) == 1:  # a post says what its holder is
            self.known.setdefault("by.role", standings.pop())
        return Facts(Category(act or Category.NONE), self.known, posts, day)

    def _side(self, side: str, given: object) -> None:
        keys = ("role", "state", "posts") if side == "by" else ("role", "state")
        if not isinstance(given, Mapping):
            self.wrong.append(f"“{side}” is written as an object with {' and '.join(keys)}")
            return
        self.wrong += [_unknown(f"key of “{side}”", key, keys) for key in given if key not in keys]
        if (role := given.get("role")) is not None:
            self._role(side, role)
        if (state := given.get("state")) is not None:
            self._fact(f"{side}.state", state)
        if side == "by" and (posts := given.get("posts")) is not None:
            self._posts(posts)

    def _role(self, side: str, given: object) -> None:
        text = _tidy(given)
        post = next((one for one in self.policy.posts if one.key == text), None)
        if side == "by" and post is not None:
            self.posts = {*(self.posts or ()), post.key}
            text = post.standing.value
        elif side == "by" and text in (APPROVED, "approved_uploader", "authorised_poster"):
            self.posts = {*(self.posts or ()), APPROVED}
            text = Standing.STAFF.value
        elif post is not None:
            text = post.standing.value
        self._fact(f"{side}.role", _SAME.get(text, text) or given)

    def _posts(self, given: object) -> None:
        known = (*(post.key for post in self.policy.posts), APPROVED)
        if not isinstance(given, list):
            self.wrong.append('“posts” is written as a list, as in ["chair"]')
            return
        self.wrong += [_unknown("post", post, known) for post in given if post not in known]
        self.posts = {*(self.posts or ()), *(str(post) for post in given)}

    def _fact(self, key: str, given: object) -> None:
        words = {True: "yes", False: "no"}
        text = words[given] if isinstance(given, bool) else given
        value = self._one_of(key, text, [value for value, _ in FACTS[key].values])
        if value:
            self.known[key] = value

    def _one_of(self, key: str, given: object, known: list[str]) -> str:
        text = _tidy(given)
        if text in known:
            return text
        self.wrong.append(_unknown(f"value for “{key}”", given, known))
        return ""

    def _day(self, given: object) -> date | None:
        if given is None:
            return None
        try:
            return date.fromisoformat(given if isinstance(given, str) else "")
        except ValueError:
            self.wrong.append(f"unknown value for “on”: {_shown(given)}; write a day as 2026-11-21")
            return None


def _tidy(given: object) -> str:
    return given.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(given, str) else ""


def _unknown(what: str, given: object, known: tuple[str, ...] | list[str]) -> str:
    return f"unknown {what}: {_shown(given)}; use one of {', '.join(known)}"


def _shown(given: object) -> str:
    return "nothing" if given is None else repr(given if isinstance(given, str) else str(given))[:80]
