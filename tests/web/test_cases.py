"""Today and the list of cases: what stands where, filters as links, pages, what it costs, odd questions."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain.words import Role, Stage
from incidents.services import casework
from incidents.services.actors import Member
from incidents.web.cases import last_day
from tests import cast, databases, looking, steps
from tests.cast import NOW, Visitor, browse
from tests.filled import says
from tests.page_tree import read_tree
from tests.web.looked_at import below, box, chosen, links, note, section


@pytest.fixture
def mary(sqlite: databases.Database) -> Member:
    """The manager, who receives the reports."""
    return cast.join("fts", "Mary Webb", [Role.MANAGER], ["business_manager"], ("staff", "current"))


@pytest.fixture
def visitor(app: Flask, mary: Member) -> Visitor:
    """The manager's browser."""
    return browse(app, member=mary)


def test_today_is_calm_when_there_is_nothing(visitor: Visitor) -> None:
    page = says(visitor.get("/today"))
    assert "Saturday 21 November 2026" in page
    for calm in ("Nothing new", "Nothing is overdue", "Nothing is waiting", "Nothing here is yours"):
        assert calm in page


def test_today_shows_each_case_in_its_part(mary: Member, visitor: Visitor) -> None:
    new = cast.report(story="A new thing.")
    waiting = cast.report(story="Something to decide.")
    steps.go(mary, waiting, "look", danger="no")
    mine = steps.opened(mary)
    raw = {"task": "Answer her", "due_on": "2026-11-20"}
    casework.add_to_do(mary, mine, None, secrets.token_hex(8), raw, NOW)
    page = visitor.get("/today")
    assert new in section(page, "new")
    assert "reported 21 November 2026" in section(page, "new")
    assert waiting in section(page, "waiting")
    assert mine in section(page, "overdue")
    assert "20 November 2026" in section(page, "overdue")
    assert mine in section(page, "mine")
    assert links(page)["A new thing."] == f"/fts/cases/{new}"


def test_a_full_part_of_today_leads_to_the_whole_list(visitor: Visitor) -> None:
    for _ in range(9):
        cast.report()
    page = visitor.get("/today")
    everything = visitor.get(below(links(page)["See all: new"]))
    assert len(read_tree(everything)[0].all("tbody")[0].all("tr")) == 9
    assert "Stage: New" in says(everything)


def test_the_list_is_a_table_of_facts(mary: Member, visitor: Visitor) -> None:
    reference = steps.opened(mary, place="Facebook")
    page = visitor.get("/cases")
    row = read_tree(page)[0].all("tbody")[0].all("tr")[0]
    assert [node.words() for node in row.all("th", "td")] == [
        f"In a few words {reference}", "Open", "Minor", "Facebook", "Mary Webb", "No date",
        "21 November 2026",
    ]  # fmt: skip
    assert links(page)["In a few words"] == f"/fts/cases/{reference}"
    assert "CSV" in says(page)


def test_an_empty_list_says_so(visitor: Visitor) -> None:
    assert "No cases yet" in says(visitor.get("/cases"))
    page = visitor.get("/cases?stage=closed")
    assert "No case fits" in says(page)
    assert links(page)["Show all cases"] == "/fts/cases"


