"""Fields that nobody asked for change nothing: no state, role or owner is slipped in."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.store import db
from incidents.store.models import Base
from tests.cast import browse, join, report
from tests.databases import Database
from tests.web.reporting import ANSWERS

# What somebody would slip in: every column of every table, and what forms of others call such things.
COLUMNS = sorted({column.name for table in Base.metadata.sorted_tables for column in table.columns})
SLIPPED = dict.fromkeys(COLUMNS, "slipped-in") | {"is_admin": "1", "role": "admin", "_method": "DELETE"}
DAY = {"happened_on-day": "20", "happened_on-month": "11", "happened_on-year": "2026"}
ASKED = {
    "note": {"body": "She telephoned.", **DAY},
    "give": {"held": "role:hr"},
    "report": ANSWERS["what"],
}


def found() -> str:
    """Everything that stands in the database, as text."""
    with db.read() as session:
        return "\n".join(
            str(row) for table in Base.metadata.sorted_tables for row in session.execute(table.select())
        )


@pytest.mark.parametrize("form", sorted(ASKED))
def test_it_is_as_if_they_had_not_been_sent(app: Flask, sqlite: Database, form: str) -> None:
    reference = report()
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])
    person = join("fts", "Tom Trustee", [Role.TRUSTEE]).person_id
    admin = join("fts", "Ann Admin", [Role.ADMIN])
    who, path = {
        "note": (manager, f"/cases/{reference}/note"),
        "give": (admin, f"/people/{person}/give"),
        "report": (None, "/report/what"),
    }[form]
    visitor = browse(app, "fts", who)
    page = visitor.client.get(f"/fts{path}").get_data(as_text=True)
    boxes = set(re.findall(r'name="([^"]+)"', page))
    hidden = dict(re.findall(r'name="(key|version)"\s+value="([^"]*)"', page))
    slipped = {name: value for name, value in SLIPPED.items() if name not in boxes}
    assert len(slipped) > 200
    answer = visitor.client.post(f"/fts{path}", data={**slipped, **ASKED[form], **hidden})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert "slipped-in" not in found()
