"""What an ID token must hold before anybody is believed to be anybody (OpenID Connect Core 3.1.3.7)."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

# Only these, whatever a token or its provider says: both keep the signing key with the provider.
KEYS = {"RS256": "RSA", "ES256": "EC"}
SKEW = 60  # seconds that two clocks may differ
_LONGEST_SUBJECT = 255  # what the standard allows
# What a provider says in `amr` when more than a password was asked for (RFC 8176).
_SECOND = frozenset({"mfa", "otp", "hwk"})


class Untrue(Exception):
    """A token that is not believed; the message is a sentence without anything of the token."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must say: who made it, for whom, and in answer to which question."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in there, and whether with a second factor. An e-mail address is no identity: none here."""

    issuer: str
    subject: str
    second: bool


def believed(token: str, keys: Mapping[str, object], expected: Expected, now: datetime) -> Identity:
    """Who a token is about, once all of it is checked. Raises Untrue."""
    try:
        claims = _signed(token, keys)
        fault = next(_faults(claims, expected, now.timestamp()), "")
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Untrue("The ID token is not signed as it should be") from None
    if fault:
        raise Untrue(fault)
    return Identity(expected.issuer, str(claims["sub"]), _second(claims))


def _signed(token: str, keys: Mapping[str, object]) -> dict[str, object]:
    """What stands in a token that one of the provider's keys of the right kind has signed."""
    header = jws.extract_compact(token.encode("ascii")).headers()
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in KEYS or "crit" in header:
        raise Untrue("The ID token is signed in a way that is not accepted")
    listed = keys["keys"]
    given = [one for one in listed if _may_sign(one, algorithm)] if isinstance(listed, list) else []
    fitting = [one for one in given if kid is None or one.get("kid") == kid]
    if len(fitting) != 1:
        raise Untrue("The provider has no such key")
    key = KeySet.import_key_set({"keys": fitting}).keys[0]
    return dict(jwt.decode(token, key, algorithms=[algorithm]).claims)


def _may_sign(key: object, algorithm: str) -> bool:
    return (
        isinstance(key, dict)
        and key.get("kty") == KEYS[algorithm]
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
    )


def _faults(claims: Mapping[str, object], expected: Expected, now: float) -> Iterator[str]:
    if claims.get("iss") != expected.issuer:
        yield "The ID token is another provider's"
    aud = claims.get("aud")
    audience = aud if isinstance(aud, list) else [aud]
    azp = claims.get("azp")
    if expected.client_id not in audience:
        yield "The ID token is not for us"
    if (len(audience) > 1 and azp is None) or (azp is not None and azp != expected.client_id):
        yield "The ID token was given to somebody else"
    if _number(claims, "exp") <= now - SKEW:
        yield "The ID token has run out"
    if _number(claims, "iat") > now + SKEW or ("nbf" in claims and _number(claims, "nbf") > now + SKEW):
        yield "The ID token is from the future"
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not secrets.compare_digest(nonce.encode(), expected.nonce.encode()):
        yield "The ID token answers another question"
    if "at_hash" in claims and claims["at_hash"] != at_hash(expected.access_token):
        yield "The ID token and the access token do not belong together"
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT or not subject.isprintable():
        yield "The ID token does not say who it is about"


def at_hash(access_token: str) -> str:
    """What ties an access token to an ID token: half of its SHA-256, as both accepted algorithms have it."""
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    return urlsafe_b64encode(half).rstrip(b"=").decode()


def _number(claims: Mapping[str, object], name: str) -> float:
    found = claims.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise Untrue("The ID token does not say when it holds")
    return found


def _second(claims: Mapping[str, object]) -> bool:
    means = claims.get("amr")
    return isinstance(means, list) and any(isinstance(one, str) and one in _SECOND for one in means)
