"""First decisions: the report beside the steps, danger first, and the same steps as on their own pages."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain.policy_alleged import clauses_alleged
from incidents.domain.words import Role, Severity
from incidents.services.actors import Member
from tests import cast, databases, steps
from tests.cast import Visitor, browse
from tests.filled import has_button, has_form, says, sent_by
from tests.page_tree import read_tree

LOOK = {"danger": "no", "still_up": "yes", "personal_data": "no", "can_wait": "yes"}


@pytest.fixture
def mary(sqlite: databases.Database) -> Member:
    return cast.join("fts", "Mary Webb", [Role.MANAGER], ["business_manager"], ("staff", "current"))


@pytest.fixture
def visitor(app: Flask, mary: Member) -> Visitor:
    return browse(app, member=mary)


def path(reference: str, action: str = "") -> str:
    return f"/cases/{reference}/first-decisions" + (f"/{action}" if action else "")


def press(visitor: Visitor, reference: str, action: str, status: int = 302, **answers: object) -> Any:
    """Fill in the page's form and send it."""
    sent = sent_by(visitor.get(path(reference, action)))
    return visitor.post(path(reference, action), {**sent, **answers}, status)


def looked(mary: Member, **told: Any) -> str:
    reference = cast.report(**told)
    steps.go(mary, reference, "look", danger="no")
    return reference


def test_the_report_stands_beside_the_first_look_and_reading_it_is_an_entry(
    mary: Member, visitor: Visitor
) -> None:
    reference = cast.report(
        story="He posted her picture.",
        place="Facebook",
        affected="A mother",
        complaint=True,
        still_online="yes",
        contact="07700 900123",
    )
    before = len(steps.headers())
    page = visitor.get(path(reference))
    for words in (
        "He posted her picture.",
        "Facebook",
        "Show: people it is not about",
        "They want an answer",
        "Take a first look",
    ):
        assert words in says(page)
    assert not [words for words in ("A mother", "07700 900123") if words in says(page)]
    assert sent_by(page)["lead"] == mary.person_id
    assert len(steps.headers()) == before + 1
    assert len(steps.payloads("viewed")) == 1


def test_the_first_look_leads_on_to_the_decisions(visitor: Visitor, mary: Member) -> None:
    reference = cast.report()
    answer = press(visitor, reference, "look", **LOOK)
    assert answer.headers["Location"] == f"/fts{path(reference)}"
    page = visitor.get(path(reference))
    assert has_button(page, "Open the case")
    assert "Took a first look." in says(page)


def test_danger_is_said_at_once_with_whom_it_was_told_and_what_not_to_do(
    app: Flask, visitor: Visitor, mary: Member
) -> None:
    sal = cast.join("fts", "Sal Frost", [Role.SAFEGUARDING_LEAD])
    reference = cast.report()
    browse(app, member=sal).get(f"/cases/{reference}", 404)
    press(visitor, reference, "look", **{**LOOK, "danger": "yes", "safeguarding_record": "The blue book"})
    page = visitor.get(path(reference))
    words = says(page)
    for sentence in (
        "Ring 999 first", "Told: Sal Frost", "Do not question the person.", "Do not warn them.",
        "This is not the safeguarding record", "Tell the LADO", "social care",
    ):  # fmt: skip
        assert sentence in words
    assert reference in browse(app, member=sal).get(f"/cases/{reference}")


def test_a_safeguarding_lead_who_does_not_exist_is_missed_aloud(visitor: Visitor, mary: Member) -> None:
    reference = cast.report()
    press(visitor, reference, "look", **{**LOOK, "danger": "yes", "safeguarding_record": "The blue book"})
    assert "Nobody here holds the role of safeguarding lead." in says(visitor.get(path(reference)))


def test_whom_to_tell_is_one_press_away(visitor: Visitor, mary: Member) -> None:
    reference = cast.report()
    press(visitor, reference, "look", **{**LOOK, "danger": "yes", "safeguarding_record": "The blue book"})
    root = read_tree(visitor.get(path(reference)))[0]
    link = next(node.attrs["href"] for node in root.all("a") if node.words().startswith("Tell the LADO"))
    page = visitor.get(link.removeprefix("/fts"))
    assert sent_by(page)["track"] == "external_report:lado"
    visitor.post(path(reference, "start_track"), sent_by(page))
    assert [row["subject"] for row in steps.rows("track")] == ["lado"]


