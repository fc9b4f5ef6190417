"""The charity's own bank holidays: added and taken away with a reason, and deadlines counted anew."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime

import pytest

from incidents.domain.words import Role
from incidents.services import deadlines, holiday_keeping
from incidents.services.faults import Invalid, NotFound
from tests import cast, databases, steps
from tests.cast import NOW, charity

pytestmark = pytest.mark.usefixtures("app")


def admin(slug: str = "fts") -> cast.Member:
    return cast.join(slug, "Ines Carvalho", [Role.ADMIN])


def add(who: cast.Member, day: str, now: datetime = NOW) -> str | None:
    raw = {"day": day, "name": "A day of thanks"}
    return holiday_keeping.add(charity(who.organisation_id), who, secrets.token_hex(8), raw, now)


def due(who: cast.Member, reference: str) -> list[str]:
    return [f"{one.clock.at:%d %b}" for one in deadlines.page(who, reference, NOW).running]


def test_running_deadlines_are_counted_anew_in_one_entry_that_names_no_case(
    database: databases.Database,
) -> None:
    ines, ada = admin(), cast.join("fts", "Ada Okoro", [Role.MANAGER])
    elsewhere = cast.join("hss", "Kasia Nowicka", [Role.MANAGER])
    reference, other = steps.opened(ada), steps.opened(elsewhere, slug="hss")
    steps.start(ada, reference, "response", "complainant")
    steps.start(elsewhere, other, "response", "complainant")
    assert due(ada, reference) == ["27 Nov", "18 Dec"]
    assert add(ines, "2026-11-25") is None
    assert due(ada, reference) == ["30 Nov", "21 Dec"]
    assert due(elsewhere, other) == ["27 Nov", "18 Dec"]
    stored = {str(row["due_at"])[:10] for row in steps.rows("clock") if row["organisation_id"] == "fts"}
    assert stored == {"2026-11-30", "2026-12-21"}
    [header] = [one for one in steps.headers() if one["action"] == "holiday_added"]
    assert (header["case"], header["stream"]) == (None, "organisation/fts")
    assert steps.payloads("holiday_added")[0]["data"] == {"day": "2026-11-25", "name": "A day of thanks"}
    holiday = str(steps.rows("holiday")[0]["id"])
    holiday_keeping.remove(
        charity(), ines, holiday, "k", {"because": "It was only proclaimed elsewhere"}, NOW
    )
    assert due(ada, reference) == ["27 Nov", "18 Dec"]
    assert len(steps.rows("holiday")) == 1, "nothing is deleted"
    with pytest.raises(NotFound):
        holiday_keeping.remove(charity(), ines, holiday, "k2", {"because": "Again"}, NOW)


def test_a_day_that_is_a_holiday_already_is_refused_and_a_past_one_is_told_of(
    sqlite: databases.Database,
) -> None:
    ines = admin()
    with pytest.raises(Invalid, match="bank holiday already: Boxing Day"):
        add(ines, "2026-12-28")
    with pytest.raises(Invalid, match="bank holiday already: Spring"):
        add(ines, "2039-05-30")
    assert add(ines, "2026-11-18") == holiday_keeping.PASSED
    with pytest.raises(Invalid, match="bank holiday already: A day of thanks"):
        add(ines, "2026-11-18")
    page = holiday_keeping.page(charity(), ines, NOW)
    assert [(one.day, one.name) for one in page.passed] == [(date(2026, 11, 18), "A day of thanks")]
    assert [one.name for one in page.ahead[:2]] == ["Christmas Day", "Boxing Day, substitute day"]


def test_only_an_administrator_of_the_charity_adds_days(sqlite: databases.Database) -> None:
    ines, ada = admin(), cast.join("fts", "Ada Okoro", [Role.MANAGER])
    add(ines, "2026-12-01")
    holiday = str(steps.rows("holiday")[0]["id"])
    with pytest.raises(NotFound):
        add(ada, "2026-12-02")
    with pytest.raises(NotFound):
        holiday_keeping.removing(admin("hss"), holiday)
    assert not holiday_keeping.page(charity(), ada, NOW).may_keep


def test_the_end_of_the_list_is_told_six_months_before_to_who_looks_after_it(
    sqlite: databases.Database,
) -> None:
    ines, ada = admin(), cast.join("fts", "Ada Okoro", [Role.MANAGER])
    until = holiday_keeping.page(charity(), ines, NOW).until
    soon = datetime(until.year, 9, 1, tzinfo=UTC)
    assert "ends on" in holiday_keeping.warning_for(charity(), ines, soon)
    assert holiday_keeping.warning_for(charity(), ada, soon) == ""
    assert "ends on" in holiday_keeping.page(charity(), ada, soon).warning
    assert holiday_keeping.warning_for(charity(), ines, NOW.replace(year=until.year, month=5)) == ""
