"""The page on which one looks up what the policy says about a person of a case, and writes it down."""

from __future__ import annotations

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services.actors import Member
from tests import cast, databases, steps
from tests.cast import NOW, browse


@pytest.fixture
def manager(app: Flask, sqlite: databases.Database) -> Member:
    return cast.join("hsbbh", "Ada Okoro", [Role.MANAGER], ["ceo"])


def looked_at(reference: str, label: str) -> str:
    """The address of the page about the person called `label`."""
    who = next(row["id"] for row in steps.rows("involvement") if row["label"] == label)
    return f"/cases/{reference}/people/{who}/policy"


def test_the_page_asks_only_what_decides_and_then_says_it(app: Flask, manager: Member) -> None:
    reference = steps.opened(manager, slug="hsbbh")
    steps.name(manager, reference, "Kim Neighbour", "volunteer")
    visitor = browse(app, "hsbbh", manager)
    at = looked_at(reference, "Kim Neighbour")
    page = visitor.get(at)
    assert "Answer the questions" in page
    page = visitor.get(f"{at}?act=boundary_service_user&as_role=volunteer&as_state=active")
    assert "Not clear yet" in page and "When did they become linked?" in page
    page = visitor.get(
        f"{at}?act=boundary_service_user&as_role=volunteer&as_state=active&other_state=supported&link_began=during"
    )
    assert "Against the policy" in page and "HSBBH-3.3" in page
    assert "The policy states no consequence" in page
