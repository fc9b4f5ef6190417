"""The pages of the charity's own duties: what is late, one tap, a case in one step, and the lists."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain.words import Role
from incidents.services import page_checks, pictures, registers
from incidents.services.actors import Member
from tests import cast, steps
from tests.cast import NOW, Visitor, browse
from tests.databases import Database
from tests.filled import has_button, says, sent_by
from tests.services.test_pictures import PICTURE
from tests.services.test_posters import approve
from tests.services.test_registers import PAGE, add

# What changes with each page on purpose: tokens against forged requests, and keys that let a form act once.
PASSING = re.compile(r'(name="(?:csrf_token|key)"[^>]*value=")[^"]*')
PICTURE_SENT = {
    **{name: value for name, value in PICTURE.items() if name != "used_on"},
    "used_on-day": "1",
    "used_on-month": "8",
    "used_on-year": "2026",
}


@pytest.fixture
def mary(sqlite: Database) -> Member:
    return cast.join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"))


@pytest.fixture
def visitor(app: Flask, mary: Member) -> Visitor:
    return browse(app, member=mary)


def test_without_any_page_the_overview_says_how_to_begin(visitor: Visitor) -> None:
    page = says(visitor.get("/duties"))
    assert "No page is written down yet" in page
    assert "Add a page or account" in page
    assert "The policy says: every week" in page
    for path in ("pages", "posters", "pictures"):
        assert re.search("written down yet|on the list yet", says(visitor.get(f"/duties/{path}")))


def test_a_page_is_added_changed_and_closed(visitor: Visitor, mary: Member) -> None:
    form = sent_by(visitor.get("/duties/pages/add"))
    visitor.post("/duties/pages/add", {**form, **PAGE})
    page = visitor.get("/duties/pages")
    assert "The page was added" in page
    assert '<span class="typed">https://facebook.example.org/ft</span>' in page
    account = str(steps.rows("official_account")[0]["id"])
    at = f"/duties/pages/{account}"
    form = sent_by(visitor.get(f"{at}/change"))
    assert form["name"] == PAGE["name"]
    visitor.post(f"{at}/change", {**form, "name": "Another name"})
    assert "Facebook: Another name" in says(visitor.get(at))
    stale = visitor.post(f"{at}/change", {**form, "key": "", "name": "A third name"}, 409)
    shown = stale.get_data(as_text=True)
    assert "Someone else was faster" in shown
    assert "What it is called: now “Another name”" in shown
    assert 'value="A third name"' in shown
    visitor.post(f"{at}/change", {**sent_by(shown), "key": ""})
    assert "Facebook: A third name" in says(visitor.get(at))
    form = sent_by(visitor.get(f"{at}/close"))
    visitor.post(f"{at}/close", {**form, "because": ""}, 422)
    visitor.post(f"{at}/close", {**form, "because": "Nobody used it"})
    assert "Closed" in says(visitor.get("/duties/pages"))
    page = visitor.get(at)
    assert "Nobody used it" in says(page)
    assert not has_button(page, "Nothing found: Facebook: A third name")


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(visitor: Visitor) -> None:
    sent = {**PAGE, "address": "ftp://example.org", "recovery": "In the safe"}
    page = visitor.post("/duties/pages/add", sent, 422).get_data(as_text=True)
    assert "Enter an address that begins with https:// or http://" in page
    assert "In the safe" in page
    assert 'value="ftp://example.org"' in page
    assert steps.rows("official_account") == []


def test_a_late_page_stands_on_today_and_one_tap_takes_it_away(visitor: Visitor, mary: Member) -> None:
    add(mary, name="A page added today")
    assert "Our pages to look over" not in visitor.get("/today")
    long_ago = NOW - timedelta(days=10)
    account = registers.add(cast.charity(), mary, "a key", {**PAGE, "platform": "Facebook"}, long_ago)
    assert f'href="/fts/duties/pages/{account}"' in visitor.get("/today")
    assert "Look over Facebook: Families Together" in says(visitor.get("/duties"))
    one_tap = sent_by(visitor.get(f"/duties/pages/{account}"))
    visitor.post(f"/duties/pages/{account}/check", one_tap)
    page = visitor.get("/duties")
    assert "Your look over the page was kept" in page
    assert "Look over Facebook" not in says(page)
    assert "Our pages to look over" not in visitor.get("/today")
    assert "Nothing found" in says(visitor.get(f"/duties/pages/{account}"))


def test_a_double_tap_is_one_look(visitor: Visitor, mary: Member) -> None:
    account = add(mary)
    form = sent_by(visitor.get("/duties"))
    for _ in range(2):
        visitor.post(f"/duties/pages/{account}/check", form)
    assert len(steps.rows("content_check")) == 1


def test_a_case_is_raised_from_a_look_and_its_reference_is_read(visitor: Visitor, mary: Member) -> None:
    account = add(mary)
    at = f"/duties/pages/{account}"
    form = sent_by(visitor.get(f"{at}/check"))
    page = visitor.post(f"{at}/check", {**form, "found": "case"}, 422).get_data(as_text=True)
    assert "Fill in: what was it?" in page
    visitor.post(f"{at}/check", {**form, "found": "case", "words": "A comment names a family."})
    (case,) = steps.rows("case_file")
    assert f"Its reference is {case['reference']}" in visitor.get("/duties")
    assert f'href="/fts/cases/{case["reference"]}"' in visitor.get(at)


def test_the_page_of_a_look_with_a_case_is_that_of_one_put_right_to_the_byte(
    app: Flask, sqlite: Database
) -> None:
    chair = cast.join("fts", "Chidi Okoye", [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"))
    about = cast.join("fts", "Nia Nkosi", [Role.MANAGER], ["business_manager"], ("staff", "current"))
    auditor = cast.join("fts", "Audrey Ade", [Role.AUDITOR])
    paths = ("/duties", "/duties/pages", "/today", "/cases", "/duties/posters", "/my-reports")
    worlds: dict[str, list[list[tuple[int, str]]]] = {"Nia Nkosi": [], "Audrey Ade": []}
    accounts = [add(chair), add(chair)]
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        visitors = {who.name: browse(app, "fts", who) for who in (about, auditor)}
        for account, found in zip(accounts, ("put_right", "case"), strict=True):
            raw = {"found": found, "words": "It names a family.", "about": "Nia Nkosi"}
            page_checks.check(cast.charity(), chair, account, f"a key {found}", raw, NOW)
            for name, visitor in visitors.items():
                pages = [visitor.client.get(f"/fts{path}") for path in (*paths, f"/duties/pages/{account}")]
                read = [PASSING.sub(r"\1", one.get_data(as_text=True)) for one in pages]
                alike = [body.replace(account, "PAGE") for body in read]
                worlds[name].append(list(zip([one.status_code for one in pages], alike, strict=True)))
        reference = str(steps.rows("case_file")[0]["reference"])
        for name, (put_right, case) in worlds.items():
            # The lists tell of both pages; after the second look they tell of it, and of nothing more.
            assert put_right[-1] == case[-1], name
            assert put_right[2:4] == case[2:4], name
            assert not any(reference in body for _, body in case), name
        assert reference in browse(app, "fts", chair).get(f"/duties/pages/{accounts[1]}")


def test_someone_who_left_with_access_on_is_named_until_it_is_gone(visitor: Visitor, mary: Member) -> None:
    kofi = cast.join("fts", "Kofi Amponsah", [Role.REPORTER], [], ("volunteer", "left"))
    visitor.post("/duties/posters/add", {"person": kofi.person_id, "account": "all"})
    words = "Kofi Amponsah has left, still has access: take it away"
    assert words in says(visitor.get("/duties"))
    assert "Has left, still has access" in says(visitor.get("/duties/posters"))
    at = f"/duties/posters/{steps.rows('poster_approval')[0]['id']}"
    form = sent_by(visitor.get(f"{at}/end"))
    visitor.post(f"{at}/end", {**form, "because": ""}, 422)
    visitor.post(f"{at}/end", {**form, "because": "He left", "removed": "no"})
    assert "may not post any more, still has access" in says(visitor.get("/duties"))
    visitor.post(f"{at}/access-removed", sent_by(visitor.get(f"{at}/access-removed")))
    page = says(visitor.get("/duties/posters"))
    assert "Access taken away on" in page
    assert "still has access" not in page
    answer = visitor.post(f"{at}/access-removed", {"key": ""}, 422).get_data(as_text=True)
    assert "Somebody has written this down already" in answer


def test_nobody_approves_themselves(visitor: Visitor, mary: Member) -> None:
    page = visitor.post("/duties/posters/add", {"person": mary.person_id, "account": "all"}, 422)
    assert "Nobody approves themselves: ask somebody else" in page.get_data(as_text=True)
    assert steps.rows("poster_approval") == []


def test_a_picture_is_added_and_its_consent_withdrawn(visitor: Visitor, mary: Member) -> None:
    page = visitor.get("/duties/pictures/add")
    assert "FTS-P-07" in page
    visitor.post("/duties/pictures/add", {**sent_by(page), **PICTURE_SENT})
    assert "Three children at the summer picnic" in says(visitor.get("/duties/pictures"))
    at = f"/duties/pictures/{steps.rows('picture_consent')[0]['id']}/withdraw"
    visitor.post(at, {**sent_by(visitor.get(at)), "because": "The mother rang"})
    assert "Take this picture down" in says(visitor.get("/duties/pictures"))
    assert "Take this picture down: Three children" in says(visitor.get("/duties"))


def test_a_spoken_yes_is_refused_where_the_policy_asks_for_writing(app: Flask, sqlite: Database) -> None:
    visitor = browse(app, "cgt", cast.join("cgt", "Callum Fen", [Role.MANAGER]))
    page = visitor.post("/duties/pictures/add", {**PICTURE_SENT, "consent": "verbal"}, 422)
    assert "Your policy asks for consent in writing" in page.get_data(as_text=True)
    assert "CGT-5.2c" in visitor.get("/duties/pictures")


def test_a_charity_settles_how_often(app: Flask, sqlite: Database) -> None:
    kasia = cast.join("hss", "Kasia Now", [Role.MANAGER])
    visitor = browse(app, "hss", kasia)
    add(kasia)
    assert "Decide how often" in says(visitor.get("/duties"))
    form = sent_by(visitor.get("/duties/how-often"))
    visitor.post("/duties/how-often", {**form, "days": "0"}, 422)
    visitor.post("/duties/how-often", {**form, "days": "30"})
    assert "We settled on every 30 days" in says(visitor.get("/duties"))
    stale = visitor.post("/duties/how-often", {"days": "60", "version": "0"}, 409).get_data(as_text=True)
    assert "It is settled now: every 30 days" in stale


@pytest.mark.parametrize("slug", ["fts", "hsbbh", "cgt", "hss", "hwd"])
def test_each_charity_reads_its_own_rules(app: Flask, sqlite: Database, slug: str) -> None:
    actor = cast.join(slug, "Ada Okoro", [Role.TRUSTEE])
    add(actor)
    visitor = browse(app, slug, actor)
    for path in ("/duties", "/duties/pages", "/duties/posters", "/duties/pictures", "/duties/pages/add"):
        visitor.get(path)
    page = says(visitor.get("/duties"))
    assert ("The review of the policy is overdue" in page) is (slug == "hwd")
    visitor.get("/duties/how-often", 404 if slug in ("fts", "hsbbh") else 200)


# (who, roles, posts, the overview, the lists, adding, looking)
WHO = (
    ("an auditor", (Role.AUDITOR,), (), 200, 200, 404, 404),
    ("an administrator", (Role.ADMIN,), (), 200, 200, 200, 404),
    ("a board member", (Role.TRUSTEE,), (), 200, 200, 200, 200),
    ("who holds the post", (Role.REPORTER,), ("business_manager",), 200, 404, 404, 200),
    ("who only reports", (Role.REPORTER,), (), 404, 404, 404, 404),
    ("staff procedures", (Role.HR,), (), 404, 404, 404, 404),
    ("a helper", (Role.HELPER,), ("business_manager",), 404, 404, 404, 404),
)


@pytest.mark.parametrize(
    ("who", "roles", "posts", "overview", "lists", "adds", "looks"), WHO, ids=[row[0] for row in WHO]
)
def test_who_finds_which_page(
    app: Flask,
    mary: Member,
    who: str,
    roles: tuple[Role, ...],
    posts: tuple[str, ...],
    overview: int,
    lists: int,
    adds: int,
    looks: int,
) -> None:
    account = add(mary)
    kofi = cast.join("fts", "Kofi Amponsah", [Role.REPORTER])
    approval = approve(mary, kofi)
    visitor = browse(app, member=cast.join("fts", "Ben Holt", roles, posts))
    at = f"/duties/pages/{account}"
    for path in ("/duties", at):
        visitor.get(path, overview)
    for path in ("/duties/pages", "/duties/posters", "/duties/pictures"):
        visitor.get(path, lists)
    for path in (
        "/duties/pages/add",
        "/duties/posters/add",
        "/duties/pictures/add",
        f"{at}/change",
        f"{at}/close",
        f"/duties/posters/{approval}/end",
    ):
        visitor.get(path, adds)
    visitor.get(f"{at}/check", looks)
    visitor.post(f"{at}/check", {"found": "nothing"}, 302 if looks == 200 else 404)
    assert ("Our pages" in visitor.get("/who-does-what")) is (lists == 200)


def test_what_belongs_to_another_charity_is_not_there(app: Flask, mary: Member) -> None:
    account = add(mary)
    visitor = browse(app, "hsbbh", cast.join("hsbbh", "Rosalind Achebe", [Role.MANAGER]))
    for wanted in (account, "unknown", "%00", "é"):
        for tail in ("", "/change", "/close", "/check"):
            visitor.get(f"/duties/pages/{wanted}{tail}", 404)
    for path in ("posters/x/end", "posters/x/access-removed", "pictures/x/withdraw"):
        visitor.get(f"/duties/{path}", 404)
        visitor.post(f"/duties/{path}", {"because": "x", "removed": "no"}, 404)


def test_nobody_signed_in_is_asked_to_sign_in(app: Flask, sqlite: Database) -> None:
    for path in ("/duties", "/duties/pages", "/duties/pages/add", "/duties/pages/x/check"):
        answer = browse(app).client.get(f"/fts{path}")
        assert (answer.status_code, "/sign-in" in answer.location) == (302, True)


@pytest.fixture
def both(app: Flask, database: Database) -> tuple[Visitor, tuple[str, ...]]:
    """A manager looking, and the addresses of every form of these pages."""
    mary = cast.join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])
    account, approval = add(mary), approve(mary, cast.join("fts", "Kofi Amponsah", [Role.REPORTER]))
    pictures.add(cast.charity(), mary, "a key", PICTURE, NOW)
    picture = steps.rows("picture_consent")[0]["id"]
    at = f"/duties/pages/{account}"
    return browse(app, member=mary), (
        "/duties/pages/add",
        f"{at}/change",
        f"{at}/check",
        "/duties/posters/add",
        f"/duties/posters/{approval}/end",
        f"/duties/posters/{approval}/access-removed",
        "/duties/pictures/add",
        f"/duties/pictures/{picture}/withdraw",
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=250), found=st.sampled_from(["case", "put_right", "nothing", "x"]))
def test_nonsense_is_answered_and_breaks_nothing(
    both: tuple[Visitor, tuple[str, ...]], text: str, found: str
) -> None:
    visitor, paths = both
    sent = dict.fromkeys(
        ("platform", "other", "name", "address", "privacy", "recovery", "recovery_person", "person",
         "account", "removed", "picture", "people", "consent", "kept_where", "because", "words", "about",
         "keep_out", "key", "version", "used_on-day", "privacy_agreed_on-year"),
        text,
    )  # fmt: skip
    likely = {**sent, "platform": "another", "removed": "no", "account": "all"}
    for path in paths:
        for form in ({**sent, "found": found}, {**likely, **PICTURE_SENT, "picture": text, "found": found}):
            assert visitor.client.post(f"/fts{path}", data=form).status_code in (302, 409, 422), path
