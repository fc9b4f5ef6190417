"""The address of who asks comes from our own front servers, counted; nobody else is believed."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import pytest
from flask import Flask, request, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer

from incidents.cli.serving import made
from incidents.web import front_server

STRANGER, PROXY = "203.0.113.9", "198.51.100.2"


def echo(hops: int) -> Flask:
    """A program that says from where it was asked, and by which host and scheme."""
    app = Flask("echo")
    app.secret_key = "for the tests only, nothing else"
    front_server.register(app, hops)

    @app.route("/", methods=["GET", "POST"])
    def here() -> str:
        return f"{request.remote_addr} {request.host} {request.scheme} {len(request.get_data())}"

    return app


# front servers, what X-Forwarded-For holds, who is believed, why
BELIEVED = (
    (0, None, "127.0.0.1", "nobody stands before it"),
    (0, STRANGER, "127.0.0.1", "a stranger says so"),
    (0, f"{STRANGER}, {PROXY}", "127.0.0.1", "a stranger says more"),
    (1, None, "127.0.0.1", "the front server said nothing"),
    (1, PROXY, PROXY, "the front server says who called it"),
    (1, f"{STRANGER}, {PROXY}", PROXY, "what the caller wrote stands before what the server added"),
    (1, f"{STRANGER},{STRANGER},{PROXY}", PROXY, "however much the caller wrote"),
    (2, f"{STRANGER}, {PROXY}", STRANGER, "two servers: the second from the end"),
    (2, f"10.0.0.1, {STRANGER}, {PROXY}", STRANGER, "and never further back"),
    (2, PROXY, "127.0.0.1", "fewer addresses than servers: somebody came past one of them"),
)


@pytest.mark.parametrize(("hops", "said", "believed", "why"), BELIEVED, ids=[row[3] for row in BELIEVED])
def test_whom_it_believes(hops: int, said: str | None, believed: str, why: str) -> None:
    headers = {"X-Forwarded-For": said} if said else {}
    answer = echo(hops).test_client().get("/", headers=headers)
    assert answer.get_data(as_text=True).split()[0] == believed


FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "8443",
    "X-Forwarded-Prefix": "/evil",
    "X-Real-IP": STRANGER,
    "Forwarded": f"for={STRANGER};host=evil.example;proto=https",
}


@pytest.mark.parametrize("hops", [0, 1, 2])
def test_no_other_header_of_a_front_server_is_read(hops: int) -> None:
    answer = echo(hops).test_client().get("/", headers=FORGED)
    assert answer.get_data(as_text=True) == "127.0.0.1 localhost http 0"


@contextmanager
def served(app: Flask, hops: int) -> Iterator[int]:
    """The port of a real server, as `serve` makes it."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = made(app, door, hops)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield door.getsockname()[1]
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(5)


def asked(port: int, *raw: bytes) -> bytes:
    """Everything that comes back for these very bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        for part in raw:
            wire.sendall(part)
        wire.shutdown(socket.SHUT_WR)
        answer = b""
        while data := wire.recv(65536):
            answer += data
    return answer


@pytest.mark.parametrize(("hops", "believed"), [(0, b"127.0.0.1"), (1, PROXY.encode())])
def test_the_real_server_hands_on_what_it_should(hops: int, believed: bytes) -> None:
    with served(echo(hops), hops) as port:
        head = f"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {STRANGER}, {PROXY}\r\n\r\n"
        assert asked(port, head.encode()).partition(b"\r\n\r\n")[2].startswith(believed + b" ")


# bytes of which it is not clear where the request ends, and whether a second request may hide in them
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"
UNCLEAR = (
    ("two lengths", b"Content-Length: 3\r\nContent-Length: 50\r\n\r\nabc" + HIDDEN),
    ("a length with a sign", b"Content-Length: +3\r\n\r\nabc" + HIDDEN),
    ("a length in another script", "Content-Length: \u0663\r\n\r\nabc".encode() + HIDDEN),
    ("an unknown way of sending", b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN),
    ("a blank before the colon", b"Content-Length : 3\r\n\r\nabc" + HIDDEN),
    ("a bare line feed in a header", b"X-A: b\nContent-Length: 3\r\n\r\nabc" + HIDDEN),
    ("a chunk of no number", b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n" + HIDDEN),
    ("a chunk with a prefix", b"Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n" + HIDDEN),
    ("both ways at once", b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
    ("parts and a length", b"Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n" + HIDDEN),
)


@pytest.mark.parametrize(("what", "rest"), UNCLEAR, ids=[row[0] for row in UNCLEAR])
def test_where_a_request_ends_is_clear_or_it_is_refused(what: str, rest: bytes) -> None:
    """A request hidden in the body of another is never answered as one of its own with a page."""
    with served(echo(0), 0) as port:
        answer = asked(port, b"POST / HTTP/1.1\r\nHost: localhost\r\n" + rest)
    assert answer.count(b"HTTP/1.1 200") == 0, answer
    assert b"404" not in answer, answer


def test_the_session_and_the_tokens_of_forms_are_signed_with_sha256() -> None:
    app = echo(0)
    with app.test_request_context():
        session["who"] = "somebody"
        token = generate_csrf()
    signer = app.session_interface.get_signing_serializer(app)
    assert signer is not None
    assert signer.signer_kwargs["digest_method"] is sha256
    assert signer.loads(signer.dumps({"who": "somebody"})) == {"who": "somebody"}
    made = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").make_signer(b"wtf-csrf-token")
    assert made.digest_method is sha256
    assert len(token.rpartition(".")[2]) == 43  # 256 bits in base64
