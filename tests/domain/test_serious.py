"""Serious incident or not: the table of cases, and what holds for every way of answering."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

import pytest

from incidents.domain.policy_words import Nation
from incidents.domain.serious import NOTHING, OPEN, AnswersFault, Verdict, assess, people_told
from incidents.domain.serious_questions import BY_KEY, QUESTIONS
from incidents.domain.serious_rule import LEVELS, Rule
from incidents.domain.serious_rules import RULES
from incidents.domain.serious_words import (
    E_W,
    N_I,
    ONLY_IN,
    SCOT,
    Addressee,
    Brand,
    Confidence,
    Source,
    Telling,
    report_to,
)
from incidents.domain.words import Body
from tests.domain import serious_rows as rows

_SHORT = {
    "cc": "charity_commission",
    "children": "childrens_social_care",
    "adults": "adult_social_care",
    "iwf": "internet_watch",
    "fraud": "report_fraud",
    "ds": "disclosure_scotland",
    "national": "national_body",
    "funders": "commissioner",
    "rhc": "harmful_content",
    "placing": "placing_body",
}
_MARKS = {"!": Telling.MUST, "?": Telling.CONSIDER}
HARMLESS = {question.key: question.keys[0] for question in QUESTIONS}
TABLES: tuple[tuple[Nation, Brand, tuple[rows.Row, ...]], ...] = (
    (E_W, Brand.NONE, rows.ENGLAND_AND_WALES),
    (SCOT, Brand.NONE, rows.SCOTLAND),
    (N_I, Brand.NONE, rows.NORTHERN_IRELAND),
    (E_W, Brand.HOME_START, rows.HOME_START),
    (E_W, Brand.HEALTHWATCH, rows.HEALTHWATCH),
    (SCOT, Brand.HOME_START, rows.HOME_START_SCOTLAND),
)
ROWS = [(nation, brand, row) for nation, brand, table in TABLES for row in table]
CHARITIES = [(nation, brand) for nation in Nation for brand in Brand]


def answers_of(text: str) -> dict[str, str]:
    """Every question answered: as the row says, or else harmlessly."""
    pairs = (one.partition(":") for one in text.split())
    return {**HARMLESS, **{key: answer or "yes" for key, _, answer in pairs}}


def named(text: str) -> dict[str, Telling]:
    """Whom a row names, by the key that is printed."""
    return {_SHORT.get(one[:-1], one[:-1]): _MARKS[one[-1]] for one in text.split()}


def by_body(verdicts: tuple[Verdict, ...]) -> dict[str, Verdict]:
    return {one.body.value: one for one in verdicts}


def some_answers(rng: random.Random, share: float) -> dict[str, str]:
    """About this share of the questions, answered at random."""
    return {one.key: rng.choice(one.keys) for one in QUESTIONS if rng.random() < share}


def drawn(times: int) -> Iterator[tuple[random.Random, Nation, Brand, dict[str, str]]]:
    for seed in range(times):
        rng = random.Random(seed)
        nation, brand = rng.choice(CHARITIES)
        yield rng, nation, brand, some_answers(rng, rng.choice((0.1, 0.5, 0.9, 1.0)))


# ---------------------------------------------------------------- the table


@pytest.mark.parametrize(
    ("nation", "brand", "row"), ROWS, ids=[f"{nation}-{brand}-{row[0]}" for nation, brand, row in ROWS]
)
def test_the_table(nation: Nation, brand: Brand, row: rows.Row) -> None:
    _, answers, expected = row
    found = assess(answers_of(answers), nation, brand)
    told = {one.body.value: one.telling for one in found if one.telling is not Telling.NEED_NOT}
    assert told == named(expected)
    assert [one.ask for one in found if one.ask] == []


def test_the_table_is_long_enough_and_says_nothing_twice() -> None:
    assert len(ROWS) >= 150
    for _, _, table in TABLES:
        assert len({answers for _, answers, _ in table}) == len(table)
        assert len({sentence for sentence, _, _ in table}) == len(table)


def test_every_rule_holds_in_a_row_and_gives_a_reason_there() -> None:
    given: set[tuple[Addressee, str]] = set()
    for nation, brand, (_, answers, _) in ROWS:
        for one in assess(answers_of(answers), nation, brand):
            shown = (
                Addressee.INCIDENT if one.body in (Addressee.CHARITY_COMMISSION, Addressee.CCNI) else one.body
            )
            given |= {(shown, reason) for reason in one.reasons}
    missing = [rule.reason for rule in RULES if (rule.body, rule.reason) not in given]
    assert missing == []


# ---------------------------------------------------------------- single cases


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("personal_data data_risk:high data_open:open", "must"),
        ("personal_data data_risk:high data_open:too_many", "must"),
        ("personal_data data_risk:high data_open:made_safe", "need_not"),
        ("personal_data data_risk:risk data_open:open data_sensitive", "consider"),
        ("personal_data data_risk:risk data_open:open", "need_not"),
        ("", "need_not"),
    ],
)
@pytest.mark.parametrize("nation", Nation)
def test_whether_people_must_be_told(nation: Nation, answers: str, said: str) -> None:
    assert people_told(assess(answers_of(answers), nation)) == said


@pytest.mark.parametrize(
    "answers",
    [{}, {"personal_data": "yes"}, {"personal_data": "yes", "data_risk": "high"}],
    ids=["nothing", "no risk", "not whether it lasts"],
)
def test_whether_people_must_be_told_is_unclear_until_it_is_answered(answers: Mapping[str, str]) -> None:
    assert people_told(assess(answers, E_W)) == "unclear"


def test_the_first_open_question_of_a_chain_is_asked() -> None:
    known = {key: answer for key, answer in HARMLESS.items() if not key.startswith(("data_", "personal"))}
    asked = [
        by_body(assess({**known, **more}, E_W))["ico"].ask
        for more in (
            {},
            {"personal_data": "yes"},
            {"personal_data": "yes", "data_risk": "unlikely"},
            {"personal_data": "no"},
        )
    ]
    assert asked == [("personal_data",), ("data_risk", "data_sensitive"), ("data_sensitive",), ()]


def test_a_follow_up_answers_nothing_while_the_question_before_it_is_open() -> None:
    ico = by_body(assess({"data_risk": "high"}, E_W))["ico"]
    assert (ico.telling, ico.ask) == (Telling.CONSIDER, ("personal_data",))


def test_a_report_to_the_commissioner_raises_the_regulators_question() -> None:
    answers = answers_of("personal_data data_risk:risk data_open:open")
    assert Addressee.CHARITY_COMMISSION in by_body(assess(answers, E_W))["ico"].prompts
    assert Addressee.CCNI in by_body(assess(answers, N_I))["ico"].prompts
    assert Addressee.OSCR in by_body(assess(answers, SCOT))["ico"].prompts
    assert by_body(assess(HARMLESS, E_W))["ico"].prompts == ()


def test_a_shared_name_raises_the_national_bodys_question() -> None:
    answers = answers_of("partner:name")
    for brand, name in ((Brand.HOME_START, "Home-Start UK"), (Brand.HEALTHWATCH, "Healthwatch England")):
        found = by_body(assess(answers, E_W, brand))
        assert Addressee.NATIONAL_BODY in found["charity_commission"].prompts
        assert found["national_body"].name == name
    assert "national_body" not in by_body(assess(answers, E_W))


def test_what_was_found_is_reason_enough_though_more_is_open() -> None:
    found = by_body(assess({"inquiry": "yes"}, E_W))["charity_commission"]
    assert (found.telling, found.ask) == (Telling.MUST, ())
    assert by_body(assess({"crime": "yes"}, E_W))["charity_commission"].telling is Telling.CONSIDER
    assert "inquiry" in by_body(assess({"crime": "yes"}, E_W))["charity_commission"].ask


def test_the_lower_reason_gives_way_to_the_higher_one() -> None:
    reasons = by_body(assess(answers_of("abuse:threats"), E_W))["police"].reasons
    assert len(reasons) == 1
    assert "999" in reasons[0]


def test_clocks_that_are_fixed_are_named() -> None:
    def of(text: str, nation: Nation, body: str) -> str:
        return " ".join(by_body(assess(answers_of(text), nation))[body].reasons)

    assert "72 hours" in of("personal_data data_risk:risk data_open:open", E_W, "ico")
    assert "one working day" in of("works_with_children", E_W, "lado")
    assert "3 months" in of("taken_off:left regulated conduct", SCOT, "disclosure_scotland")


def test_unknown_keys_and_answers_are_all_named() -> None:
    with pytest.raises(AnswersFault) as fault:
        assess({"weather": "fine", "harm": "huge", "danger": "no"}, E_W)
    for word in ("'weather'", "“harm”", "'huge'", "slight", "serious"):
        assert word in str(fault.value)
    assert "danger" not in str(fault.value).partition("there are:")[0]


# ---------------------------------------------------------------- whatever is answered


def test_what_alarms_more_never_lowers_a_verdict() -> None:
    for rng, nation, brand, _ in drawn(400):
        answers = {**HARMLESS, **some_answers(rng, 0.6)}
        before = by_body(assess(answers, nation, brand))
        question = rng.choice([one for one in QUESTIONS if answers[one.key] != one.keys[-1]])
        worse = rng.choice(question.keys[question.keys.index(answers[question.key]) + 1 :])
        after = by_body(assess({**answers, question.key: worse}, nation, brand))
        for body, verdict in before.items():
            assert LEVELS.index(after[body].telling) >= LEVELS.index(verdict.telling), (question.key, body)


def test_what_is_settled_stays_so_however_the_rest_is_answered() -> None:
    for rng, nation, brand, answers in drawn(300):
        first = by_body(assess(answers, nation, brand))
        whole = {**{one.key: rng.choice(one.keys) for one in QUESTIONS}, **answers}
        then = by_body(assess(whole, nation, brand))
        for body, verdict in first.items():
            if not verdict.ask:
                assert then[body].telling is verdict.telling, body


def test_the_questions_asked_settle_it() -> None:
    for rng, nation, brand, answers in drawn(60):
        for body in by_body(assess(answers, nation, brand)):
            known = dict(answers)
            for _ in QUESTIONS:
                verdict = by_body(assess(known, nation, brand))[body]
                if not verdict.ask:
                    break
                assert verdict.telling is Telling.CONSIDER
                assert not set(verdict.ask) & set(known)
                known |= {key: rng.choice(BY_KEY[key].keys) for key in verdict.ask}
            assert by_body(assess(known, nation, brand))[body].ask == ()


def test_each_question_asked_can_make_a_difference() -> None:
    for _, nation, brand, answers in drawn(60):
        for body, verdict in by_body(assess(answers, nation, brand)).items():
            for key in verdict.ask:
                assert any(
                    _matters(key, body, {**world, **answers}, nation, brand) for world in _worlds(key)
                ), (body, key)


def _matters(key: str, body: str, world: Mapping[str, str], nation: Nation, brand: Brand) -> bool:
    """Whether the verdict on this body turns on this one answer."""
    ends = (BY_KEY[key].keys[0], BY_KEY[key].keys[-1])
    first, last = (by_body(assess({**world, key: end}, nation, brand))[body] for end in ends)
    return first.telling is not last.telling


def _worlds(key: str) -> Iterator[dict[str, str]]:
    """All harmless but what one rule asks for, with or without what lets one body raise another's."""
    for rule in RULES:
        wanted = _with_those_before(rule)
        if key in wanted:
            for more in ("", "inquiry", "crime", "funded", "unresolved"):
                yield {**answers_of(more), **wanted}


