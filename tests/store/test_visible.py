"""The one filter, as a table: who stands how to a case, and what of it they may learn, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from incidents.domain.access import Facts, Part, Reason, decide
from incidents.domain.words import Stage
from incidents.store import db
from incidents.store.db import read
from incidents.store.queries import cases, one_case, parts, relations, stream
from incidents.store.queries.cases import Filters
from incidents.store.queries.visible import Reader
from tests import databases
from tests.cast import NOW
from tests.store.world import AT_ONCE, CASE_DUE, CIRCLES, CLAUSE, LONG, MATTERS, OPEN, SOON, Let, Row, World

TODAY = date(2026, 11, 21)

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
    Row("a helper whose time ends this very instant sees nothing", let=(Let("response", until=AT_ONCE),)),
    Row("a helper whose time has not come sees nothing", let=(Let("response", since=SOON),)),
    Row(
        "a helper whose time begins this very instant sees their matter",
        frozenset({"response"}), stage=Stage.RESPONSE, let=(Let("response", since=AT_ONCE),),
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


@pytest.fixture(scope="module", params=databases.KINDS)
def crowded(request: pytest.FixtureRequest) -> Iterator[databases.Database]:
    """One database of each kind, in which every row of the table writes a world of its own."""
    made = databases.fresh(request.param)
    yield made
    databases.drop(made)


@pytest.fixture
def world(crowded: databases.Database, row: Row) -> World:
    """The world of one row."""
    db.bind(crowded.engine)
    return World(row).write()


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.sentence)
def test_everything_is_derived_from_what_the_reader_may_see(world: World, row: Row) -> None:
    eyes, reference = world.eyes, world.reference
    with read() as session:
        found = one_case.whole(session, eyes, reference)
        locked = one_case.row(session, eyes, reference, lock=True)
        assert (found is not None) == (locked is not None) == row.learns
        assert bool(listed(session, world, Filters())) == row.learns
        if found is None or locked is None:
            words = ("lighthouse", "quayside", reference)
            assert not any(listed(session, world, Filters(words=word)) for word in words)
            return
        around = one_case.around(session, eyes, locked)
        assert around is not None
        assert (around.whole, machines(around)) == (found.whole, machines(found)) == (row.whole, row.sees)
        (line,) = listed(session, world, Filters())
        assert (line.whole, line.stage) == (row.whole, row.stage)
        due = [MATTERS[name][1] for name in row.sees] + [CASE_DUE] * row.whole
        assert line.due_on == min(due)
        assert bool(line.lead_name) == bool(line.platform) == bool(line.kind) == row.whole
        ids = [one.track.id for one in found.tracks if one.visible]
        small = parts.parts(session, found.case, ids, whole=found.whole, with_reports=True)
        assert {task.title for task in small.tasks} == row.parts
        others = (len(small.people), len(small.reports), len(small.cited))
        assert others == ((1, 1, 1) if row.whole else (0, 0, 0))
        told = stream.newest(session, found.case, ids, whole=found.whole, eyes=eyes.person_id, limit=50)
        assert {world.matter(one.track_id) for one in told} == row.parts


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.sentence)
def test_the_decision_says_what_the_filter_says(world: World, row: Row) -> None:
    def may(part: Part, track_id: str | None = None) -> bool:
        relation = relations.relation(session, world.eyes, world.reference, track_id)
        decision = decide(Facts(permitted=True, relation=relation, part=part))
        assert (Reason.CONFLICT in decision.reasons) is bool(row.excluded)
        assert (Reason.ELSEWHERE in decision.reasons) is (row.charity != "fts")
        return decision.allowed

    with read() as session:
        assert may(Part.ANY) is row.learns
        assert may(Part.WHOLE) is row.whole
        assert {name for name in MATTERS if may(Part.MATTER, world.ids[name])} == row.sees


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.sentence)
def test_no_filter_tells_more_than_the_list(world: World, row: Row) -> None:
    # The title is the head of the case, which even someone in one matter reads; the report is not.
    by_all = (
        Filters(severity="serious"),
        Filters(words="LIGHTHOUSE"),
        Filters(words=world.reference.lower().replace("-", "")),
    )
    by_whole = (
        Filters(kind="complaint"),
        Filters(platform="Facebook"),
        Filters(lead=world.lead),
        Filters(clause=CLAUSE),
        Filters(words="quayside"),
    )
    with read() as session:
        assert [bool(listed(session, world, one)) for one in by_all] == [row.learns] * len(by_all)
        assert [bool(listed(session, world, one)) for one in by_whole] == [row.whole] * len(by_whole)
        assert [one for one in Stage if listed(session, world, Filters(stage=one.value))] == (
            [row.stage] if row.stage else []
        )
        # Each day one more thing to do is late, the most hidden first.
        for due in sorted((*(due for _, due in MATTERS.values()), CASE_DUE)):
            late = {name for name, (_, day) in MATTERS.items() if day <= due}
            known = bool(late & row.sees) or (row.whole and due >= CASE_DUE)
            tomorrow = due + timedelta(days=1)
            assert bool(listed(session, world, Filters(overdue=True), tomorrow)) == known, due


@pytest.mark.parametrize("row", TABLE[:1], ids=lambda row: row.sentence)
def test_whose_eyes_a_kept_statement_had_before_makes_no_difference(world: World) -> None:
    seeing, reference = world.eyes, world.reference
    nobody = Reader("fts", "f" * 32, sees_open=False, now=NOW)
    elsewhere = Reader("hsbbh", seeing.person_id, sees_open=True, now=NOW)
    later = Reader("fts", seeing.person_id, sees_open=True, now=NOW + LONG)
    with read() as session:
        for eyes, sees in ((seeing, 1), (elsewhere, 0), (nobody, 0), (seeing, 1), (later, 1), (nobody, 0)):
            rows = cases.list_page(session, eyes, Filters(), TODAY).rows
            assert (reference in {one.reference for one in rows}) == bool(sees)
            assert (one_case.whole(session, eyes, reference) is not None) == bool(sees)


def machines(found: one_case.Found) -> frozenset[str]:
    """The matters that the reader may know of."""
    return frozenset(one.track.machine for one in found.tracks if one.visible)


def listed(
    session: Session, world: World, filters: Filters, today: date = TODAY
) -> tuple[cases.ListRow, ...]:
    """The world's case as it stands on the reader's list, if it does."""
    rows = cases.list_page(session, world.eyes, filters, today).rows
    return tuple(one for one in rows if one.reference == world.reference)
