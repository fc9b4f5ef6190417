"""The one filter, as a table: who stands how to a case, and what of it they may learn, on both databases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from incidents.domain.lifecycle import MACHINES, stage
from incidents.domain.words import Stage
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.models import Access, CaseFile, Exclusion, Involvement, Person, Report, Task, Track
from incidents.store.queries import cases, one_case, parts, stream
from incidents.store.queries.cases import Filters
from incidents.store.queries.visible import Reader
from tests.cast import NOW
from tests.databases import Database

TODAY = date(2026, 11, 21)
REFERENCE = "FTS-2333-H"
# matter -> its state, and when its one thing to do is due; the case's own is due last.
MATTERS = {
    "containment": ("preserved", date(2026, 12, 4)),
    "response": ("holding", date(2026, 12, 3)),
    "discipline": ("investigating", date(2026, 12, 2)),
    "trustee_review": ("reviewing", date(2026, 12, 1)),
}
OPEN, CIRCLES = frozenset({"containment", "response"}), frozenset({"discipline", "trustee_review"})
CASE_DUE = date(2026, 12, 5)
LONG, SOON = timedelta(days=9), timedelta(days=2)


@dataclass(frozen=True)
class Let:
    """Let in: into the case, or into one matter; from and until when, counted from now."""

    into: str = "case"
    since: timedelta = -LONG
    until: timedelta | None = None


@dataclass(frozen=True)
class Row:
    """One reader and how they stand to the case; `sees` are the matters they may know of."""

    sentence: str
    sees: frozenset[str] = frozenset()
    whole: bool = False
    stage: Stage | None = None
    manager: bool = False
    let: tuple[Let, ...] = ()
    restricted: bool = False
    excluded: str = ""
    charity: str = "fts"

    @property
    def learns(self) -> bool:
        return self.whole or bool(self.sees)


TABLE = (
    Row("a manager sees an open case but not its closed circles", OPEN, True, Stage.RESPONSE, manager=True),
    Row("a manager does not learn of a restricted case", manager=True, restricted=True),
    Row(
        "a manager let into a restricted case sees it",
        OPEN, True, Stage.RESPONSE, manager=True, let=(Let(),), restricted=True,
    ),
    Row("a manager the case is about does not learn of it", manager=True, excluded="about"),
    Row("a manager the reporter asked to keep out does not learn of it", manager=True, excluded="kept_out"),
    Row(
        "whoever stepped back sees nothing any more, wherever they were let in",
        manager=True, let=(Let(), Let("discipline")), excluded="declared",
    ),
    Row("a board member who was not let in sees nothing"),
    Row(
        "a board member let into the case sees it, but not its closed circles",
        OPEN, True, Stage.RESPONSE, let=(Let(),),
    ),
    Row(
        "a board member let into the board's decision sees that and nothing else",
        frozenset({"trustee_review"}), stage=Stage.TRUSTEES, let=(Let("trustee_review"),),
    ),
    Row(
        "a helper let into one matter sees that and nothing else",
        frozenset({"response"}), stage=Stage.RESPONSE, let=(Let("response", until=LONG),),
    ),
    Row(
        "a helper let into one matter of a restricted case sees that matter",
        frozenset({"response"}), stage=Stage.RESPONSE, let=(Let("response"),), restricted=True,
    ),
    Row("a helper whose time is over sees nothing", let=(Let("response", until=-SOON),)),
    Row("a helper whose time ends this very instant sees nothing", let=(Let("response", until=SOON * 0),)),
    Row("a helper whose time has not come sees nothing", let=(Let("response", since=SOON),)),
    Row(
        "a helper whose time begins this very instant sees their matter",
        frozenset({"response"}), stage=Stage.RESPONSE, let=(Let("response", since=SOON * 0),),
    ),
    Row(
        "a helper let in again after their time was over sees their matter",
        frozenset({"response"}), stage=Stage.RESPONSE, let=(Let("response", until=-SOON), Let("response")),
    ),
    Row(
        "whoever runs the staff procedure sees that alone",
        frozenset({"discipline"}), stage=Stage.CONDUCT, let=(Let("discipline"),),
    ),
    Row(
        "a manager let into the staff procedure sees it with the rest",
        OPEN | {"discipline"}, True, Stage.CONDUCT, manager=True, let=(Let("discipline"),),
    ),
    Row(
        "a manager let into both closed circles sees everything",
        OPEN | CIRCLES, True, Stage.TRUSTEES, manager=True, let=(Let("discipline"), Let("trustee_review")),
    ),
    Row("another charity's manager does not learn of it", manager=True, charity="hsbbh"),
    Row("being let into another case opens nothing here", let=(Let("other"),)),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.sentence)
def test_everything_is_derived_from_what_the_reader_may_see(database: Database, row: Row) -> None:
    eyes = _world(row)
    with read() as session:
        listed = {one.reference: one for one in cases.list_page(session, eyes, Filters(), TODAY).rows}
        assert (REFERENCE in listed) == row.learns
        found = one_case.whole(session, eyes, REFERENCE)
        locked = one_case.row(session, eyes, REFERENCE, lock=True)
        assert (found is not None) == (locked is not None) == row.learns
        if found is None or locked is None:
            assert not any(_found_by(session, eyes, word) for word in ("Lighthouse", "quayside", REFERENCE))
            return
        around = one_case.around(session, eyes, locked)
        assert around is not None
        assert (around.whole, _machines(around)) == (found.whole, _machines(found)) == (row.whole, row.sees)
        line = listed[REFERENCE]
        assert (line.whole, line.stage) == (row.whole, row.stage)
        assert line.due_on == min(MATTERS[name][1] for name in row.sees)
        assert bool(line.lead_name) == bool(line.platform) == bool(line.kind) == row.whole
        ids = [one.track.id for one in found.tracks if one.visible]
        small = parts.parts(session, found.case, ids, whole=found.whole, with_reports=True)
        assert {task.title for task in small.tasks} == row.sees | ({"case"} if row.whole else set())
        assert (len(small.people), len(small.reports)) == ((1, 1) if row.whole else (0, 0))
        told = stream.newest(session, found.case, ids, whole=found.whole, limit=50)
        assert {_matter(one.track_id) for one in told} == row.sees | ({"case"} if row.whole else set())
        # The title is the case's head, which even someone in one matter reads; the report is not.
        assert _found_by(session, eyes, "Lighthouse")
        assert _found_by(session, eyes, REFERENCE.lower().replace("-", ""))
        assert _found_by(session, eyes, "quayside") == row.whole


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.sentence)
def test_no_filter_tells_more_than_the_list(database: Database, row: Row) -> None:
    eyes = _world(row)
    whole = {"kind": "complaint", "platform": "Facebook", "lead": _LEAD}
    with read() as session:
        for name, value in whole.items():
            page = cases.list_page(session, eyes, Filters(**{name: value}), TODAY)  # type: ignore[arg-type]
            assert (REFERENCE in {one.reference for one in page.rows}) == row.whole, name
        page = cases.list_page(session, eyes, Filters(severity="serious"), TODAY)
        assert (REFERENCE in {one.reference for one in page.rows}) == row.learns
        for asked in Stage:
            page = cases.list_page(session, eyes, Filters(stage=asked.value), TODAY)
            assert (REFERENCE in {one.reference for one in page.rows}) == (asked is row.stage), asked
        # Each day one more thing to do is late, the most hidden first.
        for due in sorted((*(due for _, due in MATTERS.values()), CASE_DUE)):
            page = cases.list_page(session, eyes, Filters(overdue=True), due + timedelta(days=1))
            late = {name for name, (_, day) in MATTERS.items() if day <= due}
            known = bool(late & row.sees) or (row.whole and due >= CASE_DUE)
            assert (REFERENCE in {one.reference for one in page.rows}) == known, due


def test_whose_eyes_a_kept_statement_had_before_makes_no_difference(database: Database) -> None:
    seeing = _world(TABLE[0])
    nobody = Reader("fts", "f" * 32, sees_open=False, now=NOW)
    elsewhere = Reader("hsbbh", seeing.person_id, sees_open=True, now=NOW)
    later = Reader("fts", seeing.person_id, sees_open=True, now=NOW + LONG)
    with read() as session:
        for eyes, sees in ((seeing, 1), (elsewhere, 0), (nobody, 0), (seeing, 1), (later, 1), (nobody, 0)):
            assert len(cases.list_page(session, eyes, Filters(), TODAY).rows) == sees
            assert (one_case.whole(session, eyes, REFERENCE) is not None) == bool(sees)


_LEAD = "1" * 32
_IDS = {name: f"{place:032d}" for place, name in enumerate(("case", "other", *MATTERS), start=10)}


def _machines(found: one_case.Found) -> frozenset[str]:
    return frozenset(one.track.machine for one in found.tracks if one.visible)


def _matter(track_id: str | None) -> str:
    return next(name for name, id_ in _IDS.items() if id_ == track_id) if track_id else "case"


def _found_by(session: Session, eyes: Reader, word: str) -> bool:
    page = cases.list_page(session, eyes, Filters(words=word), TODAY)
    return REFERENCE in {one.reference for one in page.rows}


def _world(row: Row) -> Reader:
    """One case with four matters, another case, and a reader who stands to them as the row says."""
    me = "2" * 32
    with work() as session:
        for slug in ("fts", "hsbbh"):
            session.add(Person(organisation_id=slug, id=me, name="The reader"))
        session.add(Person(organisation_id="fts", id=_LEAD, name="The lead"))
        case = _case("case", REFERENCE, restricted=row.restricted)
        session.add_all([case, _case("other", "FTS-3333-D", restricted=True)])
        session.add(_about())
        session.add(_report())
        session.add_all(_track(name, state) for name, (state, _) in MATTERS.items())
        session.add_all(_task(name, due) for name, (_, due) in MATTERS.items())
        session.add(_task("case", CASE_DUE))
        session.add_all(_access(me, number, let) for number, let in enumerate(row.let))
        if row.excluded:
            session.add(
                Exclusion(
                    organisation_id="fts", case_id=_IDS["case"], person_id=me, why=row.excluded, since=NOW
                )
            )
        session.flush()
        for name in ("case", *MATTERS):
            track_id = _IDS[name] if name != "case" else None
            entry = trail.Entry(
                "fts", "noted", _LEAD, NOW, {"by": "The lead"}, case_id=case.id, track_id=track_id
            )
            trail.on_case(session, case, entry)
    return Reader(row.charity, me, row.manager, NOW)


def _case(name: str, reference: str, *, restricted: bool) -> CaseFile:
    first = name == "case"
    return CaseFile(
        organisation_id="fts", id=_IDS[name], reference=reference, state="open", title="At the lighthouse",
        kind="complaint" if first else None, severity="serious" if first else None,
        platform="Facebook" if first else "", lead_person_id=_LEAD if first else None,
        lead_name="The lead" if first else "", restricted=restricted, aware_at=NOW, reported_at=NOW,
        entered_at=NOW, updated_at=NOW, open_tasks=5 if first else 0, known={}, head_leaf=bytes(32),
        due_on=min(MATTERS[open_to_all][1] for open_to_all in OPEN) if first else None,
    )  # fmt: skip


def _about() -> Involvement:
    return Involvement(
        organisation_id="fts", id="3" * 32, case_id=_IDS["case"], person_id=None, label="Someone",
        involvement="about", added_at=NOW,
    )  # fmt: skip


def _report() -> Report:
    return Report(
        organisation_id="fts",
        id="4" * 32,
        case_id=_IDS["case"],
        story="It hung at the Quayside.",
        received_at=NOW,
    )


def _track(name: str, state: str) -> Track:
    return Track(
        organisation_id="fts", id=_IDS[name], case_id=_IDS["case"], machine=name, subject="one",
        involvement_id="3" * 32 if name == "discipline" else None, state=state, taken_by={}, known={},
        rank=stage.rank_in(MACHINES[name], state), opened_at=NOW, updated_at=NOW,
    )  # fmt: skip


def _task(name: str, due_on: date) -> Task:
    return Task(
        organisation_id="fts", id=f"{list(_IDS).index(name):032d}", case_id=_IDS["case"], title=name,
        due_on=due_on, track_id=_IDS[name] if name != "case" else None, created_at=NOW,
    )  # fmt: skip


def _access(person_id: str, number: int, let: Let) -> Access:
    into = {"case": ("case", None), "other": ("other", None)}.get(let.into, ("case", _IDS.get(let.into)))
    return Access(
        organisation_id="fts", id=f"{number:032d}", case_id=_IDS[into[0]], track_id=into[1],
        person_id=person_id, because="A test", since=NOW + let.since, until=None if let.until is None else NOW + let.until,
    )  # fmt: skip