def test_filters_stay_in_their_boxes_and_can_be_taken_away_one_by_one(mary: Member, visitor: Visitor) -> None:
    asked = {
        "words": "family", "stage": "reported", "kind": "complaint", "severity": "serious",
        "platform": "Facebook", "lead": mary.person_id, "clause": "FTS-TS-05", "overdue": "y",
    }  # fmt: skip
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    page = visitor.get(f"/cases?{query}")
    assert box(page, "words").attrs["value"] == "family"
    assert "checked" in box(page, "overdue").attrs
    assert "checked" not in box(page, "mine").attrs
    for name in ("stage", "kind", "severity", "platform", "lead", "clause"):
        assert chosen(page, name) == asked[name], name
    chips = {words: href for words, href in links(page).items() if words.startswith("Remove filter: ")}
    assert set(chips) == {
        "Remove filter: Words: family", "Remove filter: Stage: New", "Remove filter: Kind: A complaint",
        "Remove filter: How serious: Serious", "Remove filter: Where: Facebook",
        "Remove filter: Person responsible: Mary Webb", "Remove filter: Something is overdue",
        *(words for words in chips if words.startswith("Remove filter: Clause: FTS-TS-05: ")),
    }  # fmt: skip
    left = [dict(parse_qsl(urlsplit(href).query)) for href in chips.values()]
    assert left == [{key: value for key, value in asked.items() if key != name} for name in asked]
    assert links(page)["Remove all filters"] == "/fts/cases"


def test_a_shared_link_shows_the_same_list_to_a_colleague(app: Flask, mary: Member, visitor: Visitor) -> None:
    for place in ("Facebook", "Instagram"):
        cast.report(place=place)
    ben = browse(app, member=cast.join("fts", "Ben Holt", [Role.MANAGER]))
    assert says(visitor.get("/cases?platform=Facebook")) == says(ben.get("/cases?platform=Facebook"))


def test_the_copy_takes_the_filters_along(mary: Member, visitor: Visitor) -> None:
    cast.report(place="Facebook")
    page = visitor.get("/cases?platform=Facebook&words=family")
    address = links(page)["Take a copy of this list (CSV)"]
    assert dict(parse_qsl(urlsplit(address).query)) == {"platform": "Facebook", "words": "family"}
    visitor.get(below(address))


def test_who_may_take_no_copies_is_offered_none(app: Flask, mary: Member) -> None:
    reference = steps.opened(mary)
    hana = cast.join("fts", "Hana Rees", [Role.HR])
    looking.let_in(hana, reference, None)
    page = browse(app, member=hana).get("/cases")
    assert reference in page
    assert "CSV" not in says(page)
    assert "Copies" not in links(browse(app, member=hana).get(f"/cases/{reference}"))


NOT_KNOWN = (
    ("a stage that is none", "stage=xyz", "Stage"),
    ("a person of another charity", "lead=" + "a" * 32, "Person responsible"),
    ("a clause of another policy", "clause=HWD-2.1", "Clause"),
    ("a place that is not on the list", "platform=Elsewhere", "Where"),
    ("words too long to look for", "words=" + "a" * 201, "Words"),
    ("words with a sign that nobody types", "words=a%07b", "Words"),
    ("a place in the list that is none", "before=yesterday", "Where the page begins"),
    ("an instant without its id", "before=2026-11-21T09:30:00.000000Z", "Where the page begins"),
    ("an instant that never was", "before=2026-13-41T99:30:00.000000Z~" + "a" * 32, "Where the page begins"),
    ("two at once", "kind=x&severity=y", "Kind, How serious"),
)


@pytest.mark.parametrize(("sentence", "query", "named"), NOT_KNOWN, ids=[row[0] for row in NOT_KNOWN])
def test_what_is_not_known_is_left_out_and_named(
    visitor: Visitor, sentence: str, query: str, named: str
) -> None:
    reference = cast.report()
    page = visitor.get(f"/cases?{query}")
    assert f"We left this out: {named}." in says(page)
    assert reference in page
    assert "Remove all filters" not in links(page)


def test_pages_of_25_lead_on_to_older_cases_and_back(mary: Member, visitor: Visitor) -> None:
    made = [cast.report(place="Facebook", now=NOW - timedelta(minutes=each)) for each in range(30)]
    cast.report(place="Instagram")
    first = visitor.get("/cases?platform=Facebook")
    assert "Newer" not in links(first)
    second = visitor.get(below(links(first)["Older"]))
    assert "Older" not in links(second)
    shown = [[one for one in made if one in page] for page in (first, second)]
    assert shown == [made[:25], made[25:]]
    token = re.compile(r'name="csrf_token" value="[^"]*"')  # it carries the second
    again = visitor.get(below(links(second)["Newer"]))
    assert token.sub("", again) == token.sub("", first)


