"""What changed between two versions of a policy is told in sentences, and no change is left out."""

from __future__ import annotations

import json

import pytest

from incidents.domain.policy_difference import difference
from incidents.domain.policy_reading import KEYS, read
from tests.domain.sixth_charity import GONE, Place, changed, document

DAY = "How did the other person stand to the charity that day?"
LEFT_OPEN = (
    f"Clause BWT-1: what it leaves open changes from “{DAY} Support had ended: Are they a guest still?”"
)
HELPLINE = {"outside": "A sister charity", "telephone": "01632 960 002", "check": "Ask for the duty officer."}

# (where, the value of the new version, the sentences)
CHANGES: tuple[tuple[Place, object, tuple[str, ...]], ...] = (
    (("id",), "clearwater", ("The name in links changes from “brightwater” to “clearwater”.",)),
    (("name",), "Clearwater", ("The charity's name changes from “Brightwater Trust” to “Clearwater”.",)),
    (("short_name",), "BW", ("The charity's short name changes from “Brightwater” to “BW”.",)),
    (("nation",), "northern-ireland", ("The nation changes from “Scotland” to “Northern Ireland”.",)),
    (
        ("document", "title"),
        "Online",
        ("The policy's title changes from “Social media policy” to “Online”.",),
    ),
    (("document", "version"), None, ("The policy's version changes from “2” to not stated.",)),
    (("document", "dated"), "2026-04", ("The policy's date changes from “2026-03” to “2026-04”.",)),
    (
        ("document", "in_force_from"),
        "2026-05-01",
        ("The day it holds from changes from 2026-04-01 to 2026-05-01.",),
    ),
    (("words", "board"), "directors", ("The word for the board changes from “committee” to “directors”.",)),
    (
        ("words", "board_member"),
        "director",
        ("The word for a board member changes from “committee member” to “director”.",),
    ),
    (
        ("words", "beneficiary"),
        "family",
        ("The word for a person the charity supports changes from “guest” to “family”.",),
    ),
    (
        ("words", "beneficiaries"),
        "families",
        ("The word for the people the charity supports changes from “guests” to “families”.",),
    ),
    (
        ("words", "volunteer"),
        "befriender",
        ("The word for a volunteer changes from “helper” to “befriender”.",),
    ),
    (("words", "manager"), "Chief", ("The word for the manager changes from “Coordinator” to “Chief”.",)),
    (
        ("posts", 2, "key"),
        "vice",
        ("The post “Deputy” is new: Helper.", "The post “Deputy” is taken away: Helper."),
    ),
    (
        ("posts", 1, "label"),
        "Convener",
        ("The post “Convener”: its name changes from “Chair” to “Convener”.",),
    ),
    (
        ("posts", 2, "standing"),
        "staff",
        ("The post “Deputy”: its standing changes from “Volunteer” to “Staff”.",),
    ),
    (
        ("posts", 2, "approved_poster"),
        True,
        ("The post “Deputy”: its right to post changes from no to yes.",),
    ),
    (
        ("platforms",),
        ["WhatsApp", "Facebook", "TikTok"],
        ("Platforms: “TikTok” is added.", "Platforms: the order changes."),
    ),
    (
        ("receivers", 1, "post"),
        "deputy",
        (
            "“Deputy” as receiver of reports is new: telephone inside the charity.",
            "“Chair” as receiver of reports is taken away: telephone inside the charity.",
        ),
    ),
    (
        ("receivers", 2, "outside"),
        "The national body",
        (
            "“The national body” as receiver of reports is new: telephone 01632 960 001.",
            "“A sister charity” as receiver of reports is taken away: telephone 01632 960 001.",
        ),
    ),
    (
        ("receivers", 2, "telephone"),
        None,
        (
            (
                "“A sister charity” as receiver of reports: the telephone number changes"
                " from “01632 960 001” to not stated."
            ),
        ),
    ),
    (
        ("receivers", 2, "check"),
        "Ring first.",
        (
            (
                "“A sister charity” as receiver of reports: where to check changes"
                " from “Ask for the duty officer.” to “Ring first.”."
            ),
        ),
    ),
    (
        ("receivers",),
        [{"post": "chair"}, {"post": "coordinator"}, HELPLINE],
        (
            (
                "“A sister charity” as receiver of reports: the telephone number changes"
                " from “01632 960 001” to “01632 960 002”."
            ),
            "The order of the people and bodies who receive reports changes.",
        ),
    ),
    (
        ("speed", "complaint"),
        "immediately",
        ("How soon a complaint is answered changes from “Promptly” to “Immediately”.",),
    ),
    (
        ("speed", "acknowledgement_promise"),
        "We ring.",
        ("The promise to people who report changes from “We write soon.” to “We ring.”.",),
    ),
    (
        ("speed", "private_channel"),
        False,
        ("Moving a complaint to a private channel changes from yes to no.",),
    ),
    (
        ("content_check", "every"),
        "weekly",
        ("How often the pages are checked changes from “Every month” to “Every week”.",),
    ),
    (
        ("content_check", "by"),
        ["chair", "deputy"],
        ("Who checks the pages changes from Coordinator to Chair, Deputy.",),
    ),
    (("review", "months"), 12, ("The number of months between reviews changes from “24” to “12”.",)),
    (("review", "next_review"), None, ("The next review changes from “2028-03-31” to not stated.",)),
    (("review", "note"), "Yearly.", ("The note on reviews changes from “Every second year.” to “Yearly.”.",)),
    (("registers",), [], ("Lists to keep: “Who may post” is taken away.",)),
    (
        ("linked_policies",),
        ["Complaints", "Confidentiality"],
        ("Linked policies: the order changes.",),
    ),
    (("open_points",), [], ("Open points: “Agency workers are not named.” is taken away.",)),
    (
        ("also_bound", 0, "standing"),
        "apprentice",
        (
            "“Apprentice” under the rules of others is new: bound like Staff by BWT-3.",
            "“Contractor” under the rules of others is taken away: bound like Staff by BWT-3.",
        ),
    ),
    (
        ("also_bound", 0, "like"),
        "volunteer",
        (
            (
                "“Contractor” under the rules of others: the standing whose rules bind them"
                " changes from “Staff” to “Volunteer”."
            ),
        ),
    ),
    (
        ("also_bound", 0, "clause"),
        "BWT-4",
        ("“Contractor” under the rules of others: the clause that says so changes from “BWT-3” to “BWT-4”.",),
    ),
    (
        ("clauses", 3, "id"),
        "BWT-5",
        (
            (
                "Clause BWT-5 is new: Official pages may be followed."
                " (Allowed; The charity itself; Not a breach)"
            ),
            (
                "Clause BWT-4 is taken away: Official pages may be followed."
                " (Allowed; The charity itself; Not a breach)"
            ),
        ),
    ),
    (
        ("clauses", 0, "section"),
        "Privacy",
        ("Clause BWT-1: the section changes from “Personal use” to “Privacy”.",),
    ),
    (("clauses", 0, "kind"), "duty", ("Clause BWT-1: its kind changes from “Must not do” to “Must do”.",)),
    (("clauses", 0, "force"), "should", ("Clause BWT-1: its force changes from “Must” to “Should”.",)),
    (
        ("clauses", 0, "binds"),
        ["trustee", "chair", "family"],
        (
            (
                "Clause BWT-1: whom it binds changes from Committee member, Staff, Helper"
                " to Committee member, Chair, Guest."
            ),
        ),
    ),
    (
        ("clauses", 1, "rule"),
        "Mind.",
        ("Clause BWT-2: the rule changes from “A breach is serious.” to “Mind.”.",),
    ),
    (
        ("clauses", 1, "category"),
        "disrepute",
        (
            (
                "Clause BWT-2: what it is about changes from “Telling what is private,"
                " or hurting someone's dignity” to “Harming the charity's good name”."
            ),
        ),
    ),
    (
        ("clauses", 0, "also"),
        [],
        ("Clause BWT-1: what else it is about changes from Harming the charity's good name to nothing.",),
    ),
    (
        ("clauses", 0, "route"),
        "disciplinary_will",
        (
            (
                "Clause BWT-1: what follows changes from “May go to the disciplinary procedure”"
                " to “Will go to the disciplinary procedure”."
            ),
        ),
    ),
    (
        ("clauses", 1, "consequence"),
        "a talk",
        (
            (
                "Clause BWT-2: the consequence changes"
                " from “may be dealt with through the disciplinary procedure” to “a talk”."
            ),
        ),
    ),
    (
        ("clauses", 0, "stated_for"),
        ["disrepute"],
        (
            (
                "Clause BWT-1: what that consequence is for changes from nothing"
                " to Harming the charity's good name."
            ),
        ),
    ),
    (
        ("clauses", 0, "when"),
        {"page": ["personal"], "other.state": ["referred", "supported"]},
        (
            (
                f"Clause BWT-1: when it applies changes from not stated to “{DAY} Referred to us or Being"
                " supported; Whose page or account was it? Their own”."
            ),
        ),
    ),
    (
        ("clauses", 0, "unless"),
        [{"consent": ["written"]}, {"confidential": ["no"]}],
        (
            (
                "Clause BWT-1: what is excepted changes from not stated to “Had everybody in the picture"
                " agreed? Yes, in writing or Was what was told confidential? No”."
            ),
        ),
    ),
    (
        ("clauses", 0, "open"),
        [
            {"when": {"other.state": ["ended"]}, "question": "Are they a guest still?"},
            {"when": {"network": ["blog"]}, "question": "Is a blog meant?"},
        ],
        (
            (
                f"{LEFT_OPEN} to “{DAY} Support had ended: Are they a guest still? On which network? A blog:"
                " Is a blog meant?”."
            ),
        ),
    ),
    (
        ("clauses", 0, "open", 0, "when"),
        {"other.state": ["referred"]},
        (f"{LEFT_OPEN} to “{DAY} Referred to us: Are they a guest still?”.",),
    ),
    (
        ("clauses", 0, "open", 0, "question"),
        "Who knows?",
        (f"{LEFT_OPEN} to “{DAY} Support had ended: Who knows?”.",),
    ),
    (
        ("clauses", 0, "see"),
        ["BWT-3"],
        ("Clause BWT-1: what to read with it changes from not stated to “BWT-3”.",),
    ),
)


