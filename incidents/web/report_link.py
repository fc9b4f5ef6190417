"""For who reported without signing in: asking for a link, and seeing by it what became of their report."""

from __future__ import annotations

from flask import Blueprint, render_template

from incidents.domain.invited import LinkKind
from incidents.services import own_reports
from incidents.services.faults import NotFound
from incidents.web import links, visit
from incidents.web.links import Answer, Ask, Asking
from incidents.web.marks import open_to_all

pages = Blueprint("report_link", __name__, url_prefix="/<slug>")
_WHY = "people who report need no account"
_ASKING = Asking(
    LinkKind.REPORTS,
    "What became of my report",
    "If you gave us your e-mail address, enter it here. We send a link to it, with which you see where your "
    "report stands and what you were answered.",
    "report_link.asked",
    "start.show",
)


@pages.get("/my-report")
@open_to_all(_WHY)
def ask(slug: str) -> str:
    """The box for the address."""
    return links.page(_ASKING, Ask())


@pages.post("/my-report")
@open_to_all(_WHY)
def ask_send(slug: str) -> Answer:
    """Ask for the link."""
    return links.send(_ASKING)


@pages.get("/my-report/asked")
@open_to_all(_WHY)
def asked(slug: str) -> str:
    """What happens next."""
    return links.asked(_ASKING)


@pages.get("/my-report/<token>")
@open_to_all("the link in the mail is what lets in")
def show(slug: str, token: str) -> Answer | str:
    """A button. Fetching the page uses nothing up and shows nothing: mail programs fetch links too."""
    if not own_reports.works(visit.charity().id, token, visit.now()):
        return _gone()
    return render_template("report_link.html")


@pages.post("/my-report/<token>")
@open_to_all("the link in the mail is what lets in")
def show_now(slug: str, token: str) -> Answer:
    """Use the link up, and show the reports of its address, this once."""
    try:
        found = own_reports.by_link(visit.charity().id, token, visit.now())
    except NotFound:
        return _gone()
    return render_template("report_linked.html", reports=found), 200


def _gone() -> tuple[str, int]:
    return links.gone("report_link.ask", "Ask for another link")
