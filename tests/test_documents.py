"""Documents that are written by the program are what the program writes today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from incidents.cli import schemas
from incidents.domain.lifecycle import MACHINES
from incidents.exports.lifecycle_page import RENEW, markdown

ROOT = Path(__file__).parents[1]


def test_the_page_about_the_lifecycle_is_what_the_tables_say() -> None:
    page = (ROOT / "docs" / "lifecycle.md").read_text(encoding="utf-8")
    assert page == markdown(MACHINES.values()), f"docs/lifecycle.md is out of date; renew it with: {RENEW}"


def test_the_page_about_the_lifecycle_says_how_it_is_renewed() -> None:
    assert RENEW in (ROOT / "docs" / "lifecycle.md").read_text(encoding="utf-8")


def test_the_shapes_that_are_published_are_those_of_today() -> None:
    kept = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "docs" / "schemas").iterdir()}
    assert kept == schemas.files(), f"docs/schemas is out of date; renew it with: {schemas.RENEW}"


@pytest.mark.parametrize("page", ["docs/security.md", "docs/design.md", "README.md"])
def test_what_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = [*re.findall(r"`((?:tests|docs|incidents|templates)/[\w/.-]+\.\w+)`", text)]
    named += [link for link in re.findall(r"\]\(([^)#:]+)\)", text) if "/" not in page or "../" not in link]
    here = ROOT if "/" not in page else (ROOT / page).parent
    gone = [name for name in named if not (ROOT / name).exists() and not (here / name).exists()]
    assert gone == []
