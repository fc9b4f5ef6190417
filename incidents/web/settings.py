"""How the charity is set up here: one page with the ways to everything that can be set."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services.holiday_keeping import warning_for
from incidents.web import visit
from incidents.web.marks import allow

pages = Blueprint("settings", __name__, url_prefix="/<slug>")

# label, endpoint, who may open it, what it is for
_WAYS: tuple[tuple[str, str, Permission, str], ...] = (
    ("People and roles", "people.listing", Permission.MANAGE_PEOPLE, "Who is here, and what each may do."),
    ("Our charity", "charity_page.show", Permission.KEEP_CHARITY, "What forms and letters ask about it."),
    ("Bank holidays", "holidays.show", Permission.SEE_SETTINGS, "The days that deadlines leave out."),
    ("Words in our letters", "letters.wordings", Permission.KEEP_CHARITY, "How each begins and ends."),
    ("How our board decides", "board.rules", Permission.SET_BOARD_RULES, "Quorum, votes, the next meeting."),
    (
        "Who may report for the board",
        "telling.authority",
        Permission.SET_BOARD_RULES,
        "Standing authority, by minute.",
    ),
    ("Mail", "reminders.post", Permission.MANAGE_PEOPLE, "Whether reminders are sent, and what waits."),
    ("Our policy", "policy.show", Permission.READ_POLICY, "What it says, its versions, and changing it."),
)


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that can be set."""

    label: str
    href: str
    about: str


@pages.get("/settings")
@allow(Permission.SEE_SETTINGS)
def show(slug: str) -> str:
    """The ways to what this person may set."""
    ways = tuple(
        Way(label, url_for(endpoint, slug=slug), about)
        for label, endpoint, permission, about in _WAYS
        if permits(visit.member(), permission)
    )
    warning = warning_for(visit.charity(), visit.member(), visit.now())
    return render_template("settings.html", ways=ways, holidays_end=warning)
