"""Pictures of people that the charity uses: the consent for each, where it is kept, and its withdrawal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.domain import duties
from incidents.domain.duties import Consent
from incidents.domain.fields import Data, Field, Kind, Problem, Raw
from incidents.domain.policy import Clause, Policy
from incidents.domain.words import Permission, choices
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound
from incidents.services.keeping import Form, is_key, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.services.registers import named
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import PictureConsent
from incidents.store.queries import duties as lists
from incidents.store.queries.duties import PictureRow

_ASKED = (Consent.WRITTEN, Consent.VERBAL)
_NOT_ASKED = (Consent.MISSING_PERSON, Consent.NOT_EXPECTED)
_PICTURE = (
    Field("picture", "The picture, in a few words", Kind.LINE, hint="What it shows. Leave names out."),
    Field("account", "Which of our pages it is on", Kind.CHOICE, required=False,
          hint="Leave it empty if it is used somewhere else, for example in a leaflet."),
    Field("used_on", "Since when it is used", Kind.DATE),
    Field("people", "How many people can be recognised in it", Kind.NUMBER),
    Field("consent", "Did they all say yes?", Kind.CHOICE, choices=choices(Consent)),
    Field("kept_where", "Where that is kept", Kind.LINE, when=("consent", _ASKED),
          hint="For example: the consent folder in the office."),
    Field("because", "Why nobody was asked", when=("consent", _NOT_ASKED)),
)  # fmt: skip
_WITHDRAW = (Field("because", "What was said", hint="For example: the mother rang and wants it taken down."),)


@dataclass(frozen=True, slots=True)
class PictureLine:
    """One picture as people read it. `take_down`: consent was withdrawn and nobody has looked since."""

    picture: PictureConsent
    where: str
    consent: str
    take_down: bool


@dataclass(frozen=True, slots=True)
class Pictures:
    """The page: every picture, newest use first, and what the policy says of consent."""

    lines: tuple[PictureLine, ...]
    clauses: tuple[Clause, ...]
    needs_written: bool


def pictures(charity: Charity, actor: Member) -> Pictures:
    """The list of pictures. Raises NotFound for who does not see the duties."""
    may(actor, Permission.SEE_DUTIES)
    with read() as session:
        found = lines(session, charity.id)
    policy = charity.policy
    return Pictures(found, duties.picture_clauses(policy), duties.needs_written(policy))


def lines(session: Session, organisation_id: str) -> tuple[PictureLine, ...]:
    """Every picture, those to take down first, then the newest use first."""
    found = [_line(row) for row in lists.pictures(session, organisation_id)]
    return tuple(sorted(found, key=lambda one: not one.take_down))


def form(charity: Charity, actor: Member) -> Form:
    """The form that adds a picture. Raises NotFound."""
    may(actor, Permission.KEEP_REGISTERS)
    with read() as session:
        return _form(session, charity)


def withdrawing(actor: Member, picture_id: str) -> Form:
    """The form that says that consent was withdrawn. Raises NotFound."""
    may(actor, Permission.KEEP_REGISTERS)
    with read() as session:
        return Form(_WITHDRAW, about=_row(session, actor, picture_id).picture)


def add(charity: Charity, actor: Member, key: str, raw: Raw, now: datetime) -> None:
    """Add a picture with its consent. Raises NotFound, and Invalid where the policy asks for another one."""
    may(actor, Permission.KEEP_REGISTERS)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        data = parsed(_form(session, charity), raw, now)
        _refuse(charity.policy, data)
        account = data.get("account")
        row = PictureConsent(
            organisation_id=actor.organisation_id,
            id=new_id(),
            picture=str(data["picture"]),
            account_id=str(account) if account else None,
            used_on=date.fromisoformat(str(data["used_on"])),
            people=int(str(data["people"])),
            consent=str(data["consent"]),
            kept_where=str(data.get("kept_where", "")),
            because=str(data.get("because", "")),
            by_person_id=actor.person_id,
            at=now,
        )
        session.add(row)
        note(session, actor, "picture_added", now, {"picture": row.id, "data": data})


def withdraw(actor: Member, picture_id: str, key: str, raw: Raw, now: datetime) -> None:
    """Write down that consent was withdrawn. Raises NotFound and Invalid."""
    may(actor, Permission.KEEP_REGISTERS)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        row = _row(session, actor, picture_id)
        data = parsed(Form(_WITHDRAW), raw, now)
        if row.withdrawn_at is not None:
            raise Invalid((Problem("withdrawn", "Somebody has written this down already"),))
        row.withdrawn_at, row.withdrawn_because = now, str(data["because"])
        note(session, actor, "picture_withdrawn", now, {"picture": row.id, "data": data})


def _form(session: Session, charity: Charity) -> Form:
    open_pages = [row.account for row in lists.pages(session, charity.id) if row.account.closed_at is None]
    clauses = duties.picture_clauses(charity.policy)
    return Form(_PICTURE, {"account": {page.id: named(page) for page in open_pages}}, clauses=clauses)


def _refuse(policy: Policy, data: Data) -> None:
    """Consent that does not do under this policy, with how to mend it."""
    if not duties.needs_written(policy) or not data["people"]:
        return
    if data["consent"] in (Consent.VERBAL, Consent.NOT_EXPECTED):
        why = (
            "Your policy asks for consent in writing, before the picture is used. "
            "Ask them to sign, or leave the picture out"
        )
        raise Invalid((Problem("consent", why),))


def _row(session: Session, actor: Member, picture_id: str) -> PictureConsent:
    if not is_key(picture_id):
        raise NotFound
    row = session.scalar(
        select(PictureConsent)
        .where(PictureConsent.organisation_id == actor.organisation_id, PictureConsent.id == picture_id)
        .with_for_update()
    )
    if row is None:
        raise NotFound
    return row


def _line(row: PictureRow) -> PictureLine:
    picture, page = row.picture, row.account
    withdrawn = picture.withdrawn_at
    # Nobody writes down that a picture is down: who looks over its page afterwards sees that it is.
    seen_since = row.looked_at is not None and withdrawn is not None and row.looked_at > withdrawn
    closed = page is not None and page.closed_at is not None
    return PictureLine(
        picture=picture,
        where=named(page) if page else "Not on one of our pages",
        consent=Consent(picture.consent).label,
        take_down=withdrawn is not None and not seen_since and not closed,
    )