def _with_those_before(rule: Rule) -> dict[str, str]:
    wanted = dict(rule.when)
    for key in rule.when:
        while (given := BY_KEY[key].given) is not None:
            key = given[0]
            wanted.setdefault(*given)
    return wanted


def test_an_answer_that_no_rule_of_a_body_rests_on_changes_nothing_for_it() -> None:
    for rng, nation, brand, answers in drawn(60):
        for body, verdict in by_body(assess(answers, nation, brand)).items():
            relevant = _resting_on(Addressee(body))
            other = rng.choice([one for one in QUESTIONS if one.key not in relevant] or [None])
            if other is not None:
                changed = {**answers, other.key: rng.choice(other.keys)}
                assert by_body(assess(changed, nation, brand))[body] == verdict, other.key


def _resting_on(body: Addressee) -> set[str]:
    test = body in (Addressee.CHARITY_COMMISSION, Addressee.CCNI)
    start = Addressee.INCIDENT if test else body
    bodies, keys = {start}, set()
    while True:
        rules = [rule for rule in RULES if rule.body in bodies]
        more = {rule.after[0] for rule in rules if rule.after} - bodies
        if not more:
            break
        bodies |= more
    # What a body raises is told with it: its own answer also rests on the rules of those it raises.
    raised = [rule for rule in RULES if rule.after and rule.after[0] in bodies]
    for rule in (*rules, *raised):
        for key in rule.when:
            keys.add(key)
    for key in tuple(keys):
        while (given := BY_KEY[key].given) is not None:
            key = given[0]
            keys.add(key)
    return keys


