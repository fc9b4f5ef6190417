"""A reporter's own reports, in plain words: where each stands and what they were told, and nothing behind it.

Who has an account looks when signed in; who has none, by a link in a mail that works once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.invited import LinkKind
from incidents.services import links
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.queries import mine
from incidents.store.queries.mine import Own

# What a reporter reads for each state of a case.
STANDS = {
    "reported": "We have it. Someone will look at it soon.",
    "triage": "We are looking at it.",
    "open": "We are dealing with it.",
    "closed": "We have finished with it.",
}
BY_LINK = "Someone who reported, by a link in a mail"
_ADDRESS = re.compile(r"[^\s@<>,;:\"'()]+@[^\s@<>,;:\"'()]+")


@dataclass(frozen=True, slots=True)
class OwnReport:
    """One report as its writer sees it: their own words, where it stands, and what they were answered."""

    reference: str
    story: str
    received_at: datetime
    stands: str
    answer: str = ""


def own_reports(actor: Member) -> tuple[OwnReport, ...]:
    """What the actor reported, newest first; a report joined to another case stands where that one does."""
    with read() as session:
        found = mine.reports(session, actor.organisation_id, actor.person_id)
        return _shown(session, actor.organisation_id, found)


def works(organisation_id: str, token: str, now: datetime) -> bool:
    """Whether a link works still; asking changes nothing."""
    with read() as session:
        return links.find(session, LinkKind.REPORTS, organisation_id, token, now) is not None


def by_link(organisation_id: str, token: str, now: datetime) -> tuple[OwnReport, ...]:
    """Use a link up, and see the reports of its address; each case has an entry that says so.

    Raises NotFound for a link that does not work (any more).
    """
    with work() as session:
        link = links.use(session, LinkKind.REPORTS, organisation_id, token, now)
        if link is None:
            raise NotFound
        found = _of_address(session, organisation_id, link.address, now)
        trail.on_reads(
            session,
            trail.Entry(
                organisation_id=organisation_id,
                action="own_reports_seen",
                actor="reporter",
                at=now,
                payload={"by": BY_LINK, "references": [one.reference for one in found]},
            ),
        )
        return _shown(session, organisation_id, found)


def any_of(session: Session, organisation_id: str, address: str, now: datetime) -> bool:
    """Whether something was reported with this address that its owner may look at."""
    return bool(_of_address(session, organisation_id, address, now))


def _of_address(session: Session, organisation_id: str, address: str, now: datetime) -> tuple[Own, ...]:
    """The address must stand there whole: joe@example.org is not in mary-joe@example.org."""
    found = mine.reports_of(session, organisation_id, address, now)
    return tuple(one for one in found if one.signed_in or address in _addresses(one.contact))


def _addresses(words: str) -> frozenset[str]:
    return frozenset(found.rstrip(".") for found in _ADDRESS.findall(words.lower()))


def _shown(session: Session, organisation_id: str, found: tuple[Own, ...]) -> tuple[OwnReport, ...]:
    cases = {one.case_id for one in found if one.complaint}
    answers = mine.answers(session, organisation_id, cases) if cases else {}
    complaints = mine.complaints(session, organisation_id, cases) if cases else {}
    # Where several complained, nobody wrote down which of them was told what.
    answered = {
        case_id: _answer(matters) for case_id, matters in answers.items() if complaints.get(case_id) == 1
    }
    return tuple(
        OwnReport(
            one.reference,
            one.story,
            one.received_at,
            STANDS[one.state],
            answered.get(one.case_id, "") if one.complaint else "",
        )
        for one in found
    )


def _answer(matters: tuple[dict[str, object], ...]) -> str:
    """The newest answer that was written down as given."""
    given = [str(known["answer_words"]) for known in matters if known.get("answer_words")]
    return given[-1] if given else ""
