"""A flood of sign-ins at a real server, and how long somebody at work waits for a page meanwhile.

    python -m tests.ordeals.sign_in_flood [--seconds 20] [--rate 200] [--connections 32]

The server is that of `serve`, with its eight threads and with passwords that cost what they cost in earnest.
It believes the front server before it, which we play: the flood comes once from one place, which is soon
counted out, and once from a new place and for a new address with each try, so that nothing holds it but the
door before the passwords. All of it shares the cores of this machine. Exit status 1 when one page in twenty
takes a second or more, or when any answer is not what it should be.

Everybody waits behind the tries that were sent before: over ninety connections pages take three times as long
as over these, and more than a second on two busy cores. How many one place may open, the front server says.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from app import create_app
from config import HERE
from incidents.cli import serving
from incidents.domain.words import Role
from tests import cast, databases, steps

HOST = "127.0.0.1"
PAUSE = 0.1
LIMIT = 1.0
# Wrong; too often; so many at this moment that it was not looked at.
EXPECTED = {"422", "429", "503"}
# Where the try of a number comes from.
FLOODS: dict[str, Callable[[int], str]] = {
    "one place": lambda _: "203.0.113.9",
    "a new place each time": lambda number: f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
}


def serve(url: str) -> None:
    """Answer, until somebody ends this process; the port is said first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that many wait is what we are here for
    real = {"argon2_memory_mib": 64, "trusted_proxies": 1}
    app = create_app(databases.settings(url).model_copy(update=real))
    with socket.create_server((HOST, 0)) as door:
        sys.stdout.write(f"{door.getsockname()[1]}\n")
        sys.stdout.flush()
        serving.made(app, door, 1).run()


@contextmanager
def served(url: str) -> Iterator[int]:
    """The port of a server on that database."""
    words = [sys.executable, "-m", "tests.ordeals.sign_in_flood", "--serve", url]
    with subprocess.Popen(words, cwd=HERE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


class Flood:
    """Tries to sign in, so many in each second, until it is told to stop."""

    def __init__(self, port: int, rate: float, hands: int, place: Callable[[int], str]) -> None:
        self.port, self.rate, self.place = port, rate, place
        self.answers: Counter[str] = Counter()
        self._numbers = itertools.count(1)
        self._over = threading.Event()
        self._begun = time.monotonic()
        self._hands = [threading.Thread(target=self._work) for _ in range(hands)]

    def __enter__(self) -> Flood:
        self._begun = time.monotonic()
        for hand in self._hands:
            hand.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for hand in self._hands:
            hand.join()

    def _work(self) -> None:
        wire = HTTPConnection(HOST, self.port, timeout=30)
        wire.request("GET", "/fts/sign-in")
        page = wire.getresponse()
        cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode())
        assert token is not None
        for number in self._numbers:
            if self._over.wait(max(0.0, self._begun + number / self.rate - time.monotonic())):
                break
            email = f"somebody{number}@example.org"
            form = {"csrf_token": token[1], "email": email, "password": "a guess that is long"}
            head = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": cookie,
                "X-Forwarded-For": self.place(number),
            }
            try:
                wire.request("POST", "/fts/sign-in", urlencode(form), head)
                answer = wire.getresponse()
                answer.read()
                self.answers[str(answer.status)] += 1
            except (OSError, HTTPException) as fault:
                self.answers[type(fault).__name__] += 1
                wire.close()
        wire.close()


def at_work(port: int, cookie: str, paths: list[str], seconds: float) -> tuple[list[float], int]:
    """The seconds that each page took of somebody who asks for one after the other; how many were no page."""
    taken, wrong = [], 0
    wire = HTTPConnection(HOST, port, timeout=30)
    until = time.monotonic() + seconds
    for path in itertools.cycle(paths):
        begun = time.monotonic()
        if begun >= until:
            break
        wire.request("GET", path, headers={"Cookie": cookie, "X-Forwarded-For": "198.51.100.7"})
        answer = wire.getresponse()
        answer.read()
        wrong += answer.status != 200
        taken.append(time.monotonic() - begun)
        time.sleep(max(0.0, PAUSE - taken[-1]))
    wire.close()
    return taken, wrong


def ordeal(url: str, seconds: float, rate: float, hands: int) -> Iterator[tuple[str, bool]]:
    """A line for each flood, and for none before them; whether what it says is wrong."""
    now = datetime.now(UTC)
    ada = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"], None, now)
    reference = steps.opened(ada, now)
    client = cast.browse(databases.make_app(url), "fts", ada).client
    held = client.get_cookie("candour")
    assert held is not None
    paths = ["/fts/today", "/fts/cases", f"/fts/cases/{reference}", "/fts/overview"]
    with served(url) as port:

        def look(long: float) -> tuple[list[float], int]:
            return at_work(port, f"candour={held.value}", paths, long)

        look(2)  # what is read once only is read
        yield told("no flood", *look(5), Counter(), 5)
        for name, place in FLOODS.items():
            begun = time.monotonic()
            with Flood(port, rate, hands, place) as flood:
                found = look(seconds)
            yield told(name, *found, flood.answers, time.monotonic() - begun)


def told(name: str, taken: list[float], wrong: int, answers: Counter[str], spent: float) -> tuple[str, bool]:
    """What is said of it, and whether it is wrong."""
    late = statistics.quantiles(taken, n=20, method="inclusive")[-1]
    pages = (
        f"{len(taken)} pages, half within {statistics.median(taken) * 1e3:.0f} ms, 95 in 100 within "
        f"{late * 1e3:.0f} ms, the slowest {max(taken) * 1e3:.0f} ms; {wrong} wrong"
    )
    tries = f"{answers.total() / spent:.0f} tries a second, answered {dict(sorted(answers.items()))}"
    return f"{name}: {pages}; {tries}", late >= LIMIT or wrong > 0 or not set(answers) <= EXPECTED


def main() -> int:
    """Read the words, run it, say the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.serve:
        serve(words.serve)
        return 0
    made = databases.fresh("sqlite")
    failed = False
    for line, wrong in ordeal(made.url, words.seconds, words.rate, words.connections):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        failed = failed or wrong
    databases.drop(made)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
