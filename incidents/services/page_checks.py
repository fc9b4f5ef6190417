"""Looking over the charity's pages: who may, one look with what was found, and the looks so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import duties
from incidents.domain.duties import Found
from incidents.domain.fields import Data, Field, Kind, Raw
from incidents.domain.permissions import permits
from incidents.domain.words import Permission, choices
from incidents.services import reporting
from incidents.services.actors import Member, reader
from incidents.services.charity import Charity
from incidents.services.faults import NotFound
from incidents.services.keeping import Form, is_key, note, parsed
from incidents.services.once import earlier_answer
from incidents.services.registers import named
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import CaseFile, ContentCheck, OfficialAccount
from incidents.store.queries import duties as lists
from incidents.store.queries.duties import CheckRow

SHOWN = 50
DEALT_WITH = "Something was found"
_CHECK = (
    Field("found", "What did you find?", Kind.CHOICE, choices=choices(Found)),
    Field(
        "words",
        "What was it?",
        when=("found", (Found.PUT_RIGHT, Found.CASE)),
        hint="Facts first. If it is put right: how.",
    ),
    Field(
        "keep_out",
        "Is there anyone who should not see this?",
        Kind.LINE,
        required=False,
        hint="Only for a case. A name, or what they do here. They will not learn that it exists.",
    ),
    Field("about", "Who is it about, if you know?", Kind.LINE, required=False, hint="Only for a case."),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a look: the reference of its case, if there is one, and the outside body of a receipt."""

    reference: str = ""
    outside: str = ""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One look as this reader may know of it: what is said is the same with a case as without.

    `words` are shown to who wrote them; `reference` only to who may read that case.
    """

    at: datetime
    by: str
    said: str
    words: str
    reference: str


def form(charity: Charity, actor: Member, account_id: str, now: datetime) -> Form:
    """The form of a look over one page. Raises NotFound for who does not look over pages."""
    with read() as session:
        row = _page(session, charity, actor, account_id, now)
        return Form(_CHECK, about=named(row), clauses=duties.check_clauses(charity.policy))


def check(charity: Charity, actor: Member, account_id: str, key: str, raw: Raw, now: datetime) -> Checked:
    """Write down a look over a page; one that needs a case becomes one, in the same transaction.

    Who looks may: a post that the policy names for it, a manager, the chair or the board. Raises NotFound
    and Invalid.
    """
    with read() as session:
        page = _page(session, charity, actor, account_id, now)
    data = parsed(Form(_CHECK), raw, now)
    if data["found"] == Found.CASE:
        return _with_case(charity, actor, page, data, key, now)
    with work() as session:
        # Answered as a report is: a key belongs to one form, whichever answer was chosen in it.
        if earlier := earlier_answer(session, _sender(actor), key, {"reference": "", "outside": ""}, now):
            return Checked(str(earlier.get("reference", "")), str(earlier.get("outside", "")))
        row = _page(session, charity, actor, account_id, now, lock=True)
        made = _row(actor, row, data, None, now)
        session.add(made)
        told = {"page": row.id, "check": made.id, "found": made.found, "words": made.words}
        note(session, actor, "page_checked", now, told)
    return Checked()


def history(session: Session, actor: Member, account_id: str, now: datetime) -> tuple[CheckLine, ...]:
    """The looks over one page, newest first, as the actor may know of them."""
    reads_cases = permits(actor, Permission.READ_CASE)
    rows = lists.checks(session, reader(actor, now), account_id, SHOWN)
    return tuple(_line(row, actor, reads_cases=reads_cases) for row in rows)


def checks_pages(charity: Charity, actor: Member, posts: frozenset[str]) -> bool:
    """Whether the actor, who holds these posts, looks over this charity's pages."""
    return permits(actor, Permission.CHECK_PAGES) and duties.may_check(charity.policy, actor.roles, posts)


def _page(
    session: Session, charity: Charity, actor: Member, account_id: str, now: datetime, *, lock: bool = False
) -> OfficialAccount:
    posts = lists.posts(session, actor.organisation_id, actor.person_id, now)
    if not (is_key(account_id) and checks_pages(charity, actor, posts)):
        raise NotFound
    found = lists.page(session, actor.organisation_id, account_id, lock=lock)
    if found is None or found.account.closed_at is not None:
        raise NotFound
    return found.account


def _with_case(
    charity: Charity, actor: Member, page: OfficialAccount, data: Data, key: str, now: datetime
) -> Checked:
    told = reporting.Told(
        story=str(data["words"]),
        place=named(page)[:200],
        address=page.address,
        keep_out=str(data.get("keep_out", "")),
        about=str(data.get("about", "")),
    )

    def belongs(session: Session, case: CaseFile) -> Mapping[str, object]:
        row = _page(session, charity, actor, page.id, now, lock=True)
        made = _row(actor, row, data, case.id, now)
        session.add(made)
        return {"page": row.id, "check": made.id}

    receipt = reporting.receive(charity, told, actor, _sender(actor), key, now, belongs)
    return Checked(receipt.reference, receipt.outside)


def _sender(actor: Member) -> str:
    """Who sends, for "acts once": apart from other forms, whose answers say other things."""
    return f"look/{actor.account_id}"


def _row(
    actor: Member, page: OfficialAccount, data: Data, case_id: str | None, now: datetime
) -> ContentCheck:
    return ContentCheck(
        organisation_id=actor.organisation_id,
        id=new_id(),
        account_id=page.id,
        by_person_id=actor.person_id,
        at=now,
        found=str(data["found"]),
        words=str(data["words"]) if data["found"] != Found.NOTHING else "",
        case_id=case_id,
    )


def _line(row: CheckRow, actor: Member, *, reads_cases: bool) -> CheckLine:
    check = row.check
    nothing = check.found == Found.NOTHING
    return CheckLine(
        at=check.at,
        by=row.by,
        said=Found.NOTHING.label if nothing else DEALT_WITH,
        words=check.words if check.by_person_id == actor.person_id else "",
        reference=(row.reference or "") if reads_cases else "",
    )
