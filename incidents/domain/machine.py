"""How a table of transitions answers: what may happen now, why not, and where a step leads.

A machine holds no state: callers pass the facts in and get the next state back, so that one table serves
the page, the command line, the tests and the documents. The vocabulary is that of Viewflow's light core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from incidents.domain.access import Facts, Reason, decide
from incidents.domain.case import Context
from incidents.domain.fields import Data, Field, ask, blank, needed
from incidents.domain.permissions import permits
from incidents.domain.words import Permission

SAME = "same"
PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class State:
    """A place to be. `final`: the matter counts as ended, though some can be taken up again."""

    name: str
    label: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A fact that must hold, and what the reader is told when it does not.

    A bar is never lifted; a *should* (`liftable`) may be, with a reason that shows in the trail.
    """

    key: str
    sentence: str
    holds: Callable[[Context], bool]
    liftable: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow: who may draw it, when, what they must write down, and what it means.

    `label` is the button, `done` the past-tense sentence of the trail, `warning` what follows, shown before.
    `leaves_house` steps cannot be taken back: something was sent. `opens_task` is the title of a task that
    the step leaves behind.
    """

    action: str
    label: str
    done: str
    sources: tuple[str, ...]
    target: str
    permission: Permission
    guards: tuple[Guard, ...] = ()
    requires: tuple[Field, ...] = ()
    warning: str = ""
    leaves_house: bool = False
    opens_task: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: `code` for programs, `message` for people; `guard` names a *should* that a reason can lift."""

    code: str
    message: str
    guard: str = ""


NO_SUCH_STEP = Refusal("no_such_step", "This step is not open now. Something may have changed meanwhile.")


class Refused(Exception):
    """A step that may not happen now; `refusals` lists every reason."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(refusal.message for refusal in refusals))
        self.refusals = refusals


class MachineFault(ValueError):
    """A table that cannot be a machine; raised while it is being built."""


class Machine:
    """A named table of states and transitions, checked when it is built.

    `everywhere` are the steps open in every state (hold, take back, …); no state needs them to reach its end.
    """

    def __init__(
        self,
        name: str,
        label: str,
        states: Iterable[State],
        transitions: Iterable[Transition],
        everywhere: Iterable[Transition] = (),
    ) -> None:
        self.name = name
        self.label = label
        self.states = {state.name: state for state in states}
        self.initial = next(iter(self.states))
        self.transitions = tuple(transitions)
        self.everywhere = tuple(everywhere)
        self._arrows: dict[tuple[str, str], Transition] = {}
        for transition in (*self.transitions, *self.everywhere):
            self._add(transition)
        self._check_reachable()

    def find(self, state: str, action: str) -> Transition | None:
        """The arrow called `action` out of `state`, or None."""
        return self._arrows.get((state, action))

    def refusals(self, action: str, context: Context) -> tuple[Refusal, ...]:
        """Every reason why `action` may not happen now; none means go.

        Permission is asked before guards, so that a refusal tells nothing to someone not entitled.
        With `context.data` the required fields are checked and the lifted *should* guards are left out.
        """
        transition = self.find(context.here.state, action)
        if transition is None:
            return (NO_SUCH_STEP,)
        decision = decide(
            Facts(
                permitted=permits(context.actor, transition.permission),
                open_now=self._leads_somewhere(transition, context),
            )
        )
        if Reason.STATE in decision.reasons:
            return (NO_SUCH_STEP,)
        if not decision.allowed:
            return (_not_permitted(transition),)
        lifted = _lifted(context.data)
        unmet = tuple(
            _unmet(guard)
            for guard in transition.guards
            if not guard.holds(context) and not (guard.liftable and guard.key in lifted)
        )
        return unmet + _missing(transition, context.data)

    def fire(self, action: str, context: Context) -> str:
        """The state that `action` leads to. Raises `Refused` with all the reasons if it may not happen.

        Firing without data is firing with nothing written down: required fields are still asked for.
        """
        if context.data is None:
            context = replace(context, data={})
        if refusals := self.refusals(action, context):
            raise Refused(refusals)
        return self._target(self._arrows[context.here.state, action], context)

    def available(self, context: Context) -> Iterator[tuple[Transition, tuple[Refusal, ...]]]:
        """Each step out of the present state that the actor is permitted, and what refuses it now."""
        for (source, action), transition in self._arrows.items():
            if source == context.here.state and permits(context.actor, transition.permission):
                yield transition, self.refusals(action, context)

    def ended(self, state: str) -> bool:
        """Whether a matter in `state` counts as ended."""
        return self.states[state].final

    def _leads_somewhere(self, transition: Transition, context: Context) -> bool:
        """Whether the way back, if it is asked for, is an arrow of this table; a newer table may lack it."""
        last = context.here.last
        if transition.target != PREVIOUS or last is None:
            return True
        return self.find(last.origin, last.action) is not None

    def _target(self, transition: Transition, context: Context) -> str:
        if transition.target == PREVIOUS:
            return context.here.last.origin if context.here.last else context.here.state
        return context.here.state if transition.target == SAME else transition.target

    def _add(self, transition: Transition) -> None:
        places = {*transition.sources, transition.target} - {SAME, PREVIOUS}
        if unknown := places - set(self.states):
            raise MachineFault(f"{self.name}: {transition.action} names unknown states: {_listed(unknown)}")
        for source in transition.sources:
            if (source, transition.action) in self._arrows:
                raise MachineFault(f"{self.name}: {transition.action} leaves {source} twice")
            self._arrows[source, transition.action] = transition

    def _check_reachable(self) -> None:
        moves = [t for t in self.transitions if t.target not in (SAME, PREVIOUS)]
        steps = [(source, transition.target) for transition in moves for source in transition.sources]
        if lost := set(self.states) - _closure({self.initial}, steps):
            raise MachineFault(f"{self.name}: nothing leads to {_listed(lost)}")
        ends = {state.name for state in self.states.values() if state.final}
        if stuck := set(self.states) - _closure(ends, [(target, source) for source, target in steps]):
            raise MachineFault(f"{self.name}: no end can be reached from {_listed(stuck)}")


def _not_permitted(transition: Transition) -> Refusal:
    return Refusal("not_permitted", f"Only someone who may {transition.permission.label} can do this.")


def _unmet(guard: Guard) -> Refusal:
    if guard.liftable:
        return Refusal("should", guard.sentence, guard.key)
    return Refusal("not_yet", guard.sentence)


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))


def _lifted(data: Data | None) -> frozenset[str]:
    """The keys of the *should* guards that came with a reason."""
    lifting = (data or {}).get("lifting")
    reasons = lifting if isinstance(lifting, dict) else {}
    return frozenset(key for key, reason in reasons.items() if isinstance(reason, str) and not blank(reason))


def _missing(transition: Transition, data: Data | None) -> tuple[Refusal, ...]:
    if data is None:
        return ()
    return tuple(
        Refusal("missing", ask(field))
        for field in transition.requires
        if blank(data.get(field.name)) and needed(field, data)
    )


def _closure(start: set[str], steps: list[tuple[str, str]]) -> set[str]:
    seen: set[str] = set()
    ahead = set(start)
    while ahead:
        seen |= ahead
        ahead = {target for source, target in steps if source in seen} - seen
    return seen
