"""What is done every minute: look which deadlines ask for a mail, and send what waits."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask

from incidents.post.smtp import Server
from incidents.services import reminding, sending
from incidents.services.sending import Came, Worker

NO_SERVER = "No mail server is named (CANDOUR_SMTP_HOST): mails wait in the outbox."


@dataclass(frozen=True, slots=True)
class Minute:
    """One worker's work. Without a mail server it looks, and the mails wait."""

    worker: Worker | None

    def look(self) -> int:
        """How many mails were written."""
        return reminding.look(now())

    def send(self) -> int:
        """How many mails were sent."""
        if self.worker is None:
            sending.check_on(now())
            return 0
        return sending.send(self.worker).count(Came.SENT)


def minute(app: Flask) -> Minute:
    """The work of this process, by its settings: the mail server is named by whoever runs the machine."""
    settings = app.config["CANDOUR"]
    if not settings.smtp_host:
        return Minute(None)
    server = Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.mail_from,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
        tls=settings.smtp_tls.value,
    )
    return Minute(Worker(uuid.uuid4().hex, server, settings.public_url, now))


def now() -> datetime:
    """The worker's clock."""
    return datetime.now(UTC)
