"""What a passkey is asked and must prove: WebAuthn, through one library, with challenges good once."""

from __future__ import annotations

import json
import secrets
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import urlsplit

import webauthn
from cbor2 import CBORError
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.fernet import MultiFernet
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from incidents.services import throttling
from incidents.store import sealed

GOOD_FOR = timedelta(minutes=10)
_LONGEST = 20_000  # signs of an answer; real ones have fewer than three thousand
_LONGEST_ID = 1023  # bytes, what the standard allows
_KINDS = [
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
# What a broken or hostile answer makes the library and what it stands on raise.
_BROKEN = (
    *(WebAuthnException, CBORError, UnsupportedAlgorithm, struct.error),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError),
)
Found = TypeVar("Found")


class Refused(Exception):
    """A passkey that is not believed. The message is for the operator's log: a sentence without secrets."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys are good, from the public address in the settings and from nothing that a browser says:
    the host's name, and the origin of its pages.
    """

    host: str
    origin: str

    @property
    def has_name(self) -> bool:
        """Whether passkeys work here at all: they belong to a name and never to an address of figures."""
        try:
            ip_address(self.host)
        except ValueError:
            return bool(self.host)
        return False


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page gives to the browser (JSON), and the sealed challenge, which comes back with the rest."""

    options: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Given:
    """What comes back: the sealed challenge, and the authenticator's answer (JSON)."""

    sealed: str
    answer: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that has proved itself for the first time."""

    credential_id: bytes
    public_key: bytes
    user_handle: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Which passkey an answer says it is of, and whose: not believed before `believed` says so."""

    credential_id: bytes
    user_handle: bytes | None
    challenge: bytes
    answer: str


def place(public_url: str) -> Place:
    """Where passkeys are good for pages at this address."""
    parts = urlsplit(public_url)
    port = f":{parts.port}" if parts.port else ""
    host = parts.hostname or ""
    return Place(host, f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}")


def box(secret_key: str) -> MultiFernet:
    """What seals challenges, under the program's own key."""
    return sealed.box(secret_key, "passkey challenge")


def ask_for_new(
    where: Place,
    who: tuple[str, str, str],
    handle: bytes,
    known: Sequence[bytes],
    tool: MultiFernet,
    now: datetime,
) -> Asked:
    """The question for a new passkey. `who`: (account id, e-mail address, name), the latter two for the
    person's own list of passkeys; `handle`: the account's, random; `known`: those it has already.
    """
    account_id, email, name = who
    challenge = secrets.token_bytes(32)
    options = webauthn.generate_registration_options(
        rp_id=where.host,
        rp_name="Candour",
        user_name=email,
        user_display_name=name,
        user_id=handle,
        challenge=challenge,
        supported_pub_key_algs=_KINDS,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return Asked(webauthn.options_to_json(options), _seal(tool, "new", account_id, challenge, handle, now))


def ask(where: Place, account_id: str, known: Sequence[bytes], tool: MultiFernet, now: datetime) -> Asked:
    """The question for one of the passkeys `known` of an account; or for any at all, of somebody who has not
    said who they are (`account_id` empty), who must then be recognised by the authenticator itself.
    """
    challenge = secrets.token_bytes(32)
    wanted = UserVerificationRequirement.PREFERRED if account_id else UserVerificationRequirement.REQUIRED
    options = webauthn.generate_authentication_options(
        rp_id=where.host,
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        user_verification=wanted,
    )
    return Asked(webauthn.options_to_json(options), _seal(tool, "use", account_id, challenge, b"", now))


def made(where: Place, account_id: str, given: Given, tool: MultiFernet, now: datetime) -> NewKey:
    """The new passkey that an answer proves. Raises Refused."""
    challenge, handle = _opened(tool, "new", account_id, given, now)
    proof = _tried(
        lambda: webauthn.verify_registration_response(
            credential=given.answer,
            expected_challenge=challenge,
            expected_rp_id=where.host,
            expected_origin=where.origin,
            supported_pub_key_algs=_KINDS,
        )
    )
    if len(proof.credential_id) > _LONGEST_ID:
        raise Refused("The passkey's id is too long")
    return NewKey(proof.credential_id, proof.credential_public_key, handle, proof.sign_count)


def claim(account_id: str, given: Given, tool: MultiFernet, now: datetime) -> Claim:
    """What an answer to `ask` claims; its challenge is used up. Raises Refused."""
    challenge, _ = _opened(tool, "use", account_id, given, now)
    said = _tried(lambda: parse_authentication_credential_json(given.answer))
    return Claim(said.raw_id, said.response.user_handle, challenge, given.answer)


def believed(where: Place, said: Claim, public_key: bytes, *, verified: bool) -> int:
    """The counter that the passkey with `public_key` tells, once all of the claim is checked.

    `verified`: its authenticator must have made sure of the person, by a PIN, a finger or a face. Whether the
    counter may be what it is, is for the caller to say. Raises Refused.
    """
    proof = _tried(
        lambda: webauthn.verify_authentication_response(
            credential=said.answer,
            expected_challenge=said.challenge,
            expected_rp_id=where.host,
            expected_origin=where.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=verified,
        )
    )
    return proof.new_sign_count


def _tried(use: Callable[[], Found]) -> Found:
    try:
        return use()
    except _BROKEN as fault:
        # The library's own sentences quote what was sent; the kind of fault is enough for a log.
        raise Refused(f"The passkey's answer does not hold ({type(fault).__name__})") from None


def _seal(
    tool: MultiFernet, what: str, account_id: str, challenge: bytes, handle: bytes, now: datetime
) -> str:
    told = [what, account_id, bytes_to_base64url(challenge), bytes_to_base64url(handle), now.timestamp()]
    return sealed.seal(tool, json.dumps(told)).decode()


def _opened(
    tool: MultiFernet, what: str, account_id: str, given: Given, now: datetime
) -> tuple[bytes, bytes]:
    """Challenge and handle, if we asked just this of just this account lately; used up by asking."""
    if max(len(given.sealed), len(given.answer)) > _LONGEST:
        raise Refused("The passkey's answer is too long")
    try:
        told = json.loads(sealed.opened(tool, given.sealed.encode()))
    except sealed.WrongKey:
        raise Refused("This is not a challenge of ours") from None
    asked, of, challenge, handle, at = told
    if (asked, of) != (what, account_id):
        raise Refused("The challenge was for something else, or for somebody else")
    if not timedelta(0) <= now - datetime.fromtimestamp(at, now.tzinfo) < GOOD_FOR:
        raise Refused("The challenge is too old")
    try:
        throttling.count("passkey-challenge", challenge, limit=1, window=2 * GOOD_FOR, now=now)
    except throttling.TooMany:
        raise Refused("The challenge was used already") from None
    return base64url_to_bytes(challenge), base64url_to_bytes(handle)
