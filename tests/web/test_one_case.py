"""One case as its readers see it: head, facts, people, matters with their steps, to do, and its timeline."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services import casework
from incidents.services.actors import Member
from tests import board, cast, databases, looking, steps
from tests.cast import NOW, Visitor, browse
from tests.filled import says
from tests.page_tree import read_tree
from tests.web.looked_at import below, links, note, section


@pytest.fixture
def mary(sqlite: databases.Database) -> Member:
    """The manager, who receives the reports."""
    return cast.join("fts", "Mary Webb", [Role.MANAGER], ["business_manager"], ("staff", "current"))


@pytest.fixture
def visitor(app: Flask, mary: Member) -> Visitor:
    """The manager's browser."""
    return browse(app, member=mary)


def test_the_head_of_a_case(mary: Member, visitor: Visitor) -> None:
    reference = steps.opened(mary)
    page = visitor.get(f"/cases/{reference}")
    assert says(page).startswith(f"{reference} Open Minor In a few words Overview")
    assert "Only for those let in" not in says(page)
    assert links(page)["Trail"] == f"/fts/cases/{reference}/trail"


def test_a_restricted_case_says_so(app: Flask, mary: Member) -> None:
    chair = cast.join("fts", "Chidi Okoye", [Role.CHAIR], ["chair"], ("trustee", "current"))
    reference = cast.report(about_posts=("business_manager",))
    assert "Only for those let in" in says(browse(app, member=chair).get(f"/cases/{reference}"))


def test_a_new_case_asks_for_first_decisions(visitor: Visitor) -> None:
    reference = cast.report()
    page = visitor.get(f"/cases/{reference}")
    address = f"/fts/cases/{reference}/first-decisions"
    assert links(page)["First decisions"] == links(page)["Make the first decisions"] == address
    assert "Nothing has been started yet" in says(page)


def test_the_facts_of_a_case(mary: Member, visitor: Visitor) -> None:
    reference = cast.report(
        place="Facebook", still_online="no", occurred_from=NOW.date() - timedelta(days=3), precision="day"
    )
    facts = section(visitor.get(f"/cases/{reference}"), "facts")
    for fact in (
        "Where Facebook",
        "When it happened 18 November 2026",
        "When we knew 21 November 2026, 9:30am",
        "When it was reported 21 November 2026, 9:30am",
        "Still online No (when it was reported)",
        "Clauses Not decided yet",
        "Person responsible Nobody yet",
    ):
        assert fact in facts
    steps.go(mary, reference, "look", danger="no", still_up="yes")
    steps.go(mary, reference, "open", tracks=[], clauses=["FTS-TS-05"], kind="breach", tasks="One")
    facts = section(visitor.get(f"/cases/{reference}"), "facts")
    for fact in (
        "Still online Yes (at the first look)",
        "Kind Someone connected with us may have broken the policy",
        "How serious Minor: no one hurt, easily put right",
        "Clauses FTS-TS-05",
        "Person responsible Mary Webb",
    ):
        assert fact in facts


WHEN: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("nobody knows", {}, "We do not know yet"),
    (
        "on a day",
        {"occurred_from": NOW.date(), "occurred_to": NOW.date(), "precision": "day"},
        "21 November 2026",
    ),
    (
        "over some days",
        {"occurred_from": NOW.date() - timedelta(days=20), "occurred_to": NOW.date(), "precision": "day"},
        "1 November 2026 to 21 November 2026",
    ),
    ("in a month", {"occurred_from": NOW.date(), "precision": "month"}, "November 2026"),
)


@pytest.mark.parametrize(("sentence", "told", "words"), WHEN, ids=[row[0] for row in WHEN])
def test_when_it_happened_as_exactly_as_it_is_known(
    visitor: Visitor, sentence: str, told: dict[str, Any], words: str
) -> None:
    facts = section(visitor.get(f"/cases/{cast.report(**told)}"), "facts")
    assert f"When it happened {words} When we knew" in facts


def test_why_no_clause_applies_stands_in_place_of_the_clauses(mary: Member, visitor: Visitor) -> None:
    reference = cast.report()
    steps.go(mary, reference, "look", danger="no")
    steps.go(mary, reference, "open", tracks=[], clauses=[], no_clause_because="It is only rude", tasks="One")
    assert "No clause applies, because: It is only rude" in section(
        visitor.get(f"/cases/{reference}"), "facts"
    )


# who reported, what else was told, and what there is to show
SHOWS = (
    ({}, ()),
    ({"name": "Dot"}, ("who reported it",)),
    ({"contact": "0123 456"}, ("who reported it",)),
    ({"affected": "A mother"}, ("people it is not about",)),
)


@pytest.mark.parametrize(("told", "offered"), SHOWS, ids=lambda row: " ".join(row) or "nothing")
def test_only_what_there_is_can_be_shown(
    visitor: Visitor, told: dict[str, Any], offered: tuple[str, ...]
) -> None:
    page = says(visitor.get(f"/cases/{cast.report(**told)}"))
    every = ("who reported it", "people under 18", "people it is not about")
    assert tuple(one for one in every if f"Show: {one}" in page) == offered


