"""Steps that every machine has (hold, take back, hand over), and how a table gets its bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from incidents.domain.case import Context
from incidents.domain.fields import Kind
from incidents.domain.lifecycle.bars import CASE_NOT_CLOSED, IS_HELD, NOT_CONCERNED, NOT_HELD, people_are_free
from incidents.domain.lifecycle.questions import BECAUSE, any_day, coming_day, line, person, text
from incidents.domain.machine import PREVIOUS, SAME, Guard, Machine, State, Transition
from incidents.domain.words import Permission

# What only moves the hold is undone by the hold's own steps; taking back is not taken back.
_NEVER_TAKEN_BACK = frozenset({"hold", "lift_hold", "take_back"})


def _something_to_take_back(context: Context) -> bool:
    last = context.here.last
    return last is not None and last.action not in _NEVER_TAKEN_BACK


def _own_step(context: Context) -> bool:
    return context.here.last is None or context.here.last.by == context.actor.person_id


def _stayed_in_house(context: Context) -> bool:
    return context.here.last is None or not context.here.last.left_the_house


def _not_merged(context: Context) -> bool:
    return not context.case.merged


NOT_MERGED = Guard(
    "not_merged",
    "This is part of another case now. Go on there.",
    _not_merged,
)
SOMETHING_TO_TAKE_BACK = Guard(
    "something_to_take_back", "There is no step to take back.", _something_to_take_back
)
OWN_STEP = Guard("own_step", "Only the person who took the last step can take it back.", _own_step)
STAYED_IN_HOUSE = Guard(
    "stayed_in_house",
    "The last step sent or told something to someone outside. That cannot be taken back; take the next "
    "step instead.",
    _stayed_in_house,
)


def everywhere(
    states: tuple[str, ...], permission: Permission, never_reopened: tuple[str, ...] = ()
) -> tuple[Transition, ...]:
    """The steps open in every one of `states`; from `never_reopened` nothing is taken back."""
    return (
        Transition(
            "hold",
            "Put on hold",
            "Put on hold",
            states,
            SAME,
            permission,
            (NOT_HELD,),
            (
                line("asked_by", "Who asked for this", "For example the police, or the council"),
                any_day("until", "Until when, if they said", required=False),
                coming_day("next_look", "When you will look at it again"),
                BECAUSE,
            ),
            "Nothing here can be done until the hold is lifted. Time limits set by law run on.",
        ),
        Transition(
            "lift_hold", "Lift the hold", "Lifted the hold", states, SAME, permission, (IS_HELD,), (BECAUSE,)
        ),
        Transition(
            "take_back",
            "Take back the last step",
            "Took back the last step",
            tuple(state for state in states if state not in never_reopened),
            PREVIOUS,
            permission,
            (NOT_HELD, SOMETHING_TO_TAKE_BACK, OWN_STEP, STAYED_IN_HOUSE, NOT_MERGED),
            (BECAUSE,),
            "The history keeps both: the step, and that you took it back.",
        ),
        Transition(
            "hand_over",
            "Hand over to a colleague",
            "Handed over to a colleague",
            states,
            SAME,
            permission,
            (NOT_HELD,),
            (person("colleague", "Who takes it on"), BECAUSE),
        ),
    )


def barred(transition: Transition, *bars: Guard) -> Transition:
    """The same step behind the bars that every step has: who it concerns does not act, nor is chosen."""
    names = tuple(field.name for field in transition.requires if field.kind is Kind.PERSON)
    chosen = (people_are_free(names),) if names else ()
    return replace(transition, guards=(NOT_CONCERNED, *bars, *transition.guards, *chosen))


def machine(
    name: str,
    label: str,
    permission: Permission,
    states: Iterable[State],
    transitions: Iterable[Transition],
    *,
    bars: tuple[Guard, ...] = (),
    never_reopened: tuple[str, ...] = (),
) -> Machine:
    """A machine whose every step stands behind the standard bars; `bars` before all but lifting a hold."""
    places = tuple(states)
    shared = everywhere(tuple(state.name for state in places), permission, never_reopened)
    return Machine(
        name,
        label,
        places,
        [barred(step, NOT_HELD, *bars) for step in transitions],
        [barred(step, *(() if step.action == "lift_hold" else bars)) for step in shared],
    )


def track_machine(
    name: str,
    label: str,
    permission: Permission,
    states: Iterable[State],
    transitions: Iterable[Transition],
    *,
    own_not_needed: bool = False,
    never_reopened: tuple[str, ...] = (),
) -> Machine:
    """A machine for one matter of a case: its first state also leads to `not_needed`, with a reason.

    `own_not_needed`: the table has that state and step itself. No step is taken in a closed case.
    """
    places = tuple(states)
    steps = tuple(transitions)
    if not own_not_needed:
        places = (*places, State("not_needed", "Not needed", final=True))
        steps = (*steps, not_needed(places[0].name, permission))
    return machine(
        name, label, permission, places, steps, bars=(CASE_NOT_CLOSED,), never_reopened=never_reopened
    )


def not_needed(first: str, permission: Permission) -> Transition:
    """The step that ends a matter before it began (design 3: every one can end so, with a reason)."""
    return Transition(
        "not_needed",
        "Not needed",
        "Ended it as not needed",
        (first,),
        "not_needed",
        permission,
        (),
        (text("not_needed_because", "Why it is not needed"),),
    )
