"""Signing in at the charity's own provider: going there, coming back, and an account's link to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cryptography.fernet import MultiFernet
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from incidents.domain.account_mails import Notice
from incidents.domain.fields import Problem
from incidents.post import oidc
from incidents.post.id_token import Identity
from incidents.post.oidc import NotSignedIn, Provider, Started
from incidents.services import account_notices, keeping, reads, signing_in, throttling
from incidents.services.actors import Member
from incidents.services.faults import Invalid
from incidents.services.signing_in import From
from incidents.store import sealed
from incidents.store.db import read, work
from incidents.store.hashes import hash_of
from incidents.store.models import Account, ProviderLink, SignInSession
from incidents.store.queries import places

__all__ = ["NotSignedIn"]
_FROM_ONE_PLACE = 60  # within a quarter of an hour: each asks the provider something
_WINDOW = timedelta(minutes=15)
_LONGEST = 4_000  # signs of what the browser brings back


@dataclass(frozen=True, slots=True)
class There:
    """The provider that the settings name, what people call it, and what seals what a browser remembers.

    Its `back` is the public address of this program; the charity's own page is added to it.
    """

    provider: Provider
    name: str
    box: MultiFernet

    def at(self, slug: str) -> Provider:
        """The provider as one charity's pages use it."""
        return replace(self.provider, back=f"{self.provider.back.rstrip('/')}/{slug}/sign-in/back")


@dataclass(frozen=True, slots=True)
class Going:
    """Where to send the person, and what this browser must remember, sealed."""

    address: str
    remembered: str


@dataclass(frozen=True, slots=True)
class Back:
    """What a browser remembered of its start: for which charity, for which account it is a link (or "": to
    sign in), and which page was wanted.
    """

    started: Started
    slug: str
    account_id: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Link:
    """That an account signs in at the provider."""

    since: datetime
    last_used_at: datetime | None


def there(
    names: tuple[str, str, str, str], public_url: str, secret_key: str, *, practice: bool
) -> There | None:
    """The provider of the settings (issuer, client id, client secret, name), or None when none is named."""
    issuer, client_id, secret, name = names
    if not issuer:
        return None
    made = Provider(issuer, client_id, secret, public_url, inside=practice)
    return There(made, name, sealed.box(secret_key, "provider sign-in"))


def begin(at: There, slug: str, account_id: str, wanted: str, where: From, now: datetime) -> Going:
    """Begin to sign in (`account_id` empty), or to link an account. Raises NotSignedIn and TooMany."""
    throttling.count("provider", where.address, limit=_FROM_ONE_PLACE, window=_WINDOW, now=now)
    address, started = oidc.begin(at.at(slug), now)
    told = [started.state, started.nonce, started.verifier, started.at.timestamp(), slug, account_id, wanted]
    return Going(address, sealed.seal(at.box, json.dumps(told)).decode())


def remembered(at: There, text: str, now: datetime) -> Back:
    """What the browser brought back of its start. Raises NotSignedIn when it is not ours."""
    try:
        state, nonce, verifier, begun, slug, account_id, wanted = json.loads(
            sealed.opened(at.box, text[:_LONGEST].encode())
        )
    except sealed.WrongKey:
        raise NotSignedIn("This browser did not begin to sign in here") from None
    started = Started(state, nonce, verifier, datetime.fromtimestamp(begun, now.tzinfo))
    return Back(started, slug, account_id, wanted)