def test_what_was_reported_is_shown_in_the_reporters_words(visitor: Visitor) -> None:
    reference = cast.report(
        story="Line one.\nLine <b>two</b>.", affected="A mother", name="Dot", contact="0123 456", address="https://x.example"
    )  # fmt: skip
    page = visitor.get(f"/cases/{reference}")
    reported = section(page, "reported")
    for words in ("Whoever reported it", "Line <b>two</b>.", "https://x.example", "Show: who reported it"):
        assert words in reported
    assert not [words for words in ("Dot", "A mother", "0123 456") if words in reported]
    assert "What they wrote" not in reported
    long = visitor.get(f"/cases/{cast.report(story='A long story. ' * 80)}")
    assert "What they wrote" in section(long, "reported")


def test_people_are_shown_as_they_were_then_in_the_charitys_words(mary: Member, visitor: Visitor) -> None:
    reference = steps.opened(mary)
    steps.name(mary, reference, "Zoe", "family", "affected")
    steps.name(mary, reference, "Jo", "family")
    people = section(visitor.get(f"/cases/{reference}"), "people")
    assert "Jo It is about them; then: family" in people
    assert "Somebody it is not about Affected by it; then: family" in people


def test_what_is_to_do_stands_with_its_day_and_can_be_finished(mary: Member, visitor: Visitor) -> None:
    reference = steps.opened(mary)
    raw = {"task": "Answer her", "due_on": "2026-11-20", "person": mary.person_id}
    casework.add_to_do(mary, reference, None, secrets.token_hex(8), raw, NOW)
    page = visitor.get(f"/cases/{reference}")
    assert "Answer her By 20 November 2026, Mary Webb Overdue" in section(page, "to-do")
    visitor.get(below(links(page)["Done: Answer her"]))
    for task in ("Done: Answer her", "Done: See to it"):
        visitor.post(below(links(page)[task]), {"key": secrets.token_hex(8)})
    page = visitor.get(f"/cases/{reference}")
    assert "Nothing is left to do." in section(page, "to-do")
    done = section(page, "to-do").partition("What is done")[2]
    assert done.strip() in ("See to itAnswer her", "Answer herSee to it")  # both were made at one instant


def test_danger_comes_with_what_not_to_do(mary: Member, visitor: Visitor) -> None:
    reference = cast.report()
    assert "Do not question" not in visitor.get(f"/cases/{reference}")
    steps.go(mary, reference, "look", danger="yes", safeguarding_record="In the safe")
    page = says(visitor.get(f"/cases/{reference}"))
    assert "Do not question the person, and do not warn them." in page
    assert "This is not the safeguarding record: note only where that is kept (In the safe)." in page


def test_matters_stand_side_by_side_with_their_steps_and_every_link_leads_on(
    mary: Member, visitor: Visitor
) -> None:
    reference = steps.opened(mary)
    steps.name(mary, reference, "A carer", "staff")
    started = ("containment", "response", "support", "discipline", "trustee_review", "external_report")
    tracks = {machine: steps.start(mary, reference, machine) for machine in started}
    page = visitor.get(f"/cases/{reference}")
    matters = section(page, "matters")
    for words in (
        "Make it safe: Our own page or websiteTo be made safe",
        "Staff procedure: A carerReferred",
    ):
        assert words in matters
    step = "Ask them to take it down"
    assert step not in links(page)
    removed = links(page)["Note that it is down: Make it safe: Our own page or website"]
    assert removed == f"/fts/cases/{reference}/matters/{tracks['containment']}/do/note_removal"
    ahead = {href for href in links(page).values() if href.startswith("/fts/")}
    assert len(ahead) > 40
    for href in sorted(ahead):
        visitor.get(below(href))


def test_a_step_that_is_not_open_says_why(mary: Member, visitor: Visitor) -> None:
    reference = steps.opened(mary)
    steps.start(mary, reference, "containment")
    page = visitor.get(f"/cases/{reference}")
    assert "Close the case" not in links(page)
    closing = "Close the case First end everything that is being done.First finish everything"
    assert closing in says(page)


def test_a_hold_is_told_and_can_be_lifted(mary: Member, visitor: Visitor) -> None:
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "containment")
    steps.go(
        mary, reference, "hold", track, asked_by="The police", until="2026-12-24", next_look="2026-12-01"
    )
    page = visitor.get(f"/cases/{reference}")
    assert "The police asked for this, until 24 December 2026. Look at it again on 1 December 2026." in says(
        page
    )
    assert "Lift the hold: Make it safe: Our own page or website" in links(page)


def test_a_step_that_needs_a_reason_says_so(app: Flask, sqlite: databases.Database) -> None:
    roles = [Role.MANAGER, Role.CHAIR, Role.TRUSTEE]
    ada = cast.join("fts", "Ada Okoro", roles, ["business_manager"])
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "trustee_review")
    steps.walk(ada, reference, "begin_review", track, kept_back="")
    board.prepare(ada, reference, "decide_alone", track, NOW)
    page = says(browse(app, member=ada).get(f"/cases/{reference}"))
    assert "Decide alone: it cannot wait (needs a reason)" in page


