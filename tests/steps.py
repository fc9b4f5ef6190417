"""Taking steps in tests as a page would: the answers are made from the table, so that tests follow it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from incidents.domain.fields import LONDON, Field, Kind
from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import SAME, Machine, Transition
from incidents.services import asking, casework, terms
from incidents.services.actors import Member
from incidents.services.asking import StepForm
from incidents.services.progress import LIFTING, Done, Step, perform
from incidents.store import db
from tests import board, cast, databases
from tests.cast import NOW

Pick = Callable[[Sequence[str]], str]
OPTIONS = "Report it – they may ask us questions\nDo not report it – we say why"


def first(keys: Sequence[str]) -> str:
    """The first of the choices: what a test picks when it does not matter."""
    return keys[0]


def answer(field: Field, choices: Sequence[str], now: datetime, pick: Pick = first) -> object:
    """One good answer to a question, as a form sends it."""
    today = now.astimezone(LONDON).date()
    keys = [key for key, _ in field.choices] or list(choices)
    match field.kind:
        case Kind.LINE | Kind.TEXT:
            return "In a few words"
        case Kind.DATE:
            return (today + timedelta(days=400) if field.future else today).isoformat()
        case Kind.TIME:
            return "14:30"
        case Kind.YES_NO:
            return pick(["yes", "no"])
        case Kind.NUMBER:
            return "3"
        case Kind.CHOICES:
            return [pick(keys)] if keys else []
        case Kind.CHOICE | Kind.PERSON:
            return pick(keys) if keys else ""


def answers(found: StepForm, now: datetime = NOW, pick: Pick = first) -> dict[str, object]:
    """Good answers to everything a step asks, with a reason for each guard that a reason lifts."""
    told = {
        field.name: answer(field, list(found.choices.get(field.name, {})), now, pick)
        for field in found.transition.requires
    }
    if "options" in told:
        told["options"] = OPTIONS
    if "reference" in told:  # a body's number stands on one report only, and its updates carry it
        told["reference"] = found.filled.get("reference") or secrets.token_hex(4)
    if "kept_back" in told:  # who is kept back knows nothing of it: nobody, unless the test says who
        told["kept_back"] = ""
    told = {
        field.name: told[field.name]
        for field in found.transition.requires
        if field.when is None or told.get(field.when[0]) in field.when[1]
    }
    lifting = {
        LIFTING + guard.key: "There is nobody else" for guard in found.transition.guards if guard.liftable
    }
    return {**told, **lifting}


def form(
    actor: Member, reference: str, action: str, track: str | None = None, now: datetime = NOW
) -> StepForm:
    """The form of a step, as its page asks for it."""
    return asking.step_form(actor, reference, track, action, now)


def go(
    actor: Member, reference: str, action: str, on: str | None = None, now: datetime = NOW, **given: object
) -> Done:
    """Take a step, of the case or `on` a matter, with answers made from the table; `given` ones go before."""
    found = form(actor, reference, action, on, now)
    step = Step(reference, action, found.version, secrets.token_hex(8), on)
    return perform(actor, step, {**answers(found, now), **given}, now)


def walk(
    actor: Member, reference: str, action: str, on: str | None = None, now: datetime = NOW, **given: object
) -> Done:
    """As `go`, after doing what the step needs to have been done by the board: any walk can go on."""
    board.prepare(actor, reference, action, on, now)
    return go(actor, reference, action, on, now, **given)


def opened(lead: Member, now: datetime = NOW, slug: str = "fts", **told: object) -> str:
    """The reference of a case that `lead` has opened and leads, with nothing in it but one thing to do."""
    reference = cast.report(slug, now=now, **told)  # type: ignore[arg-type]
    go(lead, reference, "look", now=now, danger="no", lead=lead.person_id)
    go(lead, reference, "open", now=now, tracks=[], clauses=[], kind="breach", tasks="See to it")
    return reference


def start(actor: Member, reference: str, machine: str, subject: str = "", now: datetime = NOW) -> str:
    """Begin a matter of that machine (with the first subject, unless one is named); its id."""
    choices = form(actor, reference, "start_track", now=now).choices["track"]
    key = next(one for one in choices if one.startswith(f"{machine}:{subject}"))
    before = {row["id"] for row in rows("track")}
    go(actor, reference, "start_track", now=now, track=key)
    return str(next(row["id"] for row in rows("track") if row["id"] not in before))


def name(actor: Member, reference: str, label: str, standing: str, involvement: str = "about") -> None:
    """Name someone in a case whom the charity does not know."""
    raw = {"name": label, "involvement": involvement, "standing": standing, "under_18": "no"}
    casework.add_person(cast.charity(actor.organisation_id), actor, reference, secrets.token_hex(8), raw, NOW)


def promise(helper: Member, reference: str) -> None:
    """Somebody from outside promises to keep to themselves what they are about to read."""
    terms.agree(helper, reference, secrets.token_hex(8), NOW)


def way_to(machine: Machine, state: str) -> tuple[str, ...]:
    """The steps of the shortest way from the first state to `state`."""
    ways: dict[str, tuple[str, ...]] = {machine.initial: ()}
    ahead = [machine.initial]
    while ahead:
        here = ahead.pop(0)
        for step in leaving(machine, here):
            if step.target not in (*ways, SAME):
                ways[step.target] = (*ways[here], step.action)
                ahead.append(step.target)
    return ways[state]


def stand(
    database: databases.Database,
    kept: dict[tuple[str, ...], Path],
    way: tuple[str, ...],
    take: Callable[[str], object],
) -> None:
    """Stand at the end of a way of steps (SQLite). What was walked before is taken up from its copy."""
    if way not in kept:
        if way:
            stand(database, kept, way[:-1], take)
            take(way[-1])
        kept[way] = databases.keep(database)
    databases.back(database, kept[way])


def leaving(machine: Machine, state: str) -> list[Transition]:
    """The arrows of the machine's own table out of `state`."""
    return [step for step in machine.transitions if state in step.sources]


