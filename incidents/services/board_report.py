"""What happened since a day, gathered for the board: nothing that is hidden from any of its members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from incidents.domain import figures
from incidents.domain.fields import LONDON
from incidents.domain.figures import Period
from incidents.domain.lifecycle import MACHINES, stage
from incidents.domain.lifecycle.board_guards import DECIDED_BY, to_ratify
from incidents.domain.redaction import Named, redact
from incidents.domain.words import Body, CaseKind, Stage
from incidents.exports.board_report import Decision, Happened, Telling, Untold
from incidents.exports.london import day
from incidents.services import form_people
from incidents.services.actors import Member, reader
from incidents.services.charity import Charity
from incidents.services.duties import late_pages
from incidents.services.gather import scene
from incidents.store.models import Track
from incidents.store.queries import board, telling
from incidents.store.queries import board_report as queries
from incidents.store.queries import figures as rows
from incidents.store.queries.figures import Counted
from incidents.store.queries.visible import Reader

UNDECIDED = "Not decided yet"
_DECIDED = frozenset({"decided", "noted"})
_HOW = {"board": "By vote", "alone": "By the chair alone", "outside": "By an independent body"}


@dataclass(slots=True)
class _Thinning:
    """Takes the names of each case's people out of words, and remembers what was taken out."""

    session: Session
    charity: Charity
    actor: Member
    now: datetime
    left_out: dict[str, None] = field(default_factory=dict)
    people: dict[str, tuple[Named, ...]] = field(default_factory=dict)

    def __call__(self, reference: str, words: str) -> str:
        if reference not in self.people:
            here = scene(self.session, self.actor, reference, None, self.now)
            self.people[reference] = form_people.with_our_own(
                self.session, here, self.charity.policy, self.now
            )
        found = redact(words, self.people[reference])
        self.left_out |= dict.fromkeys(f"{one} ({reference})" for one in found.left_out)
        return found.text


def happened(session: Session, charity: Charity, actor: Member, since: date, now: datetime) -> Happened:
    """Everything since the beginning of that London day, as the actor and every board member may know it."""
    today, eyes = now.astimezone(LONDON).date(), reader(actor, now)
    period = Period("", since, max(since, today) + timedelta(days=1))
    members = board.members(session, charity.id, now)
    withheld = queries.hidden_from_any(session, charity.id, members)
    thin = _Thinning(session, charity, actor, now)
    cases = [one for one in rows.cases(session, eyes, period) if one.id not in withheld]
    inside = [one for one in cases if period.begins <= one.reported_at < period.ends]
    hidden = frozenset(withheld.values())
    asked = _asked(session, eyes, hidden, frozenset(members))
    return Happened(
        since=since,
        reported=figures.alone(len(inside)),
        closed=figures.alone(
            sum(1 for one in cases if one.closed_at and period.begins <= one.closed_at < period.ends)
        ),
        stages=_stages(inside),
        kinds=_kinds(inside),
        decisions=tuple(
            _decision(reference, track, thin)
            for reference, track in asked
            if track.state in _DECIDED and not to_ratify(track.known) and _since(track, since)
        ),
        to_ratify=tuple(
            _decision(reference, track, thin)
            for reference, track in asked
            if track.state == "decided" and to_ratify(track.known)
        ),
        open_reports=tuple(
            Telling(Body(one.body).label, one.reference, _label("external_report", one.state), day(one.since))
            for one in rows.open_reports(session, eyes)
            if one.reference not in hidden
        ),
        sent_reports=tuple(_sent(session, eyes, hidden, since)),
        untold=tuple(_untold(session, eyes, hidden, since, thin)),
        late=tuple(f"{one.name}: {one.look.says}" for one in late_pages(charity, actor, now)),
        lessons=tuple(
            (one.reference, thin(one.reference, one.words))
            for one in rows.lessons(session, eyes, period)
            if one.reference not in hidden
        ),
        left_out=tuple(thin.left_out),
    )


def _stages(inside: Iterable[Counted]) -> dict[str, int | str] | None:
    found = figures.counted((stage.of(one.state, one.rank).label for one in inside), _labels(Stage))
    return figures.guarded({label: count for label, count in found.items() if count})


def _kinds(inside: Iterable[Counted]) -> dict[str, int | str] | None:
    found = figures.counted(
        (CaseKind(one.kind).label if one.kind else UNDECIDED for one in inside), _labels(CaseKind)
    )
    return figures.guarded({label: count for label, count in found.items() if count})


def _labels(words: type[Stage] | type[CaseKind]) -> list[str]:
    return [word.label for word in words]


def _label(machine: str, state: str) -> str:
    return MACHINES[machine].states[state].label


def _asked(
    session: Session, eyes: Reader, hidden: frozenset[str], members: frozenset[str]
) -> list[tuple[str, Track]]:
    """What was put to the board, but for what one of its members has no part in."""
    found = [one for one in queries.put_to_the_board(session, eyes) if one[0] not in hidden]
    apart = queries.apart(session, eyes.organisation_id, [track.id for _, track in found], members)
    return [
        (reference, track)
        for reference, track in found
        if track.id not in apart and track.known.get("kept_back") not in members
    ]


def _decision(reference: str, track: Track, thin: _Thinning) -> Decision:
    known = track.known
    told = known.get("decided_on") or known.get("noted_on")
    on = date.fromisoformat(str(told)) if told else None
    question = str(known.get("question") or track.subject_label)
    how = _HOW.get(str(known.get(DECIDED_BY)), _label(track.machine, track.state))
    return Decision(reference, thin(reference, question), on, how)


def _since(track: Track, since: date) -> bool:
    return track.ended_at is not None and day(track.ended_at) >= since


def _sent(session: Session, eyes: Reader, hidden: frozenset[str], since: date) -> Iterable[Telling]:
    for reference, _, track in telling.reports(session, eyes):
        sent = track.known.get("sent_on")
        on = date.fromisoformat(str(sent)) if sent else day(track.updated_at)
        if reference not in hidden and on >= since:
            yield Telling(Body(track.subject).label, reference, _label(track.machine, track.state), on)


def _untold(
    session: Session, eyes: Reader, hidden: frozenset[str], since: date, thin: _Thinning
) -> Iterable[Untold]:
    for one in telling.decisions(session, eyes):
        row = one.row
        if one.reference not in hidden and one.newest and row.decided_on >= since:
            because = thin(one.reference, row.because)
            yield Untold(Body(row.body).label, one.reference, because, row.decided_on, row.look_again_on)
