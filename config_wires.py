"""Which wires leave this computer: a database or a scanner elsewhere is reached over TLS, or not at all."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

# "" is PostgreSQL's own socket.
THIS_COMPUTER = frozenset({"", "127.0.0.1", "::1", "localhost"})


def database_fault(address: str) -> str:
    """Why a database may not be used for real cases, or "". Its address is never part of the sentence."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        return "it cannot be read; write for example postgresql+psycopg:///candour"
    if not url.drivername.startswith("postgresql") or all(map(_is_here, _hosts(url))):
        return ""
    if url.query.get("sslmode") != "verify-full":
        return (
            "the database is on another computer: add ?sslmode=verify-full&sslrootcert=system, so that "
            "nobody on the way reads cases"
        )
    return ""


def scanner_fault(place: str) -> str:
    """Why a scanner may not be used for real cases, or "": what is sent to one is the file in the clear."""
    host = place.rpartition(":")[0].strip("[]")
    if place.startswith("/") or host in THIS_COMPUTER:
        return ""
    return "it speaks no TLS, so let it run on this computer: name its socket, or 127.0.0.1:3310"


def is_public(address: str) -> bool:
    """Whether an address is https and names no host of this computer or of a private network."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
        plain = not (parts.username or parts.password or parts.query or parts.fragment)
        if parts.scheme != "https" or not plain:
            return False
        return ip_address(host).is_global if host[-1:].isdigit() or ":" in host else _is_named(host)
    except ValueError:
        return False


def _hosts(url: URL) -> list[str]:
    """Every host an address names: before the path, and in its query, where several may stand."""
    more = url.query.get("host", ())
    named = [more] if isinstance(more, str) else list(more)
    named += [str(url.query[word]) for word in ("hostaddr",) if word in url.query]
    every = [host.strip() for each in named for host in each.split(",")]
    return [*every, url.host] if url.host else every or [""]


def _is_here(host: str) -> bool:
    return host.strip("[]") in THIS_COMPUTER or host.startswith(("/", "@"))


def _is_named(host: str) -> bool:
    return "." in host and not host.endswith((".localhost", ".local", ".internal", ".home.arpa"))
