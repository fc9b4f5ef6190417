"""All of the two worlds, and the time that pages take in both: `python -m tests.ordeals.twin_worlds`."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from unittest import mock

import pyotp
import time_machine

from tests import databases
from tests.cast import NOW
from tests.web.test_twin_worlds import told_apart
from tests.web.twins import LATER, ROOMS, WAYS, Twins, twins

HEAVY = ("/today", "/cases?words=zanzibar", "/overview", "/trails", "/annual-return/2026")
ROUNDS = 60
# Of the time a page takes: below it, what the same page takes in one world differs as much by itself.
NOISE = 0.05
# A difference counts when it is found as often as this, one time after the other: the machine has other work.
AGAIN = 3


def medians(made: Twins, way: str, path: str) -> dict[str, float]:
    """The median seconds of a page in each world, and again in the first: asked for in turn, ROUNDS times."""
    taken: dict[str, list[float]] = {"without": [], "with": [], "again": []}
    client = made.visitors[way].client
    for _ in range(ROUNDS):
        for name, spent in taken.items():
            made.enter("without" if name == "again" else name)
            client.get(f"/fts{path}")  # the database begins to know its file again
            begun = perf_counter()
            client.get(f"/fts{path}")
            spent.append(perf_counter() - begun)
    return {name: statistics.median(spent) for name, spent in taken.items()}


def differs(made: Twins, path: str) -> bool:
    """Whether a page takes longer in one world than in the other; said."""
    found = medians(made, "about", path)
    noise = abs(found["again"] - found["without"]) + NOISE * found["without"]
    apart = found["with"] - found["without"]
    print(f"{made.room} {path}: {found['without'] * 1e3:.1f} ms, {apart * 1e3:+.2f} ms with it")  # noqa: T201
    return abs(apart) > noise


def main() -> None:
    """Ends with 1 where anybody can tell the worlds apart, by a byte or by time."""
    # A new second step is offered with the same secret each time.
    with mock.patch.object(pyotp, "random_base32", return_value="JBSWY3DPEHPK3PXP" * 2):
        told = ordeal()
    sys.exit(1 if told else 0)


def ordeal() -> list[str]:
    """All that tells the worlds apart, said as it is found."""
    told = []
    for room in ROOMS:
        database = databases.fresh("sqlite")
        app = databases.make_app(database.url)
        with tempfile.TemporaryDirectory() as folder:
            with time_machine.travel(NOW.replace(hour=10), tick=False):
                made = twins(app, room, Path(folder))
            for way in WAYS:
                apart = told_apart(made, way, whole=True)
                told += apart
                print(f"{room}, {way}: {len(apart)} differences", *apart)  # noqa: T201
            with time_machine.travel(LATER, tick=False):
                told += [path for path in HEAVY if all(differs(made, path) for _ in range(AGAIN))]
        databases.drop(database)
    return told


if __name__ == "__main__":
    main()
