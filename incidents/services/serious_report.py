"""A serious incident report from what the case knows, and from what was written for the Commission."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON
from incidents.domain.words import Body, CaseKind
from incidents.exports import serious_incident_facts as facts
from incidents.services.charity import Charity
from incidents.services.gather import Scene
from incidents.store.models import CaseFile, Track
from incidents.store.queries import parts

# What sort of incident the form calls it; for the others someone must say.
_TYPES = {CaseKind.HACKED: facts.IncidentType.FINANCIAL_CRIME}
_TOLD = frozenset({"submitted", "acknowledged", "finished"})
Known = Mapping[str, object]


def report_of(session: Session, charity: Charity, here: Scene, now: datetime) -> facts.SeriousIncident:
    """Every answer that the case gives, None for what nobody wrote down yet; `now` is when it is made.

    Only what the reader of `here` may see goes in; the names of people in the case go along only to be
    looked for, so that the report can warn of one that stands where it need not.
    """
    case = here.case
    known = _written(here)
    small = parts.parts(session, case, [one.track.id for one in here.visible])
    sent_more = _text(known, "update") is not None
    return facts.SeriousIncident(
        reference=case.reference,
        made_at=now,
        charity=facts.Charity(charity.name),
        update=sent_more if known else None,
        earlier_reference=_text(known, "reference") if sent_more else None,
        authority=facts.Authority(
            given=True if known.get("authority") else None, by=_text(known, "authority")
        ),
        bodies_told=_bodies(here),
        incident_type=_type(case),
        happened=_span(case.occurred_from, case.occurred_to, case.occurred_precision),
        found_out_on=case.aware_at.astimezone(LONDON).date(),
        found_out_how=_text(known, "found_out_how"),
        trustees_aware=_yes(known, "trustees_aware"),
        what_happened=_text(known, "what_happened"),
        impact=facts.Impact(risk=_text(known, "impact")),
        policies=facts.Policies(
            clauses=_clauses(case, small.citations),
            followed=_yes(known, "policies_followed"),
            explanation=_text(known, "policies_words"),
        ),
        steps_taken=_text(known, "steps_taken"),
        lessons=_text(known, "prevention") or _text(case.known, "lessons"),
        media=facts.Media(lines=_text(known, "media_lines")),
        people=tuple(person.label for person in small.people),
    )


def _written(here: Scene) -> Known:
    """What was written for the Charity Commission, newest last; nothing when that was not begun."""
    for one in reversed(here.visible):
        if one.track.machine == "external_report" and one.track.subject == Body.CHARITY_COMMISSION:
            return one.track.known
    return {}


def _type(case: CaseFile) -> facts.IncidentType | None:
    if case.known.get("danger") is True:
        return facts.IncidentType.SAFEGUARDING
    return _TYPES.get(CaseKind(case.kind)) if case.kind else None


def _clauses(case: CaseFile, cited: tuple[tuple[int, str], ...]) -> tuple[str, ...] | None:
    """The clauses cited; none at all is an answer once someone wrote down why no clause applies."""
    none_applies = _text(case.known, "no_clause_because") is not None
    return tuple(clause for _, clause in cited) or (() if none_applies else None)


def _bodies(here: Scene) -> tuple[facts.BodyTold, ...] | None:
    """The other bodies told already; None while nobody has looked at whom to tell."""
    others = [
        one.track
        for one in here.visible
        if one.track.machine == "external_report" and one.track.subject != Body.CHARITY_COMMISSION
    ]
    return tuple(_told(track) for track in others if track.state in _TOLD) if others else None


def _told(track: Track) -> facts.BodyTold:
    sent = _text(track.known, "sent_on")
    return facts.BodyTold(
        body=Body(track.subject).label,
        contact=_text(track.known, "contact"),
        reference=_text(track.known, "reference"),
        on=date.fromisoformat(sent) if sent else None,
    )


def _span(first: date | None, last: date | None, precision: str) -> facts.Span | None:
    if first is None or precision == "unknown":
        return None
    return facts.Span(first, last if last != first else None, facts.Precision(precision))


def _text(known: Known, name: str) -> str | None:
    value = known.get(name)
    return value if isinstance(value, str) and value else None


def _yes(known: Known, name: str) -> bool | None:
    value = known.get(name)
    return value if isinstance(value, bool) else None
