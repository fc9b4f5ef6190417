"""Who has looked at a case, one's own reading, and what the chair is told of."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from incidents.domain.words import Role
from incidents.services import case_access, casework
from tests import cast, steps
from tests.cast import NOW, browse, join
from tests.databases import Database

pytestmark = pytest.mark.usefixtures("clock")


def test_two_looks_within_five_minutes_are_one(
    app: Flask, sqlite: Database, clock: time_machine.Coordinates
) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    reference = steps.opened(ada)
    visitor = browse(app, "fts", ada)
    for _ in range(3):
        visitor.get(f"/cases/{reference}")
        clock.shift(timedelta(minutes=1))
    assert len(steps.payloads("viewed")) == 1
    clock.shift(timedelta(minutes=3))
    visitor.get(f"/cases/{reference}")
    assert len(steps.payloads("viewed")) == 2


def test_the_case_says_who_has_looked(app: Flask, database: Database) -> None:
    ada, tom = join("fts", "Ada Okoro", [Role.MANAGER]), join("fts", "Tom Ray", [Role.TRUSTEE])
    reference, other = steps.opened(ada), steps.opened(ada)
    raw = {"person": tom.person_id, "because": "Needed"}
    case_access.let_in(ada, reference, None, "k" * 16, raw, NOW)
    browse(app, "fts", tom).get(f"/cases/{reference}")
    hers = browse(app, "fts", ada)
    assert "Tom Ray" in hers.get(f"/cases/{reference}/seen-by")
    assert "Tom Ray" not in hers.get(f"/cases/{other}/seen-by")
    assert "Who has looked" in hers.get(f"/cases/{reference}")


@pytest.mark.parametrize("role", [Role.HR, Role.ADMIN, Role.AUDITOR, Role.REPORTER])
def test_who_may_not_read_its_trail_does_not_see_who_has_looked(
    app: Flask, sqlite: Database, role: Role
) -> None:
    reference = steps.opened(join("fts", "Ada Okoro", [Role.MANAGER]))
    browse(app, "fts", join("fts", "Lloyd Penn", [role])).get(f"/cases/{reference}/seen-by", 404)


def test_one_sees_ones_own_reading_but_not_of_a_case_that_was_hidden_since(
    app: Flask, sqlite: Database
) -> None:
    ada, tom = join("fts", "Ada Okoro", [Role.MANAGER]), join("fts", "Tom Ray", [Role.MANAGER])
    reference = steps.opened(ada)
    his = browse(app, "fts", tom)
    assert "Nothing in the last thirty days" in his.get("/account/reading")
    his.get(f"/cases/{reference}")
    assert reference in his.get("/account/reading")
    assert reference not in browse(app, "fts", ada).get("/account/reading")
    why = {"because": "My cousin"}
    casework.declare_conflict(cast.charity(), tom, reference, "k" * 16, why, NOW + timedelta(hours=1))
    assert "Nothing in the last thirty days" in his.get("/account/reading")


def test_the_chair_alone_is_told_of_odd_reading_and_only_of_cases_not_hidden_from_them(
    app: Flask, sqlite: Database, clock: time_machine.Coordinates
) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    chair = join("fts", "Harriet Bell", [Role.CHAIR], ["chair"])
    seen, hidden = steps.opened(ada), cast.report(about="Harriet Bell")
    clock.move_to(NOW + timedelta(hours=17, minutes=30))  # three in the morning
    browse(app, "fts", ada).get(f"/cases/{hidden}", 404)
    hers = browse(app, "fts", chair)
    assert "Reading to ask about" not in hers.get("/today")
    browse(app, "fts", ada).get(f"/cases/{seen}")
    assert "Reading to ask about" not in browse(app, "fts", ada).get("/today")
    page = hers.get("/today")
    assert "Ada Okoro opened a case between midnight and five" in page
    assert seen not in page.partition("Reading to ask about")[2].partition("</section>")[0]
