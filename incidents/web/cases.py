"""What a manager reads: today, the list of cases, and one case."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for

from incidents.domain.fields import LONDON
from incidents.domain.permissions import permits
from incidents.domain.policy import standing_label
from incidents.domain.policy_words import Nation, Standing
from incidents.domain.words import Permission
from incidents.services import annual, board, clocks, induction, my_reminders, who_looked
from incidents.services import listing as lists
from incidents.services.duties import late_pages
from incidents.services.holiday_keeping import warning_for
from incidents.services.reading import case_page, is_whole
from incidents.web import case_filters, visit
from incidents.web.case_shown import (
    LABELS,
    SEVERITY,
    SIDES,
    TONES,
    Links,
    happened,
    in_own_words,
    still_up,
)
from incidents.web.marks import allow
from incidents.web.site import day_in_words, in_london

pages = Blueprint("cases", __name__, url_prefix="/<slug>")


@pages.app_template_filter("ours")
def ours(label: str) -> str:
    """A label of the tables in the charity's own words."""
    return in_own_words(visit.charity().policy.words, label)


@pages.app_template_filter("weekday")
def weekday(day: date) -> str:
    """Saturday 21 November 2026."""
    return f"{day:%A} {day_in_words(day)}"


@pages.app_template_filter("london_day")
def london_day(instant: datetime) -> str:
    """The London day of an aware instant: 21 November 2026."""
    return day_in_words(instant.astimezone(LONDON).date())


@pages.app_template_filter("last_day")
def last_day(instant: datetime) -> str:
    """Until when something runs: where it ends as a London day does, that day, otherwise the moment."""
    local = instant.astimezone(LONDON)
    return day_in_words(local.date() - timedelta(days=1)) if local.time() == time() else in_london(instant)


@pages.app_context_processor
def tabs() -> dict[str, object]:
    """The row of a case's sides, on each of them, for who is let into all of it."""
    reference, member = (request.view_args or {}).get("reference"), visit.maybe_member()
    if request.endpoint not in SIDES or member is None or not reference:
        return {"case_tabs": ()}
    if not is_whole(member, reference, visit.now()):
        return {"case_tabs": ()}
    may = frozenset(permission for permission in Permission if permits(member, permission))
    return {"case_tabs": Links(visit.charity().id, reference, may).tabs(str(request.endpoint))}


@pages.get("/today")
@allow(Permission.READ_CASE)
def today(slug: str) -> str:
    """What is new, overdue, waiting and mine."""
    return render_template(
        "today.html",
        today=lists.today(visit.member(), visit.now()),
        late_pages=late_pages(visit.charity(), visit.member(), visit.now()),
        deadlines=clocks.nearest(visit.member(), Nation(visit.charity().nation), visit.now()),
        holidays_end=warning_for(visit.charity(), visit.member(), visit.now()),
        unusual=who_looked.worth_asking(visit.member(), visit.now()),
        policy_waits=induction.waiting(visit.member(), visit.now()),
        look_again=annual.due_again(visit.member(), visit.now()),
        board_waits=board.waiting(visit.member(), visit.now()),
        cases=url_for("cases.listing", slug=slug),
        severity=SEVERITY,
        tones=TONES,
    )


@pages.get("/cases")
@allow(Permission.READ_CASE)
def listing(slug: str) -> str:
    """The cases, 25 a page, narrowed to what the address asks for."""
    leads = lists.who_may_lead(slug, visit.now())
    found = case_filters.read(visit.charity(), leads, request.args)
    page = lists.page_of_cases(visit.member(), found.filters, visit.now(), found.before)
    here: dict[str, Any] = {"slug": slug, **found.asked}
    return render_template(
        "cases.html",
        find=found,
        page=page,
        today=_today(),
        cases=url_for("cases.listing", slug=slug),
        older=url_for("cases.listing", before=case_filters.older(page.older), **here) if page.older else "",
        newest=url_for("cases.listing", **here) if found.before else "",
        copy=url_for("exports.cases_choose", **here) if permits(visit.member(), Permission.EXPORT) else "",
        severity=SEVERITY,
        tones=TONES,
    )


@pages.get("/cases/<reference>")
@allow(Permission.READ_CASE)
def show(slug: str, reference: str) -> str:
    """One case: facts, people, what is being done, what can be done next, and its timeline."""
    member, policy = visit.member(), visit.charity().policy
    page = case_page(member, reference, visit.now())
    may = frozenset(permission for permission in Permission if permits(member, permission))
    links = Links(slug, page.case.reference, may)
    return render_template(
        "case.html",
        page=page,
        case=page.case,
        links=links,
        today=_today(),
        happened=happened(page),
        still_up=still_up(page),
        may_read_trail=Permission.READ_TRAIL in may,
        unsent=my_reminders.unsent(member, page.case.id, visit.now()),
        may_look_up=Permission.TRIAGE in may,
        labels=LABELS,
        severity=SEVERITY,
        standings={one.value: standing_label(policy, one) for one in Standing},
        tones=TONES,
    )


def _today() -> date:
    return visit.now().astimezone(LONDON).date()
