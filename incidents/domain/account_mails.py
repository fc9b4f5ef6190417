"""What a mail about somebody's account says: links that were asked for, and what has just changed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from incidents.domain.clock_words import moment_in_words

INVITED = "You are invited to sign in"
NEW_PASSWORD = "A new password"  # noqa: S105  # the subject of a mail
# Who else sees the list of somebody's mails learns nothing from it.
YOUR_LINK = "The link you asked for"


class Notice(StrEnum):
    """What the owner of an account is told at once, so that they see what somebody else did in their name."""

    DEVICE = "device"
    PASSWORD = "password"  # noqa: S105
    STEP_SET = "step_set"
    STEP_GONE = "step_gone"
    CODES = "codes"
    OPENED = "opened"
    PASSKEY = "passkey"
    LINKED = "linked"
    PASSKEY_GONE = "passkey_gone"


SUBJECTS = {
    Notice.DEVICE: "A sign-in from a browser that is new to us",
    Notice.PASSWORD: "Your password was changed",
    Notice.STEP_SET: "Your second step was set up",
    Notice.STEP_GONE: "Your second step was taken away",
    Notice.CODES: "You have new recovery codes",
    Notice.OPENED: "Your account is open",
    Notice.PASSKEY: "A passkey was added to your account",
    Notice.PASSKEY_GONE: "A passkey was taken from your account",
    Notice.LINKED: "Your account was linked",
}
_SAID = {
    Notice.DEVICE: "Your account was used in a browser that you had not used here before ({more}).",
    Notice.PASSWORD: "The password of your account was changed, and every other sign-in of yours has ended.",
    Notice.STEP_SET: "A phone was set up for the second step of your account.",
    Notice.STEP_GONE: "An administrator took the second step of your account away. You set it up again when "
    "you next sign in.",
    Notice.CODES: "New recovery codes were made for your account. The old ones do not work any more.",
    Notice.PASSKEY: "A passkey was added to your account. Whoever has it can sign in as you.",
    Notice.PASSKEY_GONE: "A passkey was taken from your account. It does not work any more.",
    Notice.OPENED: "Your account was opened with a link that was sent or given to you, and has its password.",
    Notice.LINKED: "Your account was linked to your charity’s own sign-in: who signs in there comes in here.",
}


def notice(what: Notice, now: datetime, charity: str, more: str = "") -> str:
    """The body of a mail that tells of a change; `charity` is its short word in addresses."""
    return _letter(
        _SAID[what].format(more=more),
        f"It was at {moment_in_words(now)}.",
        "",
        "If that was you, there is nothing to do.",
        "If it was not, choose a new password here, and tell your charity:",
        f"/{charity}/forgotten-password",
    )


def invitation(name: str, path: str, until: datetime) -> str:
    """The body of an invitation to the charity called `name`."""
    return _letter(
        f"{name} would like you to sign in to Candour. Choose your own password here:",
        path,
        "",
        f"The link works once, and until {moment_in_words(until)}.",
        "If you did not expect this, do nothing.",
    )


def new_password(path: str) -> str:
    """The body of a mail with which one chooses a new password."""
    return _letter(
        "Somebody asked for a new password for your account. You can choose it here:",
        path,
        "",
        "The link works once, and for one hour.",
        "If you did not ask, do nothing: your password stays as it is.",
    )


def reports(path: str) -> str:
    """The body of a mail with which somebody sees what became of what they told the charity."""
    return _letter(
        "Here is the link that was asked for with this address:",
        path,
        "",
        "It works once, and for one hour.",
        "If you did not ask, do nothing.",
    )


def _letter(*lines: str) -> str:
    return "\n".join([*lines, "", "--", "Candour never asks for your password in a mail.", ""])