def _named(place: Place) -> str:
    return ".".join(str(key) for key in place)


@pytest.mark.parametrize(("place", "value", "said"), CHANGES, ids=[_named(row[0]) for row in CHANGES])
def test_each_change_is_told_in_a_sentence(place: Place, value: object, said: tuple[str, ...]) -> None:
    assert difference(read(document()), read(changed(place, value))) == said


def test_the_same_policy_differs_in_nothing() -> None:
    assert difference(read(document()), read(document())) == ()


def test_a_consequence_that_comes_to_stand_in_the_clause_itself_is_told() -> None:
    here = changed(("clauses", 0, "stated_in"), GONE)
    here["clauses"][0]["consequence"] = "a talk"  # type: ignore[index]
    assert difference(read(document()), read(here)) == (
        "Clause BWT-1: the consequence changes from not stated to “a talk”.",
        "Clause BWT-1: the clause that states the consequence changes from “BWT-2” to not stated.",
    )


def test_two_clauses_that_change_places_are_told() -> None:
    clauses = document()["clauses"]
    assert isinstance(clauses, list)
    turned = read(changed(("clauses",), [clauses[1], clauses[0], *clauses[2:]]))
    assert difference(read(document()), turned) == ("The order of the clauses changes.",)


def test_a_new_code_is_told_with_the_clauses_it_renames() -> None:
    renamed = json.loads(json.dumps(document()).replace("BWT", "BRW"))
    said = difference(read(document()), read(renamed))
    assert said[0] == "The prefix of references changes from “BWT” to “BRW”."
    assert sum("is new" in sentence for sentence in said) == 4


def test_every_key_of_the_shape_has_a_change_in_the_table_above() -> None:
    # the last two, since a block in a block goes by its own name: "open.when"
    told = {".".join([key for key in place if isinstance(key, str)][-2:]) for place, _, _ in CHANGES}
    top, optional = KEYS[""]
    blocks = set(KEYS) - {""}
    keys = {key for key in (*top, *optional) if key not in blocks}
    keys |= {f"{block}.{key}" for block in blocks for part in KEYS[block] for key in part}
    # a new code renames every clause, and `stated_in` gives way to a consequence: each has a test of its own
    assert keys - told == {"code", "clauses.stated_in"}
