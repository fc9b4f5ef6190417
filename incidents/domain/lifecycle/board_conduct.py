"""A board member's conduct, under the governing document: a talk, or a panel; hearing before finding."""

from __future__ import annotations

from incidents.domain.lifecycle.bars import ONE_PERSON, STANDING_FITS, differs
from incidents.domain.lifecycle.discipline import APPEAL_TIME_OVER, BARRING
from incidents.domain.lifecycle.everywhere import track_machine
from incidents.domain.lifecycle.heard import HEARD, HEARD_FIELDS, NOT_ALONE, UNDER_18_FIELDS
from incidents.domain.lifecycle.questions import choice, day, line, person, text, yes_no
from incidents.domain.machine import State, Transition
from incidents.domain.words import Permission

_MAY = Permission.BOARD_CONDUCT
_FITS = (ONE_PERSON, STANDING_FITS)
_APPEAL_APART = differs(
    "appeal_apart",
    "The person who hears the appeal should not have been on the panel.",
    "appeal_hearer",
    ("panel_lead", "second_panel_member"),
)
_DECISIONS = (
    ("no_action", "No action"),
    ("advice", "Advice or training"),
    ("apology", "An apology"),
    ("steps_back", "They step back from a task"),
    ("removed", "Removed under the governing document"),
)

BOARD_CONDUCT = track_machine(
    "board_conduct",
    "A board member's conduct",
    _MAY,
    (
        State("raised", "Raised"),
        State("talking", "Talking"),
        State("panel", "Panel named"),
        State("heard", "Heard"),
        State("decided", "Decided"),
        State("appealed", "Appealed"),
        State("resigned", "Resigned"),
        State("concluded", "Ended", final=True),
    ),
    (
        Transition(
            "talk",
            "Talk with them",
            "Talked with them",
            ("raised",),
            "talking",
            _MAY,
            (*_FITS, NOT_ALONE),
            (
                day("told_on", "When they were told what is said about them"),
                person("talked_by", "Who talked with them"),
                text("talked_about", "What was said"),
                *UNDER_18_FIELDS,
            ),
        ),
        Transition(
            "name_panel",
            "Name a panel",
            "Named a panel",
            ("raised",),
            "panel",
            _MAY,
            _FITS,
            (
                person("panel_lead", "Who leads the panel"),
                person("second_panel_member", "Who else is on it", required=False),
                line("under", "Under which part of the governing document"),
                day("told_on", "When they were told in writing what is said about them"),
            ),
        ),
        Transition(
            "hear",
            "Record what they said",
            "Heard them",
            ("panel",),
            "heard",
            _MAY,
            (NOT_ALONE,),
            (
                day("heard_on", "When they were heard"),
                text("answer", "What they said", required=False),
                text("no_answer_because", "If they gave no answer, why", required=False),
                *UNDER_18_FIELDS,
            ),
        ),
        Transition(
            "decide",
            "Record the decision",
            "Decided",
            ("heard",),
            "decided",
            _MAY,
            (HEARD,),
            (
                choice("decision", "What was decided", _DECISIONS),
                text("reasons", "The reasons"),
                day("decided_on", "When they were told"),
                line("appeal_until", "Until when they may appeal, and to whom"),
                *HEARD_FIELDS,
            ),
            leaves_house=True,
        ),
        Transition(
            "appeal",
            "They appeal",
            "Received an appeal",
            ("decided",),
            "appealed",
            _MAY,
            (_APPEAL_APART,),
            (
                day("appealed_on", "When they appealed"),
                text("appeal_words", "What they say"),
                person("appeal_hearer", "Who hears the appeal"),
            ),
        ),
        Transition(
            "conclude_appeal",
            "Record the answer to the appeal",
            "Answered the appeal",
            ("appealed",),
            "concluded",
            _MAY,
            (HEARD,),
            (text("appeal_answer", "What the appeal decided, and why"),),
            leaves_house=True,
        ),
        Transition(
            "conclude",
            "End it",
            "Ended it",
            ("raised", "talking"),
            "concluded",
            _MAY,
            requires=(text("ended_how", "How it ended"),),
        ),
        Transition(
            "conclude_decision",
            "End it: nobody appealed",
            "Ended it after the time for an appeal",
            ("decided",),
            "concluded",
            _MAY,
            (APPEAL_TIME_OVER,),
            (yes_no("window_passed", "Has the time for an appeal passed?"),),
        ),
        Transition(
            "note_resignation",
            "They resigned",
            "Noted that they resigned",
            ("raised", "talking", "panel", "heard", "decided", "appealed"),
            "resigned",
            _MAY,
            requires=(day("resigned_on", "When they resigned"), text("resigned_words", "How they resigned")),
            warning="Resigning does not end the questions about barring and regulators.",
        ),
        Transition(
            "conclude_resigned",
            "End it",
            "Ended it after they resigned",
            ("resigned",),
            "concluded",
            _MAY,
            requires=(
                *BARRING,
                yes_no("regulators_considered", "Was it considered whether a regulator must be told?"),
            ),
        ),
    ),
    never_reopened=("concluded",),
)
