"""A provider that really answers over HTTP on this computer, and does wrong whatever a test asks of it."""

from __future__ import annotations

import hmac
import json
import sys
import threading
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from incidents.post.id_token import at_hash
from incidents.post.oidc import challenge

CLIENT, SECRET, BACK = "candour-at-work", "a+secret:/of ours", "http://127.0.0.1/fts/sign-in/back"
RSA = RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"})
STRANGER = RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"})
CURVE = ECKey.generate_key("P-256", {"kid": "curve", "use": "sig"})
JSON = "application/json"

Told = dict[str, object]


@dataclass
class Reply:
    """What goes over the wire."""

    body: bytes
    status: int = 200
    kind: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0  # seconds after each sign


class HttpProvider:
    """Good by itself; the attributes that tests set change what it says."""

    def __init__(self, now: datetime) -> None:
        self.now = int(now.timestamp())
        self.alg, self.key, self.kid = "RS256", RSA, "rsa"
        self.describe: Callable[[Told], object] = lambda told: None
        self.claim: Callable[[Told], object] = lambda told: None
        self.tokens: Callable[[Told], object] = lambda told: None
        self.token: Callable[[Told], str] = self.signed
        self.reply: dict[str, Callable[[Reply], object]] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.stop = threading.Event()
        handler = type("Handler", (_Handler,), {"provider": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.broke: list[object] = []
        self.server.handle_error = lambda *_: self.broke.append(sys.exception())  # type: ignore[method-assign]
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        """Answer nobody any more. A test in which it broke by itself has shown nothing."""
        self.stop.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
        assert not self.broke

    def visit(self, address: str) -> dict[str, str]:
        """What a person's browser brings back after signing in there."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def signed(self, claims: Told) -> str:
        """The claims, signed as they should be."""
        return jwt.encode({"alg": self.alg, "kid": self.kid}, claims, self.key, algorithms=[self.alg])

    def answer(self, path: str, form: dict[str, str], authorization: str) -> Reply:
        """What is said at a path."""
        if path == "/.well-known/openid-configuration":
            told: Told = {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorise",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
            self.describe(told)
            return Reply(json.dumps(told).encode())
        if path == "/keys":
            keys = [key.as_dict(private=False) for key in (RSA, CURVE)]
            return Reply(json.dumps({"keys": keys}).encode())
        if path == "/token":
            return self._exchange(form, authorization)
        return Reply(b"{}", 404)

    def _exchange(self, form: dict[str, str], authorization: str) -> Reply:
        asked = self.codes.pop(form.get("code", ""), None)
        pair = "candour-at-work:a%2Bsecret%3A%2Fof+ours"
        known = (
            authorization == f"Basic {b64encode(pair.encode()).decode()}"
            or form.get("client_secret") == SECRET
        )
        if (
            asked is None
            or not known
            or form["redirect_uri"] != asked["redirect_uri"]
            or asked["code_challenge_method"] != "S256"
            or challenge(form.get("code_verifier", "")) != asked["code_challenge"]
        ):
            return Reply(b'{"error": "invalid_grant"}', 400)
        claims: Told = {
            "iss": self.issuer,
            "sub": "person-1",
            "aud": CLIENT,
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": asked["nonce"],
            "at_hash": at_hash("opened"),
        }
        self.claim(claims)
        told: Told = {"access_token": "opened", "token_type": "Bearer", "id_token": self.token(claims)}
        self.tokens(told)
        return Reply(json.dumps(told).encode())


class _Handler(BaseHTTPRequestHandler):
    provider: HttpProvider

    def do_GET(self) -> None:
        self._say({})

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say({name: values[0] for name, values in parse_qs(sent).items()})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing on the terminal."""

    def _say(self, form: dict[str, str]) -> None:
        path = urlsplit(self.path).path
        self.provider.asked.append(path)
        reply = self.provider.answer(path, form, self.headers.get("Authorization", ""))
        self.provider.reply.get(path, lambda _: None)(reply)
        try:
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for sign in reply.body if reply.pause else ():
                self.wfile.write(bytes([sign]))
                self.provider.stop.wait(reply.pause)
            self.wfile.write(b"" if reply.pause else reply.body)
        except OSError:
            return  # who asked has hung up, as it should


def with_public_key(claims: Told) -> str:
    """Signed with the public key as if it were a shared secret: by hand, no library would do it."""
    said = _said("HS256", claims)
    return f"{said}.{_plain(hmac.digest(RSA.as_pem(private=False), said.encode(), 'sha256'))}"


def unsigned(claims: Told) -> str:
    """Signed by nobody."""
    return f"{_said('none', claims)}."


def _said(alg: str, claims: Told) -> str:
    parts = ({"alg": alg, "kid": "rsa", "typ": "JWT"}, claims)
    return ".".join(_plain(json.dumps(part).encode()) for part in parts)


def _plain(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
