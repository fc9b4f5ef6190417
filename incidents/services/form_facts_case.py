"""What a case itself knows of what bodies' forms ask: from its row, its reports and its people."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON
from incidents.domain.forms.incident_type import IncidentType
from incidents.domain.policy_words import Standing
from incidents.domain.words import CaseKind, Involvement
from incidents.exports.london import day, in_words, month_in_words
from incidents.services.charity import Charity
from incidents.services.form_facts_proof import proof_facts
from incidents.services.gather import Scene, known_parts
from incidents.store.models import CaseFile, Track
from incidents.store.queries import telling
from incidents.store.queries.parts import Parts, PersonRow, ReportRow

Facts = dict[str, object]
_STAFF = frozenset({Standing.STAFF, Standing.APPRENTICE})
# What the board has before it, or decided, it knows of.
_BOARD_KNOWS = frozenset({"reviewing", "returned", "decided", "noted"})


def case_facts(session: Session, charity: Charity, here: Scene) -> Facts:
    """The facts of the case that its reader may know of; None for what nobody wrote down."""
    case = here.case
    small = known_parts(session, here, with_reports=True)
    tracks = [one.track for one in here.visible]
    safe = [one for one in tracks if one.machine == "containment"]
    online = _online(case, small.reports, safe)
    aware = case.aware_at.astimezone(LONDON)
    return {
        "incident_type": _type(case),
        "happened": _span(case),
        "continuing": True if online == "yes" else None,
        "found_out.on": aware.date().isoformat(),
        "found_out.at": f"{aware:%H:%M}",
        "found_out.how": next((one.reached_how for one in small.reports if one.reached_how), None),
        "trustees_aware": True if _board_knows(tracks) else None,
        "clauses": _clauses(charity, case, small),
        "prevention": case.known.get("lessons"),
        "platform": case.platform or next((one.place for one in small.reports if one.place), None),
        "still_online": online,
        **proof_facts(session, here, small),
        **_of_people(small.people),
        **_of_reports(small.reports),
        **(_of_answers(session, case) if here.found.whole else {}),
    }


def _type(case: CaseFile) -> str | None:
    if case.known.get("danger") is True:
        return IncidentType.SAFEGUARDING
    return IncidentType.FINANCIAL_CRIME if case.kind == CaseKind.HACKED else None


def _span(case: CaseFile) -> str | None:
    first, last = case.occurred_from, case.occurred_to
    if first is None or case.occurred_precision == "unknown":
        return None
    exact = case.occurred_precision == "day"
    say = in_words if exact else month_in_words
    words = say(first) if last is None or say(last) == say(first) else f"From {say(first)} to {say(last)}"
    return words if exact else f"{words} (the day is not known)"


def _board_knows(tracks: Iterable[Track]) -> bool:
    return any(one.machine == "trustee_review" and one.state in _BOARD_KNOWS for one in tracks)


def _online(case: CaseFile, reports: tuple[ReportRow, ...], safe: list[Track]) -> str | None:
    """Whether it is still there: as it was made safe, else as it was found at first, else as reported."""
    states = {one.state for one in safe}
    if states and states <= {"removed"}:
        return "no"
    if "not_removed" in states:
        return "yes"
    said = [case.known.get("still_up"), *(one.still_online for one in reports)]
    return next((str(one) for one in said if one in ("yes", "no")), "unknown" if reports else None)


def _clauses(charity: Charity, case: CaseFile, small: Parts) -> str | None:
    """The clauses cited; that none applies is an answer once somebody wrote down why."""
    if small.cited:
        return "\n".join(
            f"{charity.policy.document.title}, {one.clause_id}: {one.rule}" for one in small.cited
        )
    return "None of our policies covers it" if case.known.get("no_clause_because") else None


def _of_people(people: tuple[PersonRow, ...]) -> Facts:
    """Who is named in the case, by their part in it; the kinds of people whose data it may be."""
    about = [one for one in people if one.involvement == Involvement.ABOUT]
    affected = [one for one in people if one.involvement == Involvement.AFFECTED]
    kinds = {"children" for one in affected if one.under_18}
    kinds |= {"employees" for one in affected if one.standing in _STAFF}
    staff = any(one.standing in _STAFF for one in about)
    return {
        "about.people": _named(about),
        "about.standing": "\n".join(dict.fromkeys(_standing(one) for one in about if one.standing)),
        "affected.people": _named(affected),
        "witnesses": _named([one for one in people if one.involvement == Involvement.WITNESS]),
        "staff_involved": ("yes" if staff else "no") if about else None,
        "data.people": sorted(kinds),
    }


def _named(people: list[PersonRow]) -> str:
    return "\n".join(
        ", ".join(part for part in (one.label, _standing(one), "under 18" if one.under_18 else "") if part)
        for one in people
    )


def _standing(person: PersonRow) -> str:
    label = Standing(person.standing).label if person.standing else ""
    return f"{label} ({person.standing_state})" if label and person.standing_state else label


def _of_reports(reports: tuple[ReportRow, ...]) -> Facts:
    """What each reporter told, in their own words, and who told it when."""
    return {
        "stories": "\n\n".join(f"{in_words(day(one.received_at))}: {one.story}" for one in reports),
        "told_by": "\n".join(
            f"{one.reporter_name or 'Somebody who gave no name'}, {in_words(day(one.received_at))}"
            for one in reports
        ),
    }


def _of_answers(session: Session, case: CaseFile) -> Facts:
    """What the newest answers on who must know say of the same things."""
    check = telling.newest_check(session, case.organisation_id, case.id)
    told = check.answers if check else {}
    cyber = told.get("account") == "taken_over" or case.kind == CaseKind.HACKED
    return {
        "media.interest": told["media"] != "no" if "media" in told else None,
        "disqualified": told["board"] == "disqualified" if "board" in told else None,
        "cyber": "yes" if cyber else None,
        "threats": told["abuse"] == "threats" if "abuse" in told else None,
        "repeated": True if told.get("abuse") == "repeated" else None,
    }
