"""Who may see a case: letting in and until when, taking off, for those let in alone, keeping somebody out."""

from __future__ import annotations

from datetime import date, datetime

from incidents.domain.fields import Problem, Raw
from incidents.domain.words import Permission
from incidents.services import beside, routing
from incidents.services import beside_questions as questions
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import Invalid
from incidents.services.hiding import hide
from incidents.services.on_case import Came, Place, asking, end_of, enter, parsed, writing
from incidents.store.queries import access, people

_STAYS = "It concerns someone who leads here, so it stays with those who were let in"


def let_in(actor: Member, reference: str, track_id: str | None, key: str, raw: Raw, now: datetime) -> None:
    """Let a colleague or an outside helper into the case, or into one matter of it; a helper until a date.

    Raises NotFound and Invalid. Who is kept back to hear an appeal cannot be let into the board's decision.
    """
    with writing(Place(actor, reference, track_id, key, now), Permission.LET_IN) as change:
        if change is None:
            return
        choices = beside.who_can_be_let_in(asking(change))
        data = parsed(questions.LET_IN, raw, now, {"person": choices})
        person = str(data["person"])
        if "until" not in data and person in beside.helpers(asking(change)):
            raise Invalid((Problem("until", "Say until when: someone from outside is let in until a day"),))
        until = end_of(date.fromisoformat(str(data["until"]))) if "until" in data else None
        change.let_in(person, str(data["because"])[:400], change.scene.track, until)
        said = {"data": data, "labels": {"person": {person: choices[person]}}}
        enter(change, "let_in", said, track_id=track_id)


def shut_out(actor: Member, reference: str, track_id: str | None, key: str, raw: Raw, now: datetime) -> None:
    """Take someone off the case, or off one matter of it: they no longer see it from now on.

    Raises NotFound and Invalid. Managers see every case that is not restricted, whoever let them in.
    """
    with writing(Place(actor, reference, track_id, key, now), Permission.LET_IN) as change:
        if change is None:
            return
        choices = beside.who_can_be_taken_off(asking(change))
        data = parsed(questions.SHUT_OUT, raw, now, {"person": choices})
        person = str(data["person"])
        because = str(data["because"])
        access.end(change.session, change.scene.case, track_id, person, now, because)
        said = {"data": data, "labels": {"person": {person: choices[person]}}}
        enter(change, "shut_out", said, track_id=track_id)


def set_until(actor: Member, reference: str, track_id: str | None, key: str, raw: Raw, now: datetime) -> None:
    """Shorten or lengthen the time for which somebody is let in. Raises NotFound and Invalid."""
    with writing(Place(actor, reference, track_id, key, now), Permission.LET_IN) as change:
        if change is None:
            return
        choices = beside.who_is_let_in(asking(change))
        data = parsed(questions.UNTIL, raw, now, {"person": choices})
        person = str(data["person"])
        until = end_of(date.fromisoformat(str(data["until"])))
        access.set_until(change.session, change.scene.case, track_id, person, until, now)
        said = {"data": data, "labels": {"person": {person: choices[person]}}}
        enter(change, "until_changed", said, track_id=track_id)


def restrict(actor: Member, reference: str, key: str, raw: Raw, now: datetime) -> None:
    """Keep a case to those let in: managers see it no more of themselves. Raises NotFound and Invalid.

    Whoever does it and whoever leads it stay in.
    """
    with writing(Place(actor, reference, None, key, now), Permission.LET_IN) as change:
        if change is None:
            return
        data = parsed(questions.BECAUSE, raw, now)
        case = change.scene.case
        if case.restricted:
            raise Invalid((Problem("because", "Only those let in see this case already"),))
        for person_id in dict.fromkeys((actor.person_id, case.lead_person_id or actor.person_id)):
            change.let_in(person_id, "saw it before it was kept to those let in")
        case.restricted = True
        enter(change, "restricted", {"data": data})


def open_up(charity: Charity, actor: Member, reference: str, key: str, raw: Raw, now: datetime) -> None:
    """Let every manager see a case again, but those it is hidden from. Raises NotFound and Invalid.

    Not while it concerns somebody who leads here: then it was passed over the staff on purpose.
    """
    with writing(Place(actor, reference, None, key, now), Permission.LET_IN) as change:
        if change is None:
            return
        data = parsed(questions.BECAUSE, raw, now)
        case = change.scene.case
        everyone = people.people(change.session, case.organisation_id, now)
        concerned = (one for one in everyone if one.person_id in change.scene.found.excluded)
        if not case.restricted:
            raise Invalid((Problem("because", "Every manager sees this case already"),))
        if routing.passes_staff(charity.policy, concerned):
            raise Invalid((Problem("because", _STAYS),))
        case.restricted = False
        enter(change, "opened_up", {"data": data})


def keep_out(charity: Charity, actor: Member, reference: str, key: str, raw: Raw, now: datetime) -> Came:
    """Hide a case for good from somebody close to it, or whom the reporter asked to keep out.

    They are not told. Where nobody else is left, the next receiver is let in. Raises NotFound and Invalid.
    """
    with writing(Place(actor, reference, None, key, now), Permission.LET_IN) as change:
        if change is None:
            return Came()
        choices = beside.who_can_be_kept_out(asking(change))
        data = parsed(questions.KEEP_OUT, raw, now, {"person": choices})
        person = str(data["person"])
        outside = hide(change, charity, person, str(data["why"]))
        said = {"data": data, "labels": {"person": {person: choices[person]}}}
        enter(change, "kept_out", said)
        return Came(outside, gone=person == actor.person_id)
