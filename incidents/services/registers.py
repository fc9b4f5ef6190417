"""The charity's own pages and accounts: adding, changing and closing them, and who is approved to post."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from incidents.domain import duties
from incidents.domain.fields import Data, Field, Kind, Problem, Raw
from incidents.domain.policy import Policy
from incidents.domain.policy_words import Category
from incidents.domain.words import Permission
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.keeping import Form, is_key, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import OfficialAccount
from incidents.store.queries import duties as lists
from incidents.store.queries import people, posting

ANOTHER = "another"
_KEPT_WHERE = (
    "Where it is kept, for example: in the sealed envelope in the office safe. Never write a password here."
)
_CLOSING = (Field("because", "Why it is closed", hint="For example: we do not use it any more."),)


def approved(session: Session, organisation_id: str, person_id: str, now: datetime) -> bool:
    """Whether the charity has approved that person to post, on all its pages or on one, and not ended it."""
    return person_id in posting.approved_people(session, organisation_id, now)


def register(actor: Member) -> tuple[lists.PageRow, ...]:
    """Every page and account, closed ones too. Raises NotFound for who does not see the duties."""
    may(actor, Permission.SEE_DUTIES)
    with read() as session:
        return lists.pages(session, actor.organisation_id)


def form(charity: Charity, actor: Member, account_id: str | None, now: datetime) -> Form:
    """The form that adds a page (`account_id` None) or changes one. Raises NotFound."""
    may(actor, Permission.KEEP_REGISTERS)
    with read() as session:
        row = _row(session, actor, account_id) if account_id is not None else None
        return _form(session, charity, row, now)


def closing(actor: Member, account_id: str) -> Form:
    """The form that closes a page. Raises NotFound."""
    may(actor, Permission.KEEP_REGISTERS)
    with read() as session:
        return Form(_CLOSING, about=named(_row(session, actor, account_id)))


def add(charity: Charity, actor: Member, key: str, raw: Raw, now: datetime) -> str:
    """Add a page or an account; its id. Raises NotFound and Invalid."""
    may(actor, Permission.KEEP_REGISTERS)
    account_id = new_id()
    with work() as session:
        if earlier := earlier_answer(session, actor.account_id, key, {"id": account_id}, now):
            return str(earlier.get("id", ""))
        data = _read(_form(session, charity, None, now), raw, now)
        row = OfficialAccount(organisation_id=actor.organisation_id, id=account_id, version=1, added_at=now)
        _fill(row, data)
        session.add(row)
        note(session, actor, "page_added", now, {"page": account_id, "data": data})
    return account_id


def change(
    charity: Charity, actor: Member, account_id: str, version: int, key: str, raw: Raw, now: datetime
) -> None:
    """Change what is known of a page. Raises NotFound, Invalid, and Stale when someone was faster."""
    may(actor, Permission.KEEP_REGISTERS)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {"id": account_id}, now):
            return
        row = _row(session, actor, account_id, lock=True)
        asked = _form(session, charity, row, now)
        if row.version != version:
            raise Stale(_differences(asked, raw), row.version)
        _refuse_closed(row)
        data = _read(asked, raw, now)
        _fill(row, data)
        row.version += 1
        note(session, actor, "page_changed", now, {"page": row.id, "data": data, "version": row.version})


def close(actor: Member, account_id: str, key: str, raw: Raw, now: datetime) -> None:
    """Close a page, with the reason; it stays in the list. Raises NotFound and Invalid."""
    may(actor, Permission.KEEP_REGISTERS)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {"id": account_id}, now):
            return
        row = _row(session, actor, account_id, lock=True)
        data = parsed(Form(_CLOSING), raw, now)
        _refuse_closed(row)
        row.closed_at, row.closed_because = now, str(data["because"])
        row.version += 1
        note(session, actor, "page_closed", now, {"page": row.id, "data": data})


def named(row: OfficialAccount) -> str:
    """How people know a page: "Facebook: Families Together"."""
    return f"{row.platform}: {row.name}"


def _row(session: Session, actor: Member, account_id: str, *, lock: bool = False) -> OfficialAccount:
    found = lists.page(session, actor.organisation_id, account_id, lock=lock) if is_key(account_id) else None
    if found is None:
        raise NotFound
    return found.account


def _refuse_closed(row: OfficialAccount) -> None:
    if row.closed_at is not None:
        raise Invalid((Problem("closed", "This page was closed. If you use it again, add it again"),))


def _form(session: Session, charity: Charity, row: OfficialAccount | None, now: datetime) -> Form:
    platforms = {name: name for name in charity.policy.platforms} | {ANOTHER: "Another platform"}
    everyone = {one.person_id: one.name for one in people.people(session, charity.id, now)}
    return Form(
        _fields(charity.policy, platforms),
        {"recovery_person": everyone},
        _filled(row, platforms) if row else {},
        named(row) if row else "",
        duties.clauses_on(charity.policy, Category.PRIVACY_SETTINGS, Category.ACCOUNT_SECURITY),
        row.version if row else 0,
    )


def _fields(policy: Policy, platforms: Mapping[str, str]) -> tuple[Field, ...]:
    agreed = duties.clauses_on(policy, Category.PRIVACY_SETTINGS)
    hint = f"As the {policy.words.board} agreed ({agreed[0].id})." if agreed else ""
    return (
        Field("platform", "Where it is", Kind.CHOICE, choices=tuple(platforms.items())),
        Field("other", "Which platform", Kind.LINE, when=("platform", (ANOTHER,))),
        Field("name", "What it is called", Kind.LINE, hint="As people read it there."),
        Field(
            "address", "Its address", Kind.LINE, required=False, hint="It begins with https:// or http://."
        ),
        Field("privacy", "The privacy settings that were agreed", required=False, hint=hint),
        Field("privacy_agreed_on", "When they were agreed", Kind.DATE, required=False),
        Field(
            "recovery",
            "The way back in, if nobody can sign in any more",
            required=False,
            hint=_KEPT_WHERE,
        ),
        Field("recovery_person", "Who has it", Kind.PERSON, required=False),
    )


def _filled(row: OfficialAccount, platforms: Mapping[str, str]) -> dict[str, object]:
    known = row.platform in platforms
    return {
        "platform": row.platform if known else ANOTHER,
        "other": "" if known else row.platform,
        "name": row.name,
        "address": row.address,
        "privacy": row.privacy,
        "privacy_agreed_on": row.privacy_agreed_on,
        "recovery": row.recovery,
        "recovery_person": row.recovery_person_id,
    }


def _read(asked: Form, raw: Raw, now: datetime) -> Data:
    data = parsed(asked, raw, now)
    problems = []
    if "address" in data and not _is_address(str(data["address"])):
        problems.append(
            Problem("address", "Enter an address that begins with https:// or http://, without blanks")
        )
    if "privacy_agreed_on" in data and "privacy" not in data:
        problems.append(Problem("privacy", "Write which settings were agreed on that day"))
    if problems:
        raise Invalid(tuple(problems))
    return data


def _is_address(text: str) -> bool:
    """Only a web address, with a host and no name or password of somebody in it."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = not any(mark.isspace() or mark in "<>\"'\\" for mark in text)
    return plain and parts.scheme in ("http", "https") and "." in parts.netloc and "@" not in parts.netloc


def _fill(row: OfficialAccount, data: Data) -> None:
    row.platform = str(data["other"] if data["platform"] == ANOTHER else data["platform"])
    row.name = str(data["name"])
    row.address = str(data.get("address", ""))
    row.privacy = str(data.get("privacy", ""))
    agreed = data.get("privacy_agreed_on")
    row.privacy_agreed_on = date.fromisoformat(str(agreed)) if agreed else None
    row.recovery = str(data.get("recovery", ""))
    person = data.get("recovery_person")
    row.recovery_person_id = str(person) if person else None


def _differences(asked: Form, raw: Raw) -> tuple[str, ...]:
    """What stands there now where something else was sent."""
    found = []
    for each in asked.fields:
        now = asked.filled.get(each.name)
        stands = now.isoformat() if isinstance(now, date) else str(now or "")
        if stands != str(raw.get(each.name) or ""):
            words = {**asked.choices.get(each.name, {}), **dict(each.choices)}.get(stands, stands)
            found.append(f"{each.label}: now “{words}”" if words else f"{each.label}: now empty")
    return tuple(found)
