"""Taking a case on: whoever has it in hand says first whether they had a part in what it is about."""

from __future__ import annotations

from datetime import datetime

from incidents.domain.fields import Raw
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import beside_questions as questions
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.gather import Scene
from incidents.services.hiding import hide
from incidents.services.on_case import Came, Place, enter, parsed, writing

# Among what a case knows: the persons who said that they had no part in it.
_NO_PART = "no_part"
_SAID = "They said that they wrote, approved or shared it, or answer for it"


def asks(here: Scene, actor: Member) -> bool:
    """Whether the actor has this case or a matter of it in hand, and has not said yet that they had no part.

    In hand is a new report for whoever makes the first decisions, a case for who leads it, and a matter for
    whom it was handed to.
    """
    if here.case.state == "closed" or actor.person_id in _cleared(here):
        return False
    first = here.case.state == "reported" and here.found.whole and permits(actor, Permission.TRIAGE)
    handed = any(one.track.assigned_person_id == actor.person_id for one in here.visible)
    return first or handed or here.case.lead_person_id == actor.person_id


def answer(charity: Charity, actor: Member, reference: str, key: str, raw: Raw, now: datetime) -> Came:
    """Say whether one had a part. Yes is a conflict of interest: the case is hidden from the actor from now
    on, and the next receiver is told. Raises NotFound and Invalid.
    """
    with writing(Place(actor, reference, None, key, now), Permission.READ_CASE, part=True) as change:
        if change is None:
            return Came()
        if parsed(questions.PART, raw, now)["part"] is True:
            outside = hide(change, charity, actor.person_id, "declared")
            enter(change, "conflict_declared", {"data": {"because": _SAID}})
            return Came(outside, gone=True)
        case = change.scene.case
        case.known = {**case.known, _NO_PART: sorted({*_cleared(change.scene), actor.person_id})}
        enter(change, "took_on", {})
        return Came()


def _cleared(here: Scene) -> frozenset[str]:
    said = here.case.known.get(_NO_PART)
    return frozenset(map(str, said)) if isinstance(said, list) else frozenset()
