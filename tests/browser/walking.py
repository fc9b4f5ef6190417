"""Small verbs for tests in a browser: answer a form, press its button, take a step."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page, expect

Answer = str | bool | date | list[str]


def answer(page: Page, **answers: Answer) -> None:
    """Fill in the form by the names of its fields: texts, yes or no, choices, days in three boxes."""
    for name, value in answers.items():
        if isinstance(value, date):
            for part, number in (("day", value.day), ("month", value.month), ("year", value.year)):
                page.locator(f'[name="{name}-{part}"]').fill(str(number))
            continue
        if isinstance(value, bool):
            value = "yes" if value else "no"
        for one in value if isinstance(value, list) else [value]:
            card = page.locator(f'input[name="{name}"][value="{one}"]')
            box = page.locator(f'[name="{name}"]')
            box.first.wait_for(state="attached")  # a link may only just have been pressed
            if card.count():
                page.locator(
                    f'label[for="{card.get_attribute("id")}"]'
                ).click()  # as people do: the whole card
                expect(card).to_be_checked()
            elif box.evaluate("(box) => box.tagName") == "SELECT":
                box.select_option(one)
            else:
                box.fill(one)


def press(page: Page, name: str) -> None:
    """Press the one button of this name in the middle of the page."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def take(page: Page, path: str, button: str, **answers: Answer) -> None:
    """Take one step on its own page; the case must say afterwards that nothing is wrong."""
    page.goto(path)
    answer(page, **answers)
    press(page, button)
    expect(page.get_by_role("heading", name="There is a problem")).to_have_count(0)
    expect(page).not_to_have_url(path)
