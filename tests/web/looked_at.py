"""What tests look for on the pages that managers read: links, boxes and sections by their words."""

from __future__ import annotations

import secrets

from incidents.services import casework
from incidents.services.actors import Member
from tests.cast import NOW
from tests.page_tree import Node, read_tree


def links(html: str) -> dict[str, str]:
    """Words and address of every link in the page's own content."""
    root = read_tree(html)[0]
    main = next(node for node in root.elements() if node.attrs.get("id") == "main")
    return {node.words(): node.attrs["href"] for node in main.all("a")}


def below(address: str) -> str:
    """An address below the charity's."""
    return address.removeprefix("/fts")


def box(html: str, name: str) -> Node:
    """The box of a filter."""
    found = [node for node in read_tree(html)[0].all("input", "select") if node.attrs.get("name") == name]
    return found[0]


def chosen(html: str, name: str) -> str:
    """The answer that a drop-down list shows."""
    options = [node for node in box(html, name).all("option") if "selected" in node.attrs]
    return options[0].attrs["value"] if options else ""


def section(html: str, name: str) -> str:
    """The words of one section."""
    found = [one for one in read_tree(html)[0].all("section") if one.attrs.get("aria-labelledby") == name]
    return found[0].words()


def note(actor: Member, reference: str, words: str, on: str | None = None) -> None:
    """Write a note."""
    raw = {"body": words, "happened_on": "2026-11-21"}
    casework.note(actor, reference, on, secrets.token_hex(8), raw, NOW)