def test_an_answer_behind_a_closed_question_changes_nothing() -> None:
    for rng, nation, brand, answers in drawn(60):
        for question in QUESTIONS:
            if question.given is None:
                continue
            closed = {**answers, question.given[0]: BY_KEY[question.given[0]].keys[0]}
            closed.pop(question.key, None)
            first = assess(closed, nation, brand)
            assert assess({**closed, question.key: rng.choice(question.keys)}, nation, brand) == first


def test_every_reason_names_a_source() -> None:
    sources = {one.label for one in Source}
    for _, nation, brand, answers in drawn(300):
        for one in assess(answers, nation, brand):
            assert len(one.reasons) == len(one.sources) > 0
            assert set(one.sources) <= sources
            assert len(set(one.reasons)) == len(one.reasons)


def test_nothing_unconfirmed_is_shown_without_what_to_check() -> None:
    unconfirmed = [rule for rule in RULES if rule.confidence is Confidence.UNCONFIRMED]
    assert unconfirmed
    for rule in RULES:
        assert bool(rule.check) or rule not in unconfirmed
        assert not rule.check or "check with" in rule.check.lower()
    for _, nation, brand, answers in drawn(300):
        for one in assess(answers, nation, brand):
            for reason in one.reasons:
                for rule in _told_by(one, reason, nation, unconfirmed):
                    assert rule.check in one.check_with