def test_a_closed_case_tells_how_it_ended_and_until_when_it_is_kept(mary: Member, visitor: Visitor) -> None:
    reference = cast.report()
    steps.go(mary, reference, "look", danger="no")
    kept = {"keep_until": "2028-11-21", "keep_reason": "Our rule for small things."}
    steps.go(mary, reference, "close", outcome="advice", **kept)
    page = visitor.get(f"/cases/{reference}")
    facts = section(page, "facts")
    assert "How it ended Dealt with by advice, 21 November 2026" in facts
    assert "Kept until 21 November 2028. Our rule for small things." in facts
    assert "Open it again" in links(page)


def test_a_case_joined_to_another_leads_there(mary: Member, visitor: Visitor) -> None:
    reference, other = steps.opened(mary), steps.opened(mary)
    steps.go(mary, reference, "merge", same_as=other)
    page = visitor.get(f"/cases/{reference}")
    assert links(page)[other] == f"/fts/cases/{other}"


def test_the_timeline_tells_notes_in_full_and_longer_answers_on_request(
    mary: Member, visitor: Visitor
) -> None:
    reference = steps.opened(mary)
    raw = {"body": "She rang.", "happened_on": "2026-11-03"}
    casework.note(mary, reference, None, secrets.token_hex(8), raw, NOW)
    told = section(visitor.get(f"/cases/{reference}"), "timeline")
    assert "Wrote a note 21 November 2026, 9:30am, Mary Webb" in told
    assert "It happened on 3 November 2026; this is when it was written down. Note: She rang." in told
    assert "What was written down: Took a first look" in told


def test_a_reason_that_lifted_a_rule_shows_in_the_timeline(app: Flask, sqlite: databases.Database) -> None:
    roles = [Role.MANAGER, Role.CHAIR, Role.TRUSTEE]
    ada = cast.join("fts", "Ada Okoro", roles, ["business_manager"])
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "trustee_review")
    steps.walk(ada, reference, "begin_review", track, kept_back="")
    steps.walk(ada, reference, "decide_alone", track)
    told = section(browse(app, member=ada).get(f"/cases/{reference}"), "timeline")
    assert "An exception because: There is nobody else" in told


def test_a_long_timeline_leads_to_the_trail(mary: Member, visitor: Visitor) -> None:
    reference = steps.opened(mary)
    assert "Read the whole trail" not in links(visitor.get(f"/cases/{reference}"))
    for number in range(20):
        note(mary, reference, str(number))
    page = visitor.get(f"/cases/{reference}")
    assert links(page)["Read the whole trail"] == f"/fts/cases/{reference}/trail"


def test_someone_in_one_matter_sees_the_head_and_that_matter(app: Flask, mary: Member) -> None:
    reference = steps.opened(mary, story="What nobody else should read.", place="Facebook")
    track = steps.start(mary, reference, "containment")
    steps.start(mary, reference, "response")
    steps.name(mary, reference, "A carer", "staff")
    note(mary, reference, "Only for those in the case")
    hal = cast.join("fts", "Hal Outside", [Role.HELPER])
    looking.let_in(hal, reference, track)
    steps.promise(hal, reference)
    helper = browse(app, member=hal)
    page = helper.get(f"/cases/{reference}")
    assert says(page).startswith(
        f"{reference} Making it safe Minor In a few words What is being done Make it safe"
    )
    for hidden in (
        "What nobody",
        "Facebook",
        "A carer",
        "Answering",
        "Only for those in",
        "Mary",
        "See to it",
    ):
        assert hidden not in says(page), hidden
    assert {words for words in links(page) if "Trail" in words or "Copies" in words} == set()
    for href in sorted({href for href in links(page).values() if "/cases/" in href}):
        helper.get(below(href))
    row = read_tree(helper.get("/cases"))[0].all("tbody")[0].all("tr")[0]
    assert [node.words() for node in row.all("td")] == [
        "Making it safe", "Minor", "Not shown", "Not shown", "No date", "Not shown",
    ]  # fmt: skip


def test_the_board_is_called_what_the_charity_calls_it(app: Flask, sqlite: databases.Database) -> None:
    roles = [Role.MANAGER, Role.CHAIR, Role.TRUSTEE]
    ada = cast.join("hwd", "Ada Okoro", roles, ["communication_officer"])
    reference = steps.opened(ada, slug="hwd")
    steps.name(ada, reference, "The treasurer", "trustee")
    steps.start(ada, reference, "board_conduct")
    page = says(browse(app, "hwd", ada).get(f"/cases/{reference}"))
    assert "A director's conduct: The treasurer" in page
    assert "It is about them; then: director" in page
    assert "board member" not in page.lower()


def test_an_unknown_foreign_or_hidden_case_is_not_found(app: Flask, mary: Member, visitor: Visitor) -> None:
    far = cast.report("hsbbh")
    hidden = cast.report(about="Mary Webb")
    pages = [visitor.get(f"/cases/{one}", status=404) for one in ("FTS-2333-H", "nonsense", far, hidden)]
    assert len({says(page) for page in pages}) == 1
