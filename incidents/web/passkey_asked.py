"""What a page gives to the browser when it asks for a passkey, and what people read when one is refused."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import request

from incidents.services import passkey_use, passkeys
from incidents.services.actors import Member
from incidents.services.passkey_proof import Asked, Given, Refused
from incidents.web import visit

WRONG = "This passkey did not work here. Try again, or use another way"
_log = logging.getLogger("candour.sign_in")


@dataclass(frozen=True, slots=True)
class Key:
    """A question for a passkey: its options (JSON), the challenge sealed, and where it can be answered."""

    options: str
    sealed: str
    origin: str


def to_sign_in() -> Key | None:
    """For somebody who has not said who they are; None where no passkey can work."""
    ring = visit.sessions().ring
    return _key(passkey_use.ask_to_sign_in(ring, visit.now())) if ring.place.has_name else None


def to_step(member: Member) -> Key | None:
    """For the second step of somebody; None when they have no passkey."""
    ring = visit.sessions().ring
    asked = passkeys.ask_step(member, ring, visit.now()) if ring.place.has_name else None
    return _key(asked) if asked else None


def for_new(member: Member) -> Key | None:
    """For a new passkey; None where none can work."""
    ring = visit.sessions().ring
    return _key(passkeys.ask_for_new(member, ring, visit.now())) if ring.place.has_name else None


def given() -> Given:
    """What this request brings back."""
    return Given(request.form.get("sealed", ""), request.form.get("answer", ""))


def refused(fault: Refused) -> str:
    """Write down for the operator why; the one sentence for people."""
    _log.warning("A passkey was refused: %s", fault)
    return WRONG


def _key(asked: Asked) -> Key:
    return Key(asked.options, asked.sealed, visit.sessions().ring.place.origin)