def _told_by(verdict: Verdict, reason: str, nation: Nation, rules: list[Rule]) -> list[Rule]:
    regulators = (Addressee.CHARITY_COMMISSION, Addressee.CCNI)
    body = Addressee.INCIDENT if verdict.body in regulators else verdict.body
    return [rule for rule in rules if rule.body is body and rule.reason == reason and nation in rule.nations]


def test_unconfirmed_facts_make_nothing_a_must_but_the_safety_of_people() -> None:
    strict = {
        rule.body
        for rule in RULES
        if rule.confidence is Confidence.UNCONFIRMED and rule.telling is Telling.MUST
    }
    assert strict == {
        Addressee.POLICE,
        Addressee.LADO,
        Addressee.CHILDRENS_SOCIAL_CARE,
        Addressee.ADULT_SOCIAL_CARE,
        Addressee.INTERNET_WATCH,
    }


def everything_said(verdicts: tuple[Verdict, ...]) -> str:
    return " ".join(
        word for one in verdicts for word in (one.name, *one.reasons, *one.sources, *one.check_with)
    )


def test_northern_ireland_never_hears_of_the_commission_of_england_and_wales() -> None:
    for _, _, brand, answers in drawn(300):
        found = assess(answers, N_I, brand)
        assert "charity_commission" not in by_body(found)
        assert "Charity Commission" not in everything_said(found).replace(
            "Charity Commission for Northern Ireland", ""
        )


