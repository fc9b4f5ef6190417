"""The case itself: reported, first decisions, open, closed; what must be done is a matter beside it."""

from __future__ import annotations

from incidents.domain.case import Context
from incidents.domain.fields import Field
from incidents.domain.lifecycle.everywhere import NOT_MERGED, machine
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
from incidents.domain.lifecycle.standing import OPEN_BEFORE_TRIAGE
from incidents.domain.machine import SAME, Guard, State, Transition
from incidents.domain.words import CaseKind, Outcome, Permission, Severity, Told, choices

_FINDINGS = frozenset({Outcome.UPHELD, Outcome.PARTLY})


def _leads(context: Context) -> bool:
    return context.case.lead_id in (None, context.actor.person_id)


def _clauses_or_reason(context: Context) -> bool:
    return context.data is None or bool(context.data.get("clauses") or context.data.get("no_clause_because"))


def _something_to_do(context: Context) -> bool:
    given = context.data is None or context.data.get("tracks") or context.data.get("tasks")
    return bool(given or context.case.tracks or context.case.open_tasks)


def _cannot_wait(context: Context) -> bool:
    if context.data is None or context.case.state != "reported":
        return True
    return str(context.data.get("track", "")).partition(":")[0] in OPEN_BEFORE_TRIAGE


def _matters_ended(context: Context) -> bool:
    return all(track.ended for track in context.case.tracks)


def _tasks_done(context: Context) -> bool:
    return context.case.open_tasks == 0


def _complaint_answered(context: Context) -> bool:
    answers = [track.ended for track in context.case.tracks if track.machine == "response"]
    return not context.case.complaint or (bool(answers) and all(answers))


def _heard(context: Context) -> bool:
    return (
        context.data is None
        or context.data.get("outcome") not in _FINDINGS
        or bool(context.data.get("heard"))
    )


def _second_person(context: Context) -> bool:
    return context.data is None or context.data.get("second_person") != context.actor.person_id


def _not_same(context: Context) -> bool:
    return context.data is None or context.data.get("outcome") != Outcome.SAME


LEADS = Guard(
    "leads",
    "Only the person who leads this case can close it. Ask them, or ask them to hand it over.",
    _leads,
)
CLAUSES = Guard("clauses", "Choose the clauses, or say why no clause applies.", _clauses_or_reason)
WORK = Guard("work", "Choose at least one thing to start, or write down something to do.", _something_to_do)
CANNOT_WAIT = Guard(
    "cannot_wait",
    "Before the first decisions only these can start: make it safe, answering, looking after people, "
    "telling another body.",
    _cannot_wait,
)
ENDED = Guard("ended", "First end everything that is being done.", _matters_ended)
TASKS = Guard("tasks", "First finish everything on the list of things to do.", _tasks_done)
ANSWERED = Guard(
    "answered", "A complaint needs an answer first, or a reason why none is due.", _complaint_answered
)
HEARD = Guard("heard", "First write down how the person it is about was heard, or why they were not.", _heard)
SECOND = Guard(
    "second", "Someone other than you must agree that a report was made in bad faith.", _second_person
)
NOT_SAME = Guard("not_same", "Use “Same as another case” instead, so that nothing is lost.", _not_same)

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
_SAFE = (LEADS, ANSWERED, HEARD, SECOND, NOT_SAME, FOLLOWED, NATIONAL_BODY_TOLD)

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
            Permission.TRIAGE,
            (CANNOT_WAIT, STATED),
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
            "What happened stays here until the day you choose.",
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
            "What happened stays here until the day you choose.",
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
