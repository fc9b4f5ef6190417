"""One HTTP question and its whole answer: bounded in time and size, following nothing, telling no secret."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from threading import Timer
from urllib.parse import SplitResult, urlencode, urlsplit

SECONDS = 5.0
LARGEST = 1_000_000


class Unanswered(Exception):
    """No answer that can be used; the message is a sentence without secrets and without what was answered."""


def origin(address: str) -> tuple[str, str, int]:
    """Scheme, host and port of a plain http or https address. Raises Unanswered for any other."""
    parts = _parts(address)
    return parts.scheme, parts.hostname or "", _port(parts)


def get(address: str, *, inside: bool) -> dict[str, object]:
    """The JSON object at an address; `inside`: hosts of a private network may be asked. Raises Unanswered."""
    return _ask("GET", address, b"", {}, inside)


def post(
    address: str, form: Mapping[str, str], more: Mapping[str, str], *, inside: bool
) -> dict[str, object]:
    """The JSON object that answers a form; `more`: further headers. Raises Unanswered."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", **more}
    return _ask("POST", address, urlencode(form).encode(), headers, inside)


def _ask(method: str, address: str, body: bytes, more: Mapping[str, str], inside: bool) -> dict[str, object]:
    parts = _parts(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Accept": "application/json", "Connection": "close", **more}
    try:
        with _connected(parts, inside) as sock:
            # The time limit of a socket is for each piece; this one is for the whole, however it drips.
            whole = Timer(SECONDS, _cut, [sock])
            whole.daemon = True
            whole.start()
            try:
                talk = HTTPConnection(parts.hostname or "", _port(parts))
                talk.sock = sock
                talk.request(method, path, body or None, headers)
                with talk.getresponse() as answer:
                    kind = answer.headers.get_content_type()
                    status, said = answer.status, answer.read(LARGEST + 1)
            finally:
                whole.cancel()
    except (OSError, HTTPException, ValueError):
        raise Unanswered("The provider did not answer as it should") from None
    if status != 200 or len(said) > LARGEST or not _is_json(kind):
        raise Unanswered("The provider did not answer as it should")
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        raise Unanswered("The provider answered something that is not JSON") from None
    if not isinstance(found, dict):
        raise Unanswered("The provider answered something that is not a JSON object")
    return found


def _connected(parts: SplitResult, inside: bool) -> socket.socket:
    """A socket to the very address that was checked: a name asked twice could answer otherwise."""
    host, port = parts.hostname or "", _port(parts)
    where = str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0])
    if not inside and not ip_address(where.partition("%")[0]).is_global:
        raise Unanswered("The provider's address is one of a private network")
    sock = socket.create_connection((where, port), timeout=SECONDS)
    if parts.scheme == "http":
        return sock
    try:
        return ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    except BaseException:
        sock.close()
        raise


def _cut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is over already


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _port(parts)
    except ValueError:
        raise Unanswered("This is not the address of a provider") from None
    plain = address.isascii() and address.isprintable() and " " not in address
    named = parts.hostname and parts.username is None and parts.password is None and not parts.fragment
    if parts.scheme not in ("https", "http") or not plain or not named:
        raise Unanswered("This is not the address of a provider")
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _is_json(kind: str) -> bool:
    return kind in ("application/json", "application/jwk-set+json")
