"""How a board decides: one row, one sentence."""

from __future__ import annotations

import re

import pytest

from incidents.domain.board import (
    ABSTAIN,
    ALL,
    KEPT_BACK,
    MORE_THAN_HALF,
    RECUSED,
    TWO_THIRDS,
    Board,
    BoardRules,
    OptionFault,
    Seat,
    assumed_rules,
    carries,
    options_of,
    tally,
)

YES, NO, LATER = "option_1", "option_2", "option_3"
PARTS = {"k": KEPT_BACK, "r": RECUSED}
VOTES = {"y": YES, "n": NO, "l": LATER, "a": ABSTAIN}


def seats(word: str) -> tuple[Seat, ...]:
    """y, n, l: voted so; a: abstained; -: declared no interest; ?: said nothing; k: kept back; r: aside."""
    found = []
    for number, mark in enumerate(word):
        if mark in PARTS:
            found.append(Seat(str(number), PARTS[mark], "declared" if mark == "r" else ""))
        else:
            found.append(Seat(str(number), interest="" if mark == "?" else "none", vote=VOTES.get(mark, "")))
    return tuple(found)


# the sentence; the seats; quorum; majority; enough are left; enough voted; the winner; the tied
ROWS = (
    ("three of three agree", "yyy", 3, MORE_THAN_HALF, True, True, YES, ()),
    ("two against one is more than half", "yyn", 3, MORE_THAN_HALF, True, True, YES, ()),
    ("one against one is a tie", "yn", 2, MORE_THAN_HALF, True, True, None, (YES, NO)),
    ("half is not more than half", "yynl", 3, MORE_THAN_HALF, True, True, None, ()),
    ("who abstains was there, and counts for no answer", "yaa", 3, MORE_THAN_HALF, True, True, YES, ()),
    ("when all abstain nothing is decided", "aaa", 3, MORE_THAN_HALF, True, True, None, ()),
    ("two votes are too few for three", "yy-", 3, MORE_THAN_HALF, True, False, YES, ()),
    ("nobody has said anything", "???", 3, MORE_THAN_HALF, True, False, None, ()),
    ("who declared an interest leaves the count", "yyr", 3, MORE_THAN_HALF, False, False, YES, ()),
    ("who is kept back leaves the count", "yyyk", 3, MORE_THAN_HALF, True, True, YES, ()),
    ("kept back and aside leave too few", "yykr", 3, MORE_THAN_HALF, False, False, YES, ()),
    ("two thirds is reached exactly", "yyn", 3, TWO_THIRDS, True, True, YES, ()),
    ("three of five are not two thirds", "yyynn", 3, TWO_THIRDS, True, True, None, ()),
    ("abstentions do not weigh down two thirds", "yyna", 3, TWO_THIRDS, True, True, YES, ()),
    ("all means all", "yyn", 3, ALL, True, True, None, ()),
    ("all who voted are all, when one abstains", "yya", 3, ALL, True, True, YES, ()),
    ("three answers may be tied", "ynl", 3, MORE_THAN_HALF, True, True, None, (YES, NO, LATER)),
    ("a board of one where one is enough", "y", 1, MORE_THAN_HALF, True, True, YES, ()),
    ("nobody at all", "", 2, MORE_THAN_HALF, False, False, None, ()),
)


@pytest.mark.parametrize(
    ("sentence", "word", "quorum", "majority", "left", "voted", "winner", "tied"),
    ROWS,
    ids=[row[0] for row in ROWS],
)
def test_the_votes_are_counted_as_the_rules_say(
    sentence: str,
    word: str,
    quorum: int,
    majority: str,
    left: bool,
    voted: bool,
    winner: str | None,
    tied: tuple[str, ...],
) -> None:
    count = tally(seats(word), BoardRules(quorum, majority))
    assert (count.can_decide, count.quorate, count.winner, count.tied) == (left, voted, winner, tied)


