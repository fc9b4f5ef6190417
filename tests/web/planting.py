"""The corpus of scripts, typed into every box of every form that people of an invented charity can send."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from flask import Flask

from tests import cast
from tests.access.company import Company, address
from tests.access.test_access_matrix import routes
from tests.cast import Visitor
from tests.filled import Sent, has_form, main_form
from tests.hostile import scripts
from tests.page_tree import Node

# In this order: who works on the case, who sits on the board, who keeps the charity's lists.
HANDS = ("manager", "chair", "admin")
# What would send somebody away, or end what the others are typed into.
LEFT_OUT = ("/leave", "/sign-", "/second-step", "/password", "/codes", "/confirm", "/step-back", "/take-off",
            "/end", "/close", "/throw-away", "/take-away", "/take-back", "/install", "/begin", "/upload",
            "/report", "/file", "/calendar", "/let-in", "/keep-", "/part",
            "/until", "/open-to", "/all", "/evidence/new", "/settings/mail", "/withdraw")  # fmt: skip
# What a box wants that takes no words; tried one after the other.
INSTEAD = ("3", "14:30", "x@example.org")
# Whom we know already: choosing them would hide the case from somebody who types.
KNOWN = "known"
_numbers = count()


def plant(app: Flask, made: Company) -> list[str]:
    """Type it into everything; the addresses that took it."""
    line = scripts.line
    cast.report(
        actor=made.people["teller"], story=scripts.TEXT, place=line(1), address=line(41), about=line(2)
    )
    return [path for path, who in _forms(app, made) if _typed(made.visitors[who], path)]


def _forms(app: Flask, made: Company) -> Iterator[tuple[str, str]]:
    for verb, rule, gaps in routes(app):
        if verb == "POST" and not any(word in rule for word in LEFT_OUT):
            path = address(rule, gaps, made.fills)
            who = next((one for one in HANDS if _has_form(made.visitors[one], path)), None)
            if who is not None:
                yield path, who


def _has_form(visitor: Visitor, path: str) -> bool:
    page = visitor.client.get(path)
    return page.status_code == 200 and page.mimetype == "text/html" and has_form(page.get_data(as_text=True))


def _typed(visitor: Visitor, path: str) -> bool:
    """Whether the form was taken, once the boxes that want no words have what they want."""
    page = visitor.client.get(path).get_data(as_text=True)
    sent = filled(main_form(page))
    for instead in (*INSTEAD, ""):
        answer = visitor.client.post(path, data=sent)
        if answer.status_code != 422 or not instead:
            return answer.status_code in (200, 302)
        page = answer.get_data(as_text=True)
        wrong = [name for name in sent if f'id="{name}-error"' in page or f'href="#{name}"' in page]
        sent |= {name: instead for name in wrong if isinstance(sent[name], str)}
    return False


def filled(form: Node) -> Sent:
    """The form with every box of words full of the corpus, and the first of every choice."""
    sent: Sent = {}
    for box in form.elements():
        name, kind = box.attrs.get("name", ""), box.attrs.get("type", "")
        if box.tag == "textarea":
            sent[name] = scripts.TEXT
        elif box.tag == "select":
            sent[name] = (
                ""
                if name == KNOWN
                else next((one.attrs["value"] for one in box.all("option") if one.attrs["value"]), "")
            )
        elif box.tag == "input" and kind in ("radio", "checkbox"):
            sent.setdefault(name, box.attrs["value"])
        elif box.tag == "input" and name:
            days = {"day": "20", "month": "11", "year": "2026"}
            part = name.rpartition("-")[2]
            words = kind != "hidden" and part not in days
            sent[name] = scripts.line(next(_numbers)) if words else days.get(part, box.attrs.get("value", ""))
    return sent
