"""What a case knows already of what bodies' forms ask, by the names that the forms use."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.charity_details import facts as charity_facts
from incidents.domain.fields import blank
from incidents.domain.words import Body
from incidents.services.charity import Charity
from incidents.services.form_facts_case import case_facts
from incidents.services.form_facts_report import report_facts, reporter_facts
from incidents.services.gather import Scene
from incidents.store.models import CharityDetails

# Every name a form may ask for; what nobody wrote down is left out of the answer.
KNOWN = frozenset({
    "charity.name", "charity.number", "charity.address",
    "charity.ico_reference", "charity.data_contact", "charity.national_contact",
    "charity.police_force",
    "report.kind", "report.earlier_reference", "report.their_reference", "report.contact", "report.late",
    "authority.given", "authority.by",
    "reporter.name", "reporter.connection", "reporter.email", "reporter.telephone",
    "bodies_told", "incident_type", "happened", "continuing", "found_out.on", "found_out.at", "found_out.how",
    "trustees_aware", "what_happened", "impact", "clauses", "policies.followed", "policies.words",
    "steps_taken", "prevention", "media.interest", "media.lines", "disqualified", "cyber", "staff_involved",
    "data.people", "platform", "posts", "still_online", "copies", "stories", "told_by",
    "about.people", "about.standing", "affected.people", "witnesses", "threats", "repeated",
})  # fmt: skip


def known(session: Session, charity: Charity, here: Scene, now: datetime, body: Body) -> dict[str, object]:
    """The facts of a case for a form of `body`, as the domain reads them: text, bool, ISO days, lists.

    Only what the reader of `here` may see. A name is missing where nobody wrote the fact down; `False`, and
    “None” in words, are answers. All names are in `KNOWN`.
    """
    row = session.get(CharityDetails, here.case.organisation_id)
    found: dict[str, object] = {"charity.name": charity.name}
    # The later go before the earlier, where they know the fact at all.
    for more in (
        charity_facts(row.known if row else {}),
        case_facts(session, charity, here),
        report_facts(here, body, now),
        reporter_facts(session, here, charity.policy, body, now),
    ):
        found |= {name: value for name, value in more.items() if not blank(value)}
    return found