def test_scotland_hears_of_its_regulator_only_to_raise_a_concern() -> None:
    for _, _, brand, answers in drawn(300):
        found = assess(answers, SCOT, brand)
        assert not {"charity_commission", "ccni", "incident", "dbs", "report_fraud"} & set(by_body(found))
        oscr = by_body(found)["oscr"]
        assert oscr.telling is not Telling.MUST
        assert "raise a concern" in oscr.name
        if oscr.telling is Telling.CONSIDER:
            assert oscr.reasons == (OPEN,) or "raise a concern" in oscr.reasons[0]
        assert "Charity Commission" not in everything_said(found)


@pytest.mark.parametrize(("nation", "brand"), CHARITIES)
def test_each_charity_hears_of_the_same_bodies_whatever_it_answers(nation: Nation, brand: Brand) -> None:
    bodies = [one.body for one in assess({}, nation, brand)]
    assert bodies == [one.body for one in assess(HARMLESS, nation, brand)]
    assert bodies == [one for one in Addressee if one in bodies]
    for body in Addressee:
        there = nation in ONLY_IN.get(body, frozenset(Nation)) and body is not Addressee.INCIDENT
        if body is Addressee.NATIONAL_BODY:
            there = brand is not Brand.NONE
        assert (body in bodies) is there, body


def test_who_need_not_be_told_says_so() -> None:
    for one in assess(HARMLESS, E_W, Brand.HOME_START):
        assert (one.telling, one.reasons, one.check_with) == (Telling.NEED_NOT, (NOTHING,), ())


# ---------------------------------------------------------------- the tables


def test_questions_follow_the_ones_they_rest_on_and_have_help() -> None:
    seen: set[str] = set()
    for question in QUESTIONS:
        assert question.label.endswith("?")
        assert question.help.endswith(".")
        assert len(set(question.keys)) == len(question.keys) >= 2
        if question.given is not None:
            key, answer = question.given
            assert key in seen
            assert answer in BY_KEY[key].keys[1:]
        assert question.key not in seen
        seen.add(question.key)


def test_rules_speak_of_questions_that_are_asked_where_they_hold() -> None:
    done: set[Addressee] = set()
    for rule in RULES:
        assert rule.when or rule.after
        assert rule.nations <= ONLY_IN.get(rule.body, frozenset(Nation))
        assert rule.reason.endswith(".")
        for key, answer in rule.when.items():
            assert answer in BY_KEY[key].keys[1:], f"{key} would always hold"
            assert rule.nations <= BY_KEY[key].nations
        if rule.after is not None:
            assert rule.after[0] in done, "what raises a question is looked at before it"
        done.add(rule.body)


def test_every_question_is_used_by_a_rule() -> None:
    used = {key for rule in RULES for key in rule.when}
    assert [question.key for question in QUESTIONS if question.key not in used] == []


def test_reports_are_kept_under_the_bodies_there_are() -> None:
    assert report_to(Addressee.CHARITY_COMMISSION) is Body.CHARITY_COMMISSION
    assert report_to(Addressee.CCNI) is Body.CCNI
    assert report_to(Addressee.DISCLOSURE_SCOTLAND) is Body.DISCLOSURE_SCOTLAND
    assert {one for one in Addressee if report_to(one) is None} == {
        Addressee.INCIDENT,
        Addressee.PEOPLE,
        Addressee.PLATFORM,
    }
    assert {report_to(one) for one in Addressee} == {*Body, None} - {Body.OTHER}, "another body has no rules"
