"""Workers that send mail are killed at any moment: each mail is delivered at most once, and none is lost.

    python -m tests.ordeals.mail_kill [--kills 100] [--database sqlite|postgresql]

A mail that may or may not have arrived must be shown so, and another mail must have said so. Exit status 1
when that does not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from aiosmtpd.smtp import SMTP, Envelope, Session

from config import HERE
from incidents.domain.words import Role
from incidents.post.smtp import Server
from incidents.services import at_once, sending
from incidents.services.sending import Worker
from incidents.store import db
from incidents.store.models import CaseFile
from tests import cast, databases, mailbox, steps
from tests.cast import NOW

WORKERS = 2
# The clock of the workers runs so much faster than ours, so that a lease of five minutes ends in 2.5 seconds.
SPEED = 120
AHEAD = 12
PATIENCE = 90.0


class SlowMailbox(mailbox.Mailbox):
    """A server that takes its time before and after it has taken a mail, so that kills hit every moment."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(random.uniform(0, 0.02))
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(random.uniform(0, 0.05))
        return answer


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of it: mails written, how they stood in the end, and what is wrong."""

    kills: int
    mails: int
    states: Counter[str]
    unsure_that_arrived: int
    checks: int
    seconds: float
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.mails} mails in {self.seconds:.0f} s: {self.states['sent']} sent, "
            f"{self.states['unsure']} unsure ({self.unsure_that_arrived} of them had arrived), "
            f"{self.checks} mails that said so; wrong: {len(self.wrong)}"
        )


def ordeal(url: str, kills: int) -> Figures:
    """Write mails, have them sent, and kill; on a fresh database to which the program is bound."""
    begun = time.monotonic()
    cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    reference = cast.report()
    write = _writer(reference)
    with mailbox.running(SlowMailbox()) as (box, server):
        start = time.time()
        workers = [_worker(url, server.port, start) for _ in range(WORKERS)]
        try:
            for _ in range(kills):
                place = random.randrange(WORKERS)
                _wait_for(workers[place])
                until = time.monotonic() + random.uniform(0, 0.5)
                while time.monotonic() < until:
                    if _left() < AHEAD:
                        write()
                    time.sleep(0.005)
                workers[place].kill()
                workers[place].wait()
                workers[place] = _worker(url, server.port, start)
            _wait_until_done()
        finally:
            for one in workers:
                one.kill()
                one.communicate()
        return _figures(box, kills, time.monotonic() - begun)


def _writer(reference: str) -> Callable[[], None]:
    """A function that writes another mail about one case."""
    number = iter(range(1_000_000))

    def write() -> None:
        with db.work() as session:
            case = session.scalars(sa.select(CaseFile).where(CaseFile.reference == reference)).one()
            at = NOW + timedelta(microseconds=next(number))
            at_once.tell(session, case, str(steps.rows("person")[0]["id"]), at)

    return write


def _left() -> int:
    return sum(row["state"] in ("waiting", "handing_over") for row in steps.rows("outbox"))


def _wait_until_done() -> None:
    until = time.monotonic() + PATIENCE
    while _left() and time.monotonic() < until:
        time.sleep(0.1)


def _figures(box: mailbox.Mailbox, kills: int, seconds: float) -> Figures:
    rows = {str(row["id"]): row for row in steps.rows("outbox")}
    came = Counter(str(mail["Message-ID"])[1:].partition("@")[0] for mail in box.came)
    mails = {key: row for key, row in rows.items() if row["kind"] != "check"}
    checks = {str(row["key"]).split(":")[1]: row for row in rows.values() if row["kind"] == "check"}
    wrong = [f"{key} was delivered {count} times" for key, count in came.items() if count > 1]
    wrong += [
        f"{key} is {row['state']}" for key, row in rows.items() if row["state"] not in ("sent", "unsure")
    ]
    wrong += [
        f"{key} is sent and never came"
        for key, row in rows.items()
        if row["state"] == "sent" and not came[key]
    ]
    unsure = {key for key, row in mails.items() if row["state"] == "unsure"}
    wrong += [f"{key} is unsure and nobody was told" for key in unsure if key not in checks]
    wrong += [f"{key} came from nowhere" for key in came if key not in rows]
    return Figures(
        kills,
        len(mails),
        Counter(str(row["state"]) for row in mails.values()),
        sum(came[key] for key in unsure),
        len(checks),
        seconds,
        tuple(wrong),
    )


def _worker(url: str, port: int, start: float) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "tests.ordeals.mail_kill", "--at", url, str(port), str(start)]
    return subprocess.Popen(words, cwd=HERE, stdout=subprocess.PIPE)


def _wait_for(worker: subprocess.Popen[bytes]) -> None:
    """Until that process is at work: to kill one that has not begun shows nothing."""
    if worker.stdout is not None and not worker.stdout.closed:
        worker.stdout.readline()
        worker.stdout.close()


def work(url: str, port: int, start: float) -> None:
    """Send what waits, again and again, until somebody kills this process."""
    db.bind(sa.create_engine(url))

    def clock() -> datetime:
        return (NOW + timedelta(seconds=(time.time() - start) * SPEED)).astimezone(UTC)

    server = Server("127.0.0.1", port, mailbox.SENDER, tls="none", timeout=5)
    sys.stdout.write("At work\n")
    sys.stdout.flush()
    worker = Worker(f"{time.time_ns()}", server, "https://cases.example.org", clock)
    while True:
        sending.send(worker)
        time.sleep(0.02)


def main() -> int:
    """Read the words, run it, say the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--database", choices=databases.KINDS, default="sqlite")
    parser.add_argument("--at", nargs=3, help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.at:
        url, port, start = words.at
        work(url, int(port), float(start))
    made = databases.fresh(words.database)
    found = ordeal(made.url, words.kills)
    databases.drop(made)
    sys.stdout.write("\n".join([f"{words.database}: {found}", *found.wrong, ""]))
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