@pytest.mark.parametrize("track", ["discipline:x", "", "external_report:nobody"])
def test_what_is_not_offered_is_not_filled_in(visitor: Visitor, mary: Member, track: str) -> None:
    reference = cast.report()
    page = visitor.get(path(reference, "start_track") + "?track=" + track)
    assert "track" not in sent_by(page)


def test_every_clause_that_can_be_alleged_stands_under_its_section(visitor: Visitor, mary: Member) -> None:
    page = visitor.get(path(looked(mary)))
    words = says(page)
    policy = cast.charity().policy
    for clause in clauses_alleged(policy):
        assert f"{clause.id}: {clause.rule}" in words
        assert clause.section in words
    assert "No consequence stated." in words


def test_how_serious_has_its_meaning_spelled_out(visitor: Visitor, mary: Member) -> None:
    words = says(visitor.get(path(looked(mary))))
    for severity in Severity:
        meaning = severity.label.partition(": ")[2]
        assert meaning
        assert meaning in words


def test_the_case_opens_with_matters_clauses_and_tasks(visitor: Visitor, mary: Member) -> None:
    reference = looked(mary)
    clause = clauses_alleged(cast.charity().policy)[0].id
    answer = press(
        visitor, reference, "open", title="A post", kind="breach", severity="serious", clauses=[clause],
        tracks=["containment:own_page", "response:reporter"], tasks="Ring them\nWrite it up",
    )  # fmt: skip
    assert answer.headers["Location"] == f"/fts/cases/{reference}"
    assert {row["machine"] for row in steps.rows("track")} == {"containment", "response"}
    assert len(steps.rows("task")) == 2
    assert [row["clause_id"] for row in steps.rows("citation")] == [clause]


def test_without_a_clause_a_reason_is_asked_for_and_nothing_typed_is_lost(
    visitor: Visitor, mary: Member
) -> None:
    reference = looked(mary)
    page = press(
        visitor, reference, "open", 409, title="A post", kind="breach", severity="minor", tasks="Ring them",
        tracks=["containment:own_page"],
    ).get_data(as_text=True)  # fmt: skip
    assert "Choose the clauses, or say why no clause applies." in says(page)
    kept = sent_by(page)
    assert (kept["title"], kept["tasks"], kept["tracks"]) == ("A post", "Ring them", "containment:own_page")
    visitor.post(path(reference, "open"), {**kept, "no_clause_because": "Nothing fits"})
    assert steps.case_row(reference)["state"] == "open"


def test_a_faulty_answer_comes_back_beside_the_report(visitor: Visitor, mary: Member) -> None:
    reference = looked(mary, story="He posted her picture.")
    page = press(visitor, reference, "open", 422, title="x" * 201).get_data(as_text=True)
    assert "He posted her picture." in says(page)
    assert "There is a problem" in says(page)


def test_a_new_case_can_be_closed_with_its_reasons_or_joined_to_another(
    visitor: Visitor, mary: Member
) -> None:
    first, second = looked(mary), looked(mary)
    page = visitor.get(path(first))
    assert "Close the case" in page
    assert "Same as another case" in page
    answer = press(visitor, first, "merge", same_as=second, because="Two people saw it")
    assert answer.headers["Location"] == f"/fts/cases/{first}"
    assert steps.case_row(first)["outcome"] == "same"
    page = visitor.get(path(second, "close"))
    assert "How did it end?" in says(page)


def test_a_complaint_is_of_that_kind_unless_one_says_otherwise(visitor: Visitor, mary: Member) -> None:
    assert sent_by(visitor.get(path(looked(mary, complaint=True))))["kind"] == "complaint"
    assert "kind" not in sent_by(visitor.get(path(looked(mary))))