def test_the_list_is_small_however_many_cases_there_are(mary: Member, visitor: Visitor) -> None:
    for _ in range(26):
        cast.report(story="A photograph of a family was put on our page without asking them.")
    page = visitor.get("/cases")
    assert len(page.encode()) < 27_000
    assert page.count("<tr>") == 26


def test_whole_requests_keep_to_their_statements_for_one_row_or_fifty(
    app: Flask, database: databases.Database
) -> None:
    """Everything counts: the charity, the sign-in, the page, and for a case whether it is the same look."""
    mary = cast.join("fts", "Mary Webb", [Role.MANAGER], ["business_manager"])
    visitor = browse(app, member=mary)
    reference = steps.opened(mary)
    allowed = {"/cases": 4, "/cases?stage=open&kind=breach": 4, "/today": 7, f"/cases/{reference}": 8}

    def spent() -> dict[str, int]:
        found = {}
        for path in allowed:
            visitor.get(path)  # the policy is read once
            with steps.counted() as sent:
                visitor.get(path)
            found[path] = len(sent)
        return found

    assert spent() == allowed
    for number in range(49):
        steps.opened(mary) if number < 25 else cast.report()
        note(mary, reference, str(number))
        raw = {"task": f"Task {number}"}
        casework.add_to_do(mary, reference, None, secrets.token_hex(8), raw, NOW)
    assert spent() == allowed


NAMES = (
    "words",
    "stage",
    "kind",
    "severity",
    "platform",
    "lead",
    "clause",
    "overdue",
    "waiting",
    "mine",
    "before",
)
GOOD = st.sampled_from([*(one.value for one in Stage), "nobody", "y", "minor", "Facebook", "FTS-TS-05"])
KEYS = st.builds(
    "{}~{}".format,
    st.one_of(st.datetimes().map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")), st.text(max_size=30)),
    st.one_of(st.text("0123456789abcdef", min_size=32, max_size=32), st.text(max_size=40)),
)
QUERIES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.one_of(GOOD, KEYS, st.text(max_size=300))), max_size=8
)


@pytest.mark.parametrize("kind", databases.KINDS)
def test_no_question_to_the_list_is_too_odd(app: Flask, kind: str) -> None:
    made = databases.fresh(kind)
    mary = cast.join("fts", "Mary Webb", [Role.MANAGER], ["business_manager"])
    steps.opened(mary)
    visitor = browse(app, member=mary)

    @settings(
        max_examples=150,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(QUERIES)
    def ask(query: list[tuple[str, str]]) -> None:
        answer = visitor.client.get("/fts/cases", query_string=query)
        # No text holds a NUL: whoever sends one is asked for something else.
        odd = any("\0" in value for _, value in query)
        assert answer.status_code in ((200, 400) if odd else (200,)), query

    ask()
    databases.drop(made)


@given(st.text(max_size=60))
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_reference_is_too_odd(visitor: Visitor, typed: str) -> None:
    path = f"/fts/cases/{typed}" if "/" not in typed and typed not in ("", ".", "..") else "/fts/cases/x"
    assert visitor.client.get(path).status_code in (200, 308, 400, 404)


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        pytest.param(
            "2026-12-21T00:00+00:00", "20 December 2026", id="winter's midnight ends the day before"
        ),
        pytest.param("2026-06-30T23:00+00:00", "30 June 2026", id="so does summer's, an hour earlier"),
        pytest.param("2026-12-21T09:30+00:00", "21 December 2026, 9:30am", id="any other moment is itself"),
    ],
)
def test_an_end_is_read_as_the_day_that_was_typed(instant: str, words: str) -> None:
    assert last_day(datetime.fromisoformat(instant)) == words
