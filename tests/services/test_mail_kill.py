"""Two workers, killed in the middle: the short form of the ordeal of a hundred kills."""

from __future__ import annotations

from tests.databases import Database
from tests.ordeals import mail_kill


def test_killed_workers_deliver_each_mail_at_most_once(sqlite: Database) -> None:
    found = mail_kill.ordeal(sqlite.url, kills=3)
    assert found.wrong == ()
    assert found.mails > 3
    assert found.states["sent"] > 0