def test_who_has_still_to_say_or_to_vote_is_known() -> None:
    count = tally(seats("y-?rk"), BoardRules(2))
    assert (count.to_declare, count.to_vote) == (("2",), ("1", "2"))
    assert (count.deciding, count.voted, count.votes, count.abstained) == (3, 1, {YES: 1}, 0)


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("yyr", "Too few can decide this: 2 are left, and 3 are needed."),
        ("y--", "1 of 3 have voted; 3 are needed."),
        ("yyy-", "3 of 4 have voted. That is enough for a decision."),
    ],
)
def test_how_it_stands_is_said_without_telling_who_voted_what(word: str, sentence: str) -> None:
    assert tally(seats(word), BoardRules(3)).sentence == sentence


# the sentence; the seats; what is decided; who records it; do they chair; casting vote; majority; carried
CASTING = (
    ("the majority carries, whoever records it", "yyn", YES, "2", False, False, MORE_THAN_HALF, True),
    ("what has no majority does not carry", "yyn", NO, "0", True, True, MORE_THAN_HALF, False),
    ("the chair parts a tie with the casting vote", "yn", NO, "0", True, True, MORE_THAN_HALF, True),
    ("nobody else has a casting vote", "yn", NO, "0", False, True, MORE_THAN_HALF, False),
    ("no casting vote where the rules give none", "yn", NO, "0", True, False, MORE_THAN_HALF, False),
    ("the casting vote is for one of the tied", "yynnl", LATER, "0", True, True, MORE_THAN_HALF, False),
    ("it never makes two thirds of a half", "yn", NO, "0", True, True, TWO_THIRDS, False),
    ("a chair who stood aside casts nothing", "rynyn", YES, "0", True, True, MORE_THAN_HALF, False),
    ("a chair who has not declared casts nothing", "?ynyn", YES, "0", True, True, MORE_THAN_HALF, False),
    ("a chair without a seat casts nothing", "ynyn", YES, "9", True, True, MORE_THAN_HALF, False),
)


@pytest.mark.parametrize(
    ("sentence", "word", "option", "who", "chairs", "casting", "majority", "carried"),
    CASTING,
    ids=[row[0] for row in CASTING],
)
def test_an_answer_is_decided_by_its_majority_or_by_the_casting_vote(
    sentence: str,
    word: str,
    option: str,
    who: str,
    chairs: bool,
    casting: bool,
    majority: str,
    carried: bool,
) -> None:
    board = Board(BoardRules(2, majority, casting_vote=casting), seats(word))
    assert carries(board, option, who, chairs=chairs) is carried


@pytest.mark.parametrize(("size", "quorum"), [(1, 2), (2, 2), (3, 3), (5, 3), (12, 3)])
def test_until_the_rules_are_written_down_three_are_enough_or_a_smaller_board(size: int, quorum: int) -> None:
    rules = assumed_rules(size)
    assert (rules.quorum, rules.majority) == (quorum, MORE_THAN_HALF)
    assert (rules.casting_vote, rules.alone_allowed, rules.assumed) == (False, False, True)


def test_those_who_know_nothing_of_it_are_those_kept_back_or_aside() -> None:
    assert Board(BoardRules(2), seats("ykr?")).aside == {"1", "2"}


def test_the_answers_are_read_one_a_line_with_what_follows() -> None:
    found = options_of(
        "Report it – they may ask us\n\n- Wait - we look again: in May\n2) Say no: we say why\n"
    )
    assert [(one.key, one.label, one.follows) for one in found] == [
        ("option_1", "Report it", "they may ask us"),
        ("option_2", "Wait", "we look again: in May"),
        ("option_3", "Say no", "we say why"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Report it – they may ask us", "Write two to six answers, one a line; there is 1 now"),
        ("\n".join(f"Answer {n} – so" for n in range(7)), "there are 7 now"),
        ("Report it – they may ask us\nDo not", "Answer 2: say after a dash what follows from it"),
        ("Report it – so\nreport it – not", "Answer 2 stands there twice"),
        ("Well-known – so\n– nothing", "Answer 2: say after a dash"),
    ],
)
def test_answers_that_cannot_be_read_say_how_to_mend_them(text: str, message: str) -> None:
    with pytest.raises(OptionFault, match=re.escape(message)):
        options_of(text)
