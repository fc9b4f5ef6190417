"""A mail with a link, when it goes: whose address it is, and the link, made then and kept nowhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import account_mails
from incidents.domain.invited import GOOD_FOR, LinkKind
from incidents.services import links, own_reports
from incidents.services.links import Link
from incidents.services.wanted import DONE, NO_ADDRESS, Ready
from incidents.store.models import Invitation, Organisation, Outbox
from incidents.store.queries import people, places

_PATHS = {LinkKind.INVITATION: "invitation", LinkKind.PASSWORD: "new-password", LinkKind.REPORTS: "my-report"}


def has_link(row: Outbox) -> bool:
    """Whether this mail carries a link that works once."""
    return row.kind in tuple(LinkKind)


def path_of(link: Link, token: str) -> str:
    """The page that a link leads to, as a path below the settings' own address of the pages."""
    return f"/{link.organisation_id}/{_PATHS[link.kind]}/{token}"


def ready(session: Session, row: Outbox, now: datetime) -> Ready | str:
    """The mail as it goes at `now`, with a link made for it, or why it does not go."""
    return _READY[LinkKind(row.kind)](session, row, now)


def _invitation(session: Session, row: Outbox, now: datetime) -> Ready | str:
    invitation = session.get(Invitation, (row.organisation_id, row.key.split(":")[1]), with_for_update=True)
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at or invitation.by_hand_at:
        return DONE
    link = Link(LinkKind.INVITATION, row.organisation_id, invitation.id, invitation.address)
    token = links.make(session, link, now)
    invitation.until = now + GOOD_FOR[link.kind]
    name = session.get_one(Organisation, row.organisation_id).name
    body = account_mails.invitation(name, path_of(link, token), invitation.until)
    return Ready(invitation.address, body)


def _password(session: Session, row: Outbox, now: datetime) -> Ready | str:
    account = people.account_by_email(session, row.to_address)
    if account is None or account.disabled_at is not None:
        return NO_ADDRESS
    place = places.a_place(session, account.id, now)
    if place is None:
        return NO_ADDRESS
    link = Link(LinkKind.PASSWORD, place[0], account.id, account.email)
    return Ready(account.email, account_mails.new_password(path_of(link, links.make(session, link, now))))


def _reports(session: Session, row: Outbox, now: datetime) -> Ready | str:
    if not own_reports.any_of(session, row.organisation_id, row.to_address, now):
        return NO_ADDRESS
    link = Link(LinkKind.REPORTS, row.organisation_id, "", row.to_address)
    return Ready(row.to_address, account_mails.reports(path_of(link, links.make(session, link, now))))


_READY = {LinkKind.INVITATION: _invitation, LinkKind.PASSWORD: _password, LinkKind.REPORTS: _reports}
