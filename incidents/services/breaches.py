"""The register of personal data breaches, made anew from the cases each time it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON
from incidents.domain.forms import FORMS
from incidents.domain.redaction import Named, redact
from incidents.domain.words import Body
from incidents.exports.breaches import Breach
from incidents.exports.london import in_words
from incidents.services import form_people, forms
from incidents.services.actors import Member, reader
from incidents.services.charity import Charity
from incidents.services.gather import Scene, scene
from incidents.store.models import Track
from incidents.store.queries import breaches

_TOLD = frozenset({"submitted", "acknowledged", "finished"})
# What our own steps ask under other names than the ICO's form does.
_AT_OUR_STEPS = {
    "consequences": "impact",
    "steps_taken": "steps_taken",
    "prevention": "prevention",
    "what_happened": "what_happened",
}


@dataclass(frozen=True, slots=True)
class Register:
    """Every breach that its reader may see, the newest first, and what was taken out of the words."""

    breaches: tuple[Breach, ...]
    left_out: tuple[str, ...]


def register(session: Session, charity: Charity, actor: Member, now: datetime) -> Register:
    """The breaches of the cases that the actor is let into as a whole, without names of people."""
    found, left_out = [], dict[str, None]()
    for reference in breaches.references(session, reader(actor, now)):
        here = scene(session, actor, reference, None, now, whole=True)
        people = form_people.with_our_own(session, here, charity.policy, now)
        breach, less = _without_names(_breach(session, charity, here, now), people)
        found.append(breach)
        left_out |= dict.fromkeys(f"{one} ({reference})" for one in less)
    return Register(tuple(found), tuple(left_out))


def _breach(session: Session, charity: Charity, here: Scene, now: datetime) -> Breach:
    tracks = [
        one.track
        for one in here.visible
        if one.track.machine == "external_report" and one.track.subject == Body.ICO
    ]
    track = tracks[-1] if tracks else None
    told = _words(session, charity, here, track, now)
    reported, because = _reported(track)
    return Breach(
        reference=here.case.reference,
        known_on=here.case.aware_at.astimezone(LONDON).date(),
        happened=told.get("happened", ""),
        facts=told.get("what_happened", ""),
        cause=told.get("how_it_went_wrong", ""),
        data=_joined(told, "data_kinds", "data_other"),
        people=_joined(told, "people_kinds", "people_other"),
        number=told.get("people", ""),
        effects=told.get("consequences", ""),
        remedy=told.get("steps_taken", ""),
        prevention=told.get("prevention", ""),
        people_told=_joined(told, "people_told", "people_told_words"),
        reported=reported,
        because=because,
    )


def _words(
    session: Session, charity: Charity, here: Scene, track: Track | None, now: datetime
) -> Mapping[str, str]:
    """Each answer of the ICO's form in words: typed for it, or said at our steps, or known of the case."""
    book = forms.open_book(session, charity, here, FORMS[Body.ICO.value], now)
    found = {
        box.part.field.name: box.words for row in book.rows for box in row.boxes if box.words is not None
    }
    known = track.known if track is not None else {}
    for name, step in _AT_OUR_STEPS.items():
        if name not in book.typed and known.get(step):
            found[name] = str(known[step])
    return found


def _reported(track: Track | None) -> tuple[str, str]:
    """Whether the ICO was told, and why or why not, as it was written down."""
    if track is None:
        return "", ""
    known = {name: str(value) for name, value in track.known.items() if value}
    if track.state in _TOLD:
        sent = known.get("sent_on", "")
        reference = known.get("reference", "")
        said = f"Yes, on {_day(sent)}" if sent else "Yes"
        return f"{said}, their reference {reference}" if reference else said, _because(known)
    if track.state == "not_reported":
        decided = known.get("decided_by", "")
        said = f"No, decided by {decided}" if decided else "No"
        return said, known.get("not_told_because", "")
    return "Not decided or not sent yet", _because(known)


def _because(known: Mapping[str, str]) -> str:
    return known.get("must_tell_because", "") or known.get("said", "")


def _day(iso: str) -> str:
    return in_words(datetime.fromisoformat(iso).date())


def _joined(told: Mapping[str, str], *names: str) -> str:
    return "; ".join(told[name] for name in names if told.get(name))


def _without_names(breach: Breach, people: tuple[Named, ...]) -> tuple[Breach, tuple[str, ...]]:
    left_out: list[str] = []
    less: dict[str, str] = {}
    for field in fields(breach):
        words = getattr(breach, field.name)
        if isinstance(words, str) and field.name != "reference":
            found = redact(words, people)
            less[field.name] = found.text
            left_out += found.left_out
    return replace(breach, **less), tuple(dict.fromkeys(left_out))  # type: ignore[arg-type]
