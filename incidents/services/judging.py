"""Looking up what the policy says about one person of a case: the facts as asked, the finding, who agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update

from incidents.domain.fields import Data, Problem
from incidents.domain.lifecycle.judging import PLAIN_FACTS
from incidents.domain.policy import Policy, post_of
from incidents.domain.policy_facts import Facts
from incidents.domain.policy_finding import Finding, find
from incidents.domain.policy_verdict import Consequence
from incidents.domain.policy_words import Category, Standing
from incidents.services import charity as charities
from incidents.services import findings
from incidents.services.changing import Change
from incidents.services.faults import Invalid
from incidents.services.options import act_day
from incidents.store.ids import new_id
from incidents.store.models import FindingRow, Involvement, SetAside
from incidents.store.queries import parts, people
from incidents.store.queries.parts import PersonRow

PLACED = "Tell the firm, agency, school or college that placed them here"
_PLACED_BY_OTHERS = frozenset({Standing.CONTRACTOR, Standing.AGENCY_WORKER, Standing.PLACEMENT})


@dataclass(frozen=True, slots=True)
class Asked:
    """The facts of one judgement, and the person on the other side where one of the case was named."""

    facts: Facts
    who: str
    other: str = ""


def asked(data: Data, named: Sequence[PersonRow], policy: Policy) -> Asked:
    """The facts that the answers of the step give, filled up with what the case knows of its people.

    Posts that do not go with the role are left out: someone who is both is judged as one of them. The day is
    not among the facts: it has chosen the policy.
    """
    other = next((one for one in named if one.id == data.get("other_person")), None)
    known = {key: str(data[key]) for key in PLAIN_FACTS if key in data}
    role = str(data["as_role"])
    known["by.role"] = role
    given = {
        "by.state": data.get("as_state"),
        "other.role": data.get("other_role") or (other.standing if other else None),
        "other.state": data.get("other_state") or (other.standing_state if other else None),
    }
    known |= {key: str(value) for key, value in given.items() if value}
    posts = data.get("posts")
    held = [str(key) for key in posts] if isinstance(posts, list) else []
    fitting = frozenset(key for key in held if post_of(policy, key).standing == role)
    facts = Facts(Category(str(data["act"])), known, fitting)
    return Asked(facts, str(data["who"]), other.id if other else "")


def look_up(change: Change, data: Data) -> None:
    """Judge under the policy of the day, and keep the finding with its facts. Raises Invalid.

    Someone who is two things here is judged as one of them, with the reason. For people placed here by
    others, who told whom becomes something to do.
    """
    case = change.scene.case
    day = act_day(case)
    number, policy = charities.in_force(change.session, case.organisation_id, day)
    named = parts.parts(change.session, case, ()).people
    told = asked(data, named, policy)
    row = change.session.get_one(Involvement, (case.organisation_id, told.who))
    _refuse_unreasoned(change, row, data)
    found = find(policy, told.facts)
    musts = _musts(found, told)
    row.standing, row.standing_state = str(data["as_role"]), str(data.get("as_state", row.standing_state))
    kept = FindingRow(
        organisation_id=case.organisation_id,
        id=new_id(),
        case_id=case.id,
        involvement_id=row.id,
        act=told.facts.act.value,
        policy_number=number,
        tables=findings.TABLES,
        facts={**told.facts.known, "by.posts": sorted(told.facts.posts or ()), "on": day.isoformat()},
        verdict=found.verdict.value,
        consequence=found.consequence.value,
        clauses=list(found.clauses),
        routes=list(found.routes),
        musts=musts,
        agreed=data["agrees"] is True,
        otherwise=str(data.get("otherwise", "")),
        by_person_id=change.actor.person_id,
        at=change.now,
        withdrawn_at=None,
    )
    change.session.add(kept)
    change.traces.findings.append(kept.id)
    case.known = {**case.known, findings.LOOKED_UP: True}
    change.words["finding"] = {**found.printed, "policy_version": number, "tables": findings.TABLES}
    placed = data["as_role"] in _PLACED_BY_OTHERS and found.consequence is not Consequence.NONE_STATED
    if placed and kept.agreed:
        change.add_task(f"{PLACED}: {row.label}")


def decide_against(change: Change, data: Data) -> None:
    """Write down that what the policy says will follow does not, and why."""
    case = change.scene.case
    row = SetAside(
        organisation_id=case.organisation_id,
        id=new_id(),
        case_id=case.id,
        what=str(data["what"]),
        because=str(data["because"]),
        by_person_id=change.actor.person_id,
        at=change.now,
        withdrawn_at=None,
    )
    change.session.add(row)
    change.traces.asides.append(row.id)
    case.known = {**case.known, findings.LOOKED_UP: True}


def withdraw(change: Change, finding_ids: Sequence[str], aside_ids: Sequence[str]) -> None:
    """The step that made these was taken back: they count no longer."""
    for model, ids in ((FindingRow, finding_ids), (SetAside, aside_ids)):
        if ids:
            change.session.execute(
                update(model)
                .where(
                    model.organisation_id == change.scene.case.organisation_id,
                    model.id.in_(ids),
                    model.withdrawn_at.is_(None),
                )
                .values(withdrawn_at=change.now)
            )


def _refuse_unreasoned(change: Change, row: Involvement, data: Data) -> None:
    """Raise Invalid where one is judged as one of several things, or as something new, without a reason."""
    if data.get("as_because"):
        return
    roles: tuple[str, ...] = (row.standing,) if row.standing else ()
    if row.person_id is not None:
        everyone = people.people(change.session, row.organisation_id, change.now)
        held = next((one for one in everyone if one.person_id == row.person_id), None)
        policy = charities.in_force(change.session, row.organisation_id, act_day(change.scene.case))[1]
        roles = roles_of(policy, held) if held is not None else roles
    if len(roles) > 1 or (roles and data["as_role"] not in roles):
        said = "They are more than one thing here, or something else. Say why they are judged as this one"
        raise Invalid((Problem("as_because", said),))


def roles_of(policy: Policy, held: people.HeldBy) -> tuple[str, ...]:
    """What a person is to the charity: their standings, and those of the posts they hold."""
    of_posts = [post.standing.value for post in policy.posts if post.key in held.posts]
    return tuple(sorted({*(key for key, _ in held.standings), *of_posts}))


def _musts(found: Finding, told: Asked) -> list[str]:
    """What will follow, and about whom. Raises Invalid when nobody is named who is to be looked after."""
    keys = []
    for machine in found.musts:
        if machine == "support" and not told.other:
            said = "Choose who was hit: the policy says that they are looked after"
            raise Invalid((Problem("other_person", said),))
        keys.append(f"{machine}:{told.other if machine == 'support' else told.who}")
    return keys
