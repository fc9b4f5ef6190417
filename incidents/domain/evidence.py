"""Evidence: what is asked when a file is taken, how much may be taken, and what a virus scan came to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from incidents.domain.fields import Data, Field, Kind, Problem, Raw
from incidents.domain.moments import WHICH, NoMoment, moment, twice
from incidents.domain.policy import Clause, Policy
from incidents.domain.policy_words import Category

MEGABYTE = 1_000_000
FILE_LIMIT = 50 * MEGABYTE
CASE_LIMIT = 500 * MEGABYTE
NAME_LENGTH = 120
UNNAMED = "file without a name"

_LINK = re.compile(r"(?i)(?:https?://\S+|(?<![\w.])(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?(?!\w))")
_ACCOUNT = re.compile(r"(?<!\w)[@#]\w{2,}")
_FEW_WORDS, _FEW_MARKS = 3, 12
_NO_PLACE = (
    "This does not say where it is. Copy the whole link, or name the app, the group or page, and the day"
)

_ZONES = (
    ("uk", "UK time"),
    ("other", "The time of another country"),
    ("unknown", "I do not know"),
)
_ONLINE = (("yes", "Yes"), ("no", "No"), ("unknown", "I do not know"))

# Asked before anything is captured or sent; only "no" leads to a file.
SEXUAL = Field(
    "sexual",
    "Does it show a child, or anyone, sexually or undressed?",
    Kind.CHOICE,
    choices=(("no", "No"), ("yes", "Yes, or I am not sure")),
)
NO_FILE = "Do not send this file. Write down its address instead"

CAPTURE: tuple[Field, ...] = (
    Field(
        "shows",
        "What does it show?",
        hint="In a sentence or two, for someone who reads this in two years.",
    ),
    Field(
        "platform", "Where was it?", Kind.LINE, required=False, hint="For example: Facebook, a WhatsApp group"
    ),
    Field(
        "account", "On whose account or page?", Kind.LINE, required=False, hint="The name as it stands there"
    ),
    Field("address", "Its address", required=False, hint="Copy the whole link, if there is one."),
    Field(
        "shown_at",
        "Which day and time does it show?",
        Kind.LINE,
        required=False,
        hint="As it stands there, for example: Yesterday at 21:14",
    ),
    Field(
        "shown_on",
        "Which date was that?",
        Kind.DATE,
        required=False,
        hint="Work it out now: nobody can in two years.",
    ),
    Field("shown_time", "At what time?", Kind.TIME, required=False, hint="For example 14:30 or 2:30pm"),
    Field("shown_zone", "Whose time is that?", Kind.CHOICE, required=False, choices=_ZONES),
    Field("captured_on", "When was it captured?", Kind.DATE),
    Field("captured_by", "Who captured it?", Kind.LINE, hint="Whoever took the picture or saved the file"),
    Field("still_online", "Is it still there?", Kind.CHOICE, choices=_ONLINE),
)

_WHICH = replace(WHICH, name="shown_which", required=False)

# What is written down where nothing may be copied.
NOT_TAKEN: tuple[Field, ...] = (
    Field(
        "address", "Its address", hint="The link, or else where one finds it. Do not open it again to look."
    ),
    Field(
        "told",
        "Who have you told?",
        required=False,
        hint="For example: the police, and the reference they gave",
    ),
)

TAKE_BACK: tuple[Field, ...] = (
    Field(
        "because",
        "Why should it no longer count?",
        hint="For example: it belongs to another case. The file and its history are kept.",
    ),
)


class Scan(StrEnum):
    """Whether a file was looked at for viruses, and what came of it."""

    NOT_SCANNED = "not_scanned"
    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNABLE = "unscannable"

    @property
    def label(self) -> str:
        """What people read."""
        return _LABELS[self]

    @property
    def hint(self) -> str:
        """What that means for someone who wants to open the file."""
        return _HINTS[self]

    @property
    def may_leave(self) -> bool:
        """Whether the file may be handed out: not while it waits, and not with a virus in it."""
        return self not in (Scan.WAITING, Scan.INFECTED)


_LABELS = {
    Scan.NOT_SCANNED: "Not scanned: no scanner here",
    Scan.WAITING: "Waiting to be scanned",
    Scan.CLEAN: "No virus found",
    Scan.INFECTED: "A virus was found",
    Scan.UNSCANNABLE: "Could not be scanned",
}
_HINTS = {
    Scan.NOT_SCANNED: "No virus scanner is set up here. Open it only on a computer that has one.",
    Scan.WAITING: "It cannot be taken out until it was scanned for viruses.",
    Scan.CLEAN: "",
    Scan.INFECTED: "It is kept, and nobody can take it out.",
    Scan.UNSCANNABLE: "The scanner could not look into it. Open it only on a computer that has its own.",
}


def capture_fields(raw: Raw, now: datetime) -> tuple[Field, ...]:
    """What is asked about a file; also which of two times is meant, where the clocks showed it twice."""
    told = {"day": raw.get("shown_on"), "time": raw.get("shown_time")}
    if raw.get("shown_zone") != "uk" or not twice(told, now):
        return CAPTURE
    after = next(place for place, field in enumerate(CAPTURE) if field.name == "shown_zone") + 1
    return (*CAPTURE[:after], _WHICH, *CAPTURE[after:])


def capture_faults(data: Data) -> tuple[Problem, ...]:
    """What cannot be, although each answer about a file can be read: the time it shows, its address."""
    found = []
    if "address" in data and (fault := place_fault(str(data["address"]))):
        found.append(Problem("address", fault))
    if "shown_time" in data and "shown_on" not in data:
        found.append(Problem("shown_on", "Enter the date too: a time alone is on any day"))
    if "shown_on" in data and str(data["shown_on"]) > str(data.get("captured_on", "9999")):
        found.append(Problem("shown_on", "It cannot show a later date than the day on which it was captured"))
    if {"shown_on", "shown_time"} <= data.keys() and data.get("shown_zone") == "uk":
        try:
            moment(
                {"day": data["shown_on"], "time": data["shown_time"], "which": data.get("shown_which")}, None
            )
        except NoMoment as fault:
            found.append(Problem(f"shown_{fault.problem.field}", fault.problem.message))
    return tuple(found)


def place_fault(text: str) -> str:
    """Why this does not say where something is on the Internet; "" where it does.

    A link does, and the name of an account, and a few words: an app, a group, a day.
    """
    words = [word for word in text.split() if sum(mark.isalnum() for mark in word) > 1]
    if _LINK.search(text) or _ACCOUNT.search(text) or (len(words) >= _FEW_WORDS and len(text) >= _FEW_MARKS):
        return ""
    return _NO_PLACE


def background_checks(policy: Policy) -> tuple[Clause, ...]:
    """The clauses that forbid looking into people's background on social networks."""
    return tuple(
        clause for clause in policy.clauses if Category.BACKGROUND_CHECKING in (clause.category, *clause.also)
    )


def clean_name(sent: str) -> str:
    """A file's name as it may be shown: no folders, nothing that is not seen, nothing that turns the text.

    It is data and never part of a path: the store makes its own names.
    """
    last = sent.replace("\\", "/").rpartition("/")[2]
    spaced = (" " if mark.isspace() else mark for mark in last)
    # C: control, format (marks that turn the text round), half pairs, private use
    seen = "".join(mark for mark in spaced if not unicodedata.category(mark).startswith("C"))
    name = " ".join(seen.split())
    if len(name) > NAME_LENGTH:
        stem, dot, ending = name.rpartition(".")
        short = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
        name = name[: NAME_LENGTH - len(short)].rstrip() + short
    return name or UNNAMED


def size_in_words(size: int) -> str:
    """12 bytes, 34 kB, 5.6 MB."""
    if size < 1000:
        return f"{size} bytes"
    if size < MEGABYTE:
        return f"{size / 1e3:.0f} kB"
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"
