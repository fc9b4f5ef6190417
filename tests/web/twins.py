"""Two worlds that differ by one hidden case with everything in it, and the people it is hidden from."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from incidents.domain.lifecycle import MACHINES
from incidents.domain.words import Role
from incidents.services import (
    case_access,
    casework,
    clock_work,
    form_filling,
    my_calendar,
    page_checks,
    papers,
    reminding,
)
from incidents.services.actors import Member
from incidents.store import db
from tests import board, cast, steps
from tests.access.company import Company, company
from tests.cast import NOW, Visitor, browse
from tests.filled import sent_by
from tests.page_tree import read_tree
from tests.services.test_progress import STANDINGS
from tests.uploads import add as add_evidence

# As much as one person can hold, so that they reach every address; a board member's case passes the staff by.
STAFF = (Role.MANAGER, Role.HR, Role.SAFEGUARDING_LEAD, Role.ADMIN, Role.AUDITOR)
BOARD = (*STAFF, Role.TRUSTEE, Role.CHAIR)
ROOMS = {"staff": STAFF, "board": BOARD}

# In which way the case is hidden from each of them.
WAYS = {
    "about": "Nell Ward",
    "kept out": "Olive Kemp",
    "declared": "Piers Lund",
    "added later": "Quinn Reyes",
    "close": "Rhona Sykes",
}
STORY = "Somebody shouted zanzibar at a family on our page."


# When everybody looks: the sign-ins of the people above begin then.
LATER = NOW.replace(day=24, hour=10)
KINDS = frozenset({"", "json", "xlsx", "docx", "pdf"})
COPY = {"recipient": "Me", "purpose": "To count"}
# Where copies of more than one case are taken, and what is asked besides who it is for and the kind of file.
COPIES: dict[str, dict[str, str]] = {
    "/cases/copy": {},
    "/overview/copy": {"year": "2026"},
    "/papers/breach-register": {},
    "/papers/board-report": {"since-day": "1", "since-month": "11", "since-year": "2026"},
}


@dataclass
class Twins:
    """The people, what fills an address of the hidden case, and the files of both worlds.

    `beside` has for each of them the reference of a case that they lead.
    """

    company: Company
    room: str
    people: dict[str, Member] = field(default_factory=dict)
    visitors: dict[str, Visitor] = field(default_factory=dict)
    calendars: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    live: Path = Path()
    files: dict[str, Path] = field(default_factory=dict)

    def enter(self, world: str) -> None:
        """Everything is as it was in that world."""
        db.engine().dispose()
        shutil.copyfile(self.files[world], self.live)

    def leave(self, world: str) -> None:
        """Keep everything as it is now."""
        db.engine().dispose()
        shutil.copyfile(self.live, self.files[world])


def twins(app: Flask, room: str, files: Path) -> Twins:
    """The two worlds of a room (a key of ROOMS), kept in `files`; the one with the hidden case is entered.

    The hidden case has matters of many kinds, things to do, deadlines, evidence, forms, letters, a question
    to the board, mails, copies that left, and a look over a page that it came of; the other world has that
    look with something put right in it, which is all that anybody may learn of it.
    """
    made = Twins(company(app), room, live=Path(str(sa.make_url(str(db.engine().url)).database)))
    made.files = {world: files / f"{room}-{world}.db" for world in ("start", "without", "with")}
    for way, name in WAYS.items():
        standing = ("staff", "current") if room == "staff" else ("trustee", "current")
        who = cast.join("fts", name, ROOMS[room], standing=standing)
        made.people[way] = who
        made.beside[way] = steps.opened(who)
        made.visitors[way] = browse(app, "fts", who, LATER)
        made.calendars[way] = my_calendar.make(who, "a calendar", {"only_me": "yes"}, NOW)
    made.leave("start")
    look_over(made, {"found": "put_right", "words": STORY})
    _afterwards(made)
    made.leave("without")
    made.enter("start")
    keep_out = WAYS["kept out"]
    _hidden(
        made, look_over(made, {"found": "case", "words": STORY, "about": WAYS["about"], "keep_out": keep_out})
    )
    _afterwards(made)
    made.leave("with")
    return made


def copies(visitor: Visitor, wanted: Set[str] = KINDS) -> dict[str, TestResponse]:
    """Each copy of more than one case, in each of the wanted kinds of file that its page offers."""
    found = {}
    for path, asked in COPIES.items():
        page = read_tree(visitor.client.get(f"/fts{path}").get_data(as_text=True))[0]
        kinds = [box.attrs["value"] for box in page.all("input") if box.attrs.get("name") == "format"]
        for kind in wanted & set(kinds or [""]):
            data = {**COPY, **asked, "format": kind}
            found[f"{path} {kind}"] = visitor.client.post(f"/fts{path}", data=data)
    return found


def look_over(made: Twins, found: dict[str, object]) -> str:
    """Harriet Bell looks over a page of the charity; the reference of the case that came of it, or ""."""
    page = made.company.fills["account_id"]
    return page_checks.check(cast.charity(), harriet(made), page, "a look", found, NOW).reference


def harriet(made: Twins) -> Member:
    """The chair, with every other role that works on cases: who leads the hidden case."""
    found = made.company.people["chair"]
    assert found is not None
    return found


def _hidden(made: Twins, reference: str) -> None:
    """Everything that can be done in it, before and after those of WAYS that it is still open to lose it."""
    lead, fts = harriet(made), cast.charity()
    steps.go(lead, reference, "look", danger="no", lead=lead.person_id, personal_data="yes")
    opened = {"title": "A zanzibar of a case", "kind": "complaint", "clauses": ["FTS-V-01"]}
    steps.go(lead, reference, "open", tracks=[], tasks="Ring the family", **opened)
    later = [made.people["declared"], made.people["added later"]]
    for who in later:
        if steps.case_row(reference)["restricted"]:  # a manager sees every other case
            raw = {"person": who.person_id, "because": "They are needed"}
            case_access.let_in(lead, reference, None, secrets.token_hex(8), raw, NOW)
        made.visitors[next(way for way, one in made.people.items() if one is who)].get(f"/cases/{reference}")
        raw = {"task": "Ask zanzibar", "due_on": "2026-11-23", "person": who.person_id}
        casework.add_to_do(lead, reference, None, secrets.token_hex(8), raw, NOW)
    reminding.look(NOW)
    step_back = {"because": "My cousin"}
    casework.declare_conflict(fts, later[0], reference, "step back", step_back, NOW)
    close = {"person": made.people["close"].person_id, "why": "close", "because": "Her sister"}
    case_access.keep_out(fts, lead, reference, "keep them out", close, NOW)
    about = {"known": later[1].person_id, "involvement": "about", "under_18": "no"}
    casework.add_person(fts, lead, reference, "name them", about, NOW)
    tracks = {"trustee_review": _begin(lead, reference, "trustee_review")}
    for action in ("write_pack", "begin_review"):
        steps.go(lead, reference, action, tracks["trustee_review"])
    board.declare(lead, reference, tracks["trustee_review"])
    board.vote(lead, reference, tracks["trustee_review"])
    others = [machine for machine in MACHINES if machine not in ("case", *tracks)]
    tracks |= {machine: _begin(lead, reference, machine) for machine in others}
    steps.start(lead, reference, "external_report", "ico")
    casework.add_to_do(lead, reference, None, "more", {"task": "Ring", "due_on": "2026-11-20"}, NOW)
    casework.note(lead, reference, None, "a note", {"body": STORY, "happened_on": "2026-11-21"}, NOW)
    clock = {"kind": "sar", "day": "2026-10-20", "matter": "case", "because": "It came by post"}
    clock_work.start(lead, reference, "a clock", clock, NOW)
    evidence = add_evidence(lead, reference)
    filled = {"how_it_went_wrong": STORY}
    form_filling.save(fts, lead, (reference, "ico", 1), 0, "a form", filled, NOW)
    steps.go(lead, reference, "do_not_report", tracks["external_report"])
    papers.copy(fts, lead, reference, "bundle", {**COPY, "format": "json"}, NOW)
    made.hidden = {
        **made.company.fills,
        "reference": reference,
        "matter": tracks["containment"],
        "question": tracks["trustee_review"],
        "answering": tracks["response"],
        "task_id": str(_one("task", reference)["id"]),
        "who": str(_one("involvement", reference)["id"]),
        "clock_id": str(_one("clock", reference)["id"]),
        "evidence_id": evidence,
    }


def _afterwards(made: Twins) -> None:
    """What others do who are let into everything, in both worlds: they take copies out, and sign the year.

    Two days later the worker writes its mails, and the mail server takes none of those to Harriet Bell.
    """
    for name, copy in copies(made.company.visitors["chair"], {"", "json"}).items():
        assert copy.status_code == 200, name
    signing = made.company.visitors["chair"].get("/annual-return/2025/sign")
    made.company.visitors["chair"].post("/annual-return/2025/sign", {**sent_by(signing), "agrees": "yes"})
    reminding.look(NOW + timedelta(days=2))
    with db.work() as session:
        gone = (
            "UPDATE outbox SET state = 'given_up', fault = '550' WHERE person_id = :her AND state = 'waiting'"
        )
        session.execute(sa.text(gone), {"her": harriet(made).person_id})


def _begin(lead: Member, reference: str, machine: str) -> str:
    if machine in STANDINGS:
        steps.name(lead, reference, f"A zanzibar person of {machine}", STANDINGS[machine])
    subject = {"trustee_review": "question", "external_report": "charity_commission"}.get(machine, "")
    return steps.start(lead, reference, machine, subject)


def _one(table: str, reference: str) -> dict[str, object]:
    case = steps.case_row(reference)["id"]
    return next(row for row in steps.rows(table) if row["case_id"] == case)
