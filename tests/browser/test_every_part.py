"""Every part of a page in a real browser: axe finds nothing, nothing is cut off, the scripts work."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from tests.web.test_parts import CSP, HOUSE, Again, every_part, faulty

pytestmark = pytest.mark.browser

HOME = "http://candour.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PAGES = {"/empty": lambda: every_part(Again()), "/faulty": lambda: every_part(faulty())}
Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens one of the pages above, served from memory under the strict content policy."""
    contexts = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOME).split("?")[0]
        if route.request.method == "POST":
            route.fulfill(status=204)
        elif path in PAGES:
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": CSP}
            route.fulfill(body=PAGES[path](), headers=headers)
        else:
            file = HOUSE / path.lstrip("/")
            route.fulfill(path=file, headers={"Content-Type": TYPES[Path(path).suffix]})

    def open_(path: str, width: int = 1280, **wishes: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **wishes)
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", answer)
        page.goto(HOME + path, wait_until="networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()


FACES = list(product(PAGES, ("light", "dark"), (1280, 360)))


@pytest.mark.parametrize(("path", "scheme", "width"), FACES)
def test_axe_finds_nothing_on_any_part(open_page: Open, path: str, scheme: str, width: int) -> None:
    page = open_page(path, width, color_scheme=scheme)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


# 320 is a screen of 1280 at 400 % zoom.
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_needs_scrolling_sideways(open_page: Open, width: int) -> None:
    page = open_page("/faulty", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_button_and_box_is_large_enough_for_a_thumb(open_page: Open) -> None:
    page = open_page("/empty", 360)
    small = page.evaluate(
        """[...document.querySelectorAll("main .button, main .input, main .option")]
        .map((thing) => [thing.outerHTML.slice(0, 60), thing.getBoundingClientRect().height])
        .filter(([, height]) => height > 0 && height < 36)"""
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_can_be_seen_everywhere(open_page: Open, scheme: str) -> None:
    page = open_page("/empty", color_scheme=scheme)
    places, unseen = 0, []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const here = document.activeElement, card = here.closest(".option");
              const style = getComputedStyle(card ?? here);
              return [here.outerHTML.slice(0, 80), style.outlineStyle, style.outlineColor];
            }"""
        )
        if seen[0].startswith("<body"):
            break
        places += 1
        if seen[1:] != ["solid", "rgb(255, 191, 71)"]:
            unseen.append(seen)
    assert places > 40
    assert unseen == []


def test_yesterday_is_the_day_in_london_wherever_the_computer_is(open_page: Open) -> None:
    page = open_page("/empty", timezone_id="Pacific/Auckland")
    # Half past midnight on 1 April in London, where it is summer time; still 31 March in UTC.
    page.clock.set_fixed_time("2026-03-31T23:30:00Z")
    boxes = [page.locator(f"#found-{part}") for part in ("day", "month", "year")]
    page.get_by_role("button", name="Today").first.click()
    assert [box.input_value() for box in boxes] == ["1", "4", "2026"]
    page.get_by_role("button", name="Yesterday").first.click()
    assert [box.input_value() for box in boxes] == ["31", "3", "2026"]
    assert page.evaluate("document.activeElement.id") == "found-day"


def test_without_javascript_there_is_no_button_that_does_nothing(open_page: Open) -> None:
    page = open_page("/empty", java_script_enabled=False)
    assert page.get_by_role("button", name="Today").count() == 0
    assert page.get_by_text("You can write up to 2,000 characters").is_visible()


def test_the_count_follows_what_is_typed(open_page: Open) -> None:
    page = open_page("/empty")
    count = page.locator("#what-count")
    page.fill("#what", "a photo 📷")
    assert count.inner_text() == "You have 1,991 characters left"
    page.fill("#what", "x" * 2001)
    assert count.inner_text() == "You have 1 character too many"


def test_a_double_press_sends_once_and_the_button_works_again_later(open_page: Open) -> None:
    page = open_page("/empty")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    save = page.get_by_role("button", name="Save these decisions")
    save.dblclick()
    page.wait_for_timeout(200)
    assert len(sent) == 1
    assert "csrf_token=a1b2c3" in sent[0]
    assert save.get_attribute("aria-disabled") == "true"
    page.wait_for_timeout(5000)
    save.click()
    page.wait_for_timeout(200)
    assert len(sent) == 2


def test_a_faulty_form_puts_the_keyboard_on_the_list_of_problems(open_page: Open) -> None:
    page = open_page("/faulty")
    assert page.evaluate("document.activeElement.hasAttribute('data-problems')")
    page.get_by_role("link", name="Choose yes or no").click()
    assert page.evaluate("document.activeElement.id") == "online"


def test_on_paper_there_is_nothing_to_press_and_details_are_open(open_page: Open) -> None:
    page = open_page("/empty")
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Save these decisions").is_visible()
    assert not page.get_by_role("navigation", name="Main").get_by_role("link").first.is_visible()
    assert page.get_by_text("Practice: invented people").is_visible()
    assert page.get_by_text("The policy says within 3 days").is_visible()
