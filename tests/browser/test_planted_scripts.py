"""Scripts typed into every box, in a browser: nothing runs, nothing is fetched, and the words are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from playwright.sync_api import Dialog, Page, Route

from incidents.services import evidence
from tests import uploads
from tests.access.company import Company, company
from tests.browser.conftest import House
from tests.cast import NOW
from tests.hostile.scripts import CANARY, TEXT
from tests.web.planting import plant

pytestmark = pytest.mark.browser

# What the planted scripts would call, and what the browser reports when it had to stop one.
LISTEN = f"""
window.heard = [];
window.{CANARY} = () => window.heard.push("a script ran");
document.addEventListener(
    "securitypolicyviolation",
    (told) => window.heard.push(`${{told.violatedDirective}} stopped ${{told.blockedURI}}`),
);
"""
# What is read on a page once all that folds is open: its text, and what stands in the boxes.
READ = """() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const boxes = [...document.querySelectorAll("input, textarea")];
    return [document.body.innerText, ...boxes.map((box) => box.value)].join(" ");
}"""
# Who looks at which pages; each shows words of the corpus.
PAGES = {
    "manager": (
        "/today",
        "/cases",
        f"/cases?words={CANARY}",
        "/cases/{reference}",
        "/cases/{reference}/trail",
        "/cases/{reference}/deadlines",
        "/cases/{reference}/evidence",
        "/cases/{reference}/evidence/{evidence_id}",
        "/cases/{reference}/forms/ico",
        "/cases/{reference}/forms/ico/fill/1",
        "/cases/{reference}/matters/{answering}/letters/apology",
        "/cases/{reference}/people/add",
        "/cases/{reference}/redacted/{redacted}",
        "/board/{reference}/{question}",
        "/policy/readers",
        "/who-does-what",
    ),
    "chair": ("/board", "/cases/{reference}", "/settings/authority", "/settings/board"),
    "admin": ("/people", "/duties/pages/add", "/duties/pictures", "/settings/letters/apology",
              "/settings/holidays"),
    "auditor": ("/duties/pictures", "/who-does-what"),
    "teller": ("/my-reports",),
}  # fmt: skip


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    """The day on which the charity was made."""
    with time_machine.travel(NOW.replace(hour=10)):
        yield


def planted(house: House) -> Company:
    """A charity with the corpus in everything, in a piece of evidence too."""
    made = company(house.app)
    assert len(plant(house.app, made)) >= 28
    house.app.config["WTF_CSRF_ENABLED"] = True
    manager, reference = made.people["manager"], made.fills["reference"]
    assert manager is not None
    told = {**uploads.TOLD, "shows": TEXT, "captured_by": f"<svg onload={CANARY}()>"}
    sent = uploads.upload(name=f"<img src=x onerror={CANARY}()>.png")
    made.fills["evidence_id"] = evidence.add(uploads.place(manager, reference), told, sent)
    return made


def looking(house: House, heard: list[str]) -> Page:
    """A new browser that tells of all that a script could do."""
    page = house.visit()
    page.add_init_script(LISTEN)

    def refuse(dialog: Dialog) -> None:
        heard.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    page.on(
        "request", lambda sent: heard.append(sent.url) if not sent.url.startswith(house.address) else None
    )
    return page


def look(page: Page, path: str) -> tuple[str, list[str]]:
    """What is read at an address, and what went on there."""
    page.goto(path)
    return str(page.evaluate(READ)), list(page.evaluate("window.heard"))


def test_nothing_planted_runs_in_a_browser(house: House) -> None:
    made = planted(house)
    unread, wrong = [], []
    name = house.app.config["SESSION_COOKIE_NAME"]
    for who, paths in PAGES.items():
        heard: list[str] = []
        page = looking(house, heard)
        cookie = made.visitors[who].client.get_cookie(name)
        assert cookie is not None
        page.context.add_cookies([{"name": name, "value": cookie.value, "url": house.address}])
        for path in paths:
            read, went_on = look(page, "/fts" + path.format(**made.fills))
            unread += [f"{path} ({who})"] if CANARY not in read else []
            wrong += [f"{path} ({who}): {one}" for one in (*heard, *went_on)]
            heard.clear()
    assert wrong == []
    assert unread == []


STRICT = {"Content-Security-Policy": "default-src 'none'"}
# A page that lets something happen, its headers, and what must be heard of it.
RUNNING = (
    (f"<script>{CANARY}()</script>", {}, "a script ran"),
    (f"<img src=x: onerror={CANARY}()>", {}, "a script ran"),
    ("<script>alert(1)</script>", {}, "a dialog: 1"),
    ("<script>throw new Error('oh')</script>", {}, "oh"),
    (f"<img src=//{CANARY}.example/x.png>", {}, f"http://{CANARY}.example/x.png"),
    (f"<script>{CANARY}()</script>", STRICT, "script-src-elem stopped inline"),
    (f"<p onclick={CANARY}()>", STRICT, "script-src-attr stopped inline"),
)


def answering(body: str, headers: dict[str, str]) -> Callable[[Route], None]:
    """Someone who answers with this page."""
    return lambda route: route.fulfill(body=body, content_type="text/html", headers=headers)


def test_what_runs_is_heard(house: House) -> None:
    heard: list[str] = []
    page = looking(house, heard)
    page.route(f"**//{CANARY}.example/**", lambda route: route.abort())
    for number, (body, headers, expected) in enumerate(RUNNING):
        heard.clear()
        page.route(f"**/planted/{number}", answering(body, headers))
        assert expected in [*look(page, f"/planted/{number}")[1], *heard], body
