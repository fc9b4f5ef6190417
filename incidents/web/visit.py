"""One request: when it is, which charity it is about, who asks; the one reader of clock and session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from argon2 import PasswordHasher
from cryptography.fernet import MultiFernet
from flask import abort, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user

from incidents.domain.fields import LONDON
from incidents.domain.permissions import needs_second_step
from incidents.services import charity as charities
from incidents.services import hashing, passkey_proof, second_step, signing_in
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.passkeys import Keyring
from incidents.services.provider import There
from incidents.services.signing_in import Limits, SignedIn

logins = LoginManager()
SURE_FOR = timedelta(minutes=15)


class Visitor(UserMixin):
    """A live sign-in as Flask-Login carries it: its id is the opaque token of a session row."""

    def __init__(self, token: str, found: SignedIn) -> None:
        self.id = token
        self.found = found


@dataclass(frozen=True, slots=True)
class Sessions:
    """What the pages need from the settings: `box` seals second steps, `second_required` asks them of all who
    read cases; in practice mode they are only offered. `ring` is for passkeys; `provider` where people may
    sign in elsewhere, if the settings name one.
    """

    limits: Limits
    hasher: PasswordHasher
    box: MultiFernet
    second_required: bool
    ring: Keyring
    provider: There | None


@logins.user_loader
def _load(token: str) -> Visitor | None:
    here = g.get("charity")  # found by the gate; nobody is a member of an address that leads nowhere
    found = signing_in.who(token, here.id if here else "", sessions().limits, now())
    return Visitor(token, found) if found else None


def sessions() -> Sessions:
    """How long sign-ins last, and how passwords are checked."""
    return cast("Sessions", current_app.extensions["candour"])


def now() -> datetime:
    """The instant of this request: one for all that it does."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    return cast("datetime", g.now)


def charity() -> Charity:
    """The charity this address is about; 404 when there is none."""
    if "charity" not in g:
        slug = (request.view_args or {}).get("slug")
        today = now().astimezone(LONDON).date()
        g.charity = charities.find(slug, today) if slug else None
    if g.charity is None:
        abort(404)
    return cast("Charity", g.charity)


def visitor() -> SignedIn | None:
    """Who is signed in, if anyone."""
    return cast("Visitor", current_user).found if current_user.is_authenticated else None


def unproven() -> Member | None:
    """Whose password was given, though perhaps not the second step: for the pages of signing in alone."""
    found = visitor()
    return found.member if found else None


def maybe_member() -> Member | None:
    """Who the visitor is in this charity, if they have signed in altogether and belong to it."""
    return None if second_step_due() else unproven()


def second_step_due() -> str:
    """The page of the second step that comes before all others, or ""."""
    found, member = visitor(), unproven()
    if found is None or found.second_at is not None:
        return ""
    if found.has_factor:
        return "second_step"
    asked = sessions().second_required and member is not None and needs_second_step(member)
    return "set_up" if asked else ""


def is_sure() -> bool:
    """Whether the visitor proved who they are a short while ago."""
    found = visitor()
    return found is not None and found.sure_at is not None and now() - found.sure_at <= SURE_FOR


def member() -> Member:
    """Who the visitor is in this charity; 404 otherwise, so that strangers learn nothing."""
    found = maybe_member()
    if found is None:
        abort(404)
    return found


def token() -> str | None:
    """The token of the present sign-in."""
    return cast("str | None", session.get("_user_id"))


def goes_on(token: str) -> None:
    """The same sign-in goes on under another token, after its owner proved who they are."""
    session["_user_id"] = token


def make_sessions(
    limits: Limits,
    memory_mib: int,
    keys: tuple[str, str, str],
    provider: There | None,
    *,
    second_required: bool,
) -> Sessions:
    """The settings of signing in. `keys`: the program's secret key, the one before it, its public address."""
    key, earlier, public_url = keys
    ring = Keyring(passkey_proof.place(public_url), passkey_proof.box(key))
    box, hasher = second_step.box(key, earlier), hashing.hasher(memory_mib)
    return Sessions(limits, hasher, box, second_required, ring, provider)
