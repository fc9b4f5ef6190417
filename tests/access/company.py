"""One invented charity with everything in it once, and a person of every kind who might ask for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask

from incidents.domain.words import Role
from incidents.services import casework
from incidents.services.actors import Member
from tests import cast, steps
from tests.cast import NOW, browse
from tests.services.test_pictures import add as add_picture
from tests.services.test_posters import approve
from tests.services.test_progress import EVERY_ROLE
from tests.services.test_registers import add as add_page
from tests.services.test_second_step import other_sign_in

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
    closed: str = ""
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
        casework.let_in(manager, reference, where, f"let in, number {number}", raw, NOW)
    about = {"involvement": "about", "under_18": "no", "standing": "staff"}
    named, recused, inside = people["named"], people["recused"], people["inside"]
    assert named is not None
    assert recused is not None
    assert inside is not None
    fts = cast.charity()
    casework.add_person(fts, manager, reference, "name her, please", {**about, "known": named.person_id}, NOW)
    casework.declare_conflict(fts, recused, reference, "step back, please", {"because": "My cousin"}, NOW)
    made.closed = steps.opened(manager)
    admin = people["admin"]
    assert admin is not None
    account, approval = add_page(admin), approve(admin, inside)
    add_picture(admin)
    made.people = people
    made.fills = {
        "slug": "fts",
        "reference": reference,
        "track_id": track,
        "task_id": task,
        "who": str(steps.rows("involvement")[0]["id"]),
        "person_id": inside.person_id,
        "account_id": account,
        "approval_id": approval,
        "picture_id": str(steps.rows("picture_consent")[0]["id"]),
        "handle": other_sign_in(manager),
        "action": "hand_over",
        "step": "what",
        "number": "1",
        "place": "1",
        "way": "give",
        "filename": "favicon.svg",
    }
    made.visitors = {
        name: browse(app, who.organisation_id if who else "fts", who) for name, who in people.items()
    }
    return made


# Where the same gap has another meaning: the part of the policy that has places, or has none.
PARTS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (lambda rule: "<int(min=1):place>" in rule or rule.endswith(":part>/add"), "clauses"),
    (lambda rule: True, "review"),
)
# Where a step of the case is not one of a matter.
ACTIONS = {"first-decisions": "look", "matters": "hand_over"}


def address(rule: str, arguments: set[str], fills: dict[str, str]) -> str:
    """The address of a route, with its gaps filled. Raises KeyError for a gap that nobody has filled yet."""
    filled = dict(fills)
    if "part" in arguments:
        filled["part"] = next(part for fits, part in PARTS if fits(rule))
    for word, action in ACTIONS.items():
        if word in rule:
            filled["action"] = action
    path = rule
    for name in arguments:
        start = path.index("<")
        while not path[start : path.index(">", start)].endswith(name):
            start = path.index("<", start + 1)
        path = path[:start] + filled[name] + path[path.index(">", start) + 1 :]
    return path
