"""Reads a form out of a page as a browser would send it, so that tests press the buttons people press."""

from __future__ import annotations

from tests.page_tree import Node, read_tree

Sent = dict[str, object]


def main_form(html: str) -> Node:
    """The first form of the page's own content that is sent by post, and is more than a button."""
    return _forms(html)[0]


def _forms(html: str) -> list[Node]:
    """The forms of the page's own content, but for the buttons that show hidden details."""
    root = read_tree(html)[0]
    main = next(node for node in root.elements() if node.attrs.get("id") == "main")
    sent = (form for form in main.all("form") if form.attrs.get("method") == "post")
    return [form for form in sent if "/details/" not in form.attrs.get("action", "")]


def sent_by(html: str) -> Sent:
    """What pressing the form's button would send now: a list where a name is sent more than once."""
    found: dict[str, list[str]] = {}
    for node in main_form(html).elements():
        name = node.attrs.get("name", "")
        if not name:
            continue
        for value in _values(node):
            found.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def says(html: str) -> str:
    """All the words of the page's own content, on one line."""
    root = read_tree(html)[0]
    return next(node for node in root.elements() if node.attrs.get("id") == "main").words()


def has_form(html: str) -> bool:
    """Whether the page's own content has a form to send."""
    return bool(_forms(html))


def has_button(html: str, words: str) -> bool:
    """Whether there is a button that says these words."""
    return any(node.words() == words for node in read_tree(html)[0].all("button"))


def _values(node: Node) -> list[str]:
    if node.tag == "textarea":
        return ["".join(text.words for text in node.texts()).removeprefix("\n")]
    if node.tag == "select":
        chosen = [one for one in node.all("option") if "selected" in one.attrs] or node.all("option")[:1]
        return [one.attrs.get("value", "") for one in chosen]
    if node.tag != "input":
        return []
    if node.attrs.get("type") in ("radio", "checkbox"):
        return [node.attrs.get("value", "on")] if "checked" in node.attrs else []
    return [node.attrs.get("value", "")]
