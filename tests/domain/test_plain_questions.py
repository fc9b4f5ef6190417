"""What people think of doing: a reviewed answer for each of the five policies, and five questions at most."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from incidents.domain import plain_asking
from incidents.domain.plain_answer import Advice, Answer, whom_to_ask
from incidents.domain.plain_asking import MOST, Asker, walk
from incidents.domain.plain_asking import Path as Walked
from incidents.domain.plain_questions import QUESTIONS, Way
from incidents.domain.plain_wording import ELSEWHERE, STILL_WITH_US, TAKEN, WORDINGS
from incidents.domain.policy import Policy
from incidents.domain.policy_facts import FACTS, STATES, contradictions
from incidents.domain.policy_reading import read
from incidents.domain.policy_words import Category, Standing
from incidents.store.policy_files import parse
from tests.domain.sixth_charity import document

HOUSE = Path(__file__).parents[2]
FIVE = ("fts", "hsbbh", "cgt", "hss", "hwd")
POLICIES = {
    slug: parse((HOUSE / "policies" / f"{slug}.yaml").read_bytes(), file=f"{slug}.yaml") for slug in FIVE
}
ASKERS = {
    "volunteer": Asker((("volunteer", "active"),)),
    "staff": Asker((("staff", "current"),)),
    "trustee": Asker((("trustee", "current"),)),
}
LETTERS = {"D": Advice.DO_NOT, "M": Advice.MAY, "N": Advice.NO_RULE, "A": Advice.ASK_FIRST}

NEW, OLD, TALK = "add_family other.state=", "old_friend way=", "old_friend_talk confidential="
VOL, POST, FB, NOT_FB = "add_volunteer other.state=", "own_post way=", " network=facebook", " network=other"

# (policy, what is asked, the answers for a volunteer, for staff and for a trustee, why). D: please don't,
# M: you may, A: ask first, N: no rule. A clause that the sentence names must be on the page of the answer.
TABLE: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("fts", (f"{NEW}supported{FB}",), "DDD",
     "FTS-V-03 bars volunteers while we support them, FTS-TS-07 the rest"),
    ("fts", (f"{NEW}supported{NOT_FB}",), "NNN",
     "FTS-V-03 and FTS-TS-07 say Facebook, and mean that one only"),
    ("fts", (f"{NEW}referred{FB}",), "NDD",
     "FTS-TS-07 names referred families; FTS-V-03 only supported ones"),
    ("fts", (f"{NEW}ended{FB}",), "MAA",
     "FTS-V-04 lets volunteers; FTS-TS-07 gives no end date for the others"),
    ("fts", (f"{VOL}active{FB}", f"{VOL}resting{FB}"), "NDN",
     "FTS-TS-05 binds staff, and resting counts as current"),
    ("fts", (f"{VOL}active{NOT_FB}", f"{VOL}left{FB}"), "NNN",
     "FTS-TS-05 is on Facebook and current volunteers"),
    ("fts", (f"{OLD}family other.state=supported{FB}",), "MMA",
     "FTS-PL-02 keeps old friendships and leaves trustees out, whom FTS-TS-07 binds"),
    ("fts", (f"{OLD}volunteer{FB}",), "MMN",
     "FTS-PL-02 keeps old friendships; for trustees there is no rule at all"),
    ("fts", (f"{TALK}no",), "DDA", "FTS-PL-03 bars what is operational, and does not name trustees"),
    ("fts", (f"{TALK}yes",), "DDD", "what is confidential a trustee may not tell either (FTS-TS-01)"),
    ("fts", (f"{POST}good_news",), "MMM",
     "good news is welcome (FTS-V-02, FTS-TS-02) if it keeps FTS-V-01, FTS-TS-01"),
    ("fts", (f"{POST}private",), "DDD", "FTS-V-01 and FTS-TS-01 guard privacy and dignity"),
    ("fts", (f"{POST}harmful",), "NDD", "the rule on the good name (FTS-TS-04) leaves volunteers out"),
    ("fts", (f"{POST}offensive", f"{POST}partners"), "NNN", "no clause speaks of these"),
    ("fts", ("pictures consent=none", "pictures consent=written"), "NNN",
     "FTS-P-07 is for those approved to post"),
    ("fts", ("share_link",), "MMM", "FTS-TS-06 and FTS-TS-08 let everybody share the pages"),
    ("fts", ("logo material=logo",), "DDD", "no logo on personal pages (FTS-V-05, FTS-TS-10)"),
    ("fts", ("logo material=badge", "logo material=promotional"), "AMM",
     "FTS-TS-11 lets trustees and staff; FTS-V-05 does not say it of volunteers"),
    ("fts", ("our_page",), "AAA", "FTS-P-03 says who posts, and not what holds for somebody else"),
    ("fts", ("work_time own_device=yes",), "NDN", "FTS-TS-03 binds staff"),
    ("fts", ("look_up other.role=family",), "NNN", "no clause speaks of it"),
    ("hsbbh", (f"{NEW}supported{FB}", f"{NEW}supported{NOT_FB}"), "DDD",
     "HSBBH-3.3 and HSBBH-2.5b hold on any network"),
    ("hsbbh", (f"{NEW}referred{FB}",), "NDD",
     "HSBBH-3.3 is on supported families, HSBBH-2.5b on referred ones too"),
    ("hsbbh", (f"{NEW}ended{FB}",), "MAA", "HSBBH-3.4 lets volunteers; HSBBH-2.5b gives no end date"),
    ("hsbbh", (f"{VOL}active{FB}", f"{VOL}resting{FB}", f"{VOL}left{NOT_FB}"), "NDD",
     "HSBBH-2.5a binds staff and trustees, on any network, whether the volunteer is current or not"),
    ("hsbbh", (f"{OLD}family other.state=supported{FB}", f"{OLD}volunteer{FB}"), "MMA",
     "HSBBH-4.2a keeps old friendships, and does not name trustees"),
    ("hsbbh", (f"{TALK}no",), "DDA", "HSBBH-4.2b bars what is operational, and does not name trustees"),
    ("hsbbh", (f"{TALK}yes",), "DDD", "what is confidential a trustee may not tell either (HSBBH-2.1)"),
    ("hsbbh", (f"{POST}good_news",), "MMM", "news is welcome: HSBBH-3.2 and HSBBH-2.2"),
    ("hsbbh", (f"{POST}private",), "DDD", "HSBBH-3.1 and HSBBH-2.1 guard privacy and dignity"),
    ("hsbbh", (f"{POST}harmful",), "NDD", "the rule on the good name (HSBBH-2.4) leaves volunteers out"),
    ("hsbbh", (f"{POST}offensive", f"{POST}partners"), "NNN", "no clause speaks of these"),
    ("hsbbh", ("pictures consent=none", "pictures consent=verbal"), "NNN",
     "HSBBH-1.4 binds the CEO, who posts"),
    ("hsbbh", ("share_link",), "NMM", "HSBBH-2.7b says it to trustees and staff only"),
    ("hsbbh", ("logo material=logo",), "DDD", "no logo on personal pages (HSBBH-3.5a, HSBBH-2.7a)"),
    ("hsbbh", ("logo material=badge", "logo material=promotional"), "MAA",
     "here volunteers may use badges (HSBBH-3.5b), and of the others it is not said (HSBBH-2.7a)"),
    ("hsbbh", ("our_page",), "AAA", "HSBBH-1.2 gives it to the CEO, and does not say what holds for others"),
    ("hsbbh", ("work_time own_device=yes",), "NDN", "HSBBH-2.3 binds staff"),
    ("hsbbh", ("look_up other.role=family", "look_up other.role=volunteer"), "DDD",
     "HSBBH-1.8: not the background of families or volunteers"),
    ("hsbbh", ("look_up other.role=public",), "NNN", "HSBBH-1.8 names nobody else"),
    ("cgt", (f"{NEW}supported{FB}", f"{NEW}referred{NOT_FB}", f"{OLD}family other.state=supported{FB}"),
     "DDN",
     "CGT-4.3 and CGT-7f bar guests, old friends too; trustees are not in the scope at all"),
    ("cgt", (f"{NEW}ended{FB}", f"{OLD}family other.state=ended{FB}"), "AAN",
     "whether somebody is still a guest when support has ended is not said (CGT-7f)"),
    ("cgt", (f"{VOL}active{FB}", f"{VOL}left{FB}", f"{OLD}volunteer{FB}"), "NNN",
     "no clause speaks of volunteers"),
    ("cgt", (f"{TALK}no",), "NNN", "no clause on old friends; CGT-7e on work matters is shown beside it"),
    ("cgt", (f"{TALK}yes", f"{POST}private"), "DDN", "CGT-5.4b: nothing confidential"),
    ("cgt", (f"{POST}good_news",), "NNN", "nothing is said of good news; CGT-5.4b is to be kept"),
    ("cgt", (f"{POST}harmful",), "DDN", "CGT-5.1e and CGT-5.4a1: no criticism, no rude remarks"),
    ("cgt", (f"{POST}offensive",), "DDN", "CGT-5.4a3 and CGT-5.2d: no unsuitable images or links"),
    ("cgt", (f"{POST}partners",), "NNN", "no clause speaks of partners"),
    ("cgt", ("pictures consent=none", "pictures consent=verbal"), "DDN", "CGT-5.2c: consent in writing"),
    ("cgt", ("pictures consent=written",), "MMN", "CGT-5.4a4 excepts pictures that people agreed to"),
    ("cgt", ("share_link", "logo material=logo", "our_page", "look_up other.role=family"), "NNN",
     "no clause speaks of these"),
    ("cgt", ("work_time own_device=yes", "work_time own_device=no"), "DDN",
     "neither on one's own phone (CGT-5.3b) nor on the group's (CGT-5.3a)"),
    ("hss", (f"{NEW}supported{FB}", f"{NEW}referred{NOT_FB}", f"{OLD}family other.state=supported{FB}"),
     "DDD",
     "HSS-2.7g binds everybody, with no exception for old friends"),
    ("hss", (f"{NEW}ended{FB}", f"{OLD}family other.state=ended{FB}"), "AAA", "HSS-2.7g gives no end date"),
    ("hss", (f"{VOL}active{FB}", f"{VOL}left{FB}", f"{OLD}volunteer{FB}"), "NNN",
     "no clause speaks of volunteers"),
    ("hss", (f"{TALK}no", f"{POST}good_news"), "NNN", "no clause on these; HSS-2.7e is to be kept"),
    ("hss", (f"{TALK}yes", f"{POST}private"), "DDD", "HSS-2.7e: nothing confidential is ever shared"),
    ("hss", (f"{POST}harmful", f"{POST}offensive"), "DDD", "HSS-2.7b binds everybody"),
    ("hss", (f"{POST}partners",), "DDD", "HSS-2.7c is the only rule of the five on partners and funders"),
    ("hss", ("pictures consent=none", "share_link", "logo material=logo", "logo material=badge"), "NNN",
     "the paper has no clause on pictures, links or the logo"),
    ("hss", ("our_page",), "DDD", "HSS-2.3a keeps the accounts for those who are authorised"),
    ("hss", ("work_time own_device=no", "look_up other.role=family"), "NNN",
     "the paper has no clause on these"),
    ("hwd", (f"{NEW}supported{FB}", f"{NEW}referred{FB}"), "NDN",
     "HWD-2.4b binds staff: not volunteers, not directors"),
    ("hwd", (f"{NEW}supported{NOT_FB}",), "NNN", "HWD-2.4b says Facebook"),
    ("hwd", (f"{NEW}ended{FB}",), "NAN", "whether HWD-2.4b holds once support has ended is not said"),
    ("hwd", (f"{VOL}active{FB}",), "NDN", "HWD-2.4a binds staff"),
    ("hwd", (f"{VOL}resting{FB}",), "NAN", "whether a resting volunteer is current is not said (HWD-2.4a)"),
    ("hwd", (f"{VOL}active{NOT_FB}", f"{VOL}left{FB}"), "NNN",
     "HWD-2.4a is on Facebook and current volunteers"),
    ("hwd", (f"{OLD}family other.state=supported{FB}",), "NAN",
     "the clause on old friendships does not name service users, and HWD-2.4b binds staff"),
    ("hwd", (f"{OLD}volunteer{FB}",), "MMM", "HWD-4.2a names directors too"),
    ("hwd", (f"{TALK}no", f"{TALK}yes"), "DDD", "HWD-4.2b names directors too"),
    ("hwd", (f"{POST}good_news",), "MMM", "news is welcome: HWD-3.2 and HWD-2.2"),
    ("hwd", (f"{POST}private",), "DDD", "HWD-3.1 and HWD-2.1 guard privacy and dignity"),
    ("hwd", (f"{POST}harmful",), "NDD", "HWD-2.1 guards the good name and binds directors and staff"),
    ("hwd", (f"{POST}offensive", f"{POST}partners"), "NNN", "no clause speaks of these"),
    ("hwd", ("pictures consent=none", "pictures consent=written"), "NNN",
     "HWD-1.3 binds the organisation itself"),
    ("hwd", ("share_link",), "MMM", "the pages are open to all: HWD-2.4c and HWD-2.5"),
    ("hwd", ("logo material=logo",), "DDD", "no logo on personal pages (HWD-3.3, HWD-2.7a)"),
    ("hwd", ("logo material=badge", "logo material=promotional"), "AMM",
     "HWD-2.7b lets directors and staff; HWD-3.3 does not say it of volunteers"),
    ("hwd", ("our_page", "look_up other.role=family"), "NNN", "no clause speaks of these"),
    ("hwd", ("work_time own_device=yes",), "NDN", "HWD-2.3 binds staff"),
)  # fmt: skip
ROWS = [(slug, asked, letters, why) for slug, several, letters, why in TABLE for asked in several]


def given(asked: str) -> dict[str, str]:
    what, *rest = asked.split()
    return {"what": what, **dict(one.split("=") for one in rest)}


def told(policy: Policy, asker: Asker, asked: str) -> Answer:
    found = walk(policy, asker, given(asked))
    assert found.answer is not None, f"still asks {found.step}"
    return found.answer


def on_the_page(answer: Answer) -> set[str]:
    near = {one.clause.id for one in answer.nearest}
    return {one.id for one in (*answer.rules, *answer.mind, *answer.see)} | near


@pytest.mark.parametrize(
    ("slug", "asked", "letters", "why"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS]
)
def test_each_policy_answers_as_its_clauses_say(slug: str, asked: str, letters: str, why: str) -> None:
    answers = [told(POLICIES[slug], asker, asked) for asker in ASKERS.values()]
    assert [one.advice for one in answers] == [LETTERS[letter] for letter in letters], why
    named = set(re.findall(r"\b[A-Z]{3,5}-[A-Z0-9.a-z-]*[0-9a-z]", why))
    assert named <= set().union(*(on_the_page(one) for one in answers)), why


@pytest.mark.parametrize("slug", FIVE)
def test_every_plain_question_stands_in_the_table_for_each_policy(slug: str) -> None:
    asked = [given(row[1]) for row in ROWS if row[0] == slug]
    for question in QUESTIONS:
        rows = [one for one in asked if one["what"] == question.key]
        assert rows, question.key
        if len(question.ways) > 1:
            assert {one["way"] for one in rows} == {way.key for way in question.ways}


WAYS = [(question.key, way) for question in QUESTIONS for way in question.ways]


@pytest.mark.parametrize(("key", "way"), WAYS, ids=[f"{key} {way.key}" for key, way in WAYS])
def test_the_act_and_the_facts_of_each_are_valid(key: str, way: Way) -> None:
    assert way.act in set(Category)
    for fact, value in way.settled.items():
        assert value in dict(FACTS[fact].values), fact
    assert not list(contradictions(way.act, way.settled))
    assert not (way.new_link and "link_began" in way.settled), "a new friendship begins now"
    assert way.act is not Category.NONE or way.mind, (
        "what breaks nothing in itself still has something to keep"
    )


def test_keys_are_not_used_twice_and_where_there_is_a_choice_it_is_asked_for() -> None:
    assert len({one.key for one in QUESTIONS}) == len(QUESTIONS)
    for question in QUESTIONS:
        assert question.label
        assert len({way.key for way in question.ways}) == len(question.ways)
        assert bool(question.which) is (len(question.ways) > 1)
        assert all(way.label for way in question.ways) or len(question.ways) == 1


def test_every_fact_can_be_asked_before_the_act_and_what_is_taken_for_granted_can_be_said() -> None:
    assert set(WORDINGS) == set(FACTS)
    assert set(TAKEN) == {key for key, fact in FACTS.items() if fact.assumed}
    for key, wording in WORDINGS.items():
        assert wording.question.endswith("?")
        assert set(wording.answers) <= set(dict(FACTS[key].values)), key
    for role, wording in STILL_WITH_US.items():
        assert set(wording.answers) == {state.value for state in STATES[role]}
    for key, values in ELSEWHERE.items():
        assert set(values) < set(dict(FACTS[key].values))


def test_the_texts_use_no_words_but_those_of_the_charity() -> None:
    texts = [one.label for one in QUESTIONS] + [one.which for one in QUESTIONS]
    texts += [way.label for _, way in WAYS]
    for wording in (*WORDINGS.values(), *STILL_WITH_US.values()):
        texts += [wording.question, *wording.answers.values()]
    named = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    assert named <= {"us", "beneficiaries", "volunteer"}


def every_path(policy: Policy, asker: Asker, so_far: dict[str, str] | None = None) -> Iterator[Walked]:
    """Every way through the questions, to its answer."""
    found = walk(policy, asker, so_far or {})
    if found.step is None:
        yield found
        return
    for choice in found.step.choices:
        yield from every_path(policy, asker, {**(so_far or {}), found.step.key: choice.value})


EVERYONE = {
    **ASKERS,
    "volunteer and trustee": Asker((("volunteer", "active"), ("trustee", "current"))),
    "staff and volunteer, approved to post": Asker(
        (("staff", "current"), ("volunteer", "resting")), frozenset(), approved=True
    ),
    "nothing here": Asker(),
    "a contractor": Asker((("contractor", "current"),)),
    "a volunteer who left": Asker((("volunteer", "left"),)),
}


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize("slug", FIVE)
def test_nobody_is_asked_more_than_five_questions_on_any_path(slug: str, who: str) -> None:
    paths = list(every_path(POLICIES[slug], EVERYONE[who]))
    assert len(paths) >= len(WAYS)
    for path in paths:
        assert path.answer is not None
        assert len(path.said) <= MOST
        asked = " ".join(one.value for one in path.said)
        assert path.answer.advice is not Advice.ASK_FIRST or path.answer.rules, f"{asked}: given up"
        if path.answer.advice in (Advice.DO_NOT, Advice.MAY):
            assert path.answer.rules, f"{asked}: an answer without its clause"


@pytest.mark.parametrize("slug", FIVE)
def test_every_choice_that_is_offered_can_be_told_from_the_others(slug: str) -> None:
    for asker in EVERYONE.values():
        for path in every_path(POLICIES[slug], asker):
            so_far: dict[str, str] = {}
            for one in path.said:
                step = walk(POLICIES[slug], asker, so_far).step
                assert step is not None
                labels = [choice.label for choice in step.choices]
                assert len(labels) > 1
                assert len(set(labels)) == len(labels), step.question
                so_far[one.key] = one.value


def outcomes(policy: Policy, asker: Asker, so_far: dict[str, str]) -> object:
    """What can still come out, as far as a reader can tell the difference."""
    found = walk(policy, asker, so_far)
    if found.answer is not None:
        return found.answer.advice, found.answer.rules
    assert found.step is not None
    each = [
        outcomes(policy, asker, {**so_far, found.step.key: choice.value}) for choice in found.step.choices
    ]
    if found.step.key in FACTS:
        assert any(one != each[0] for one in each), f"{so_far}: {found.step.question} changes nothing"
    return found.step.key, each


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize("slug", FIVE)
def test_no_fact_is_asked_that_changes_nothing(slug: str, who: str) -> None:
    outcomes(POLICIES[slug], EVERYONE[who], {})


def test_who_would_be_asked_more_than_that_is_sent_to_ask_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_asking, "MOST", 2)
    asked = {"what": "add_family", "other.state": "supported", "network": "facebook"}
    found = walk(POLICIES["fts"], ASKERS["volunteer"], asked)
    assert len(found.said) == 2
    assert found.answer is not None
    assert found.answer.advice is Advice.ASK_FIRST


@pytest.mark.parametrize("who", EVERYONE)
def test_any_other_policy_can_be_asked_as_well(who: str) -> None:
    for path in every_path(read(document()), EVERYONE[who]):
        assert path.answer is not None
        assert len(path.said) <= MOST


def test_what_is_not_asked_counts_for_nothing() -> None:
    asker = ASKERS["volunteer"]
    stray = {"as": "staff", "by.role": "staff", "network": "facebook", "link_began": "before", "on": "x"}
    plain = walk(POLICIES["fts"], asker, {"what": "work_time"})
    assert walk(POLICIES["fts"], asker, {"what": "work_time", **stray}) == plain


def test_an_answer_that_was_none_is_asked_again() -> None:
    found = walk(POLICIES["fts"], ASKERS["volunteer"], {"what": "add_family", "other.state": "current"})
    assert found.odd
    assert found.step is not None
    assert found.step.key == "other.state"
    assert not walk(POLICIES["fts"], ASKERS["volunteer"], {"what": "add_family"}).odd


@pytest.mark.parametrize(
    ("slug", "asker", "why"),
    [
        ("fts", Asker((("staff", "current"),), frozenset({"business_manager"})), "FTS-P-03"),
        ("fts", Asker((("staff", "current"),), frozenset({"family_manager"})), "FTS-P-04"),
        ("fts", Asker((("volunteer", "active"),), frozenset(), approved=True), "FTS-P-04"),
        ("hsbbh", Asker((("staff", "current"),), frozenset({"ceo"})), "HSBBH-1.2"),
        ("hss", Asker((("trustee", "current"),), frozenset({"authorised_trustee"})), "HSS-2.3c"),
    ],
)
def test_who_is_approved_may_post_on_the_charitys_own_page(slug: str, asker: Asker, why: str) -> None:
    answer = told(POLICIES[slug], asker, "our_page")
    assert answer.advice is Advice.MAY
    assert why in on_the_page(answer)


def test_whose_duty_it_is_to_post_is_sent_to_ask_and_not_forbidden() -> None:
    """A policy may give a duty to a post and forget to mark it as approved."""
    posts = tuple(replace(post, approved_poster=False) for post in POLICIES["fts"].posts)
    manager = Asker((("staff", "current"),), frozenset({"business_manager"}))
    answer = told(replace(POLICIES["fts"], posts=posts), manager, "our_page")
    assert answer.advice is Advice.ASK_FIRST
    assert "FTS-P-03" in on_the_page(answer)


def test_who_is_approved_is_bound_by_the_rule_on_pictures() -> None:
    poster = Asker((("volunteer", "active"),), frozenset(), approved=True)
    assert told(POLICIES["fts"], poster, "pictures consent=none").advice is Advice.DO_NOT
    assert told(POLICIES["fts"], poster, "pictures consent=verbal").advice is Advice.MAY


@pytest.mark.parametrize(
    ("slug", "posts", "whom"),
    [
        ("fts", (), "Business Manager"),
        ("fts", ("business_manager",), "Chair of trustees"),
        ("hwd", (), "Communication officer"),
        ("cgt", ("line_manager",), "Group leader"),
        ("hsbbh", ("ceo", "chair", "named_trustee"), "CEO"),
    ],
)
def test_whoever_is_in_doubt_is_told_whom_to_ask(slug: str, posts: tuple[str, ...], whom: str) -> None:
    assert whom_to_ask(POLICIES[slug], posts) == whom


def test_a_post_counts_only_as_what_it_is() -> None:
    """A business manager who also volunteers does not post as a volunteer by the manager's leave."""
    both = Asker((("staff", "current"), ("volunteer", "active")), frozenset({"business_manager"}))
    assert told(POLICIES["fts"], both, "our_page as=staff").advice is Advice.MAY
    assert told(POLICIES["fts"], both, "our_page as=volunteer").advice is Advice.ASK_FIRST


def test_a_standing_that_ended_counts_only_where_there_is_no_other() -> None:
    now_staff = Asker((("volunteer", "left"), ("staff", "current")))
    assert told(POLICIES["fts"], now_staff, "work_time").advice is Advice.DO_NOT
    assert walk(POLICIES["fts"], now_staff, {"what": "work_time"}).known_as == Standing.STAFF
