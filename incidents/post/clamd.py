"""Asking clamd, over its socket, whether a file has a virus in it (the INSTREAM command)."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_SECONDS = 60
_LONGEST_ANSWER = 4096
# Found, and yet no virus: it could not look into the file, or not into all of it.
_NOT_LOOKED = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")


class Outcome(StrEnum):
    """What came of asking. AWAY: nobody answered, so ask again later."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNABLE = "unscannable"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Answer:
    """What clamd said; `words` is the name of a virus, or why it could not look."""

    outcome: Outcome
    words: str = ""


def scan(address: str, pieces: Iterable[bytes]) -> Answer:
    """Have clamd look at a file. `address` is the path of its socket, or host:port.

    Anything but a plain "OK" to the whole file is not clean.
    """
    try:
        with _call(address) as line:
            return _read(_ask(line, pieces))
    except OSError as fault:
        return Answer(Outcome.AWAY, fault.strerror or type(fault).__name__)


def _call(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), _SECONDS)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(_SECONDS)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _ask(line: socket.socket, pieces: Iterable[bytes]) -> bytes:
    try:
        line.sendall(b"zINSTREAM\0")
        for piece in pieces:
            if piece:
                line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it hangs up on a file that is too long, and has said so
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        try:
            more = line.recv(_LONGEST_ANSWER)
        except ConnectionResetError:
            break
        if not more:
            break
        answer += more
    return answer


def _read(answer: bytes) -> Answer:
    words = answer.rstrip(b"\0\n").decode("utf-8", "replace")
    if words == "stream: OK":
        return Answer(Outcome.CLEAN)
    name = words.removeprefix("stream: ")
    if name.endswith(" FOUND"):
        name = name.removesuffix(" FOUND")
        return Answer(Outcome.UNSCANNABLE if name.startswith(_NOT_LOOKED) else Outcome.INFECTED, name[:200])
    return Answer(Outcome.UNSCANNABLE, (name or "It hung up without an answer")[:200])
