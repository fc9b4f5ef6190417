"""Scripts typed into every box: on every page, paper, table, feed and mail they are words, and do nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import html5lib
import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from werkzeug.test import TestResponse

from tests import databases, steps
from tests.access.company import Company, address, company
from tests.access.test_access_matrix import routes
from tests.cast import NOW
from tests.hostile.scripts import CANARY, COUNTED
from tests.web.planting import plant

EYES = ("manager", "chair", "admin", "auditor", "teller")
RUNNING = ("javascript:", "data:", "vbscript:")
FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"-?[\d.]+")


@pytest.fixture(scope="module")
def planted() -> Iterator[tuple[Flask, Company, list[str]]]:
    """The charity with the corpus in everything, and the addresses that took it."""
    database = databases.fresh("sqlite")
    app = databases.make_app(database.url)
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        made = company(app)
        yield app, made, plant(app, made)
    databases.drop(database)


def test_the_corpus_is_typed_nearly_everywhere(planted: tuple[Flask, Company, list[str]]) -> None:
    assert len(planted[2]) >= 28, sorted(planted[2])
    assert sum(CANARY in str(row) for row in steps.rows("event_payload")) >= 20


def test_no_page_takes_it_for_anything_but_words(planted: tuple[Flask, Company, list[str]]) -> None:
    app, made, _ = planted
    wrong, shown = [], 0
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        for verb, rule, gaps in routes(app):
            for who in EYES if verb == "GET" and "/static/" not in rule else ():
                path = address(rule, gaps, made.fills)
                answer = made.visitors[who].client.get(path)
                assert answer.status_code < 500, path
                said = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
                shown += CANARY in said
                wrong += [f"{path} ({who}): {fault}" for fault in faults(said)]
                answer.close()
                if answer.status_code == 200:
                    break  # others are shown the same, or less
    assert not wrong, "\n".join(wrong)
    assert shown >= 20


def faults(page: str) -> Iterator[str]:
    """What came of the corpus in a page that is no text, as a browser reads it."""
    if COUNTED in page:
        yield "something was worked out"
    for node in html5lib.parse(page, namespaceHTMLElements=False).iter() if CANARY in page else ():
        if not isinstance(node.tag, str):
            continue
        if CANARY in node.tag:
            yield f"an element {node.tag}"
        for name, value in node.attrib.items():
            if CANARY in name or name.startswith("on"):
                yield f"an attribute {name}"
            if name in ("href", "src", "action", "formaction") and value.strip().lower().startswith(RUNNING):
                yield f"an address {value}"
        if node.tag in ("script", "style") and CANARY in "".join(node.itertext()):
            yield f"inside {node.tag}"


@pytest.mark.parametrize(
    "page",
    [f"<p><{CANARY}>", f"<p {CANARY}=1>", f"<p onclick=x>{CANARY}", f"<a href=javascript:{CANARY}>x", COUNTED,
     f"<script>{CANARY}</script>"],
)  # fmt: skip
def test_what_would_run_is_found(page: str) -> None:
    assert list(faults(page))


PAPERS = (
    ("/cases/copy", {}),
    ("/overview/copy", {"year": "2026"}),
    ("/papers/breach-register", {}),
    ("/papers/board-report", {"since-day": "1", "since-month": "11", "since-year": "2026"}),
    ("/cases/{reference}/papers/bundle", {}),
    ("/cases/{reference}/papers/chronology", {}),
    ("/cases/{reference}/forms/ico/take", {"minimise": "no", "use": "check"}),
    ("/cases/{reference}/forms/charity_commission/take", {"minimise": "no", "use": "check"}),
)


@pytest.mark.parametrize(("path", "asked"), PAPERS, ids=[row[0] for row in PAPERS])
def test_no_paper_takes_it_for_anything_but_words(
    planted: tuple[Flask, Company, list[str]], path: str, asked: dict[str, str]
) -> None:
    _, made, _ = planted
    client, whole = made.visitors["manager"].client, f"/fts{path.format(**made.fills)}"
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        page = html5lib.parse(client.get(whole).get_data(as_text=True), namespaceHTMLElements=False)
        kinds = [one.get("value") for one in page.iter("input") if one.get("name") == "format"] or [""]
        for kind in kinds:
            told = {"recipient": f"<{CANARY}>=1", "purpose": "=7*7919", "format": kind, **asked}
            copy = client.post(whole, data=told)
            assert copy.status_code == 200, (kind, copy.get_data(as_text=True))
            READ[copy.mimetype.rpartition("/")[2].rpartition(".")[2]](copy)


def csv_read(copy: TestResponse) -> None:
    """No cell that a spreadsheet works out."""
    for line in csv.reader(io.StringIO(copy.get_data().decode("utf-8-sig"))):
        for cell in line:
            assert not FORMULA.match(cell) or NUMBER.fullmatch(cell), cell


def office_read(copy: TestResponse) -> None:
    """No formula, no link out and no field, and no element of the corpus, in any part of the file."""
    with zipfile.ZipFile(io.BytesIO(copy.get_data())) as book:
        for name in book.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for node in ElementTree.fromstring(book.read(name)).iter():  # noqa: S314  # our own file
                bare = node.tag.rpartition("}")[2]
                assert CANARY not in bare, name
                assert not (bare == "f" and "/worksheets/" in name), name
                assert node.get("TargetMode") != "External", name
                assert not (bare == "instrText" and CANARY in (node.text or "")), name
                assert COUNTED not in (node.text or ""), name


def pdf_read(copy: TestResponse) -> None:
    """No script, no link out, nothing worked out or read from the machine."""
    reader = PdfReader(io.BytesIO(copy.get_data()))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert COUNTED not in words
    assert "root:" not in words
    assert not {"/JavaScript", "/OpenAction", "/AA"} & set(reader.trailer["/Root"])
    for page in reader.pages:
        for note in page.get("/Annots") or ():
            assert CANARY not in str(note.get_object().get("/A", {}))


def json_read(copy: TestResponse) -> None:
    """It is JSON, and nothing in it was worked out."""
    assert COUNTED not in json.dumps(json.loads(copy.get_data()))


READ = {
    "csv": csv_read,
    "sheet": office_read,
    "document": office_read,
    "pdf": pdf_read,
    "json": json_read,
}


def test_mails_and_the_calendar_keep_their_shape(planted: tuple[Flask, Company, list[str]]) -> None:
    app, made, _ = planted
    for row in steps.rows("outbox"):
        assert "\n" not in str(row["subject"])
        assert CANARY not in f"{row['subject']}{row['body']}"
    feed = app.test_client().get(f"/fts/calendar/{made.fills['token']}.ics").get_data(as_text=True)
    assert CANARY not in feed
    assert feed.count("BEGIN:VCALENDAR") == 1
