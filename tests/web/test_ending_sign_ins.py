"""An administrator ends the sign-ins of one person, or of all; very many are never open at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services import leaving, signing_in
from incidents.services.faults import Invalid
from tests.cast import NOW, browse, join
from tests.databases import Database
from tests.services.test_signing_in import LIMITS, TOOL

BECAUSE = {"because": "A password was seen"}


def test_one_person_is_signed_out_everywhere_and_keeps_what_they_hold(app: Flask, sqlite: Database) -> None:
    admin = browse(app, "fts", join("fts", "Ann Admin", [Role.ADMIN]))
    him = join("fts", "Tom Trustee", [Role.TRUSTEE])
    his, other = browse(app, "fts", him), browse(app, "fts", join("fts", "Mary Marsh", [Role.MANAGER]))
    admin.post(f"/people/{him.person_id}/sign-ins", BECAUSE, 302)
    assert his.client.get("/fts/today").status_code == 302
    assert other.client.get("/fts/today").status_code == 200
    assert browse(app, "fts", him).client.get("/fts/today").status_code == 200
    page = admin.get(f"/people/{him.person_id}")
    assert "were signed out everywhere" in page


def test_it_needs_a_reason_somebody_signed_in_and_somebody_else(app: Flask, sqlite: Database) -> None:
    ann = join("fts", "Ann Admin", [Role.ADMIN])
    him = join("fts", "Tom Trustee", [Role.TRUSTEE])
    for who, raw in ((him, {"because": ""}), (him, BECAUSE), (ann, BECAUSE)):
        with pytest.raises(Invalid):
            leaving.end_sign_ins(ann, who.person_id, raw, NOW)


def test_everyone_of_this_charity_is_signed_out_and_nobody_of_another(app: Flask, sqlite: Database) -> None:
    admin = browse(app, "fts", join("fts", "Ann Admin", [Role.ADMIN]))
    here = browse(app, "fts", join("fts", "Mary Marsh", [Role.MANAGER]))
    there = browse(app, "hwd", join("hwd", "Stef Stone", [Role.MANAGER]))
    admin.get("/people/sign-ins")
    admin.client.post("/fts/people/sign-ins", data=BECAUSE)
    assert [one.client.get("/fts/today").status_code for one in (admin, here)] == [302, 302]
    assert there.client.get("/hwd/today").status_code == 200


def test_an_account_has_so_many_sign_ins_at_once_and_the_oldest_ends(sqlite: Database) -> None:
    member = join("fts", "Mary Marsh", [Role.MANAGER])
    where, now = signing_in.From("198.51.100.7"), NOW
    tokens = []
    for _ in range(signing_in.AT_ONCE + 1):
        now += timedelta(seconds=1)
        tokens.append(signing_in.sign_in(member.email, "a long enough phrase", where, TOOL, now))
    alive = [signing_in.who(str(token), "fts", LIMITS, now) is not None for token in tokens]
    assert alive == [False, *[True] * signing_in.AT_ONCE]
