"""Why a step of the board's decision is refused or not: one row, one sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from incidents.domain.board import ABSTAIN, ALL, GONE, KEPT_BACK, RECUSED, Board, BoardRules, Seat
from incidents.domain.case import CaseFacts, TrackFacts
from incidents.domain.words import Role
from tests.domain.test_guards import ME, OTHER, THIRD, Me, guards, track

RULES = BoardRules(2)
YES, NO = "option_1", "option_2"
PACK = {"question": "Do we report it?", "options": "Report it – so\nDo not – so"}
VOTED = (Seat(ME, interest="none", vote=YES), Seat(OTHER, interest="none", vote=YES))
TIED = (Seat(ME, interest="none", vote=YES), Seat(OTHER, interest="none", vote=NO))
CASTING = replace(RULES, casting_vote=True)
CONDUCT_TOO = CaseFacts("open", (track("discipline", "investigating"),))


def put(state: str = "submitted", **facts: Any) -> TrackFacts:
    """A question put to the board, with its pack."""
    return track("trustee_review", state, **{"person": None, "known": PACK, **facts})


def sits(*seats: Seat, rules: BoardRules = RULES, **facts: Any) -> TrackFacts:
    """A question that the board is deciding."""
    return put("reviewing", board=Board(rules, seats), **facts)


def sent(*seats: Seat) -> TrackFacts:
    """A question whose papers went out on the 21st."""
    return put("reviewing", board=Board(RULES, seats, date(2026, 11, 21)))


LEADS: dict[str, object] = {"reviewer": OTHER, "decide_by": "2026-12-01"}
# the sentence; what it is about; the step; what it is given; which guards refuse (none: it may be taken)
ROWS: tuple[tuple[str, TrackFacts, str, dict[str, object] | None, set[str]], ...] = (
    ("the board begins with its papers", put(), "begin_review", LEADS, set()),
    ("without papers nobody begins", put(known={}), "begin_review", LEADS, {"pack"}),
    (
        "who saw the papers is not kept back",
        put(),
        "begin_review",
        {**LEADS, "kept_back": ME},
        {"kept_back_other"},
    ),
    ("nor who could read the question", put(have_read=frozenset({THIRD})), "begin_review",
     {**LEADS, "kept_back": THIRD}, {"kept_back_other"}),
    ("nor who wrote the papers", put(taken_by={"write_pack": THIRD}), "begin_review",
     {**LEADS, "kept_back": THIRD}, {"kept_back_other"}),
    ("who asked should not lead", put(taken_by={"start_track": OTHER}), "begin_review", LEADS,
     {"led_by_another"}),
    ("nor who wrote the papers", put(taken_by={"write_pack": OTHER}), "begin_review", LEADS,
     {"led_by_another"}),
    ("someone else who asked does not matter", put(taken_by={"start_track": ME}), "begin_review", LEADS,
     set()),
    ("nobody sits there: nothing is decided", put("reviewing"), "decide", {"option": YES},
     {"quorum", "majority"}),
    ("somebody who is gone does not count", sits(VOTED[0], replace(VOTED[1], part=GONE)), "decide",
     {"option": YES}, {"quorum"}),
    ("nothing is decided before its papers went out", sent(*VOTED), "decide",
     {"option": YES, "decided_on": "2026-11-20"}, {"papers_first"}),
    ("on their very day it is", sent(*VOTED), "decide", {"option": YES, "decided_on": "2026-11-21"}, set()),
    ("nor alone", sent(VOTED[0], Seat(OTHER, RECUSED)), "decide_alone", {"decided_on": "2026-11-20"},
     {"papers_first"}),
    ("nor outside", sent(VOTED[0], Seat(OTHER, RECUSED)), "decide_outside", {"decided_on": "2026-11-20"},
     {"papers_first"}),
    ("a question does not end as noted", put(subject="question"), "note", {}, {"for_information"}),
    ("information does", put(subject="information"), "note", {}, set()),
    ("enough voted, and alike", sits(*VOTED), "decide", {"option": YES}, set()),
    ("before it is chosen there is a majority already", sits(*VOTED), "decide", None, set()),
    ("the other answer was not decided", sits(*VOTED), "decide", {"option": NO}, {"majority"}),
    ("one vote is too few for two", sits(VOTED[0]), "decide", {"option": YES}, {"quorum"}),
    ("equal votes decide nothing", sits(*TIED), "decide", {"option": YES}, {"majority"}),
    ("equal votes, before any is chosen", sits(*TIED), "decide", None, {"majority"}),
    ("the chair parts equal votes", sits(*TIED, rules=CASTING), "decide", {"option": NO}, set()),
    ("all means all", sits(*TIED, rules=replace(RULES, majority=ALL)), "decide", {"option": YES},
     {"majority"}),
    ("somebody has not said yet", sits(*VOTED, Seat(THIRD)), "decide", {"option": YES}, {"declared"}),
    ("somebody who said so has not voted yet", sits(*VOTED, Seat(THIRD, interest="none")), "decide",
     {"option": YES}, {"voted"}),
    ("why nobody waits for them is said", sits(*VOTED, Seat(THIRD, interest="none")), "decide",
     {"option": YES, "lifting": {"voted": "She is ill until June"}}, set()),
    ("who abstains has voted", sits(*VOTED, Seat(THIRD, interest="none", vote=ABSTAIN)), "decide",
     {"option": YES}, set()),
    ("the chair does not decide alone what the votes have decided",
     sits(*VOTED, rules=replace(RULES, alone_allowed=True)), "decide_alone", {}, {"votes_are_in"}),
    ("equal votes leave it open", sits(*TIED, rules=replace(RULES, alone_allowed=True)), "decide_alone", {},
     set()),
    ("and so do votes that are too few",
     sits(VOTED[0], Seat(OTHER), rules=replace(RULES, alone_allowed=True)), "decide_alone", {}, set()),
    ("who is kept back need not say", sits(*VOTED, Seat(THIRD, KEPT_BACK)), "decide", {"option": YES}, set()),
    ("the chair alone, where the rules allow it",
     sits(Seat(ME, interest="none"), Seat(OTHER), rules=replace(RULES, alone_allowed=True)), "decide_alone",
     {}, set()),
    ("not where they do not", sits(Seat(ME, interest="none"), Seat(OTHER)), "decide_alone", {},
     {"alone_allowed"}),
    ("too few are left: the chair alone after all", sits(Seat(ME, interest="none"), Seat(OTHER, RECUSED)),
     "decide_alone", {}, set()),
    ("the chair says first whether they have an interest", sits(Seat(ME), Seat(OTHER, RECUSED)),
     "decide_alone", {}, {"own_interest"}),
    ("a chair without a seat decides nothing alone", sits(Seat(OTHER)), "decide_alone", {},
     {"own_interest"}),
    ("who asked alone should not decide alone",
     sits(Seat(ME, interest="none"), taken_by={"start_track": ME}), "decide_alone", {}, {"not_own_question"}),
    ("nor who wrote the papers", sits(Seat(ME, interest="none"), taken_by={"write_pack": ME}),
     "decide_alone", {}, {"not_own_question"}),
    ("an outside body only where too few are left", sits(*VOTED), "decide_outside", {}, {"too_few_left"}),
    ("two stood aside, and one is too few", sits(VOTED[0], Seat(OTHER, RECUSED), Seat(THIRD, RECUSED)),
     "decide_outside", {}, set()),
    ("what the chair decided waits for the board", put("decided", known={"decided_by": "alone"}), "ratify",
     {"agreed": True}, set()),
    ("who decided alone should not say that the board agreed",
     put("decided", known={"decided_by": "alone"}, taken_by={"decide_alone": ME}), "ratify", {"agreed": True},
     {"not_own_decision"}),
    ("who decided an earlier round alone may",
     put("decided", known={"decided_by": "outside"}, taken_by={"decide_alone": ME}), "ratify",
     {"agreed": True}, set()),
    ("nobody agrees before there is a decision",
     put("decided", known={"decided_by": "alone", "decided_on": "2026-11-20"}), "ratify",
     {"agreed": True, "agreed_on": "2026-11-19"}, {"agreed_later"}),
    ("so does what was decided outside", put("decided", known={"decided_by": "outside"}), "ratify",
     {"agreed": False}, set()),
    ("the board agrees to nothing that it decided itself", put("decided", known={"decided_by": "board"}),
     "ratify", {"agreed": True}, {"to_ratify"}),
    ("it agrees once", put("decided", known={"decided_by": "alone", "agreed": True}), "ratify",
     {"agreed": True}, {"to_ratify"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "here", "action", "data", "refusing"), ROWS, ids=[f"{row[0]} {row[2]}" for row in ROWS]
)
def test_a_step_of_the_board_is_refused_for_its_reasons_only(
    sentence: str, here: TrackFacts, action: str, data: dict[str, object] | None, refusing: set[str]
) -> None:
    assert guards(here, action, data) == refusing


def test_nobody_but_the_chair_has_a_casting_vote() -> None:
    me = Me(roles=frozenset({Role.TRUSTEE}))
    assert guards(sits(*TIED, rules=CASTING), "decide", {"option": YES}, me=me) == {"majority"}


def test_someone_is_kept_back_for_an_appeal_before_a_conduct_question_is_decided() -> None:
    assert guards(put(), "begin_review", LEADS, CONDUCT_TOO) == {"kept_back"}
    assert guards(put(), "begin_review", {**LEADS, "kept_back": THIRD}, CONDUCT_TOO) == set()
    assert guards(put(), "begin_review", {**LEADS, "kept_back": OTHER}, CONDUCT_TOO) == {"kept_apart"}
