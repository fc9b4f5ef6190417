"""The year's return as its reader sees it: decisions with what they stood on, reports, and what is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain import annual_return
from incidents.domain.annual_return import Year
from incidents.domain.case import CaseFacts
from incidents.domain.fields import LONDON
from incidents.domain.lifecycle import MACHINES
from incidents.domain.lifecycle.external_guards import MACHINE, untold
from incidents.domain.permissions import permits
from incidents.domain.serious_questions import BY_KEY
from incidents.domain.words import Body, Permission
from incidents.services.actors import Member, reader
from incidents.services.faults import NotFound
from incidents.services.ruling import track_facts
from incidents.store.models import AnnualSignOff, CaseFile, NotReported, Track
from incidents.store.queries import telling
from incidents.store.queries.one_case import FoundTrack
from incidents.store.queries.telling import Decided

_UNDECIDED = frozenset({"not_reported", "assessing", "drafting"})
_SETTLED = frozenset({"submitted", "acknowledged", "finished", "not_reported"})
# How far back a year can be asked for.
_OLDEST = 20


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision not to tell, as the board reads it.

    `stood_on` are the answers it rested on, as question and answer. `open_again`: the facts changed and
    nobody has decided anew. `due`: its day to be looked at again has come. `signed` names whose signature
    covers it.
    """

    row: NotReported
    reference: str
    title: str
    body: str
    stood_on: tuple[tuple[str, str], ...]
    state: str
    newest: bool
    open_again: bool
    due: bool
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One report that was made: its case, to whom, when, and the number they gave it."""

    reference: str
    title: str
    body: str
    on: date
    number: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One board member's word, with what they added."""

    name: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Return:
    """The page of one year, of the cases its reader is let into as a whole.

    `neither` are cases closed as a serious incident with neither a report nor a decision. `against` are the
    reasons why nobody can sign yet. `signed_on` is when the reader signed last, and `since` how many of the
    decisions on the page their signature does not cover yet.
    """

    year: Year
    decisions: tuple[Decision, ...]
    reports: tuple[Report, ...]
    neither: tuple[tuple[str, str], ...]
    against: tuple[str, ...]
    signatures: tuple[Signature, ...]
    year_end_known: bool
    may_sign: bool
    signed_on: datetime | None = None
    since: int = 0

    @property
    def covered(self) -> bool:
        """Whether the reader has signed all that stands here."""
        return self.signed_on is not None and not self.since


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year in the list, with how many decisions the reader sees in it, and who signed it."""

    year: Year
    decisions: int
    signed_by: tuple[str, ...] = field(default=())


def of_year(session: Session, actor: Member, number: int, now: datetime) -> Return:
    """The return of one year. Raises NotFound for a year far from ours."""
    eyes, today = reader(actor, now), on_day(now)
    ends = telling.year_end(session, actor.organisation_id)
    if not 0 <= today.year - number + 1 <= _OLDEST:
        raise NotFound
    this = annual_return.year_of(number, ends)
    signed = [pair for pair in telling.signatures(session, actor.organisation_id) if pair[0].year == number]
    every = decisions(telling.decisions(session, eyes), today, signed)
    inside = tuple(one for one in every if this.holds(one.row.decided_on))
    own = [row for row, _ in signed if row.by_person_id == actor.person_id]
    covered = {decision for row in own for decision in row.decisions}
    cases = _by_case(telling.serious_cases(session, eyes))
    waiting = [
        case.reference
        for case, tracks in cases
        if on_day(case.reported_at) <= this.last and untold(_facts(case, tracks))
    ]
    return Return(
        year=this,
        decisions=inside,
        reports=_reports(telling.reports(session, eyes), this),
        neither=tuple((case.reference, case.title) for case, tracks in cases if _neither(case, tracks, this)),
        against=annual_return.not_yet(
            this, today, (one.reference for one in inside if one.open_again), waiting
        ),
        signatures=tuple(Signature(name, row.at, row.words) for row, name in signed),
        year_end_known=bool(ends),
        may_sign=permits(actor, Permission.SIGN_OFF_YEAR),
        signed_on=max((row.at for row in own), default=None),
        since=sum(one.row.id not in covered for one in inside),
    )


def decisions(
    found: Iterable[Decided], today: date, signed: Iterable[tuple[AnnualSignOff, str]] = ()
) -> tuple[Decision, ...]:
    """Decisions as people read them, with who signed the year over each."""
    signatures = tuple(signed)
    return tuple(
        Decision(
            row=one.row,
            reference=one.reference,
            title=one.title,
            body=one.track.subject_label or Body(one.row.body).label,
            stood_on=_stoodon_day(one.row),
            state=MACHINES[MACHINE].states[one.track.state].label,
            newest=one.newest,
            open_again=one.newest and one.row.reopened_at is not None and one.track.state in _UNDECIDED,
            due=one.newest and one.track.state == "not_reported" and one.row.look_again_on <= today,
            signed=names((row, name) for row, name in signatures if one.row.id in row.decisions),
        )
        for one in found
    )


def _stoodon_day(row: NotReported) -> tuple[tuple[str, str], ...]:
    """The answers in words; one that no table knows any more is shown as it was kept."""
    told = []
    for key, answer in row.facts.items():
        question = BY_KEY.get(key)
        labels = dict(question.answers) if question else {}
        told.append((question.label if question else key, labels.get(str(answer), str(answer))))
    return tuple(told)


def _reports(found: Iterable[tuple[str, str, Track]], this: Year) -> tuple[Report, ...]:
    made = []
    for reference, title, track in found:
        sent = track.known.get("sent_on")
        on = date.fromisoformat(str(sent)) if sent else on_day(track.opened_at)
        if this.holds(on):
            number = str(track.known.get("reference") or "")
            made.append(Report(reference, title, track.subject_label, on, number))
    return tuple(made)


def _by_case(rows: Iterable[tuple[CaseFile, Track | None]]) -> list[tuple[CaseFile, list[Track]]]:
    found: dict[str, tuple[CaseFile, list[Track]]] = {}
    for case, track in rows:
        _, tracks = found.setdefault(case.id, (case, []))
        if track is not None:
            tracks.append(track)
    return list(found.values())


def _facts(case: CaseFile, tracks: Iterable[Track]) -> CaseFacts:
    return CaseFacts(
        case.state,
        tuple(track_facts(FoundTrack(one, None, visible=True)) for one in tracks),
        known=case.known,
    )


def _neither(case: CaseFile, tracks: Iterable[Track], this: Year) -> bool:
    return (
        case.known.get("serious_incident") is True
        and case.closed_at is not None
        and this.holds(on_day(case.closed_at))
        and not any(one.state in _SETTLED for one in tracks)
    )


def names(pairs: Iterable[tuple[AnnualSignOff, str]]) -> tuple[str, ...]:
    """Who signed, each once."""
    return tuple(dict.fromkeys(name for _, name in pairs))


def on_day(instant: datetime) -> date:
    """The London day of an instant."""
    return instant.astimezone(LONDON).date()
