"""The board's decision: a question put to it, interests, votes and reasons; or for information only."""

from __future__ import annotations

from incidents.domain.lifecycle.board_guards import (
    AGREED_LATER,
    DECLARED,
    FOR_INFORMATION,
    HAS_PACK,
    KEPT_APART,
    KEPT_BACK,
    KEPT_BACK_OTHER,
    LED_BY_ANOTHER,
    MAJORITY,
    MAY_BE_ALONE,
    NOT_DECIDED_ALONE,
    NOT_OWN,
    OWN_INTEREST,
    PAPERS_FIRST,
    QUORUM,
    TO_RATIFY,
    TOO_FEW_LEFT,
    VOTED,
    VOTES_ARE_IN,
)
from incidents.domain.lifecycle.everywhere import track_machine
from incidents.domain.lifecycle.questions import BECAUSE, any_day, choice, day, line, person, text, yes_no
from incidents.domain.machine import SAME, State, Transition
from incidents.domain.words import Permission

_OPTION = choice("option", "Which answer was decided")
_DECISION = (
    text("decision", "What was decided"),
    text("reasons", "The reasons", "Above all when the decision is not to report"),
    day("decided_on", "When it was decided"),
)

TRUSTEE_REVIEW = track_machine(
    "trustee_review",
    "The board's decision",
    Permission.ASK_TRUSTEES,
    (
        State("submitted", "Put to the board"),
        State("reviewing", "Being decided"),
        State("returned", "More facts wanted"),
        State("decided", "Decided", final=True),
        State("noted", "Noted", final=True),
        State("withdrawn", "Taken back", final=True),
    ),
    (
        Transition(
            "write_pack",
            "Write the pack for the board",
            "Wrote the pack for the board",
            ("submitted", "returned"),
            SAME,
            Permission.ASK_TRUSTEES,
            requires=(
                text("question", "The question, in one or two sentences"),
                text(
                    "facts",
                    "What happened, in short",
                    "No names that need not be there. Two minutes to read.",
                ),
                text(
                    "options",
                    "The answers the board can choose from",
                    "Two to six, one a line. After a dash, what follows from it: "
                    "Report it – they may ask us questions",
                ),
                text("recommendation", "What you recommend", "Or that you leave it to the board"),
                text("evidence", "What there is to look at, and where it is kept", "One thing a line"),
            ),
            warning="This is what the board will read, on one page. Then hand it over to whoever leads the "
            "decision. Nothing goes out before they begin.",
        ),
        Transition(
            "begin_review",
            "Begin to decide",
            "Began to decide",
            ("submitted",),
            "reviewing",
            Permission.DECIDE,
            (HAS_PACK, KEPT_BACK, KEPT_BACK_OTHER, KEPT_APART, LED_BY_ANOTHER),
            (
                person("reviewer", "Who leads the decision"),
                any_day("decide_by", "When the board decides"),
                person(
                    "kept_back",
                    "Who is kept back to hear an appeal",
                    "They get no papers, and see nothing of this",
                    required=False,
                ),
            ),
            "The pack goes to every board member whom the case does not concern, as it stands now. It cannot "
            "be changed then.",
        ),
        Transition(
            "return",
            "Ask for more facts",
            "Asked for more facts",
            ("reviewing",),
            "returned",
            Permission.DECIDE,
            requires=(text("wanted", "Which facts are wanted"),),
        ),
        Transition(
            "resubmit",
            "Put it to the board again",
            "Put it to the board again",
            ("returned",),
            "submitted",
            Permission.ASK_TRUSTEES,
            requires=(text("new_facts", "What is new"),),
        ),
        Transition(
            "decide",
            "Record the decision",
            "The board decided",
            ("reviewing",),
            "decided",
            Permission.DECIDE,
            (QUORUM, MAJORITY, DECLARED, VOTED, PAPERS_FIRST),
            (_OPTION, *_DECISION),
            "The votes are those that each board member gave here. Where they are equal and your rules give "
            "the chair a casting vote, the chair gives it by recording the decision.",
        ),
        Transition(
            "decide_alone",
            "Decide alone: it cannot wait",
            "The chair decided alone because it could not wait",
            ("reviewing",),
            "decided",
            Permission.DECIDE_ALONE,
            (MAY_BE_ALONE, VOTES_ARE_IN, OWN_INTEREST, NOT_OWN, PAPERS_FIRST),
            (text("urgent_because", "Why it could not wait for the board"), _OPTION, *_DECISION),
            "The board must agree to it at its next meeting: it stands on the board's page until then, and a "
            "task is made for it.",
            opens_task="Ask the board to agree to what the chair decided alone",
        ),
        Transition(
            "decide_outside",
            "Record a decision from outside",
            "An independent body decided",
            ("reviewing",),
            "decided",
            Permission.DECIDE,
            (TOO_FEW_LEFT, PAPERS_FIRST),
            (
                line("body", "Who decided"),
                text("no_quorum_because", "Why the board could not decide itself"),
                *_DECISION,
            ),
            "The board is told at its next meeting and agrees to it or not: it stands on the board's page "
            "until then.",
            opens_task="Ask the board to agree to what was decided outside",
        ),
        Transition(
            "ratify",
            "Record whether the board agreed",
            "Recorded whether the board agreed",
            ("decided",),
            SAME,
            Permission.DECIDE,
            (TO_RATIFY, NOT_DECIDED_ALONE, AGREED_LATER),
            (
                yes_no(
                    "agreed", "Did the board agree to it?", "If it did not, the board decides again next."
                ),
                day("agreed_on", "When the board met"),
                text("agreed_words", "What the board said"),
            ),
        ),
        Transition(
            "note",
            "Noted, for information",
            "The board noted it",
            ("submitted",),
            "noted",
            Permission.DECIDE,
            (FOR_INFORMATION,),
            (day("noted_on", "When it was noted"),),
        ),
        Transition(
            "withdraw",
            "Take it back",
            "Took the question back",
            ("submitted", "reviewing"),
            "withdrawn",
            Permission.ASK_TRUSTEES,
            requires=(BECAUSE,),
        ),
        Transition(
            "review_again",
            "Decide again: there are new facts",
            "Took it up again",
            ("decided",),
            "reviewing",
            Permission.DECIDE,
            requires=(text("new_facts", "What is new"),),
        ),
    ),
)
