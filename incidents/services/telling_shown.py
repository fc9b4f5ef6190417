"""What follows for each body from the answers on who must know: the verdict, its report, the ways on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from incidents.domain.lifecycle import MACHINES
from incidents.domain.lifecycle.external_guards import MACHINE, told_first
from incidents.domain.permissions import permits
from incidents.domain.serious import Verdict
from incidents.domain.serious_questions import BY_KEY
from incidents.domain.serious_words import Addressee, report_to
from incidents.domain.telling import STRONGEST_FIRST
from incidents.domain.words import Permission
from incidents.services import options
from incidents.services.actors import Member
from incidents.services.gather import Scene
from incidents.store.models import NotReported, Track
from incidents.store.queries import telling

# The ways on that stand beside a body, in this order; those told by telephone have the last one first.
_WAYS = ("draft", "do_not_report", "assess_again", "tell")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that would settle a verdict: its key, and its words."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """One body: its verdict, and its report, if one runs.

    `state` is "" where no report was begun; `start` then is the key that begins one ("" where none can be).
    `ways` are (action, label) of the steps that can be taken. `decision` is the newest decision not to tell,
    while it counts. `ring`: they are rung before anything is written.
    """

    verdict: Verdict
    asks: tuple[Asked, ...]
    raises: tuple[str, ...]
    track_id: str
    state: str
    ways: tuple[tuple[str, str], ...]
    start: str
    decision: NotReported | None
    ring: bool

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Each reason with where it comes from."""
        return tuple(zip(self.verdict.reasons, self.verdict.sources, strict=True))


def told(
    session: Session,
    here: Scene,
    actor: Member,
    verdicts: tuple[Verdict, ...],
    answers: Mapping[str, object],
) -> tuple[Told, ...]:
    """Every body with its verdict, the strongest first, and how it stands in the case."""
    if not verdicts:
        return ()
    names = {one.body: one.name for one in verdicts}
    danger = answers.get("danger") == "yes" or here.case.known.get("danger") is True
    running = {one.track.subject: one.track for one in here.visible if one.track.machine == MACHINE}
    decided = {
        row.track_id: row for row in telling.decisions_of(session, here.case.organisation_id, here.case.id)
    }
    begins = here.machine.find(here.case.state, "start_track") is not None
    may_start = begins and permits(actor, Permission.START)
    startable = options.startable(session, here, actor) if may_start else {}
    found = []
    for verdict in verdicts:
        body = report_to(verdict.body)
        track = running.get(body.value) if body else None
        ring = body is not None and told_first(body.value, danger=danger)
        start = f"{MACHINE}:{body.value}" if body else ""
        found.append(
            Told(
                verdict=verdict,
                asks=tuple(Asked(key, BY_KEY[key].label) for key in verdict.ask),
                raises=tuple(_called(one, names) for one in verdict.prompts),
                track_id=track.id if track else "",
                state=MACHINES[MACHINE].states[track.state].label if track else "",
                ways=_ways(track, actor, ring=ring) if track and here.case.state != "closed" else (),
                start=start if start in startable else "",
                decision=decided.get(track.id) if track and track.state == "not_reported" else None,
                ring=ring,
            )
        )
    return tuple(sorted(found, key=lambda one: STRONGEST_FIRST.index(one.verdict.telling)))


def _ways(track: Track, actor: Member, *, ring: bool) -> tuple[tuple[str, str], ...]:
    machine = MACHINES[MACHINE]
    steps = [machine.find(track.state, action) for action in ((_WAYS[-1], *_WAYS[:-1]) if ring else _WAYS)]
    return tuple(
        (one.action, one.label) for one in steps if one is not None and permits(actor, one.permission)
    )


def _called(body: Addressee, names: Mapping[Addressee, str]) -> str:
    return names.get(body, body.label)
