"""Authority, references and who must be told: one row, one sentence, one fact that makes the difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from incidents.domain.board import DECIDES, KEPT_BACK, RECUSED, Board, BoardRules, Seat
from incidents.domain.case import CaseFacts
from incidents.domain.lifecycle.external_guards import marked, told_first, untold
from incidents.domain.words import NEEDS_AUTHORITY, Body, Role
from tests.domain.test_guards import ME, OTHER, Me, guards, track

COMMISSION = track("external_report", "drafting", subject="charity_commission")
DECIDED = track("trustee_review", "decided", subject="question")
STANDS = {"board_approves"}
DELEGATE = Me(roles=frozenset({Role.MANAGER}))


def case(*tracks: Any, **facts: Any) -> CaseFacts:
    """An open case with these matters."""
    return CaseFacts("open", tracks, **facts)


DELEGATED = frozenset({"charity_commission"})
# the sentence; the case's facts; what the step is given; which guards refuse a manager
AUTHORITY = (
    ("a manager with the board's word still is no board member", case(), {"authority": "The chair"},
     {"board_approves"}),
    ("a standing authority stands for both", case(delegated=DELEGATED), {}, set()),
    ("one for another body does not", case(delegated=frozenset({"fundraising_regulator"})), {},
     {"board_approves", "authority"}),
    ("nobody wrote anything down", case(), {}, {"board_approves", "authority"}),
)  # fmt: skip
# the sentence; the case's facts; what the step is given; which guards refuse a board member
BOARD = (
    ("the board decided here that they are told", case(DECIDED), {"board_decision": [DECIDED.id]}, set()),
    ("nobody says which decision that was", case(DECIDED), {}, {"authority"}),
    ("that is no decision of this case", case(DECIDED), {"board_decision": ["b"]}, {"authority"}),
    ("the board did not agree to what was decided alone", case(replace(DECIDED, known={"agreed": False})),
     {"board_decision": [DECIDED.id]}, {"authority"}),
    ("the board agreed to it", case(replace(DECIDED, known={"agreed": True})),
     {"board_decision": [DECIDED.id]}, set()),
    ("it is still deciding", case(replace(DECIDED, state="reviewing")), {"board_decision": [DECIDED.id]},
     {"authority"}),
    ("it was told for information only", case(replace(DECIDED, subject="information", state="noted")),
     {"board_decision": [DECIDED.id]}, {"authority"}),
)  # fmt: skip


@pytest.mark.parametrize(("why", "facts", "given", "refused"), AUTHORITY, ids=[row[0] for row in AUTHORITY])
def test_who_may_report_for_the_board(
    why: str, facts: CaseFacts, given: dict[str, object], refused: set[str]
) -> None:
    assert guards(COMMISSION, "approve", given, facts, DELEGATE) == refused, why


@pytest.mark.parametrize(("why", "facts", "given", "refused"), BOARD, ids=[row[0] for row in BOARD])
def test_what_counts_as_the_boards_word(
    why: str, facts: CaseFacts, given: dict[str, object], refused: set[str]
) -> None:
    assert guards(COMMISSION, "approve", given, facts) == refused, why


@pytest.mark.parametrize(("part", "refused"), [(DECIDES, set()), (KEPT_BACK, STANDS), (RECUSED, STANDS)])
def test_who_stands_aside_from_the_boards_question_approves_nothing_for_it(
    part: str, refused: set[str]
) -> None:
    asked = replace(DECIDED, board=Board(BoardRules(1), (Seat(ME, part, "none"), Seat(OTHER))))
    given: dict[str, object] = {"authority": "The chair"}
    assert guards(COMMISSION, "approve", given, case(asked)) == refused
    delegated = case(asked, delegated=DELEGATED)
    assert guards(COMMISSION, "approve", given, delegated, DELEGATE) == refused
    assert guards(replace(COMMISSION, subject="ico"), "approve", given, case(asked)) == set()


def test_the_authority_for_an_earlier_text_does_not_cover_a_new_one() -> None:
    here = replace(COMMISSION, known={"authority": "The chair, 3 June", "board_decision": [DECIDED.id]})
    assert guards(here, "approve", {}, case(DECIDED)) == {"authority"}


AS_IT_WAS = replace(
    DECIDED, known={"option": "option_1", "decision": "Tell them", "decided_on": "2026-11-20"}
)
RESTS: dict[str, object] = {"board_decision": [DECIDED.id], "board_decided": {DECIDED.id: marked(AS_IT_WAS)}}
# the sentence; the case; what the approval left; which guards refuse that it is sent
APPROVED = (
    ("the decision stands as it was", case(AS_IT_WAS), RESTS, set()),
    ("the board decides again", case(replace(AS_IT_WAS, state="reviewing")), RESTS, {"approval_stands"}),
    ("it decided something else since", case(replace(AS_IT_WAS, known={**AS_IT_WAS.known,
     "option": "option_2"})), RESTS, {"approval_stands"}),
    ("it decided the same on another day", case(replace(AS_IT_WAS, known={**AS_IT_WAS.known,
     "decided_on": "2026-11-21"})), RESTS, {"approval_stands"}),
    ("it did not agree to what was decided alone", case(replace(AS_IT_WAS, known={**AS_IT_WAS.known,
     "agreed": False})), RESTS, {"approval_stands"}),
    ("it agreed to it afterwards", case(replace(AS_IT_WAS, known={**AS_IT_WAS.known, "agreed": True})), RESTS,
     set()),
    ("words beside a decision that is gone do not stand for it", case(replace(AS_IT_WAS, state="reviewing")),
     {**RESTS, "authority": "The chair"}, {"approval_stands"}),
    ("an approval from before such marks were kept", case(AS_IT_WAS), {"board_decision": [DECIDED.id]},
     set()),
    ("words alone", case(), {"authority": "The chair, 3 June"}, set()),
    ("a decision that its reader may not see is not told of", case(), RESTS, set()),
)  # fmt: skip


@pytest.mark.parametrize(("why", "facts", "known", "refused"), APPROVED, ids=[row[0] for row in APPROVED])
def test_an_approval_stands_only_while_the_boards_decision_does(
    why: str, facts: CaseFacts, known: dict[str, object], refused: set[str]
) -> None:
    here = replace(COMMISSION, state="approved", known=known)
    given: dict[str, object] = {"sent_on": "2026-11-21", "how": "online"}
    assert guards(here, "send", given, facts) == refused, why


def test_only_bodies_that_need_it_wait_for_authority() -> None:
    for body in Body:
        here = track("external_report", "drafting", subject=body.value)
        waits = bool(guards(here, "approve", {}, case(), DELEGATE))
        assert waits is (body in NEEDS_AUTHORITY), body


def test_a_delegate_may_have_told_them_by_telephone() -> None:
    here = track("external_report", "assessing", subject="charity_commission")
    assert guards(here, "tell", {}, case()) == {"authority_first"}
    assert guards(here, "tell", {}, case(delegated=DELEGATED)) == set()


# the sentence; the reference known before; what the update is given; whether it is refused
REFERENCES: tuple[tuple[str, str, dict[str, object], bool], ...] = (
    ("the same number", "IC-1", {"reference": "IC-1"}, False),
    ("the same number, typed otherwise", "IC-1", {"reference": "ic \u20131"}, False),
    ("another number", "IC-1", {"reference": "IC-2"}, True),
    ("none at all", "IC-1", {}, True),
    ("another one, with why", "IC-1", {"reference": "IC-2", "reference_changed": "They wrote so"}, False),
    ("they never gave one", "", {}, False),
    ("they give the first one now", "", {"reference": "IC-1"}, False),
)


@pytest.mark.parametrize(("why", "known", "given", "refused"), REFERENCES, ids=[row[0] for row in REFERENCES])
def test_an_update_carries_the_number_they_gave(
    why: str, known: str, given: dict[str, object], refused: bool
) -> None:
    here = track("external_report", "submitted", subject="ico", known={"reference": known})
    assert ("same_reference" in guards(here, "send_update", given, case(here))) is refused, why


MUST = {"must_tell": ["ico", "charity_commission"]}
ICO = track("external_report", "submitted", subject="ico")
# the sentence; the case; who is still untold
UNTOLD = (
    ("nobody answered who must know", case(), ()),
    ("two must be told, and nobody was", case(known=MUST), ("ico", "charity_commission")),
    ("one report was begun", case(ICO, known=MUST), ("charity_commission",)),
    ("a report that was not needed tells nobody", case(replace(ICO, state="not_needed"), known=MUST),
     ("ico", "charity_commission")),
    ("somebody decided against one", case(replace(ICO, state="not_reported"), known=MUST),
     ("charity_commission",)),
    ("that decision is open again",
     case(replace(ICO, state="not_reported"), known={**MUST, "look_again": [ICO.id]}),
     ("ico", "charity_commission")),
    ("a look at it again has begun", case(replace(ICO, state="assessing"), known={**MUST, "look_again": []}),
     ("charity_commission",)),
)  # fmt: skip


@pytest.mark.parametrize(("why", "facts", "bodies"), UNTOLD, ids=[row[0] for row in UNTOLD])
def test_who_is_still_to_be_told(why: str, facts: CaseFacts, bodies: tuple[str, ...]) -> None:
    assert untold(facts) == bodies, why
    assert ("all_told" in guards(facts, "close", {"outcome": "advice"})) is bool(bodies), why


def test_a_reason_closes_the_case_all_the_same() -> None:
    lifting: dict[str, object] = {"lifting": {"all_told": "They rang us"}}
    assert "all_told" not in guards(case(known=MUST), "close", lifting)


def test_who_is_rung_before_anything_is_written() -> None:
    rung = {body.value for body in Body if told_first(body.value, danger=False)}
    assert rung == {"lado", "childrens_social_care", "adult_social_care"}
    assert {body.value for body in Body if told_first(body.value, danger=True)} - rung == {"police"}
