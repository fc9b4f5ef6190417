"""The invented charities' own pages: who posts on them, when they were looked over, and the pictures used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.domain.duties import london_day
from incidents.services import duties, page_checks, pictures, posters, registers
from incidents.services.demonstration.pages import KEPT, Kept, Page
from incidents.services.demonstration.walk import Company
from incidents.store.db import read


@dataclass(frozen=True, slots=True)
class _Keeping:
    """One charity's lists in the making."""

    company: Company
    kept: Kept
    now: datetime

    def ago(self, days: int) -> datetime:
        """That many days before now, an hour earlier, so that it is not the end of a day."""
        return self.now - timedelta(days=days, hours=1)

    def day(self, days: int) -> str:
        """The London day of it, as a form sends it."""
        return london_day(self.ago(days)).isoformat()

    def key(self, *parts: object) -> str:
        """The form's key: done before already, nothing happens."""
        return "/".join(("practice", self.company.charity.id, *(str(part) for part in parts)))


def keep(companies: Mapping[str, Company], now: datetime) -> None:
    """Make the lists of every charity, as its people kept them; what is there already stays as it is."""
    for slug, kept in KEPT.items():
        keeping = _Keeping(companies[slug], kept, now)
        if kept.every:
            _settle(keeping)
        ids = {page.key: _page(keeping, page) for page in kept.pages}
        _approve(keeping, ids)
        _pictures(keeping, ids)


def _settle(keeping: _Keeping) -> None:
    charity, who = keeping.company.charity, keeping.company.members[keeping.kept.keeper]
    raw = {"days": str(keeping.kept.every)}
    duties.settle(charity, who, 0, keeping.key("every"), raw, keeping.ago(200))


def _page(keeping: _Keeping, page: Page) -> str:
    """A page, and the looks over it; its id."""
    charity, members = keeping.company.charity, keeping.company.members
    known = page.platform in charity.policy.platforms
    raw: dict[str, object] = {
        "platform": page.platform if known else registers.ANOTHER,
        "other": "" if known else page.platform,
        "name": page.name,
        "address": page.address,
        "privacy": page.privacy,
        "privacy_agreed_on": keeping.day(page.agreed) if page.privacy else "",
        "recovery": page.recovery,
        "recovery_person": members[page.who].person_id if page.who else "",
    }
    keeper = members[keeping.kept.keeper]
    page_id = registers.add(charity, keeper, keeping.key("page", page.key), raw, keeping.ago(page.added))
    for days, by, words in page.looks:
        told = {"found": "put_right" if words else "nothing", "words": words}
        key = keeping.key("look", page.key, days)
        page_checks.check(charity, members[by], page_id, key, told, keeping.ago(days))
    return page_id


def _approve(keeping: _Keeping, ids: Mapping[str, str]) -> None:
    members = keeping.company.members
    keeper = members[keeping.kept.keeper]
    for one in keeping.kept.approvals:
        place = ids[one.page] if one.page else posters.EVERYWHERE
        raw = {"person": members[one.who].person_id, "account": place}
        posters.approve(keeper, keeping.key("approve", one.who), raw, keeping.ago(one.since))
        if one.ended:
            told = {"because": one.because, "removed": "yes"}
            approval = _approval(keeping, members[one.who].name)
            posters.end(keeper, approval, keeping.key("end", one.who), told, keeping.ago(one.ended))


def _approval(keeping: _Keeping, name: str) -> str:
    with read() as session:
        found = posters.lines(session, keeping.company.charity.id, keeping.now)
    return next(one.id for one in found if one.name == name)


def _pictures(keeping: _Keeping, ids: Mapping[str, str]) -> None:
    charity, keeper = keeping.company.charity, keeping.company.members[keeping.kept.keeper]
    for number, one in enumerate(keeping.kept.pictures):
        raw = {
            "picture": one.picture,
            "account": ids[one.page] if one.page else "",
            "used_on": keeping.day(one.used),
            "people": str(one.people),
            "consent": one.consent,
            "kept_where": one.kept,
            "because": one.because,
        }
        pictures.add(charity, keeper, keeping.key("picture", number), raw, keeping.ago(one.used))
        if one.withdrawn:
            at, told = keeping.ago(one.withdrawn), {"because": one.withdrawn_because}
            pictures.withdraw(
                keeper, _picture(keeping, one.picture), keeping.key("withdrawn", number), told, at
            )


def _picture(keeping: _Keeping, words: str) -> str:
    with read() as session:
        found = pictures.lines(session, keeping.company.charity.id)
    return next(line.picture.id for line in found if line.picture.picture == words)
