"""The page of the charity's details: seen, changed part by part, refused in words."""

from __future__ import annotations

import secrets

from flask import Flask

from incidents.domain.words import Role
from tests.cast import browse, join
from tests.databases import Database

PATH = "/settings/charity"


def test_the_details_are_filled_in_part_by_part(app: Flask, sqlite: Database) -> None:
    visitor = browse(app, member=join("fts", "Addie Min", [Role.ADMIN]))
    assert "/fts/settings/charity" in visitor.get("/settings")
    assert visitor.get(PATH).count("Not written down yet") == 16
    page = visitor.get(f"{PATH}/charity")
    assert "Almost every form begins with these." in page
    sent = {"registered": "yes", "number": "12345", "telephone": "01473 496000", "email": "a@b.example.org"}
    first = {"version": "0", "key": secrets.token_urlsafe(16)}
    refused = visitor.post(f"{PATH}/charity", {**sent, **first}, 422).get_data(as_text=True)
    assert "A number in England and Wales has six or seven figures" in refused
    assert "01473 496000" in refused
    again = {**sent, **first, "number": "1012345", "address": "1 <High> Street\nIpswich"}
    assert visitor.post(f"{PATH}/charity", again).location.endswith("/fts/settings/charity")
    page = visitor.get(PATH)
    assert "1012345" in page
    assert "1 &lt;High&gt; Street" in page
    assert "It was kept." in page
    stale = {"police_force": "Suffolk", "version": "0", "key": secrets.token_urlsafe(16)}
    assert "Someone else changed" in visitor.post(f"{PATH}/others", stale, 409).get_data(as_text=True)
    visitor.get(f"{PATH}/nothing", 404)
    visitor.post(f"{PATH}/nothing", first, 404)


def test_who_may_not_keep_the_charity_finds_no_such_page(app: Flask, sqlite: Database) -> None:
    visitor = browse(app, member=join("fts", "Tru Stee", [Role.TRUSTEE]))
    visitor.get(PATH, 404)
    visitor.get(f"{PATH}/charity", 404)
    assert "/settings/charity" not in visitor.get("/settings")
