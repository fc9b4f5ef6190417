"""The papers of one case: what happened in order of time, and the bundle; only what their maker may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Raw
from incidents.domain.lifecycle import MACHINES
from incidents.domain.words import Body as BodyWord
from incidents.domain.words import Permission
from incidents.exports import bundle as bundles
from incidents.exports import chronology as chronologies
from incidents.exports.bundle_contents import Admitted, Body, Contents, Hidden, Judged, Left, Proof, Story
from incidents.exports.chronology import Of
from incidents.exports.paper import Paper
from incidents.services import exporting, findings, verifying
from incidents.services.actors import Member
from incidents.services.case_history import History, history
from incidents.services.charity import Charity
from incidents.services.exporting import Copy
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, scene
from incidents.services.keeping import Form
from incidents.services.timeline import Told, called
from incidents.store.db import read
from incidents.store.models import Track
from incidents.store.queries import access, parts
from incidents.store.queries.parts import ReportRow

_WHY_HIDDEN = {
    "about": "It is about them",
    "close": "They are close to it",
    "declared": "They declared a conflict of interest",
    "kept_out": "Whoever reported it asked to keep them out",
}
_TOLD = frozenset({"submitted", "acknowledged", "finished"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One paper of a case: what it is called, what it holds, and what makes it."""

    title: str
    about: str
    make: Callable[[Session, History, Of], Paper]


def form(actor: Member, reference: str, kind: str, now: datetime) -> tuple[Kind, Form, str]:
    """What the page that gives out a paper needs, and the case's reference. Raises NotFound."""
    found = _known(kind)
    with read() as session:
        here = _whole(session, actor, reference, now)
        return found, Form(asked(), about=found.about), here.case.reference


def asked() -> tuple[Field, ...]:
    """What is asked of who takes a paper."""
    return exporting.PAPER_ASKED


def copy(charity: Charity, actor: Member, reference: str, kind: str, raw: Raw, now: datetime) -> Copy:
    """A paper of the case as a file, with its one entry. Raises NotFound and Invalid."""
    found = _known(kind)

    def make(session: Session, recipient: str) -> Paper:
        here = _whole(session, actor, reference, now)
        of = Of(charity.name, here.case.reference, here.case.title, recipient, now)
        return found.make(session, history(session, actor, here, now), of)

    return exporting.paper_copy(actor, make, raw, now, what=kind, reference=reference)


def _known(kind: str) -> Kind:
    if kind not in PAPERS:
        raise NotFound
    return PAPERS[kind]


def _whole(session: Session, actor: Member, reference: str, now: datetime) -> Scene:
    return scene(session, actor, reference, None, now, may=Permission.EXPORT, whole=True)


def _chronology(_: Session, whole: History, of: Of) -> Paper:
    return chronologies.chronology(of, whole.happenings)


def _bundle(session: Session, whole: History, of: Of) -> Paper:
    """The trail is proved as a whole; how many entries it has is not said, for some may be hidden."""
    here = whole.here
    contents = Contents(
        stories=tuple(_story(row) for one in whole.scenes for row in _reports(session, one)),
        findings=_findings(here),
        happenings=whole.happenings,
        admitted=_admitted(session, here),
        hidden=tuple(
            Hidden(name, _WHY_HIDDEN[row.why], row.since)
            for row, name in access.hidden_from(session, here.case)
        ),
        copies=tuple(_left(told) for _, told in whole.entries if told.action == "exported"),
        bodies=tuple(_body(one.track) for one in here.visible if one.track.machine == "external_report"),
        proof=_proof(whole, of.made_at),
    )
    return bundles.bundle(of, contents)


def _proof(whole: History, now: datetime) -> Proof:
    """Each trail ends with a hash of its own, the case itself first."""
    cases = [one.case for one in whole.scenes]
    heads = [
        f"{case.reference}: {case.head_leaf.hex()}" if len(cases) > 1 else case.head_leaf.hex()
        for case in cases
    ]
    sound = all(verifying.verify(case.reference).sound for case in cases)
    return Proof(sound, now, "\n".join(heads))


def _reports(session: Session, here: Scene) -> tuple[ReportRow, ...]:
    seen = [one.track.id for one in here.visible]
    return parts.parts(session, here.case, seen, with_reports=True).reports


def _story(row: ReportRow) -> Story:
    """As it came in; how to reach the reporter is not handed on."""
    told = (
        ("What was told", row.story),
        ("Where", row.place),
        ("Its address", row.address),
        ("Who it is about", row.about),
        ("Who is affected", row.affected),
        ("Who should not see it", row.keep_out),
        ("For whom it was reported", row.on_behalf_of),
        ("How it reached us", row.reached_how),
        ("Who reported it", row.reporter_name or "They gave no name"),
    )
    return Story(row.received_at, tuple((label, words) for label, words in told if words))


def _findings(here: Scene) -> tuple[Judged, ...]:
    return tuple(
        Judged(
            person=said.person,
            act=said.act,
            said=f"{said.verdict.label}. {said.consequence.label}.",
            clauses=said.clauses,
            version=row.policy_number,
            at=row.at,
            otherwise=said.otherwise,
        )
        for (row, _), said in zip(here.looked_up, findings.told(here.looked_up), strict=True)
    )


def _admitted(session: Session, here: Scene) -> tuple[Admitted, ...]:
    return tuple(
        Admitted(
            person=name,
            into=called(track.machine, track.subject_label) if track else "The case",
            because=row.because,
            since=row.since,
            until=row.until,
        )
        for row, name, track in access.history(session, here.case, here.seen)
    )


def _left(told: Told) -> Left:
    said = dict(told.details)
    return Left(
        at=told.at,
        by=told.by,
        what=said.get("What", ""),
        recipient=said.get("For", ""),
        purpose=said.get("What for", ""),
        sha256=said.get("Fingerprint of the file", ""),
    )


def _body(track: Track) -> Body:
    sent = track.known.get("sent_on") if track.state in _TOLD else None
    return Body(
        name=BodyWord(track.subject).label,
        state=_state(track),
        told_on=date.fromisoformat(str(sent)) if sent else None,
        reference=str(track.known.get("reference", "")),
    )


def _state(track: Track) -> str:
    return MACHINES[track.machine].states[track.state].label


PAPERS: dict[str, Kind] = {
    "chronology": Kind(
        "What happened, in order of time",
        "Every entry of this case that you may see, in the order in which things happened, with the day on "
        "which each was written down.",
        _chronology,
    ),
    "bundle": Kind(
        "Bundle for a tribunal or solicitor",
        "Everything of this case that you may see: the reports as they came in, what the policy says, all "
        "that was done, exceptions, who was let in, what left, and the proof that nothing was changed. Notes "
        "of legal advice are left out and listed.",
        _bundle,
    ),
}
