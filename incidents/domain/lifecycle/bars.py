"""The guards that more than one table needs: who is too close, what is held, who must not be the same."""

from __future__ import annotations

from incidents.domain.case import Context
from incidents.domain.lifecycle.standing import FITS
from incidents.domain.machine import Guard


def _too_close(context: Context) -> frozenset[str]:
    """The persons this concerns: those the case is hidden from, and the person the matter is about."""
    about = context.track.person if context.track is not None else None
    own = {about.person_id} if about is not None and about.person_id else set()
    return context.case.excluded | own


def _actor_is_free(context: Context) -> bool:
    return context.actor.person_id not in _too_close(context)


def _nothing_held(context: Context) -> bool:
    return context.here.hold is None


def _held(context: Context) -> bool:
    return context.here.hold is not None


def _case_runs(context: Context) -> bool:
    return context.case.state != "closed"


def _has_person(context: Context) -> bool:
    return context.track is not None and context.track.person is not None


def _standing_fits(context: Context) -> bool:
    """Whether the person's standing at the time of the act has this procedure; no person: another guard."""
    track = context.track
    return track is None or track.person is None or track.person.standing in FITS[track.machine]


NOT_CONCERNED = Guard("not_concerned", "You cannot act in something that concerns you.", _actor_is_free)
NOT_HELD = Guard("not_held", "This is on hold. Lift the hold first.", _nothing_held)
IS_HELD = Guard("is_held", "There is no hold to lift.", _held)
CASE_NOT_CLOSED = Guard("case_not_closed", "This case is closed. Reopen it first.", _case_runs)
ONE_PERSON = Guard(
    "one_person", "Say which person this is about: it can be about one person only.", _has_person
)
STANDING_FITS = Guard(
    "standing_fits",
    "This is not the right way for what this person was to the charity. End it as not needed, "
    "and choose another way.",
    _standing_fits,
)


def people_are_free(names: tuple[str, ...]) -> Guard:
    """A bar for a step whose fields `names` name people: none of them may be someone the matter concerns."""

    def holds(context: Context) -> bool:
        close = _too_close(context)
        return all((context.data or {}).get(name) not in close for name in names)

    return Guard("people_are_free", "You chose someone this concerns. Choose somebody else.", holds)


def answered_yes(key: str, sentence: str, name: str) -> Guard:
    """A bar: the yes-or-no question `name` of the step is answered with yes, once it is answered."""

    def holds(context: Context) -> bool:
        return (context.data or {}).get(name) is not False

    return Guard(key, sentence, holds)


def differs(key: str, sentence: str, name: str, others: tuple[str, ...]) -> Guard:
    """A *should*: the person given now as `name` is none of those named as `others`, now or earlier."""

    def holds(context: Context) -> bool:
        chosen = (context.data or {}).get(name)
        return chosen is None or all(chosen not in _named(context.told(other)) for other in others)

    return Guard(key, sentence, holds, liftable=True)


def not_own(key: str, sentence: str, *actions: str) -> Guard:
    """A *should*: the actor is not the one who last took any of `actions`."""

    def holds(context: Context) -> bool:
        taken = context.track.taken_by if context.track is not None else {}
        return all(taken.get(action) != context.actor.person_id for action in actions)

    return Guard(key, sentence, holds, liftable=True)


def _named(answer: object) -> list[object]:
    return answer if isinstance(answer, list) else [answer]
