"""Talking with the volunteer, never the staff procedure: staying with support, or leaving well."""

from __future__ import annotations

from incidents.domain.lifecycle.bars import ONE_PERSON, STANDING_FITS, differs
from incidents.domain.lifecycle.discipline import BARRING
from incidents.domain.lifecycle.everywhere import track_machine
from incidents.domain.lifecycle.heard import HEARD, HEARD_FIELDS, NOT_ALONE, UNDER_18_FIELDS
from incidents.domain.lifecycle.questions import any_day, day, person, text, yes_no
from incidents.domain.machine import SAME, State, Transition
from incidents.domain.words import Permission

_MAY = Permission.VOLUNTEER_CONDUCT
_FITS = (ONE_PERSON, STANDING_FITS)
_APPEAL_APART = differs(
    "appeal_apart",
    "The person who hears the appeal should not have talked or decided before.",
    "appeal_hearer",
    ("talked_by", "decider"),
)

VOLUNTEER_EXIT = track_machine(
    "volunteer_exit",
    "Talking with the volunteer",
    _MAY,
    (
        State("raised", "Raised"),
        State("talking", "Talking"),
        State("supported", "Staying, with support"),
        State("leaving", "Leaving"),
        State("appealed", "Asked for a second look"),
        State("concluded", "Ended", final=True),
    ),
    (
        Transition(
            "talk",
            "Talk with them",
            "Talked with them",
            ("raised", "supported"),
            "talking",
            _MAY,
            (*_FITS, NOT_ALONE),
            (
                day("told_on", "When they were told what is said about them"),
                person("talked_by", "Who talked with them"),
                text("talked_about", "What you talked about"),
                *UNDER_18_FIELDS,
            ),
        ),
        Transition(
            "step_back",
            "Agree that they pause while it is looked into",
            "Agreed a pause",
            ("raised", "talking"),
            SAME,
            _MAY,
            _FITS,
            (
                day("paused_on", "From when"),
                text("pause_words", "What was agreed; a pause is not a judgement"),
            ),
        ),
        Transition(
            "support",
            "They stay, with support",
            "Agreed that they stay, with support",
            ("talking",),
            "supported",
            _MAY,
            (HEARD, NOT_ALONE),
            (
                text("agreed", "What was agreed: training, support, a changed role"),
                any_day("look_again_on", "When you look at it again"),
                *HEARD_FIELDS,
            ),
        ),
        Transition(
            "leave",
            "They leave",
            "Agreed or asked that they leave",
            ("talking",),
            "leaving",
            _MAY,
            (HEARD, NOT_ALONE),
            (
                text("leaving_because", "Why they leave, and who decided"),
                person("decider", "Who decided"),
                day("leaving_on", "From when"),
                text("right_to_ask", "How they were told that they may ask for a second look"),
                *HEARD_FIELDS,
            ),
            leaves_house=True,
        ),
        Transition(
            "appeal",
            "They ask for a second look",
            "Was asked for a second look",
            ("leaving",),
            "appealed",
            _MAY,
            (_APPEAL_APART,),
            (
                day("appealed_on", "When they asked"),
                text("appeal_words", "What they say"),
                person("appeal_hearer", "Who looks at it again"),
            ),
        ),
        Transition(
            "conclude",
            "End it",
            "Ended the talks",
            ("raised", "talking", "supported"),
            "concluded",
            _MAY,
            requires=(text("ended_how", "How it ended"),),
        ),
        Transition(
            "conclude_leaving",
            "End it: they have left",
            "Ended it: they have left",
            ("leaving",),
            "concluded",
            _MAY,
            requires=(
                text("family_told", "Has any family they visit been told, and who visits now?"),
                yes_no("rights_handed_back", "Are page rights, groups, papers and keys handed back?"),
                *BARRING,
            ),
        ),
        Transition(
            "conclude_appeal",
            "Record the answer",
            "Answered after a second look",
            ("appealed",),
            "concluded",
            _MAY,
            (HEARD,),
            (text("appeal_answer", "What was decided, and why"), *BARRING),
            leaves_house=True,
        ),
    ),
    never_reopened=("concluded",),
)
