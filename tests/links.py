"""A worker that sends to nobody, and the links that stand in what it would have sent."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from incidents.post import smtp
from incidents.services import sending
from incidents.services.sending import Worker
from tests.cast import NOW

PLACE = "https://cases.example.org"
_LINK = re.compile(rf"^{PLACE}(/\w+/(?:invitation|new-password|my-report)/[\w-]+)$", re.MULTILINE)


class Post:
    """What was sent, without a mail server: (to whom, subject, what it said)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.came: list[tuple[str, str, str]] = []

        def deliver(server: object, mail: smtp.Mail, now: datetime, before_the_dot: object) -> None:
            before_the_dot()  # type: ignore[operator]
            self.came.append((mail.to, mail.subject, mail.body))

        monkeypatch.setattr(smtp, "deliver", deliver)

    def send(self, now: datetime = NOW) -> None:
        """Let the worker send all that waits."""
        server = smtp.Server("mail.example.org", 25, "candour@example.org")
        sending.send(Worker("one", server, PLACE, lambda: now))

    def subjects(self, to: str) -> list[str]:
        """What somebody was sent, the first first."""
        return [subject for address, subject, _ in self.came if address == to]

    def paths(self, to: str) -> list[str]:
        """The links that somebody was sent, as paths, the first first."""
        return [path for address, _, body in self.came if address == to for path in _LINK.findall(body)]

    def token(self, to: str) -> str:
        """That of the newest link to somebody."""
        return self.paths(to)[-1].rpartition("/")[2]
