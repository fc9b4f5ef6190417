"""What a case knows of the proof: where each post is, which copies and files there are."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from incidents.exports.london import day, in_words
from incidents.services.gather import Scene
from incidents.store.models import Evidence, Track
from incidents.store.queries.parts import Parts
from incidents.store.queries.proof import proof

Facts = dict[str, object]


def proof_facts(session: Session, here: Scene, small: Parts) -> Facts:
    """The posts, the copies with their files, and the steps that made them safe, one thing on each line.

    Only of matters that the reader of `here` may know of; `small` is what they may know of the case.
    """
    safe = [one.track for one in here.visible if one.track.machine == "containment"]
    ids = [one.track.id for one in here.visible]
    files = proof(session, here.case, ids, whole=here.found.whole)
    return {
        "steps_taken": "\n".join(line for one in safe for line in _steps(one)),
        "posts": "\n".join(dict.fromkeys([*_posts(small, safe), *filter(None, map(_shown, files))])),
        "copies": "\n".join([*_copies(safe), *map(_file, files)]),
    }


def _day(value: object) -> str:
    return in_words(date.fromisoformat(str(value)))


def _steps(track: Track) -> list[str]:
    """What was done to make one thing safe, step by step."""
    told, label = track.known, track.subject_label
    steps = (
        ("saved_on", "a copy was saved"),
        ("asked_on", "whoever put it there was asked to take it down"),
        ("reported_on", "it was reported to the platform"),
        ("removed_on", "it came down"),
    )
    return [
        f"{_day(told[key])}: {words}{f' ({label})' if label else ''}" for key, words in steps if told.get(key)
    ]


def _posts(small: Parts, safe: list[Track]) -> list[str]:
    """Each post with its place, address and the day it was reported; the accounts of those it is about."""
    lines = [
        ", ".join(
            part
            for part in (
                one.place,
                " ".join(one.address.split()),
                f"reported to us on {in_words(day(one.received_at))}",
            )
            if part
        )
        for one in small.reports
        if one.place or one.address
    ]
    lines += [f"Address: {one.known['address']}" for one in safe if one.known.get("address")]
    lines += [f"Account: {one.handles}" for one in small.people if one.handles]
    return lines


def _copies(safe: list[Track]) -> list[str]:
    return [
        f"Copy of {_day(one.known['saved_on'])}: {one.known['where_kept']}"
        for one in safe
        if one.known.get("where_kept") and one.known.get("saved_on")
    ]


def _shown(file: Evidence) -> str:
    """Where the post was that a file shows, on whose account, and the day and time it shows."""
    told = file.told
    where = [str(told[key]) for key in ("platform", "address") if told.get(key)]
    where += [f"account {told['account']}"] if told.get("account") else []
    if where and told.get("shown_at"):
        where.append(f"shows “{told['shown_at']}”")
    return ", ".join(" ".join(one.split()) for one in where)


def _file(file: Evidence) -> str:
    """One file: its name, what it shows, who captured it when, and the fingerprint that proves it."""
    told = file.told
    said = f"File “{file.name}”: {' '.join(str(told.get('shows', '')).split())}"
    if told.get("captured_on") and told.get("captured_by"):
        said += f" (captured on {_day(told['captured_on'])} by {told['captured_by']})"
    return f"{said}. SHA-256 {file.sha256.hex()}"
