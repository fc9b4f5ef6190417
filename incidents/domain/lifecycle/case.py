"""The case itself: reported, first decisions, open, closed; what must be done is a matter beside it."""

from __future__ import annotations

from incidents.domain.fields import Field
from incidents.domain.lifecycle.case_guards import (
    ANSWERED,
    CANNOT_WAIT,
    CLAUSES,
    ENDED,
    HEARD,
    LEADS,
    NOT_SAME,
    SECOND,
    TASKS,
    THEIRS_TO_START,
    WORK,
)
from incidents.domain.lifecycle.everywhere import NOT_MERGED, machine
from incidents.domain.lifecycle.external_guards import ALL_TOLD
from incidents.domain.lifecycle.judging import (
    FINAL_WORD,
    FOLLOWED,
    JUDGE_FIELDS,
    NATIONAL_BODY_TOLD,
    SET_ASIDE_FIELDS,
    STATED,
)
from incidents.domain.lifecycle.questions import (
    BECAUSE,
    YES_NO_UNKNOWN,
    choice,
    coming_day,
    line,
    person,
    several,
    text,
    yes_no,
)
from incidents.domain.machine import SAME, State, Transition
from incidents.domain.words import CaseKind, Outcome, Permission, Severity, Told, choices

_TOLD = choices(Told)
_CLOSING: tuple[Field, ...] = (
    choice("outcome", "How did it end?", choices(Outcome)),
    text("outcome_because", "Why"),
    person(
        "second_person",
        "Who else agrees that it was made in bad faith",
        when=("outcome", (Outcome.BAD_FAITH,)),
    ),
    text(
        "heard",
        "How the person it is about was told and heard, or why not",
        "Needed when it is upheld or partly upheld",
        required=False,
    ),
    yes_no("safeguarding", "Is there anything about the safety of a child or an adult at risk?"),
    yes_no("personal_data_lost", "Did anyone see personal information they should not have seen?"),
    yes_no("serious_incident", "Could this be a serious incident that a regulator must know of?"),
    choice("reporter_told", "Was the person who reported it told how it ended?", _TOLD),
    text("reporter_not_told_because", "Why not", when=("reporter_told", (Told.NOT_TOLD,))),
    choice("complainant_told", "Was the person who complained told?", _TOLD),
    text("complainant_not_told_because", "Why not", when=("complainant_told", (Told.NOT_TOLD,))),
    choice("affected_told", "Were the people affected told?", _TOLD),
    text("affected_not_told_because", "Why not", when=("affected_told", (Told.NOT_TOLD,))),
    coming_day("keep_until", "Keep this until", "Ask what your charity keeps, and for how long"),
    text("keep_reason", "Why until then"),
)
_AFTER_CLOSING = "What happened stays here until the day you choose. Deadlines that still run end with it."
_SAFE = (LEADS, ANSWERED, HEARD, SECOND, NOT_SAME, FOLLOWED, NATIONAL_BODY_TOLD, ALL_TOLD)

CASE = machine(
    "case",
    "The case",
    Permission.TRIAGE,
    (
        State("reported", "New"),
        State("triage", "First decisions"),
        State("open", "Open"),
        State("closed", "Closed", final=True),
    ),
    (
        Transition(
            "look",
            "Take a first look",
            "Took a first look",
            ("reported",),
            "triage",
            Permission.TRIAGE,
            requires=(
                yes_no("danger", "Could a child or an adult at risk be harmed?"),
                line(
                    "safeguarding_record",
                    "Where the safeguarding record is kept",
                    "Only where it is: this is not the safeguarding record",
                    when=("danger", ("yes",)),
                ),
                choice("still_up", "Is it still up?", YES_NO_UNKNOWN),
                choice("personal_data", "Does it show personal information?", YES_NO_UNKNOWN),
                person("lead", "Who leads this case?"),
                yes_no("can_wait", "Can the rest wait until Monday?"),
            ),
        ),
        Transition(
            "open",
            "Open the case",
            "Made the first decisions",
            ("triage",),
            "open",
            Permission.TRIAGE,
            (CLAUSES, WORK, STATED),
            (
                line("title", "What to call this case", "No names: “Photograph of a family on our page”"),
                choice("kind", "What sort of thing is it?", choices(CaseKind)),
                choice("severity", "How serious is it?", choices(Severity)),
                several("clauses", "Which clauses may have been broken?", required=False),
                text("no_clause_because", "If no clause applies: why", required=False),
                several("tracks", "What must be done?", required=False),
                text("tasks", "Anything else to do", "One on each line", required=False),
            ),
        ),
        Transition(
            "start_track",
            "Start something",
            "Started something",
            ("reported", "triage", "open"),
            SAME,
            Permission.START,
            (CANNOT_WAIT, THEIRS_TO_START, STATED),
            (choice("track", "What must be done?"), text("track_because", "Why", required=False)),
        ),
        Transition(
            "judge",
            "Look up what the policy says",
            "Looked up what the policy says",
            ("triage", "open"),
            SAME,
            Permission.TRIAGE,
            requires=JUDGE_FIELDS,
        ),
        Transition(
            "set_aside",
            "Decide against what the policy says will follow",
            "Decided against what the policy says will follow",
            ("triage", "open"),
            SAME,
            Permission.SET_ASIDE,
            (FINAL_WORD,),
            SET_ASIDE_FIELDS,
        ),
        Transition(
            "close",
            "Close the case",
            "Closed the case",
            ("triage",),
            "closed",
            Permission.CLOSE,
            (*_SAFE, ENDED, TASKS),
            _CLOSING,
            _AFTER_CLOSING,
        ),
        Transition(
            "close",
            "Close the case",
            "Closed the case",
            ("open",),
            "closed",
            Permission.CLOSE,
            (*_SAFE, ENDED, TASKS),
            (*_CLOSING, text("lessons", "What will you do differently, or “nothing to change, because …”")),
            _AFTER_CLOSING,
        ),
        Transition(
            "merge",
            "Same as another case",
            "Joined it to another case",
            ("triage", "open"),
            "closed",
            Permission.CLOSE,
            (LEADS,),
            (line("same_as", "The reference of the other case", "For example FTS-7K3P-M"), BECAUSE),
            "What is being done goes on in the other case. Whoever reported this still sees how it stands.",
        ),
        Transition(
            "reopen",
            "Open it again",
            "Opened it again",
            ("closed",),
            "triage",
            Permission.CLOSE,
            (NOT_MERGED,),
            (BECAUSE,),
        ),
    ),
)
