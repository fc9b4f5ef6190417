"""A real browser at a running Candour: one browser for all tests, one fresh database and server for each."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest
import waitress
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dev_checks import find_chromium
from incidents.services.actors import Member
from tests import databases
from tests.cast import PASSWORD

FACES = (("light", 1280), ("dark", 360), ("light", 360), ("dark", 1280))
# Two faces hold both colour schemes and both widths. Where many pages are looked at, they take turns.
TURNS = (FACES[:2], FACES[2:])


@dataclass
class House:
    """A running Candour and the people looking at it, each in a browser of their own."""

    address: str
    browser: Browser
    app: Flask
    contexts: list[BrowserContext] = field(default_factory=list)

    def visit(self, path: str = "/fts/", *, width: int = 1280, scripts: bool = True) -> Page:
        """Someone who is not signed in, at `path`."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, base_url=self.address
        )
        context.set_default_timeout(8_000)
        self.contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    def as_member(self, member: Member, path: str, *, width: int = 1280) -> Page:
        """Someone who signed in through the page."""
        page = self.visit(f"/{member.organisation_id}/sign-in", width=width)
        page.get_by_label("E-mail address").fill(member.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.goto(path)
        return page

    def close(self) -> None:
        """Send everyone home."""
        for context in self.contexts:
            context.close()


def axe(page: Page, faces: Sequence[tuple[str, int]] = FACES) -> list[tuple[str, str, object]]:
    """What axe finds on a page, in each of these faces (colour scheme, width in pixels)."""
    found: list[tuple[str, str, object]] = []
    for scheme, width in faces:
        # No transitions: axe must not measure a colour half way to another.
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark", reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        for each in Axe().run(page).response["violations"]:
            where = [node["target"] for node in each["nodes"]]
            found += [(f"{page.url} {scheme} {width}", each["id"], where)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((f"{page.url} {scheme} {width}", "scrolls sideways", []))
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def house(browser: Browser, sqlite: databases.Database) -> Iterator[House]:
    """Candour on a fresh database, served as it is for people, with the checks against forged requests on."""
    app = databases.make_app(sqlite.url)
    app.config["WTF_CSRF_ENABLED"] = True
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    closed = threading.Event()

    def serve() -> None:
        try:
            server.run()
        except OSError:  # it may be waiting on its door just while that is closed
            if not closed.is_set():
                raise

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    house = House(f"http://127.0.0.1:{server.effective_port}", browser, app)
    yield house
    house.close()
    closed.set()
    server.close()
    thread.join(timeout=5)
