"""What a case has written down for one body: its report, the authority for it, and who prepares it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from incidents.domain.case import TrackFacts
from incidents.domain.fields import LONDON
from incidents.domain.lifecycle.external_guards import (
    AUTHORITY_WORDS,
    BOARD_DECISION,
    MACHINE,
    STANDING,
    rests_on,
)
from incidents.domain.policy import Policy
from incidents.domain.redaction import minimises
from incidents.domain.words import NEEDS_AUTHORITY, Body, Role
from incidents.exports.london import in_words
from incidents.services.gather import Scene
from incidents.store.models import Track
from incidents.store.queries.preparing import preparer

Facts = dict[str, object]
TOLD = frozenset({"submitted", "acknowledged", "finished"})
_AGREED = TOLD | {"approved"}
NO_AUTHORITY = "No authority of the board is recorded: they were told without it"
LAPSED = "The board decided it in this case, and has taken that decision up again or changed it"
_SOON = timedelta(hours=72)
# What is written for one body and holds for another too, where nothing was written for that one.
_STORY = {
    "what_happened": "what_happened",
    "impact": "impact",
    "steps_taken": "steps_taken",
    "prevention": "prevention",
    "found_out.how": "found_out_how",
    "policies.followed": "policies_followed",
    "policies.words": "policies_words",
    "media.lines": "media_lines",
    "trustees_aware": "trustees_aware",
}


def report_facts(here: Scene, body: Body, now: datetime) -> Facts:
    """What was written for `body`, for others where that is the same, and what is said of the report itself.

    Only matters that the reader of `here` may know of count.
    """
    every = [one.track for one in here.visible if one.track.machine == MACHINE]
    own = _own(every, body)
    facts: Facts = {"bodies_told": _told(every, body), **_story(own, every)}
    if own is None:
        return {**facts, "report.late": _late(here.case.aware_at, None, now)}
    sent = own.state in TOLD
    return {
        **facts,
        "report.kind": "update" if sent else "new",
        "report.earlier_reference": own.known.get("reference") if sent else None,
        "report.their_reference": own.known.get("reference"),
        "report.contact": own.known.get("contact"),
        "report.late": _late(here.case.aware_at, own, now),
        **_authority(own, here.facts.tracks),
    }


def reporter_facts(session: Session, here: Scene, policy: Policy, body: Body, now: datetime) -> Facts:
    """Who prepares the report: whose matter it is, who wrote it, or else whoever leads the case."""
    own = _own([one.track for one in here.visible if one.track.machine == MACHINE], body)
    whose = (own.assigned_person_id, own.taken_by.get("draft")) if own else ()
    person_id = next((one for one in (*whose, here.case.lead_person_id) if one), None)
    if person_id is None:
        return {}
    found = preparer(session, here.case.organisation_id, str(person_id), now)
    if found is None:
        return {}
    posts = [post.label for post in policy.posts if post.key in found.posts]
    roles = [role.label for role in Role if role in found.roles and role is not Role.REPORTER]
    return {
        "reporter.name": found.name,
        "reporter.connection": ", ".join(posts or roles[:1]),
        "reporter.email": found.email,
    }


def _own(every: list[Track], body: Body) -> Track | None:
    """The newest report to `body`. "Another body" may be any: its number must not get onto a form."""
    return next((one for one in reversed(every) if one.subject == body and body is not Body.OTHER), None)


def _story(own: Track | None, every: list[Track]) -> Facts:
    # Names belong in what some bodies are told: nothing of that goes on to others by itself.
    others = [one for one in reversed(every) if one is not own and minimises(Body(one.subject))]
    order = ([own] if own else []) + others
    return {
        name: next((one.known[key] for one in order if _written(one.known, key)), None)
        for name, key in _STORY.items()
    }


def _written(known: Mapping[str, object], key: str) -> bool:
    return known.get(key) not in (None, "")


def _authority(own: Track, tracks: tuple[TrackFacts, ...]) -> Facts:
    """The board's word for what was approved: as it was written down, decided in the case, or standing.

    The state says nothing of it: somebody may have told them without, and then that is said. A text that is
    being written has none yet, whatever was said of the one before; nor has an approved one, once the board
    takes up again the decision that it rests on.
    """
    known = own.known
    if own.subject not in NEEDS_AUTHORITY or own.state not in _AGREED:
        return {}
    if own.state not in TOLD and not rests_on(known, tracks):
        return {"authority.by": LAPSED}
    by = known.get(AUTHORITY_WORDS)
    if not by and known.get(BOARD_DECISION):
        by = "The board, which decided it in this case"
    elif not by and known.get(STANDING):
        by = f"A standing authority of the board: {known[STANDING]}"
    if by:
        return {"authority.given": True, "authority.by": by}
    return {"authority.by": NO_AUTHORITY} if own.state in TOLD else {}


def _told(every: list[Track], body: Body) -> str | None:
    """The other bodies told already, one on each line; None while nobody has looked at whom to tell."""
    # Names belong in what some bodies are told: nothing of that goes on to others by itself.
    others = [one for one in every if one.subject != body]
    if not others:
        return None
    return "\n".join(_line(one) for one in others if one.state in TOLD) or "None so far"


def _line(track: Track) -> str:
    known = track.known
    label = track.subject_label or Body(track.subject).label
    sent = known.get("sent_on")
    said = [f"{label}: told on {in_words(date.fromisoformat(str(sent)))}" if sent else f"{label}: told"]
    said += [f"reference {known['reference']}"] if known.get("reference") else []
    said += [f"spoke to {known['contact']}"] if known.get("contact") else []
    return ", ".join(said)


def _late(aware_at: datetime, own: Track | None, now: datetime) -> bool | None:
    """Whether 72 hours passed before it was sent, or have passed by now; None on the very day they end."""
    end = aware_at + _SOON
    sent = own.known.get("sent_on") if own is not None and own.state in TOLD else None
    if sent is None:
        return now > end
    day, last = date.fromisoformat(str(sent)), end.astimezone(LONDON).date()
    return None if day == last else day > last
