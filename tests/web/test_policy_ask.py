"""Asking what the policy says before posting or befriending: pages, words, links, and nothing kept."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services.policy_asking import counted
from tests.cast import Visitor, browse, join
from tests.databases import Database
from tests.page_tree import read_tree
from tests.steps import rows
from tests.web.looked_at import below, links, section

ASK = "/policy/ask"


def volunteer(app: Flask, slug: str = "fts") -> Visitor:
    return browse(app, slug, join(slug, "Vic Vaughan", [Role.REPORTER], [], ("volunteer", "active")))


def staff(app: Flask, slug: str = "fts") -> Visitor:
    return browse(app, slug, join(slug, "Sam Salter", [Role.REPORTER], [], ("staff", "current")))


def heading(page: str) -> str:
    return read_tree(page)[0].all("h1")[0].words()


def answers(page: str) -> list[str]:
    """The values that can be chosen."""
    boxes = read_tree(page)[0].all("input")
    return [box.attrs["value"] for box in boxes if box.attrs.get("type") == "radio"]


def carried(page: str) -> dict[str, str]:
    """What the form sends along unseen."""
    main = next(one for one in read_tree(page)[0].elements() if one.attrs.get("id") == "main")
    boxes = [box for box in main.all("input") if box.attrs.get("type") == "hidden"]
    return {box.attrs["name"]: box.attrs["value"] for box in boxes}


def test_it_begins_with_what_somebody_wants_to_do(app: Flask, sqlite: Database) -> None:
    page = volunteer(app).get(ASK)
    assert heading(page) == "What does our policy say?"
    assert "Add one of our families as a friend online" in page
    assert "Post about Families Together on my own page" in page
    assert "add_family" in answers(page)
    assert carried(page) == {"put": "what"}


def test_a_volunteer_is_led_to_the_answer_one_question_at_a_time(app: Flask, sqlite: Database) -> None:
    visitor = volunteer(app)
    page = visitor.get(f"{ASK}?put=what&what=add_family")
    assert heading(page) == "Do we still support them?"
    assert answers(page) == ["referred", "supported", "ended"]
    assert carried(page) == {"what": "add_family", "put": "other.state"}
    page = visitor.get(f"{ASK}?what=add_family&other.state=supported")
    assert heading(page) == "Where online?"
    page = visitor.get(f"{ASK}?what=add_family&other.state=supported&network=facebook")
    assert heading(page) == "Please don’t"
    assert links(page)["FTS-V-03"] == "/fts/policy#FTS-V-03"
    assert "No Facebook friendship with a supported family" in section(page, "rules")
    assert "Business Manager" in section(page, "unsure")


def test_the_answer_says_nothing_of_guilt_or_of_what_follows(app: Flask, sqlite: Database) -> None:
    page = staff(app, "hsbbh").get(f"{ASK}?what=old_friend_talk")
    assert heading(page) == "Please don’t"
    words = read_tree(page)[0].words().lower()
    for word in ("breach", "disciplin", "consequence", "leave the scheme", "happened"):
        assert word not in words


@pytest.mark.parametrize(
    ("slug", "asked", "said", "clause", "why"),
    [
        ("fts", "what=share_link", "Yes, you may", "FTS-TS-06", "a permission says so"),
        ("fts", "what=our_page", "Ask first", "FTS-P-03", "what holds for others is left open"),
        ("fts", "what=work_time", "Our policy has no rule on this", "FTS-TS-03", "a rule for staff is near"),
        ("cgt", "what=pictures&consent=verbal", "Please don’t", "CGT-5.2c", "consent must be in writing"),
    ],
)  # fmt: skip
def test_each_kind_of_answer_has_its_words_and_its_clause(
    app: Flask, sqlite: Database, slug: str, asked: str, said: str, clause: str, why: str
) -> None:
    page = volunteer(app, slug).get(f"{ASK}?{asked}")
    assert heading(page) == said
    assert links(page)[clause] == f"/{slug}/policy#{clause}", why


def test_where_there_is_no_rule_it_says_that_others_may_have_one(app: Flask, sqlite: Database) -> None:
    page = volunteer(app, "hwd").get(f"{ASK}?what=add_family")
    assert "another policy may" in page
    assert "For others: staff" in section(page, "near")


def test_the_charitys_own_words_are_used(app: Flask, sqlite: Database) -> None:
    page = volunteer(app, "cgt").get(ASK)
    assert "Add one of our guests as a friend online" in page
    assert "famil" not in read_tree(page)[0].words().lower()


def test_each_answer_can_be_changed_from_where_it_was_given(app: Flask, sqlite: Database) -> None:
    visitor = volunteer(app)
    page = visitor.get(f"{ASK}?what=add_family&other.state=supported&network=facebook")
    changes = {words: where for words, where in links(page).items() if words.startswith("Change")}
    assert [parse_qs(urlsplit(where).query) for where in changes.values()] == [
        {},
        {"what": ["add_family"]},
        {"what": ["add_family"], "other.state": ["supported"]},
    ]
    for where in changes.values():
        visitor.get(below(where))
    assert links(page)["Ask something else"] == "/fts/policy/ask"
    assert "Volunteer" in section(page, "said"), "what the charity knows of them is said as well"


def test_who_is_two_things_here_says_as_which(app: Flask, sqlite: Database) -> None:
    both = join("fts", "Tess Tully", [Role.TRUSTEE], ["chair"], ("volunteer", "active"))
    visitor = browse(app, member=both)
    page = visitor.get(f"{ASK}?what=logo")
    assert heading(page) == "As what would you do it?"
    assert set(answers(page)) == {"volunteer", "trustee"}
    assert heading(visitor.get(f"{ASK}?what=logo&as=trustee&material=badge")) == "Yes, you may"
    assert heading(visitor.get(f"{ASK}?what=logo&as=volunteer&material=badge")) == "Ask first"


def test_who_is_nothing_here_is_asked(app: Flask, sqlite: Database) -> None:
    visitor = browse(app, member=join("fts", "Audrey Adeyemi", [Role.AUDITOR]))
    assert heading(visitor.get(f"{ASK}?what=work_time")) == "What are you to us?"
    assert heading(visitor.get(f"{ASK}?what=work_time&as=staff")) == "Please don’t"
    assert heading(visitor.get(f"{ASK}?what=work_time&as=public")) == "Our policy has no rule on this"


def test_nobody_can_say_that_they_are_something_else(app: Flask, sqlite: Database) -> None:
    page = volunteer(app).get(f"{ASK}?what=work_time&as=staff&by.role=staff")
    assert heading(page) == "Our policy has no rule on this"


def test_whoever_looks_after_the_policy_is_not_sent_to_themselves(app: Flask, sqlite: Database) -> None:
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"))
    page = browse(app, member=manager).get(f"{ASK}?what=work_time")
    assert "Chair of trustees" in section(page, "unsure")


def test_continue_without_an_answer_asks_for_one(app: Flask, sqlite: Database) -> None:
    visitor = volunteer(app)
    page = visitor.get(f"{ASK}?put=what", 422)
    assert "Choose one of the answers shown" in page
    page = visitor.get(f"{ASK}?what=add_family&put=other.state", 422)
    assert "Choose one of the answers shown" in page


@pytest.mark.parametrize(
    ("address", "head", "understood"),
    [
        ("what=nonsense", "What does our policy say?", False),
        ("what=add_family&other.state=current", "Do we still support them?", False),
        ("what=add_family&other.state=%F0%9F%98%80", "Do we still support them?", False),
        ("what=own_post&way=../../etc", "What would it be?", False),
        ("what=" + "x" * 3000, "What does our policy say?", False),
        ("other.state=supported", "What does our policy say?", True),
        ("what=share_link&network=nowhere&x=%3Cscript%3E", "Yes, you may", True),
        ("what=&what=share_link", "What does our policy say?", True),
    ],
)
def test_what_was_tampered_with_is_asked_again(
    app: Flask, sqlite: Database, address: str, head: str, understood: bool
) -> None:
    page = volunteer(app).get(f"{ASK}?{address}")
    assert heading(page) == head
    assert ("Part of the address was not understood" in page) is not understood


def test_an_answer_is_counted_and_a_question_is_not(app: Flask, sqlite: Database) -> None:
    visitor = volunteer(app)
    for path in ("", "?what=add_family", "?what=nonsense"):
        visitor.get(ASK + path)
    assert counted("fts") == {}
    visitor.get(f"{ASK}?what=share_link")
    visitor.get(f"{ASK}?what=share_link")
    assert counted("fts") == {"2026-11": 2}


def test_nothing_of_the_asker_goes_into_any_trail(app: Flask, sqlite: Database) -> None:
    visitor = volunteer(app)
    before = len(rows("event"))
    visitor.get(f"{ASK}?what=share_link")
    assert len(rows("event")) == before


def test_the_start_page_leads_members_to_it_and_strangers_not(app: Flask, sqlite: Database) -> None:
    assert links(volunteer(app).get("/"))["ask what our policy says"] == "/fts/policy/ask"
    assert "ask what our policy says" not in links(browse(app).get("/"))


def test_strangers_sign_in_first_and_other_charities_find_nothing(app: Flask, sqlite: Database) -> None:
    assert browse(app).client.get(f"/fts{ASK}").status_code == 302
    browse(app, "fts", join("hsbbh", "Abdi Warsame", [Role.REPORTER])).get(ASK, 404)
