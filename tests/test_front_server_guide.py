"""nginx with the file of the guide, before the real server: TLS, whom it believes, what it refuses."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.rules.source import HOUSE
from tests.web.test_front_server import STRANGER, UNCLEAR, echo, served

HOST = "cases.example.org"
NGINX = os.environ.get("CANDOUR_NGINX") or shutil.which("nginx") or ""
OPENSSL = shutil.which("openssl") or ""

pytestmark = pytest.mark.skipif(
    not (NGINX and OPENSSL),
    reason="NGINX IS NOT HERE: its file was not tried (Debian: apt-get install nginx-light)",
)


@dataclass(frozen=True)
class Front:
    """Its two ports, and its certificate."""

    plain: int
    tls: int
    certificate: Path


def free() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """nginx as the guide sets it up, but for ports, places and a certificate of the tests."""
    home = tmp_path_factory.mktemp("nginx")
    key, certificate = home / "key.pem", home / "certificate.pem"
    made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    made += ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    made += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([OPENSSL, *made], check=True, capture_output=True)
    plain, tls = free(), free()
    with served(echo(1), 1) as port:
        text = (HOUSE / "docs" / "examples" / "nginx.conf").read_text(encoding="utf-8")
        for old, new in (
            (f"/etc/letsencrypt/live/{HOST}/fullchain.pem", str(certificate)),
            (f"/etc/letsencrypt/live/{HOST}/privkey.pem", str(key)),
            ("/run/nginx.pid", str(home / "pid")),
            ("listen 80", f"listen 127.0.0.1:{plain}"),
            ("listen 443", f"listen 127.0.0.1:{tls}"),
            ("127.0.0.1:8000", f"127.0.0.1:{port}"),
            (
                "access_log off;\n",
                "access_log off;\n"
                + "".join(
                    f"  {name}_temp_path {home}/{name};\n"
                    for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                ),
            ),
        ):
            assert old in text
            text = text.replace(old, new, 1 if "access_log" in old else -1)
        (home / "nginx.conf").write_text(text)
        start = [NGINX, "-p", str(home), "-c", str(home / "nginx.conf"), "-e", "stderr"]
        checked = subprocess.run([*start, "-t"], check=False, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        with subprocess.Popen([*start, "-g", "daemon off;"], stderr=subprocess.DEVNULL) as server:
            until = time.monotonic() + 10
            while time.monotonic() < until:
                try:
                    socket.create_connection(("127.0.0.1", tls), timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield Front(plain, tls, certificate)
            server.terminate()


def said(wire: socket.socket, raw: bytes) -> bytes:
    """Everything that comes back."""
    wire.sendall(raw)
    answer = b""
    try:
        while data := wire.recv(65536):
            answer += data
    except (TimeoutError, ConnectionResetError):
        pass
    return answer


def in_the_clear(front: Front, raw: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", front.plain), timeout=3) as wire:
        return said(wire, raw)


def over_tls(
    front: Front,
    raw: bytes,
    name: str = HOST,
    newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
) -> tuple[str, bytes]:
    """The version that was agreed on, and the answer."""
    context = ssl.create_default_context(cafile=str(front.certificate))
    context.maximum_version = newest
    if newest < ssl.TLSVersion.TLSv1_2:
        context.minimum_version = newest
        context.set_ciphers("ALL:@SECLEVEL=0")
    with (
        socket.create_connection(("127.0.0.1", front.tls), timeout=3) as bare,
        context.wrap_socket(bare, server_hostname=name) as wire,
    ):
        return str(wire.version()), said(wire, raw)


def asks(verb: str, path: str, *more: str, host: str = HOST) -> bytes:
    return "\r\n".join(
        [f"{verb} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *more, "", ""]
    ).encode()


def test_people_are_led_to_https_and_what_writes_is_not(front: Front) -> None:
    led = in_the_clear(front, asks("GET", "/fts/report"))
    assert led.startswith(b"HTTP/1.1 308")
    assert f"Location: https://{HOST}/fts/report\r\n".encode() in led
    assert in_the_clear(front, asks("POST", "/fts/sign-in", "Content-Length: 0")).startswith(b"HTTP/1.1 403")
    assert in_the_clear(front, asks("GET", "/fts/calendar/key.ics")).startswith(b"HTTP/1.1 404")
    assert in_the_clear(front, asks("GET", "/", host="other.example")) == b""


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_today_s_tls_is_spoken(front: Front, newest: ssl.TLSVersion) -> None:
    version, answer = over_tls(front, asks("GET", "/"), newest=newest)
    assert version == {ssl.TLSVersion.TLSv1_2: "TLSv1.2", ssl.TLSVersion.TLSv1_3: "TLSv1.3"}[newest]
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("old", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_tls_is_refused(front: Front, old: ssl.TLSVersion) -> None:
    with pytest.raises((ssl.SSLError, OSError)):
        over_tls(front, asks("GET", "/"), newest=old)


def test_another_name_gets_no_certificate(front: Front) -> None:
    with pytest.raises(ssl.SSLError):
        over_tls(front, asks("GET", "/"), name="other.example")


@pytest.mark.parametrize("said", [STRANGER, f"{STRANGER}, 10.0.0.1", "127.0.0.1"])
def test_what_a_stranger_says_of_their_address_is_not_believed(front: Front, said: str) -> None:
    more = (f"X-Forwarded-For: {said}", "X-Forwarded-Host: evil.example", f"Forwarded: for={STRANGER}")
    body = over_tls(front, asks("GET", "/", *more))[1].partition(b"\r\n\r\n")[2]
    assert body == f"127.0.0.1 {HOST} http 0".encode()


# nginx ends a line at a bare line feed, and hands on what it read in its own words: nothing is unclear then.
BETWEEN = tuple(row for row in UNCLEAR if row[0] != "a bare line feed in a header")


@pytest.mark.parametrize(("what", "rest"), BETWEEN, ids=[row[0] for row in BETWEEN])
def test_no_request_hides_in_another_between_the_two(front: Front, what: str, rest: bytes) -> None:
    head = f"POST / HTTP/1.1\r\nHost: {HOST}\r\n".encode()
    _, answer = over_tls(front, head + rest.replace(b"localhost", HOST.encode()))
    assert b"HTTP/1.1 404" not in answer


def test_who_asks_very_often_waits_and_everybody_else_does_not_notice(front: Front) -> None:
    once = f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    _, answer = over_tls(front, once * 200 + asks("GET", "/"))
    assert answer.count(b"HTTP/1.1 200") >= 90, "a page with its files is never too much"
    assert answer.count(b"HTTP/1.1 429") > 0
