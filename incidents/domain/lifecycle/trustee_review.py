"""The board's decision: a question put to it, interests, votes and reasons; or for information only."""

from __future__ import annotations

from incidents.domain.case import Context
from incidents.domain.lifecycle.bars import answered_yes, differs, not_own
from incidents.domain.lifecycle.everywhere import track_machine
from incidents.domain.lifecycle.questions import BECAUSE, day, line, number, person, text, yes_no
from incidents.domain.machine import Guard, State, Transition
from incidents.domain.words import Permission

_CONDUCT = ("discipline", "volunteer_exit", "board_conduct")


def _appeal_kept_back(context: Context) -> bool:
    conduct = any(track.machine in _CONDUCT and not track.ended for track in context.case.tracks)
    return not conduct or context.data is None or context.told("kept_back") is not None


KEPT_BACK = Guard(
    "kept_back",
    "Someone's conduct is part of this case: first name who is kept back to hear an appeal. "
    "They get no papers.",
    _appeal_kept_back,
)
_NOT_OWN = not_own(
    "not_own_question",
    "Nobody should decide alone on a question they put to the board themselves.",
    "start_track",
    "resubmit",
)
_QUORUM = answered_yes(
    "quorum",
    "Too few of the board were there. Meet again, or ask an independent body to decide.",
    "quorum",
)
_KEPT_APART = differs(
    "kept_apart", "The person kept back for an appeal should not review this.", "reviewer", ("kept_back",)
)
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
            "begin_review",
            "Begin to decide",
            "Began to decide",
            ("submitted",),
            "reviewing",
            Permission.DECIDE,
            (KEPT_BACK, _KEPT_APART),
            (
                text("question", "The question, in one or two sentences"),
                person("reviewer", "Who leads the decision"),
                person("kept_back", "Who is kept back to hear an appeal", required=False),
            ),
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
            (_QUORUM,),
            (
                text("interests", "Who declared an interest, or that nobody did"),
                number("votes_for", "Votes for"),
                number("votes_against", "Votes against"),
                yes_no("quorum", "Were enough of the board there without those with an interest?"),
                *_DECISION,
            ),
        ),
        Transition(
            "decide_alone",
            "Decide alone: it cannot wait",
            "The chair decided alone because it could not wait",
            ("reviewing",),
            "decided",
            Permission.DECIDE_ALONE,
            (_NOT_OWN,),
            (text("urgent_because", "Why it could not wait for the board"), *_DECISION),
            "Only where the charity's rules allow it. The board must agree to it at its next meeting: "
            "a task is made for that.",
            opens_task="Ask the board to agree to what the chair decided alone",
        ),
        Transition(
            "decide_outside",
            "Record a decision from outside",
            "An independent body decided",
            ("reviewing",),
            "decided",
            Permission.DECIDE,
            requires=(
                line("body", "Who decided"),
                text("no_quorum_because", "Why the board could not decide itself"),
                *_DECISION,
            ),
        ),
        Transition(
            "note",
            "Noted, for information",
            "The board noted it",
            ("submitted",),
            "noted",
            Permission.DECIDE,
            requires=(day("noted_on", "When it was noted"),),
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