def rows(table: str) -> list[dict[str, object]]:
    """Every row of a table."""
    with db.engine().connect() as connection:
        return [dict(row._mapping) for row in connection.execute(sa.text(f"SELECT * FROM {table}"))]


def case_row(reference: str) -> dict[str, object]:
    """The case's own row."""
    return _one("case_file", "reference", reference)


def track_row(track: str) -> dict[str, object]:
    """One matter's row."""
    return _one("track", "id", track)


def _one(table: str, column: str, value: str) -> dict[str, object]:
    with db.engine().connect() as connection:
        found = connection.execute(
            sa.text(f"SELECT * FROM {table} WHERE {column} = :value"), {"value": value}
        )
        return dict(found.one()._mapping)


def private_note(actor: Member, reference: str, body: str = "For me", track: str | None = None) -> str:
    """A note that only its writer can read; the id of its entry."""
    raw = {"body": body, "happened_on": "2026-11-20", "private": "yes"}
    casework.note(actor, reference, track, secrets.token_hex(8), raw, NOW)
    known = {str(row["event_id"]) for row in rows("private_note")}
    return next(str(one["id"]) for one in reversed(headers()) if one["id"] in known)


def headers() -> list[dict[str, object]]:
    """Every header of the trail, in the order of the streams."""
    found = sorted(rows("event"), key=lambda row: (str(row["stream"]), int(str(row["seq"]))))
    return [json.loads(bytes(row["header"])) for row in found]  # type: ignore[arg-type]


def replay() -> dict[tuple[str, str], tuple[str, int]]:
    """The state and version of every machine as the headers alone tell them."""
    told: dict[tuple[str, str], tuple[str, int]] = {}
    moves = [move for header in headers() for move in header["moves"]]  # type: ignore[attr-defined]
    for move in sorted(moves, key=lambda move: move["version"]):
        told[move["machine"], move["id"]] = (move["to"], move["version"])
    return told


def stored() -> dict[tuple[str, str], tuple[str, int]]:
    """The state and version of every machine as the tables hold them."""
    cases = {("case", str(row["id"])): row for row in rows("case_file")}
    tracks = {(str(row["machine"]), str(row["id"])): row for row in rows("track")}
    return {key: (str(row["state"]), int(str(row["version"]))) for key, row in {**cases, **tracks}.items()}


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL statements sent meanwhile; SQLite is told of the beginning in one more, which is none."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    engine = db.engine()
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def payloads(action: str) -> list[Mapping[str, object]]:
    """What the entries of that action say, oldest first within a stream."""
    bodies = {row["event_id"]: row["body"] for row in rows("event_payload")}
    return [json.loads(str(bodies[header["id"]])) for header in headers() if header["action"] == action]


def every_arrow() -> list[tuple[str, str, str]]:
    """(machine, state, action) of every arrow of the machines of matters."""
    return [
        (machine.name, state, step.action)
        for machine in MACHINES.values()
        if machine.name != "case"
        for state in machine.states
        for step in leaving(machine, state)
    ]