def sign_in(at: There, back: Back, answer: Mapping[str, str], slug: str, where: From, now: datetime) -> str:
    """A new session's token for the account that is linked to whoever the provider says came back.

    Both steps are taken only when the provider says that it asked for more than a password; who it is was
    proved there and not here, so what cannot be taken back asks again. Unknown, disabled and foreign are
    refused alike. Raises NotSignedIn and TooMany.
    """
    if back.account_id:
        raise NotSignedIn("This was begun to link an account, not to sign in")
    who = _who(at, back, answer, slug, where, now)
    with work() as session:
        link = _link_of(session, who)
        account = session.get_one(Account, link.account_id) if link else None
        if link is None or account is None or account.disabled_at is not None:
            raise NotSignedIn("Nobody here is linked to who signed in there")
        link.last_used_at = now
        token = signing_in.begin(session, account, where, now)
        session.flush()
        row = session.get_one(SignInSession, hash_of(token))
        row.second_at, row.sure_at = (now if who.second else None), None
        if here := places.member(session, account.id, slug, now):
            actor = Member(account.id, here[0], slug, here[1], account.email, frozenset())
            reads.note(session, actor, "signed_in_elsewhere", now, payload={"both_steps": who.second})
    return token


def link(actor: Member, at: There, back: Back, answer: Mapping[str, str], where: From, now: datetime) -> None:
    """Link the actor's account to whoever the provider says came back. Raises NotSignedIn and TooMany.

    The account's owner is told by mail.
    """
    if back.account_id != actor.account_id:
        raise NotSignedIn("This was begun to sign in, or for another account")
    who = _who(at, back, answer, actor.organisation_id, where, now)
    with work() as session:
        session.get_one(Account, actor.account_id, with_for_update=True)
        mine = (ProviderLink.account_id == actor.account_id) & (ProviderLink.issuer == who.issuer)
        theirs = (ProviderLink.issuer == who.issuer) & (ProviderLink.subject == who.subject)
        if session.scalar(select(ProviderLink.account_id).where(or_(mine, theirs)).limit(1)):
            raise NotSignedIn("The account, or who signed in there, is linked already")
        session.add(
            ProviderLink(
                account_id=actor.account_id,
                issuer=who.issuer,
                subject=who.subject,
                since=now,
                last_used_at=None,
            )
        )
        account_notices.tell(session, actor.account_id, Notice.LINKED, now)
        keeping.note(session, actor, "provider_linked", now, {"provider": at.name})


def linked(account_id: str) -> Link | None:
    """Whether and since when an account signs in at the provider; an earlier provider's link counts too."""
    with read() as session:
        row = session.scalar(select(ProviderLink).where(ProviderLink.account_id == account_id).limit(1))
    return Link(row.since, row.last_used_at) if row else None


def unlink(actor: Member, now: datetime) -> None:
    """End the link of the actor's own account. Raises Invalid when there is none."""
    with work() as session:
        if not forget(session, actor.account_id):
            raise Invalid((Problem("", "Your account is not linked any more"),))
        keeping.note(session, actor, "provider_unlinked", now, {})


def forget(session: Session, account_id: str) -> int:
    """End the links of an account; how many there were. The use case that calls it writes the entry."""
    gone = session.execute(
        delete(ProviderLink).where(ProviderLink.account_id == account_id).returning(ProviderLink.issuer)
    ).all()
    return len(gone)


def _who(at: There, back: Back, answer: Mapping[str, str], slug: str, where: From, now: datetime) -> Identity:
    """Who came back, once: the same answer is not taken twice, whatever the provider does."""
    throttling.count("provider-back", where.address, limit=_FROM_ONE_PLACE, window=_WINDOW, now=now)
    if back.slug != slug:
        raise NotSignedIn("This was begun at another charity's page")
    if any(len(value) > _LONGEST for value in answer.values()):
        raise NotSignedIn("The answer is too long")
    try:
        throttling.count("provider-answer", back.started.state, limit=1, window=2 * oidc.MINUTES, now=now)
    except throttling.TooMany:
        raise NotSignedIn("This start was used already") from None
    return oidc.finish(at.at(slug), back.started, answer, now)


def _link_of(session: Session, who: Identity) -> ProviderLink | None:
    is_theirs = (ProviderLink.issuer == who.issuer, ProviderLink.subject == who.subject)
    return session.scalar(select(ProviderLink).where(*is_theirs).with_for_update())
