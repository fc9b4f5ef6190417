"""Two worlds, with and without a case: whoever must not learn of it cannot tell them apart, to the byte."""

from __future__ import annotations

import re

import pytest
import time_machine
from flask import Flask

from incidents.domain.words import Role
from incidents.services import casework
from tests.cast import NOW, Visitor, browse, charity, join, report, step
from tests.databases import Database

# What changes with each page on purpose: tokens against forged requests, and keys that let a form act once.
PASSING = re.compile(rb'(name="(?:csrf_token|key)"[^>]*value=")[^"]*')
PATHS = (
    "/",
    "/today",
    "/cases",
    "/cases?words=shouted",
    "/cases?stage=reported",
    "/cases?stage=closed",
    "/my-reports",
    "/who-does-what",
    "/policy",
    "/trails",
    "/people",
    "/report/what",
    "/cases/copy",
    "/overview",
    "/annual-return",
    "/annual-return/2026",
    "/papers/breach-register",
    "/papers/board-report",
)


def world(visitor: Visitor, *more: str) -> dict[str, tuple[int, bytes]]:
    """Every page as its bytes and status; `more` are addresses of the hidden case."""
    found = {}
    for path in (*PATHS, *more):
        answer = visitor.client.get(f"/fts{path}")
        found[path] = (answer.status_code, PASSING.sub(rb"\1", answer.get_data()))
    copy = visitor.client.post("/fts/cases/copy", data={"recipient": "Me", "purpose": "To count"})
    found["copy"] = (copy.status_code, PASSING.sub(rb"\1", copy.get_data()))
    return found


def addresses(reference: str) -> tuple[str, ...]:
    """Where the case could be asked for."""
    return tuple(
        f"/cases/{reference}{tail}"
        for tail in (
            "",
            "/trail",
            "/evidence",
            "/evidence/add",
            "/evidence/all",
            "/forms",
            "/forms/ico",
            "/forms/ico/take",
            "/letters",
            "/papers/bundle",
            "/first-decisions",
            "/who-must-know",
            "/do/look",
        )
    )


def as_asked(found: dict[str, tuple[int, bytes]], reference: str) -> list[tuple[int, bytes]]:
    """The pages in order, the reference that was asked for taken out."""
    return [(status, body.replace(reference.encode(), b"REF")) for status, body in found.values()]


# in which way the manager is kept from the case
WAYS = (
    ("it is about the holder of their post", {"about_posts": ("business_manager",)}),
    ("it names them", {"about": "I mean mary MARSH, of course"}),
    ("the reporter asked to keep them out", {"keep_out": "Mary Marsh please not"}),
    ("the reporter asked to keep their post out", {"keep_out_posts": ("business_manager",)}),
    ("it is about the chair, so the staff are passed over", {"about_posts": ("chair",)}),
)


@pytest.mark.parametrize(("way", "told"), WAYS, ids=[row[0] for row in WAYS])
def test_someone_kept_out_cannot_tell_the_worlds_apart(
    app: Flask, database: Database, way: str, told: dict[str, object]
) -> None:
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"))
    chair = join("fts", "Chidi Okoye", [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"))
    trustee = join("fts", "Tess Tully", [Role.TRUSTEE], ["named_trustee"], ("trustee", "current"))
    report(story="An ordinary thing on our page.")
    with time_machine.travel(NOW, tick=False):
        visitor = browse(app, "fts", manager)
        visitor.get("/today")
        without = as_asked(world(visitor, *addresses("FTS-9999-C")), "FTS-9999-C")
        hidden = report(story="Somebody shouted at us online.", **told)
        assert as_asked(world(visitor, *addresses(hidden)), hidden) == without
        reader = trustee if "about_posts" in told and told["about_posts"] == ("chair",) else chair
        assert hidden in browse(app, "fts", reader).get("/today")


def test_someone_added_later_loses_every_trace(app: Flask, database: Database) -> None:
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"))
    colleague = join("fts", "Nia Nkosi", [Role.MANAGER], [], ("staff", "current"))
    with time_machine.travel(NOW, tick=False):
        visitor = browse(app, "fts", colleague)
        without = as_asked(world(visitor, *addresses("FTS-9999-C")), "FTS-9999-C")
        reference = report(story="Somebody shouted at us online.")
        assert reference in visitor.get("/cases")
        look = {
            "danger": "no",
            "still_up": "no",
            "personal_data": "no",
            "lead": colleague.person_id,
            "can_wait": "no",
        }
        step(manager, reference, "look", look, version=1)
        person = {"known": colleague.person_id, "involvement": "about", "under_18": "no"}
        casework.add_person(charity(), manager, reference, "a key", person, NOW)
        assert as_asked(world(visitor, *addresses(reference)), reference) == without
