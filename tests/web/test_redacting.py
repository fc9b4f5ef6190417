"""A copy with parts left out, on its pages: choosing, how it reads, a change by hand, the file."""

from __future__ import annotations

from flask import Flask

from incidents.domain.words import Role
from tests import cast, databases, steps
from tests.cast import browse
from tests.web.looked_at import links

FIRST = {
    "recipient": "The complainant",
    "purpose": "To answer them",
    "reader": "person",
    "parts": ["reports"],
}


def test_the_way_through_the_pages(app: Flask, sqlite: databases.Database) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    case = steps.opened(lead)
    steps.name(lead, case, "Nerys Pell", "volunteer")
    ada = browse(app, "fts", lead)
    at = f"/cases/{case}"
    assert f"/fts{at}/redacted" in links(ada.get(f"{at}/forms")).values()
    form = ada.get(f"{at}/redacted")
    assert "What kind of reader is it?" in form
    wrong = ada.post(f"{at}/redacted", {**FIRST, "recipient": ""}, 422).get_data(as_text=True)
    assert "There is a problem" in wrong
    assert "To answer them" in wrong
    place = ada.post(f"{at}/redacted", FIRST).headers["Location"].removeprefix("/fts")
    page = ada.get(place)
    assert "For The complainant: To answer them" in page
    assert "What was reported" in page
    ada.post(f"{place}/change", {"away": "photograph", "because": ""}, 422)
    ada.post(f"{place}/change", {"away": "photograph", "because": "It says too much"})
    page = ada.get(place)
    assert "photograph</del>" in page
    assert "[taken out]</ins>" in page
    assert "By hand: It says too much" in page
    back = ada.get(f"{place}/change")
    assert "photograph (now: [taken out])" in back
    assert "For The complainant." in ada.get(f"{place}/take")
    copy = ada.post(f"{place}/take", {"format": "json"}, 200)
    assert copy.headers["Content-Disposition"].startswith("attachment")
    assert "photograph" not in copy.get_data(as_text=True)
    ada.get(f"{at}/redacted/made-up", 404)
