"""A mail server for tests: it keeps what it is sent, and has the faults that it is told to have."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from incidents.post.smtp import Server

SENDER = "candour@example.org"
# Long enough for a busy machine, short enough to be waited for in a test.
TIMEOUT = 0.5


class Mailbox:
    """What has come. `faults` are what the next mails meet, first to last; then there are none."""

    def __init__(self) -> None:
        self.came: list[EmailMessage] = []
        self.faults: list[str] = []

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.faults and self.faults[0][:1] in "45":
            return self.faults.pop(0)
        if self.faults and self.faults[0] == "drops":
            self.faults.pop(0)
            assert server.transport is not None
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        fault = self.faults.pop(0) if self.faults else ""
        if fault.startswith("after the dot "):
            return fault.removeprefix("after the dot ")
        assert isinstance(envelope.content, bytes)
        made = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(made, EmailMessage)
        made["X-To"] = ", ".join(envelope.rcpt_tos)
        self.came.append(made)
        if fault == "slow":
            await asyncio.sleep(TIMEOUT * 3)
        if fault == "hangs up":
            assert server.transport is not None
            server.transport.close()
        return "250 Taken"


def free_port() -> int:
    """A port of this computer at which nothing answers now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(box: Mailbox | None = None) -> Iterator[tuple[Mailbox, Server]]:
    """A mail server on this computer, and how to reach it."""
    box = box or Mailbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=10)
    controller.start()
    try:
        yield box, Server("127.0.0.1", port, SENDER, tls="none", timeout=TIMEOUT)
    finally:
        controller.stop()
