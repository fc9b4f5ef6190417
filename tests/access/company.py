"""One invented charity with everything in it once, and a person of every kind who might ask for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import update

from incidents.domain.words import Role
from incidents.services import (
    case_access,
    casework,
    clock_work,
    delegations,
    holiday_keeping,
    my_calendar,
    passkeys,
)
from incidents.services.actors import Member
from incidents.store.db import work
from incidents.store.models import SignInSession
from tests import board, cast, steps
from tests.cast import NOW, browse
from tests.services.test_passkeys import have_passkey
from tests.services.test_pictures import add as add_picture
from tests.services.test_posters import approve
from tests.services.test_progress import EVERY_ROLE
from tests.services.test_redacting import begun
from tests.services.test_registers import add as add_page
from tests.services.test_second_step import other_sign_in
from tests.uploads import add as add_evidence

# Each kind of person, in the order of the columns.
PEOPLE = (
    "nobody",  # not signed in
    "teller",  # a reporter, who reported this very case
    "reporter",  # a reporter who has nothing to do with it
    "manager",  # leads the case
    "recused",  # a manager who declared a conflict on it
    "named",  # a manager whom the case is about
    "outside",  # a board member who is not let in
    "inside",  # a board member who is let in
    "helper",  # a helper let into one matter of it
    "hr",  # staff procedures, not let in
    "safeguard",  # the safeguarding lead, not let in
    "chair",  # let in as the one who receives reports
    "auditor",
    "admin",
    "elsewhere",  # every role, in another charity
)


@dataclass
class Company:
    """The people by kind, a browser for each, and what fills the gaps of an address."""

    people: dict[str, Member | None] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    review: str = ""
    answering: str = ""
    visitors: dict[str, cast.Visitor] = field(default_factory=dict)


def company(app: Flask) -> Company:
    """Make it, through the use cases."""
    made = Company()
    chair = cast.join("fts", "Harriet Bell", EVERY_ROLE, ["chair"])
    teller = cast.join("fts", "Kofi Amponsah", [Role.REPORTER], standing=("volunteer", "active"))
    manager = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    reference = cast.report(actor=teller)
    steps.go(chair, reference, "look", danger="no", lead=manager.person_id)
    steps.go(manager, reference, "open", tracks=[], clauses=[], kind="breach", tasks="See to it")
    track = steps.start(manager, reference, "containment")
    task = str(steps.rows("task")[0]["id"])
    people = {
        "nobody": None,
        "teller": teller,
        "reporter": cast.join("fts", "Joan Mills", [Role.REPORTER]),
        "manager": manager,
        "recused": cast.join("fts", "Ruth Ames", [Role.MANAGER]),
        "named": cast.join("fts", "Nina Poole", [Role.MANAGER], standing=("staff", "current")),
        "outside": cast.join("fts", "Otto Finch", [Role.TRUSTEE]),
        "inside": cast.join("fts", "Iris Vale", [Role.TRUSTEE]),
        "helper": cast.join("fts", "Hugo Lane", [Role.HELPER]),
        "hr": cast.join("fts", "Lloyd Penn", [Role.HR]),
        "safeguard": cast.join("fts", "Sue Gray", [Role.SAFEGUARDING_LEAD]),
        "chair": chair,
        "auditor": cast.join("fts", "Vera Quist", [Role.AUDITOR]),
        "admin": cast.join("fts", "Ines Carvalho", [Role.ADMIN]),
        "elsewhere": cast.join("hss", "Kasia Nowicka", (*EVERY_ROLE, Role.ADMIN, Role.AUDITOR)),
    }
    for number, (who, where, more) in enumerate(
        ((people["inside"], None, {}), (people["helper"], track, {"until": "2027-11-01"}))
    ):
        assert who is not None
        raw = {"person": who.person_id, "because": "They are needed", **more}
        case_access.let_in(manager, reference, where, f"let in, number {number}", raw, NOW)
    assert people["helper"] is not None
    steps.promise(people["helper"], reference)
    about = {"involvement": "about", "under_18": "no", "standing": "staff"}
    named, recused, inside = people["named"], people["recused"], people["inside"]
    assert named is not None
    assert recused is not None
    assert inside is not None
    fts = cast.charity()
    casework.add_person(fts, manager, reference, "name her, please", {**about, "known": named.person_id}, NOW)
    casework.declare_conflict(fts, recused, reference, "step back, please", {"because": "My cousin"}, NOW)
    admin = people["admin"]
    assert admin is not None
    account, approval = add_page(admin), approve(admin, inside)
    add_picture(admin)
    clock = {"kind": "sar", "day": "2026-11-20", "matter": "case", "because": "It came by post"}
    clock_work.start(manager, reference, "a clock of ours", clock, NOW)
    holiday_keeping.add(fts, admin, "a holiday of ours", {"day": "2026-12-02", "name": "Our day"}, NOW)
    given = {"body": "charity_commission", "person": inside.person_id, "minute": "3 June"}
    delegations.give(chair, "an authority of ours", {**given, "since": "2026-06-03"}, NOW)
    review = steps.start(chair, reference, "trustee_review", "question")
    steps.walk(chair, reference, "begin_review", review)
    for who in (chair, inside):
        board.declare(who, reference, review)
    made.answering = steps.start(manager, reference, "response")
    made.review = review
    made.people = people
    made.fills = {
        "slug": "fts",
        "reference": reference,
        "matter": track,
        "question": made.review,
        "answering": made.answering,
        "task_id": task,
        "who": str(steps.rows("involvement")[0]["id"]),
        "person_id": inside.person_id,
        "account_id": account,
        "approval_id": approval,
        "picture_id": str(steps.rows("picture_consent")[0]["id"]),
        "handle": other_sign_in(manager),
        "step": "what",
        "number": "1",
        "place": "1",
        "filename": "favicon.svg",
        "clock_id": str(steps.rows("clock")[0]["id"]),
        "holiday_id": str(steps.rows("holiday")[0]["id"]),
        "delegation_id": str(steps.rows("delegation")[0]["id"]),
        "evidence_id": add_evidence(manager, reference),
        "note_id": steps.private_note(manager, reference),
        "passkey_id": _passkey(manager),
        "redacted": begun(manager, reference).token,
        "token": my_calendar.make(manager, "a calendar of ours", {"only_me": "yes"}, NOW),
        "detail": "reporter",
        "form": "ico",
        "group": "1",
        "year": "2026",
    }
    made.visitors = {
        name: browse(app, who.organisation_id if who else "fts", who) for name, who in people.items()
    }
    _both_steps(manager)
    return made


def _passkey(member: Member) -> str:
    """One of theirs."""
    have_passkey(member)
    return passkeys.listed(member.account_id)[0].id


def _both_steps(member: Member) -> None:
    """Who has a second step has taken it."""
    mine = SignInSession.account_id == member.account_id
    with work() as session:
        session.execute(update(SignInSession).where(mine).values(second_at=NOW))


# Where the same gap has another meaning: what an address has in it, and what fills the gap there.
ELSEWHERE: tuple[tuple[str, str, str], ...] = (
    ("part", "<int(min=1):place>", "clauses"),
    ("part", ":part>/add", "clauses"),
    ("part", "/settings/charity/", "charity"),
    ("part", "/policy/change/", "review"),
    ("way", "/deadlines/", "end"),
    ("way", "/invite/", "again"),
    ("way", "/people/", "give"),
    ("kind", "/papers/", "bundle"),
    ("kind", "/letters/", "apology"),
    ("action", "first-decisions", "look"),
    ("action", "/do/", "hand_over"),
    ("token", "/redacted/", "redacted"),
    ("track_id", "/board/", "question"),
    ("track_id", "/letters", "answering"),
    ("track_id", "/matters/", "matter"),
)


def address(rule: str, arguments: set[str], fills: dict[str, str]) -> str:
    """The address of a route, with its gaps filled. Raises KeyError for a gap that nobody has filled yet."""
    filled = dict(fills)
    for name in arguments:
        filler = next((filler for gap, word, filler in ELSEWHERE if gap == name and word in rule), name)
        filled[name] = fills.get(filler, filler)
    path = rule
    for name in arguments:
        start = path.index("<")
        while not path[start : path.index(">", start)].endswith(name):
            start = path.index("<", start + 1)
        path = path[:start] + filled[name] + path[path.index(">", start) + 1 :]
    return path
