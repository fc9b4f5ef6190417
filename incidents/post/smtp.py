"""Sends one mail, up to the point where nobody can tell any more whether it was taken, and says so."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

_READY, _FAULT, _FOR_EVER = 354, 400, 500


@dataclass(frozen=True, slots=True)
class Server:
    """The mail server that the operator named; `tls` is starttls, tls or none."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    tls: str = "starttls"
    timeout: float = 30.0

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port})"

    @property
    def domain(self) -> str:
        """Who we are, as the other server hears it."""
        return self.sender.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail; `id` makes its Message-ID, so that the same mail always has the same."""

    id: str
    to: str
    subject: str
    body: str


class Unreachable(Exception):
    """The server did not answer, or not as a mail server should: nothing was sent."""


class Later(Exception):
    """The server asks us to come again (4xx): nothing was sent."""


class Refused(Exception):
    """The server does not take this mail (5xx): nothing was sent, and trying again does not help."""


class Unsure(Exception):
    """The connection broke after the last dot: nobody can tell whether the mail was taken."""


def deliver(server: Server, mail: Mail, now: datetime, before_the_dot: Callable[[], None]) -> None:
    """Send one mail. `before_the_dot` is called when all but the final dot is with the server.

    What it raises stops the sending: without its dot no mail is delivered. Raises Unreachable, Later,
    Refused or Unsure.
    """
    try:
        data = message(server, mail, now)
        with contextlib.closing(_connect(server)) as connection:
            _yes(connection.mail(server.sender))
            _yes(connection.rcpt(mail.to))
            code, words = connection.docmd("DATA")
            if code != _READY:
                raise _meaning(code)(_said(code, words))
            connection.send(_dotted(data))
            before_the_dot()
            _finish(connection)
    except (OSError, smtplib.SMTPException) as fault:
        raise _named(fault) from fault
    except ValueError as fault:  # letters that a mail server cannot be told, or a line's end
        raise Refused("the address cannot be used") from fault


def message(server: Server, mail: Mail, now: datetime) -> bytes:
    """The mail as it goes over the line: plain text, nothing to load, nothing that tells that it was read."""
    made = EmailMessage(policy=SMTP)
    made["From"] = server.sender
    made["To"] = mail.to
    made["Subject"] = mail.subject
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{mail.id}@{server.domain}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.body)
    return made.as_bytes()


def _connect(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.tls == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, server.domain, timeout=server.timeout, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, server.domain, timeout=server.timeout)
    try:
        if server.tls == "starttls":
            connection.starttls(context=context)
        connection.ehlo_or_helo_if_needed()
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _yes(answer: tuple[int, bytes]) -> None:
    """Raise what an answer means that is no yes."""
    code, words = answer
    if not 200 <= code < 300:
        raise _meaning(code)(_said(code, words))


def _finish(connection: smtplib.SMTP) -> None:
    """The dot. From here on only the server's answer tells."""
    try:
        connection.send(b".\r\n")
        code, words = connection.getreply()
    except (OSError, smtplib.SMTPException) as fault:
        raise Unsure("the connection broke while the mail was handed over") from fault
    if not 200 <= code < 300:
        raise _meaning(code)(_said(code, words)) if code >= _FAULT else Unsure(_said(code, words))
    with contextlib.suppress(OSError, smtplib.SMTPException):
        connection.docmd("QUIT")


def _dotted(data: bytes) -> bytes:
    """Lines that begin with a dot get a second one; the text ends with a line's end."""
    whole = data if data.endswith(b"\r\n") else data + b"\r\n"
    return whole.replace(b"\r\n.", b"\r\n..")


def _meaning(code: int) -> type[Exception]:
    return Later if code < _FOR_EVER else Refused


def _said(code: int, words: bytes) -> str:
    """Only the number: a server's own words can repeat an address."""
    enhanced = words.decode("ascii", "replace").split(" ")[0]
    known = enhanced if enhanced.replace(".", "").isdigit() else ""
    return " ".join(part for part in ("the server answered", str(code), known) if part)


def _named(fault: Exception) -> Exception:
    """Whatever the library says, in one of our four words."""
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return Unreachable("the mail server did not take our name and password")
    if isinstance(fault, smtplib.SMTPResponseException) and fault.smtp_code < _FOR_EVER:
        return Later(_said(fault.smtp_code, b""))
    if isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError):
        return Unreachable("the mail server was too slow")
    if isinstance(fault, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return Unreachable("the mail server offers no safe connection")
    return Unreachable("the mail server did not answer")
