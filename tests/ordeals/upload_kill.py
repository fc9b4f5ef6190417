"""Kill the program at random points of an upload: `python -m tests.ordeals.upload_kill 200`."""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from types import FrameType

import sqlalchemy as sa

from incidents.domain.words import Role
from incidents.services import evidence_care
from incidents.services.actors import Member
from incidents.store import db, files
from tests import cast, databases, steps
from tests.cast import NOW
from tests.databases import Database
from tests.uploads import add, upload

# Larger than the pieces in which a file is sealed, so that a kill can come between two of them.
BODY = b"something of which nobody may find a half\n" * 5_000


def length(lead: Member, reference: str) -> int:
    """How many calls one upload takes; each is a point at which it can be killed."""
    counted = [0]

    def count(*_: object) -> None:
        counted[0] += 1

    sys.setprofile(count)
    try:
        add(lead, reference, upload(BODY, "x.txt"), scanner=True)
    finally:
        sys.setprofile(None)
    return counted[0]


def killed(database: Database, lead: Member, reference: str, at: int) -> bool:
    """Upload in a process of its own that ends at its call number `at`, as by a power cut; whether it did."""
    child = os.fork()
    if child == 0:
        left = [at]

        def count(_frame: FrameType, _event: str, _arg: object) -> None:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            db.bind(sa.create_engine(database.url))
            sys.setprofile(count)
            add(lead, reference, upload(BODY, "x.txt"), scanner=True)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def faults() -> list[str]:
    """What must never be: a row without its file, a file called clean that nobody scanned, a row untold."""
    found = list(evidence_care.rehash(NOW).broken)
    found += list(evidence_care.unpaired(NOW).rows)
    rows = steps.rows("evidence")
    found += [f"{row['id']} was never scanned" for row in rows if row["scan"] != "waiting"]
    if len(rows) != len(steps.payloads("evidence_added")):
        found.append("rows and entries differ in number")
    return found


def ordeal(database: Database, folder: Path, times: int, seed: int) -> tuple[int, list[str]]:
    """Kill so many uploads at points chosen by `seed`: how many were killed, and what was found wrong."""
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    reference = steps.opened(lead)
    files.bind(folder, databases.MASTER_KEY)
    whole, chosen = length(lead, reference), random.Random(seed)
    # The last points before the end, where file, row and entry meet, are tried as often as all others.
    points = [
        chosen.randrange(1, whole) if n % 2 else whole - chosen.randrange(1, whole // 4) for n in range(times)
    ]
    done = sum(killed(database, lead, reference, at) for at in points)
    found = faults()
    evidence_care.sweep(NOW + timedelta(days=365 * 20))
    left = evidence_care.unpaired(NOW + timedelta(days=365 * 20)).files
    return done, [*found, *(f"{one} was not swept" for one in left), *faults()]


def main() -> None:
    """The long form."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    databases.make_app(databases.empty("sqlite"))
    database = databases.fresh("sqlite")
    with tempfile.TemporaryDirectory() as folder:
        done, found = ordeal(database, Path(folder), times, seed=times)
    databases.drop(database)
    print(f"{times} uploads, {done} killed, {len(found)} faults")  # noqa: T201
    for fault in found:
        print(fault)  # noqa: T201
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
