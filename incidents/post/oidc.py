"""Signing in at the charity's own provider: OpenID Connect's code flow, with PKCE, state and nonce."""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote_plus, urlencode

from incidents.post import fetching
from incidents.post.fetching import Unanswered
from incidents.post.id_token import Expected, Identity, Untrue, believed

MINUTES = timedelta(minutes=10)


class NotSignedIn(Exception):
    """The provider's word is not taken. The message is for the operator's log: a sentence without secrets."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who is asked, and who we are there. `inside`: private and loopback hosts are asked too (practice)."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    back: str
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """What must be remembered, for this browser alone and for one use, until the person comes back."""

    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class _Places:
    """What the provider says of itself, once checked."""

    authorise: str
    token: str
    keys: str
    basic: bool
    says_issuer: bool


def begin(provider: Provider, now: datetime) -> tuple[str, Started]:
    """Where to send the person, and what to remember. Raises NotSignedIn."""
    places = _discovered(provider)
    started = Started(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), now)
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": provider.back,
        "scope": "openid",  # neither name nor e-mail address: they would decide nothing
        "state": started.state,
        "nonce": started.nonce,
        "code_challenge": challenge(started.verifier),
        "code_challenge_method": "S256",
    }
    return f"{places.authorise}{'&' if '?' in places.authorise else '?'}{urlencode(asked)}", started


def finish(provider: Provider, started: Started, answer: Mapping[str, str], now: datetime) -> Identity:
    """Who came back with `answer` (the address's parameters). Raises NotSignedIn."""
    if not secrets.compare_digest(answer.get("state", "").encode(), started.state.encode()):
        raise NotSignedIn("This is not the answer to what this browser asked")
    if not started.at <= now < started.at + MINUTES:
        raise NotSignedIn("Signing in took too long")
    places = _discovered(provider)
    issuer = answer.get("iss")
    if issuer != provider.issuer and (issuer is not None or places.says_issuer):
        raise NotSignedIn("Another provider has answered")
    if "error" in answer or not answer.get("code"):
        raise NotSignedIn("The provider did not let the person in")
    try:
        given = _exchanged(provider, places, started, answer["code"])
        keys = fetching.get(places.keys, inside=provider.inside)
        token, access = given.get("id_token"), given.get("access_token")
        if not isinstance(token, str) or not isinstance(access, str):
            raise NotSignedIn("The provider gave no ID token")
        expected = Expected(provider.issuer, provider.client_id, started.nonce, access)
        return believed(token, keys, expected, now)
    except (Unanswered, Untrue) as fault:
        raise NotSignedIn(str(fault)) from None


def challenge(verifier: str) -> str:
    """What is sent ahead of a verifier (RFC 7636, S256)."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def fits(issuer: str, endpoint: object) -> bool:
    """Whether an endpoint may stand in an issuer's description of itself.

    Big providers keep keys and tokens on other hosts of theirs, and the description came over TLS from the
    issuer itself, so another host is believed; another scheme never is. Without TLS (practice, on this
    computer) the description proves nothing: only the issuer's own origin.
    """
    if not isinstance(endpoint, str):
        return False
    try:
        here, there = fetching.origin(issuer), fetching.origin(endpoint)
    except Unanswered:
        return False
    return there[0] == "https" if here[0] == "https" else here == there


def _discovered(provider: Provider) -> _Places:
    address = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    try:
        if not provider.inside and fetching.origin(provider.issuer)[0] != "https":
            raise NotSignedIn("The provider must be asked over https")
        found = fetching.get(address, inside=provider.inside)
    except Unanswered as fault:
        raise NotSignedIn(str(fault)) from None
    if found.get("issuer") != provider.issuer:
        raise NotSignedIn("The provider calls itself something else")
    places = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(fits(provider.issuer, place) for place in places):
        raise NotSignedIn("The provider names places that are not safe to go to")
    ways = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return _Places(
        authorise=str(places[0]),
        token=str(places[1]),
        keys=str(places[2]),
        basic=not isinstance(ways, list) or "client_secret_basic" in ways,
        says_issuer=found.get("authorization_response_iss_parameter_supported") is True,
    )


def _exchanged(provider: Provider, places: _Places, started: Started, code: str) -> dict[str, object]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": provider.back,
        "code_verifier": started.verifier,
    }
    headers: dict[str, str] = {}
    if places.basic:
        pair = f"{quote_plus(provider.client_id)}:{quote_plus(provider.secret)}".encode()
        headers["Authorization"] = f"Basic {b64encode(pair).decode()}"
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.secret}
    return fetching.post(places.token, form, headers, inside=provider.inside)
