"""What the steps of the board's decision bring about: papers frozen, seats given, who is let in or not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import rfc8785

from incidents.domain.board import DECIDES, GONE, INTEREST, KEPT_BACK, RECUSED, OptionFault, options_of
from incidents.domain.fields import Data, Problem
from incidents.domain.lifecycle.board_guards import AGREED, DECIDED_BY
from incidents.domain.words import Role
from incidents.services import board_facts
from incidents.services.board_papers import clocks_for_the_board
from incidents.services.changing import Change
from incidents.services.faults import Invalid
from incidents.store.ids import new_id
from incidents.store.instant import as_text
from incidents.store.models import ReviewPack, ReviewSeat, Track
from incidents.store.queries import board, one_case, people
from incidents.store.queries.visible import Reader

# What the board answered about an earlier decision says nothing of a new one.
_OF_THE_LAST = frozenset({AGREED, "agreed_on", "agreed_words"})
_HOW = {"decide": "board", "decide_alone": "alone", "decide_outside": "outside"}


def write_pack(_: Change, data: Data) -> None:
    """The answers must be such that the board can choose from them. Raises Invalid."""
    try:
        options_of(str(data["options"]))
    except OptionFault as fault:
        raise Invalid((Problem("options", str(fault)),)) from fault


def begin(change: Change, data: Data) -> None:
    """Freeze the papers, and give everyone on the board their seat in a new round.

    Whom the case concerns has no seat; who is kept back, or once declared an interest, decides nothing and
    sees nothing; everyone else is let into the matter.
    """
    track = _track(change)
    told = {**track.known, **data}
    earlier = board.seats(change.session, track.organisation_id, [track.id])
    number = max((one.round for one in earlier), default=0) + 1
    away = {one.person_id: one for one in earlier if one.part == RECUSED and one.interest == INTEREST}
    kept_back = str(told.get("kept_back") or "")
    everyone = board.members(change.session, track.organisation_id, change.now)
    names = {**everyone, **({kept_back: ""} if kept_back else {})}
    change.stand_aside(track.id, {kept_back, *away} - {""})
    for person_id in names:
        if person_id in change.scene.found.excluded:
            continue
        seat = _seat(track, number, person_id)
        if person_id == kept_back:
            seat.part = KEPT_BACK
        elif person_id in away:
            seat.part, seat.interest = RECUSED, INTEREST
            seat.interest_words, seat.declared_at = (
                away[person_id].interest_words,
                away[person_id].declared_at,
            )
        else:
            change.let_in(person_id, "decides this as one of the board", track)
        change.session.add(seat)
    _freeze(change, number, told)


def decided(change: Change, action: str) -> None:
    """Note how it was decided, so that what the board did not decide itself waits for it to agree."""
    track = _track(change)
    kept = {name: value for name, value in track.known.items() if name not in _OF_THE_LAST}
    track.known = kept
    change.traces.answers[DECIDED_BY] = _HOW[action]
    _leave_out_who_is_gone(change, track)


def ratify(change: Change, data: Data) -> None:
    """The board was asked: what was left to do for that is done."""
    track = _track(change)
    titles = {step.opens_task for step in change.scene.machine.transitions if step.opens_task}
    tasks = [one for one in board.open_tasks(change.session, track) if one.title in titles]
    if tasks:
        change.finish_tasks(tasks, "The board agreed" if data[AGREED] else "The board did not agree")


def _leave_out_who_is_gone(change: Change, track: Track) -> None:
    """Keep for the minute who did not count any more; how they had voted stays in the trail."""
    facts = change.scene.track_facts
    seats = facts.board.seats if facts and facts.board else ()
    gone = {one.person_id for one in seats if one.part == GONE}
    every = board.seats(change.session, track.organisation_id, [track.id]) if gone else []
    for row in every:
        if row.person_id in gone and row.round == every[-1].round:
            row.part, row.vote, row.reasons, row.voted_at = RECUSED, "", "", None


def _track(change: Change) -> Track:
    track = change.scene.track
    if track is None:
        raise LookupError("the board decides a matter, never a case")
    return track


def _seat(track: Track, number: int, person_id: str) -> ReviewSeat:
    return ReviewSeat(
        organisation_id=track.organisation_id,
        id=new_id(),
        case_id=track.case_id,
        track_id=track.id,
        round=number,
        person_id=person_id,
        part=DECIDES,
        interest="",
        interest_words="",
        declared_at=None,
        vote="",
        reasons="",
        voted_at=None,
    )


def _freeze(change: Change, number: int, told: Mapping[str, object]) -> None:
    track = _track(change)
    document: dict[str, object] = {
        **{name: told[name] for name in _PAPERS if told.get(name)},
        "options": [
            {"key": one.key, "label": one.label, "follows": one.follows}
            for one in options_of(str(told["options"]))
        ],
        "clocks": _clocks(change),
        "rules": board_facts.frozen_rules(
            board_facts.rules(change.session, track.organisation_id, change.now)
        ),
    }
    digest = hashlib.sha256(rfc8785.dumps(document)).digest()  # type: ignore[arg-type]
    change.session.add(
        ReviewPack(
            organisation_id=track.organisation_id,
            id=new_id(),
            case_id=track.case_id,
            track_id=track.id,
            number=number,
            document=document,
            sha256=digest,
            by_person_id=change.actor.person_id,
            at=change.now,
        )
    )
    change.words["pack"] = {"number": number, "sha256": digest.hex()}


_PAPERS = ("question", "facts", "recommendation", "evidence", "new_facts", "decide_by")


def _clocks(change: Change) -> list[dict[str, object]]:
    """The clocks that run, as whoever wrote the pack sees them now, and sends them to the board with it."""
    writer = str(_track(change).taken_by.get("write_pack", change.actor.person_id))
    everyone = people.people(change.session, change.actor.organisation_id, change.now)
    roles = next((one.roles for one in everyone if one.person_id == writer), frozenset())
    eyes = Reader(change.actor.organisation_id, writer, Role.MANAGER in roles, change.now)
    found = one_case.around(change.session, eyes, change.scene.case)
    if found is None:
        return []
    running = clocks_for_the_board(change.session, replace(change.scene, found=found), change.now)
    return [
        {"what": one.what, "at": as_text(one.at), "how": one.how, "by_law": one.by_law} for one in running
    ]
