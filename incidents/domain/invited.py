"""How an invitation stands, in words, and how long each kind of link is good."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum


class LinkKind(StrEnum):
    """What a link in a mail is for; it works once."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105  # what the link is for
    REPORTS = "reports"


# From when the mail goes, which is when its link is made.
GOOD_FOR = {
    LinkKind.INVITATION: timedelta(days=7),
    LinkKind.PASSWORD: timedelta(hours=1),
    LinkKind.REPORTS: timedelta(hours=1),
}
# What was asked for at the keyboard is not sent later than this: nobody waits for it any more.
ASKED_FOR = timedelta(hours=1)

_MAIL = {
    "waiting": ("Not sent yet", "warn"),
    "handing_over": ("Not sent yet", "warn"),
    "given_up": ("The mail server did not take it: check the address", "danger"),
    "unsure": ("It may not have arrived: send it again", "warn"),
}


def stands(until: datetime | None, by_hand: datetime | None, mail: str, now: datetime) -> tuple[str, str]:
    """How an open invitation stands, and the tone that repeats it.

    `until` is when its link ends (None: none was made yet), `by_hand` when an administrator was shown the
    link, `mail` the state of its newest mail ("" for none).
    """
    if until is not None and until <= now:
        return "The link has ended: send it again", "warn"
    if by_hand is not None:
        return "Handed over by an administrator", ""
    return _MAIL.get(mail, ("Sent", ""))
