"""Signing in at a provider: a good one is believed, and one that does anything wrong is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.post import fetching, oidc
from incidents.post.id_token import Identity
from incidents.post.oidc import NotSignedIn, Provider, Started
from tests.cast import NOW
from tests.oidc.provider import BACK, CLIENT, CURVE, SECRET, STRANGER, HttpProvider, unsigned, with_public_key


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[HttpProvider]:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    made = HttpProvider(NOW)
    yield made
    made.close()


def ours(there: HttpProvider) -> Provider:
    return Provider(there.issuer, CLIENT, SECRET, BACK, inside=True)


def sign_in(there: HttpProvider, **brought: str | None) -> Identity:
    """All of it; `brought`: what the browser brings back instead (None: leaves out)."""
    address, started = oidc.begin(ours(there), NOW)
    answer = {**there.visit(address), **brought}
    return oidc.finish(ours(there), started, {k: v for k, v in answer.items() if v is not None}, NOW)


def test_a_good_provider_is_believed(there: HttpProvider) -> None:
    assert sign_in(there) == Identity(there.issuer, "person-1", second=False)


def test_a_key_on_a_curve_is_as_good(there: HttpProvider) -> None:
    there.alg, there.key, there.kid = "ES256", CURVE, "curve"  # type: ignore[assignment]
    assert sign_in(there).subject == "person-1"


def test_a_provider_may_want_the_secret_in_the_form(there: HttpProvider) -> None:
    there.describe = says(token_endpoint_auth_methods_supported=["client_secret_post"])
    assert sign_in(there).subject == "person-1"


@pytest.mark.parametrize(
    ("amr", "second"),
    [
        (["pwd", "mfa"], True),
        (["otp"], True),
        (["hwk"], True),
        (["pwd"], False),
        ("mfa", False),
        ([1], False),
    ],
)
def test_both_steps_are_done_only_when_the_provider_says_so(
    there: HttpProvider, amr: object, second: bool
) -> None:
    there.claim = says(amr=amr)
    assert sign_in(there).second is second


def test_clocks_may_differ_by_a_little(there: HttpProvider) -> None:
    there.claim = says(exp=there.now - 59, iat=there.now + 60, nbf=there.now + 60)
    assert sign_in(there).subject == "person-1"


def test_an_address_is_nobody(there: HttpProvider) -> None:
    there.claim = says(sub="person-2", email="ada.okoro@example.org")
    assert sign_in(there) == Identity(there.issuer, "person-2", second=False)


def says(**more: object) -> Callable[[dict[str, object]], object]:
    """Says this too, or otherwise."""
    return lambda told: told.update(more)


def lacks(name: str) -> Callable[[dict[str, object]], object]:
    return lambda told: told.pop(name)


def wire(path: str, **more: object) -> Callable[[HttpProvider], object]:
    """Answers at a path with something else."""

    def change(reply: object) -> None:
        for name, value in more.items():
            setattr(reply, name, value)

    return lambda there: there.reply.update({path: change})


def hangs(path: str) -> Callable[[HttpProvider], object]:
    return lambda there: there.reply.update({path: lambda _: there.stop.wait(5)})


def described(**more: object) -> Callable[[HttpProvider], object]:
    return lambda there: setattr(there, "describe", says(**more))


def claimed(**more: object) -> Callable[[HttpProvider], object]:
    return lambda there: setattr(there, "claim", says(**more))


def given(name: str, how: object) -> Callable[[HttpProvider], object]:
    return lambda there: setattr(there, name, how)


DESCRIPTION, KEYS, TOKEN = "/.well-known/openid-configuration", "/keys", "/token"
AT = int(NOW.timestamp())
ELSEWHERE = {"status": 302, "headers": {"Location": "/moved"}}
HUGE = b'{"keys": "' + b"x" * fetching.LARGEST + b'"}'
# what it does wrong, how, and what the log says of it
WRONG: dict[str, tuple[Callable[[HttpProvider], object], str]] = {
    "calls itself something else": (
        described(issuer="https://other.example"),
        "The provider calls itself something else",
    ),
    "sends people to another host": (
        described(authorization_endpoint="http://other.example/authorise"),
        "The provider names places that are not safe to go to",
    ),
    "takes codes on another host": (
        described(token_endpoint="http://other.example/token"),
        "The provider names places that are not safe to go to",
    ),
    "keeps keys in a file": (
        described(jwks_uri="file:///etc/passwd"),
        "The provider names places that are not safe to go to",
    ),
    "names no place for keys": (
        given("describe", lacks("jwks_uri")),
        "The provider names places that are not safe to go to",
    ),
    "says it names itself, and does not": (
        described(authorization_response_iss_parameter_supported=True),
        "Another provider has answered",
    ),
    "description leads elsewhere": (
        wire(DESCRIPTION, **ELSEWHERE),
        "The provider did not answer as it should",
    ),
    "description is huge": (wire(DESCRIPTION, body=HUGE), "The provider did not answer as it should"),
    "description is a list": (
        wire(DESCRIPTION, body=b"[]"),
        "The provider answered something that is not a JSON object",
    ),
    "token is another's": (claimed(iss="https://other.example"), "The ID token is another provider's"),
    "token is for another": (claimed(aud="another"), "The ID token is not for us"),
    "token is for several, given to nobody": (
        claimed(aud=[CLIENT, "another"]),
        "The ID token was given to somebody else",
    ),
    "token is for several, given to another": (
        claimed(aud=[CLIENT, "another"], azp="another"),
        "The ID token was given to somebody else",
    ),
    "token is for us, given to another": (claimed(azp="another"), "The ID token was given to somebody else"),
    "token is for nobody": (given("claim", lacks("aud")), "The ID token is not for us"),
    "token is signed by nobody": (
        given("token", unsigned),
        "The ID token is signed in a way that is not accepted",
    ),
    "token is signed with the public key": (
        given("token", with_public_key),
        "The ID token is signed in a way that is not accepted",
    ),
    "token is signed by a stranger": (given("key", STRANGER), "The ID token is not signed as it should be"),
    "token is signed by an unknown key": (given("kid", "unknown"), "The provider has no such key"),
    "token names a key of another type": (given("kid", "curve"), "The provider has no such key"),
    "token is signed in another way": (
        given("alg", "RS512"),
        "The ID token is signed in a way that is not accepted",
    ),
    "token is no token": (given("token", lambda _: "a.b.c"), "The ID token is not signed as it should be"),
    "token was changed": (
        given("token", lambda claims: "e30.e30.e30"),
        "The ID token is not signed as it should be",
    ),
    "token has run out": (claimed(exp=AT - 60), "The ID token has run out"),
    "token never runs out": (given("claim", lacks("exp")), "The ID token does not say when it holds"),
    "token runs out in words": (claimed(exp="tomorrow"), "The ID token does not say when it holds"),
    "token is made in the future": (claimed(iat=AT + 61), "The ID token is from the future"),
    "token holds in the future": (claimed(nbf=AT + 61), "The ID token is from the future"),
    "token is undated": (given("claim", lacks("iat")), "The ID token does not say when it holds"),
    "token answers no question": (given("claim", lacks("nonce")), "The ID token answers another question"),
    "token answers another question": (claimed(nonce="other"), "The ID token answers another question"),
    "token belongs to another access": (
        claimed(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
        "The ID token and the access token do not belong together",
    ),
    "token is about nobody": (given("claim", lacks("sub")), "The ID token does not say who it is about"),
    "token is about an empty name": (claimed(sub=""), "The ID token does not say who it is about"),
    "token is about a number": (claimed(sub=1), "The ID token does not say who it is about"),
    "token is about an endless name": (claimed(sub="x" * 256), "The ID token does not say who it is about"),
    "gives no ID token": (given("tokens", lacks("id_token")), "The provider gave no ID token"),
    "gives no access": (given("tokens", lacks("access_token")), "The provider gave no ID token"),
    "breaks at the exchange": (wire(TOKEN, status=500), "The provider did not answer as it should"),
    "hangs at the exchange": (hangs(TOKEN), "The provider did not answer as it should"),
    "drips at the exchange": (wire(TOKEN, pause=0.1), "The provider answered something that is not JSON"),
    "leads elsewhere at the exchange": (wire(TOKEN, **ELSEWHERE), "The provider did not answer as it should"),
    "answers hugely at the exchange": (wire(TOKEN, body=HUGE), "The provider did not answer as it should"),
    "answers no JSON at the exchange": (
        wire(TOKEN, body=b"{"),
        "The provider answered something that is not JSON",
    ),
    "answers a page at the exchange": (
        wire(TOKEN, kind="text/html"),
        "The provider did not answer as it should",
    ),
    "keys lead elsewhere": (wire(KEYS, **ELSEWHERE), "The provider did not answer as it should"),
    "keys are huge": (wire(KEYS, body=HUGE), "The provider did not answer as it should"),
    "keys are none": (wire(KEYS, body=b'{"keys": []}'), "The provider has no such key"),
    "keys are nonsense": (wire(KEYS, body=b'{"keys": {"rsa": 1}}'), "The provider has no such key"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_provider_that_does_wrong_is_not_believed(there: HttpProvider, wrong: str) -> None:
    how, said = WRONG[wrong]
    how(there)
    with pytest.raises(NotSignedIn) as fault:
        sign_in(there)
    assert str(fault.value) == said
    assert "/moved" not in there.asked
    assert fault.value.__cause__ is None


BROUGHT: dict[str, dict[str, str | None]] = {
    "no state": {"state": None},
    "another state": {"state": "another"},
    "a state that is no text": {"state": "ä"},
    "no code": {"code": None},
    "a code that is not known": {"code": "another"},
    "a refusal": {"error": "access_denied"},
    "another provider's answer": {"iss": "https://other.example"},
}


@pytest.mark.parametrize("what", BROUGHT)
def test_a_browser_that_brings_something_else_back_is_not_believed(there: HttpProvider, what: str) -> None:
    with pytest.raises(NotSignedIn):
        sign_in(there, **BROUGHT[what])


def test_another_state_is_not_even_asked_about(there: HttpProvider) -> None:
    _, started = oidc.begin(ours(there), NOW)
    there.asked.clear()
    with pytest.raises(NotSignedIn):
        oidc.finish(ours(there), started, {"state": "another", "code": "code-0"}, NOW)
    assert there.asked == []


@pytest.mark.parametrize("change", [{"verifier": "x" * 64}, {"nonce": "other"}, {"at": NOW - oidc.MINUTES}])
def test_what_was_remembered_of_another_start_does_not_do(
    there: HttpProvider, change: dict[str, object]
) -> None:
    address, started = oidc.begin(ours(there), NOW)
    other: Started = replace(started, **change)  # type: ignore[arg-type]
    with pytest.raises(NotSignedIn):
        oidc.finish(ours(there), other, there.visit(address), NOW)


def test_a_code_is_taken_once(there: HttpProvider) -> None:
    address, started = oidc.begin(ours(there), NOW)
    answer = there.visit(address)
    oidc.finish(ours(there), started, answer, NOW)
    with pytest.raises(NotSignedIn):
        oidc.finish(ours(there), started, answer, NOW + timedelta(seconds=1))


def test_no_two_starts_are_alike(there: HttpProvider) -> None:
    one, two = (oidc.begin(ours(there), NOW)[1] for _ in range(2))
    assert not {one.state, one.nonce, one.verifier} & {two.state, two.nonce, two.verifier}


def test_with_real_cases_neither_plain_http_nor_this_computer_is_asked(there: HttpProvider) -> None:
    for issuer in (there.issuer, there.issuer.replace("http:", "https:")):
        with pytest.raises(NotSignedIn):
            oidc.begin(replace(ours(there), issuer=issuer, inside=False), NOW)
    assert there.asked == []


def test_secrets_do_not_show_where_things_are_printed(there: HttpProvider) -> None:
    provider = ours(there)
    _, started = oidc.begin(provider, NOW)
    assert SECRET not in repr(provider)
    assert started.verifier not in repr(started)


PLACES = (
    ("https://id.example", "https://id.example/token", True),
    ("https://id.example", "https://keys.example/token", True),
    ("https://id.example", "http://id.example/token", False),
    ("https://id.example", "//id.example/token", False),
    ("https://id.example", "https://me:pw@id.example/token", False),
    ("https://id.example", "https://id.example/token#part", False),
    ("https://id.example", "https://id.example:port/", False),
    ("https://id.example", "https://id.example/a b", False),
    ("https://id.example", None, False),
    ("http://127.0.0.1:1", "http://127.0.0.1:1/token", True),
    ("http://127.0.0.1:1", "http://127.0.0.1:2/token", False),
)


@pytest.mark.parametrize(("issuer", "endpoint", "good"), PLACES)
def test_which_places_a_provider_may_name(issuer: str, endpoint: object, good: bool) -> None:
    assert oidc.fits(issuer, endpoint) is good
