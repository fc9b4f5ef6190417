"""What every page shows around its own content: the charity's name, the way about, who is signed in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from flask import Flask, g, request, url_for

from incidents.domain.fields import LONDON
from incidents.domain.permissions import permits
from incidents.domain.words import Permission, Role
from incidents.web import visit


@dataclass(frozen=True, slots=True)
class Link:
    """One way to go."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Site:
    """The frame of a page."""

    name: str
    home: str
    practice: bool
    signed_in: bool
    who: str
    roles: str
    navigation: tuple[Link, ...]
    sign_in: str
    sign_out: str
    account: str


# Pages that belong to a way of the navigation without being it.
_BELONGS = {
    "triage": "cases.listing",
    "findings": "cases.listing",
    "act": "cases.listing",
    "trail": "cases.listing",
    "exports": "cases.listing",
    "evidence": "cases.listing",
    "papers": "cases.listing",
    "telling": "cases.listing",
    "letters": "cases.listing",
    "induction": "policy.show",
    "policy": "policy.show",
    "policy_edit": "policy.show",
    "policy_ask": "policy.show",
    "who_looked": "cases.listing",
    "clocks": "cases.listing",
    "forms": "cases.listing",
    "access": "cases.listing",
    "details": "cases.listing",
    "redacting": "cases.listing",
    "duties": "duties.show",
    "overview": "overview.show",
    "board": "overview.show",
}
_BELONGS_TOO = {"cases.show": "cases.listing", "trail.listing": "trail.listing"}
_BELONGS_TOO |= dict.fromkeys(("papers.breaches", "papers.board_report"), "overview.show")
_BELONGS_TOO |= dict.fromkeys(("telling.years", "telling.year", "telling.sign"), "overview.show")
_BELONGS_TOO |= dict.fromkeys(("telling.authority", "telling.give", "telling.end"), "settings.show")
_BELONGS_TOO |= dict.fromkeys(
    (
        "people.listing",
        "people.show",
        "people.add",
        "inviting.link",
        "reminders.post",
        "leaving.leave",
        "leaving.reset",
        "leaving.sign_ins",
        "leaving.everyone",
        "same_person.join",
        "reminders.switch",
    ),
    "settings.show",
)

# label, endpoint, who sees it in the navigation
_WAYS = (
    ("Today", "cases.today", Permission.READ_CASE),
    ("Cases", "cases.listing", Permission.READ_CASE),
    ("Trails", "trail.listing", Permission.READ_TRAIL),
    ("Report something", "report.begin", None),
    ("My reports", "mine.listing", Permission.SEE_OWN_REPORTS),
    ("Our policy", "policy.show", Permission.READ_POLICY),
    ("Our pages", "duties.show", Permission.SEE_DUTIES),
    ("For the board", "overview.show", Permission.SEE_OVERVIEW),
    ("Who does what", "people.who_does_what", Permission.SEE_WHO_DOES_WHAT),
    ("Settings", "settings.show", Permission.SEE_SETTINGS),
)

# Others who may read trails come to them from their cases.
_ONLY_FOR = {"trail.listing": Role.AUDITOR}


def register(app: Flask, *, practice: bool) -> None:
    """Give every template the frame, hashed addresses of static files, and London's words for times."""
    folder = Path(app.static_folder or "static")

    def static_url(path: str) -> str:
        return url_for("static", filename=path, v=_fingerprint(folder / path))

    @app.context_processor
    def frame() -> dict[str, object]:
        return {"site": _site(practice=practice)}

    app.jinja_env.globals["static_url"] = static_url
    app.jinja_env.filters["london"] = in_london
    app.jinja_env.filters["day"] = day_in_words
    app.jinja_env.filters["iso"] = iso
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _site(*, practice: bool) -> Site:
    charity = g.get("charity")
    if charity is None:
        return Site("Candour", url_for("start.charities"), practice, False, "", "", (), "", "", "")
    slug = charity.id
    member = visit.maybe_member()
    here = (
        _BELONGS_TOO.get(request.endpoint or "") or _BELONGS.get(request.blueprint or "") or request.endpoint
    )
    ways = tuple(
        Link(label, url_for(endpoint, slug=slug), here == endpoint)
        for label, endpoint, permission in _WAYS
        if member is not None and (permission is None or permits(member, permission))
        if _ONLY_FOR.get(endpoint) in (None, *member.roles)
    )
    return Site(
        name=charity.name,
        home=url_for("start.show", slug=slug),
        practice=practice,
        signed_in=visit.visitor() is not None,
        who=member.name if member else "",
        roles=", ".join(sorted(role.label for role in member.roles)) if member else "",
        navigation=ways,
        sign_in=url_for("account.sign_in", slug=slug),
        sign_out=url_for("account.sign_out", slug=slug),
        account=url_for("own_account.show", slug=slug) if member is not None else "",
    )


@lru_cache
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def in_london(instant: datetime) -> str:
    """An aware instant as people in London say it: 21 November 2026, 9:15am."""
    local = instant.astimezone(LONDON)
    hour = local.hour % 12 or 12
    return f"{local.day} {local:%B %Y}, {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def day_in_words(day: date) -> str:
    """21 November 2026."""
    return f"{day.day} {day:%B %Y}"


def iso(moment: date | datetime) -> str:
    """For the machine-readable side of a time element."""
    return (
        moment.astimezone(LONDON).isoformat(timespec="minutes")
        if isinstance(moment, datetime)
        else moment.isoformat()
    )