def test_people_are_added_first_and_one_comes_back(visitor: Visitor, mary: Member) -> None:
    reference = looked(mary)
    link = f"/cases/{reference}/people/add?then=first-decisions"
    assert link in visitor.get(path(reference))
    sent = {
        **sent_by(visitor.get(link)),
        "name": "Dee Lane",
        "involvement": "about",
        "standing": "staff",
        "under_18": "no",
    }
    assert visitor.post(link, sent).headers["Location"] == f"/fts{path(reference)}"
    words = says(visitor.get(path(reference)))
    assert "Dee Lane: It is about them (Staff)" in words
    assert "Staff procedure" in words


def test_someone_who_was_faster_is_told_here_too(app: Flask, visitor: Visitor, mary: Member) -> None:
    noor = cast.join("fts", "Noor Salt", [Role.MANAGER])
    reference = cast.report()
    sent = {**sent_by(visitor.get(path(reference))), **LOOK}
    steps.go(noor, reference, "look", danger="no")
    page = visitor.post(path(reference, "look"), sent, 409).get_data(as_text=True)
    assert "Noor Salt: Took a first look" in says(page)
    assert sent_by(page)["still_up"] == "yes"
    assert not has_button(page, "Take a first look")


def test_when_the_decisions_are_made_the_page_says_so(visitor: Visitor, mary: Member) -> None:
    page = visitor.get(path(steps.opened(mary)))
    assert "This step is not open now." in says(page)
    assert not has_form(page)


def test_the_page_is_only_for_those_who_decide(app: Flask, mary: Member) -> None:
    named = (("Hetty Rowe", [Role.HR]), ("Vic Moss", [Role.REPORTER]), ("Noor Salt", [Role.MANAGER]))
    people = [cast.join("fts", name, roles) for name, roles in named]
    reference = cast.report(keep_out="Noor Salt")
    for who in people:
        browse(app, member=who).get(path(reference), 404)
        browse(app, member=who).post(path(reference, "look"), LOOK, 404)
    browse(app, member=mary).get(path(reference, "fly"), 404)
    browse(app, member=mary).get(path("FTS-2222-X"), 404)


def test_what_was_typed_here_before_signing_in_again_comes_back(
    app: Flask, visitor: Visitor, mary: Member
) -> None:
    reference = looked(mary)
    sent = {
        **sent_by(visitor.get(path(reference, "open"))),
        "title": "A long title",
        "tracks": ["containment:own_page"],
    }
    visitor.client.post("/fts/sign-out", data={})
    visitor.post(path(reference, "open"), sent, 302)
    with (
        browse(app, member=mary).client.session_transaction() as mine,
        visitor.client.session_transaction() as theirs,
    ):
        theirs.update(mine)
    kept = sent_by(visitor.get(path(reference, "open")))
    assert (kept["title"], kept["tracks"]) == ("A long title", "containment:own_page")


NAMES = [
    "title", "kind", "severity", "clauses", "tracks", "track", "tasks", "lead", "danger", "outcome",
    "same_as", "keep_until-day", "key", "version", "because", "no_clause_because", "can_wait",
]  # fmt: skip
ANYTHING = st.text(max_size=30) | st.sampled_from(
    ["yes", "no", "\x00", "2026", "a" * 300, "containment:own_page"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    action=st.sampled_from(["look", "open", "start_track", "close", "merge"]),
    track=ANYTHING,
    answers=st.dictionaries(
        st.sampled_from(NAMES),
        ANYTHING | st.lists(ANYTHING, max_size=3), max_size=8,
    ),
)  # fmt: skip
def test_whatever_is_sent_the_page_never_answers_with_a_fault_of_ours(
    app: Flask, visitor: Visitor, mary: Member, fuzzed: str, action: str, track: str, answers: dict[str, Any]
) -> None:
    response = visitor.client.post(f"/fts{path(fuzzed, action)}", data=answers)
    assert response.status_code in (302, 409, 422), (action, answers)
    asked = visitor.client.get(f"/fts{path(fuzzed, action)}", query_string={"track": track})
    assert asked.status_code == (400 if "\x00" in track else 200)


@pytest.fixture
def fuzzed(mary: Member) -> str:
    return cast.report()
