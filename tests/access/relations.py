"""One person with every role, and cases to which they stand in every way: theirs, another's, about them …"""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask

from incidents.services import case_access, casework, clock_work, redacting
from incidents.services.actors import Member
from incidents.services.redacting import Wanted
from tests import cast, steps
from tests.cast import NOW, browse
from tests.services.test_progress import EVERY_ROLE
from tests.services.test_redacting import ASKED
from tests.uploads import add as add_evidence

# How the person stands to the case, in the order of the columns.
RELATIONS = (
    "own",  # they lead it
    "closed",  # they led it; it is closed
    "other",  # kept to those let in, and they are not
    "excluded",  # they led it, and declared a conflict of interest
    "named",  # they led it, and it is about them
    "elsewhere",  # another charity's
    "none",  # there is no such case
)
# What there is nothing of.
NOTHING = "0" * 32


@dataclass
class Standing:
    """The person, their browser, and by relation what fills the gaps of a case's addresses."""

    person: Member
    visitor: cast.Visitor
    fills: dict[str, dict[str, str]] = field(default_factory=dict)


def standing(app: Flask) -> Standing:
    """Make it, through the use cases."""
    ada = cast.join("fts", "Ada Okoro", EVERY_ROLE)
    ben = cast.join("fts", "Ben Holt", EVERY_ROLE)
    kasia = cast.join("hss", "Kasia Nowicka", EVERY_ROLE)
    made = Standing(ada, browse(app, "fts", ada))
    made.fills = {name: _case(ada if name in ("own", "excluded", "named") else ben) for name in RELATIONS[:5]}
    made.fills["elsewhere"] = _case(kasia)
    made.fills["none"] = dict.fromkeys(made.fills["own"], NOTHING) | {"reference": "FTS-0000-0"}
    made.fills["closed"] = _closed(ada)
    reference = {name: fills["reference"] for name, fills in made.fills.items()}
    case_access.restrict(ben, reference["other"], "kept to some", {"because": "It is about many"}, NOW)
    fts = cast.charity()
    why = {"because": "My cousin"}
    casework.declare_conflict(fts, ada, reference["excluded"], "she steps back", why, NOW)
    about = {"known": ada.person_id, "involvement": "about", "under_18": "no", "standing": "trustee"}
    casework.add_person(fts, ben, reference["named"], "it is about her", about, NOW)
    for fills in made.fills.values():
        fills.update(slug="fts", detail="reporter", form="ico", group="1")
    return made


def _case(lead: Member) -> dict[str, str]:
    """A case with everything in it that an address can name."""
    slug = lead.organisation_id
    reference = steps.opened(lead, slug=slug)
    about = {"name": "Kim Neighbour", "involvement": "about", "standing": "staff", "under_18": "no"}
    casework.add_person(cast.charity(slug), lead, reference, f"kim in {reference}", about, NOW)
    clock = {"kind": "sar", "day": "2026-11-20", "matter": "case", "because": "It came by post"}
    clock_work.start(lead, reference, f"a clock in {reference}", clock, NOW)
    case_id = steps.case_row(reference)["id"]

    def newest(table: str) -> str:
        return str(next(row["id"] for row in steps.rows(table) if row["case_id"] == case_id))

    return {
        "reference": reference,
        "matter": steps.start(lead, reference, "containment"),
        "answering": steps.start(lead, reference, "response"),
        "question": steps.start(lead, reference, "trustee_review", "question"),
        "task_id": newest("task"),
        "who": newest("involvement"),
        "clock_id": newest("clock"),
        "evidence_id": add_evidence(lead, reference),
        "note_id": steps.private_note(lead, reference),
        "redacted": redacting.begin(Wanted(cast.charity(slug), lead, reference, NOW), ASKED),
    }


def _closed(lead: Member) -> dict[str, str]:
    reference = steps.opened(lead)
    track = steps.start(lead, reference, "containment")
    steps.go(lead, reference, "not_needed", track)
    task = next(row for row in steps.rows("task") if row["case_id"] == steps.case_row(reference)["id"])
    casework.finish_to_do(lead, reference, str(task["id"]), f"done in {reference}", {"how": "Well"}, NOW)
    steps.go(lead, reference, "close", outcome="nothing_to_answer")
    objects = ("answering", "question", "who", "clock_id", "evidence_id", "note_id", "redacted")
    none = dict.fromkeys(objects, NOTHING)
    return {**none, "reference": reference, "matter": track, "task_id": str(task["id"])}
