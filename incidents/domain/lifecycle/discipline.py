"""The staff procedure, for employees and apprentices: told, heard, decided, a right of appeal (Acas Code)."""

from __future__ import annotations

from incidents.domain.lifecycle.bars import ONE_PERSON, STANDING_FITS, answered_yes, differs
from incidents.domain.lifecycle.everywhere import track_machine
from incidents.domain.lifecycle.heard import HEARD, HEARD_FIELDS, NOT_ALONE, UNDER_18_FIELDS
from incidents.domain.lifecycle.questions import BECAUSE, choice, day, line, person, text, yes_no
from incidents.domain.machine import State, Transition
from incidents.domain.words import Permission

_MAY = Permission.STAFF_CONDUCT
_FITS = (ONE_PERSON, STANDING_FITS)
# Leaving does not end these questions (regulated roles must be referred also when someone left first).
BARRING = (
    yes_no("barring_considered", "Was a referral to the barring service considered?"),
    text("barring_words", "What was decided about it, and why"),
)
APPEAL_TIME_OVER = answered_yes(
    "appeal_time_over",
    "They can still appeal. Wait until the time for an appeal has passed.",
    "window_passed",
)
_APART = differs(
    "decider_apart",
    "The person who decides should not be the one who looked into it.",
    "decider",
    ("investigator",),
)
_APPEAL_APART = differs(
    "appeal_apart",
    "The person who hears the appeal should not have looked into it or decided it.",
    "appeal_hearer",
    ("investigator", "decider"),
)
_DECISIONS = (
    ("no_action", "No action"),
    ("advice", "Advice, training or support"),
    ("first_warning", "First written warning"),
    ("final_warning", "Final written warning"),
    ("dismissed", "Dismissed"),
    ("access_removed", "Access to official accounts taken away"),
)

DISCIPLINE = track_machine(
    "discipline",
    "Staff procedure",
    _MAY,
    (
        State("referred", "Referred"),
        State("informal", "A quiet word"),
        State("investigating", "Being looked into"),
        State("no_case", "Nothing to answer"),
        State("hearing", "Meeting"),
        State("decided", "Decided"),
        State("appealed", "Appealed"),
        State("left", "They left"),
        State("concluded", "Ended", final=True),
    ),
    (
        Transition(
            "talk_informally",
            "Have a quiet word",
            "Had a quiet word",
            ("referred",),
            "informal",
            _MAY,
            (*_FITS, NOT_ALONE),
            (day("talked_on", "When you talked"), text("talked_about", "What was said"), *UNDER_18_FIELDS),
        ),
        Transition(
            "investigate",
            "Look into it",
            "Began to look into it",
            ("referred",),
            "investigating",
            _MAY,
            (*_FITS, NOT_ALONE),
            (
                person("investigator", "Who looks into it"),
                text("questions", "What has to be found out"),
                *UNDER_18_FIELDS,
            ),
        ),
        Transition(
            "find_no_case",
            "There is nothing to answer",
            "Found nothing to answer",
            ("investigating",),
            "no_case",
            _MAY,
            requires=(text("found", "What was found"),),
        ),
        Transition(
            "call_meeting",
            "Call a meeting",
            "Called a meeting",
            ("investigating",),
            "hearing",
            _MAY,
            (NOT_ALONE, _APART),
            (
                day("told_on", "When they were told in writing what is said about them"),
                line("meeting_on", "When the meeting is"),
                yes_no("companion_told", "Were they told that they may bring a colleague or union official?"),
                person("decider", "Who will decide"),
                *UNDER_18_FIELDS,
            ),
            "They must have the evidence in good time before the meeting.",
            leaves_house=True,
        ),
        Transition(
            "adjourn",
            "Break off to find out more",
            "Broke off the meeting to find out more",
            ("hearing",),
            "investigating",
            _MAY,
            requires=(text("to_find_out", "What has to be found out"),),
        ),
        Transition(
            "decide",
            "Record the decision",
            "Decided",
            ("hearing",),
            "decided",
            _MAY,
            (HEARD, NOT_ALONE, _APART),
            (
                choice("decision", "What was decided", _DECISIONS),
                text("reasons", "The reasons"),
                person("decider", "Who decided"),
                day("decided_on", "When they were told"),
                line("appeal_until", "Until when they may appeal, and to whom"),
                *HEARD_FIELDS,
            ),
            "The decision goes to them in writing, with their right to appeal.",
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
            "hear_again",
            "Hold the meeting again",
            "Called the meeting again",
            ("appealed",),
            "hearing",
            _MAY,
            (NOT_ALONE,),
            (BECAUSE, line("meeting_on", "When the meeting is"), *UNDER_18_FIELDS),
        ),
        Transition(
            "conclude_informal",
            "End it",
            "Ended the quiet word",
            ("informal",),
            "concluded",
            _MAY,
            requires=(text("ended_how", "How it ended"),),
        ),
        Transition(
            "conclude_no_case",
            "End it",
            "Ended it with nothing to answer",
            ("no_case",),
            "concluded",
            _MAY,
            requires=(
                yes_no("they_were_told", "Were they told that there is nothing to answer?"),
                text("ended_how", "How it ended"),
            ),
        ),
        Transition(
            "conclude",
            "End it: nobody appealed",
            "Ended it after the time for an appeal",
            ("decided",),
            "concluded",
            _MAY,
            (APPEAL_TIME_OVER,),
            (yes_no("window_passed", "Has the time for an appeal passed?"), *BARRING),
        ),
        Transition(
            "conclude_appeal",
            "Record the answer to the appeal",
            "Answered the appeal",
            ("appealed",),
            "concluded",
            _MAY,
            (HEARD,),
            (text("appeal_answer", "What the appeal decided, and why"), *BARRING),
            leaves_house=True,
        ),
        Transition(
            "note_leaving",
            "They have left",
            "Noted that they left",
            ("referred", "informal", "investigating", "no_case", "hearing", "decided", "appealed"),
            "left",
            _MAY,
            requires=(day("left_on", "When they left"), text("left_words", "How they left")),
            warning="Leaving does not end the questions about barring and regulators.",
        ),
        Transition(
            "conclude_left",
            "End it",
            "Ended it after they left",
            ("left",),
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
