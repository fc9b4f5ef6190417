"""The guards of the case's own steps: who closes it, and what must be so before."""

from __future__ import annotations

from incidents.domain.case import Context
from incidents.domain.lifecycle.standing import OPEN_BEFORE_TRIAGE
from incidents.domain.machine import Guard
from incidents.domain.permissions import permits
from incidents.domain.words import Outcome, Permission

_FINDINGS = frozenset({Outcome.UPHELD, Outcome.PARTLY})


def _leads(context: Context) -> bool:
    return context.case.lead_id in (None, context.actor.person_id)


def _clauses_or_reason(context: Context) -> bool:
    return context.data is None or bool(context.data.get("clauses") or context.data.get("no_clause_because"))


def _something_to_do(context: Context) -> bool:
    given = context.data is None or context.data.get("tracks") or context.data.get("tasks")
    return bool(given or context.case.tracks or context.case.open_tasks)


def _cannot_wait(context: Context) -> bool:
    return context.case.state != "reported" or _among_these(context)


def _theirs_to_start(context: Context) -> bool:
    return permits(context.actor, Permission.TRIAGE) or _among_these(context)


def _among_these(context: Context) -> bool:
    """Whether what is to start is of the kinds that wait for no decision."""
    if context.data is None:
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
THEIRS_TO_START = Guard(
    "theirs_to_start",
    "You can start only these: make it safe, answering, looking after people, telling another body. "
    "Anything else is for whoever makes the first decisions.",
    _theirs_to_start,
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
