"""Every part of a page, drawn once with each of its faces, is a good page; so is a whole faulty form."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, EmailField, Form, HiddenField, PasswordField
from wtforms.validators import InputRequired, Optional

from incidents.web.fields import AnyOf, Honeypot, Line, OneOf, Option, Pick, ThreeBoxDate, Words
from tests.page_tree import Node, read_tree
from tests.pages import check_page

HOUSE = Path(__file__).parents[2]
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
YES_NO = (Option("yes", "Yes"), Option("no", "No"), Option("unknown", "I do not know"))
WHERE = (
    Option("facebook", "Facebook or Instagram"),
    Option("chat", "WhatsApp or another chat app", "Private groups too"),
    Option("elsewhere", "Somewhere else"),
)


class Decisions(Form):
    """One field of each sort."""

    version = HiddenField(default="3")
    title = Line("What shall we call it?", [InputRequired("Give the case a short name")])
    what = Words(
        "What happened?", [InputRequired("Tell us what happened, in a sentence or two")],
        description="In your own words. Do not paste passwords.", limit=2000,
    )  # fmt: skip
    found = ThreeBoxDate("When did you find out?", [InputRequired("Enter the date you found out")])
    until = ThreeBoxDate("When did it stop?", [Optional()], description="If it has stopped.")
    online = OneOf("Can people still see it?", [InputRequired("Choose yes or no")], options=YES_NO)
    where = AnyOf("Where did it happen?", [InputRequired("Choose at least one place")], options=WHERE)
    kind = Pick("What sort of thing is it?", [Optional()], options=WHERE)
    email = EmailField("Your e-mail address", [Optional()], description="So that we can answer.")
    password = PasswordField("Your password", [Optional()])
    sure = BooleanField("I have read this", [InputRequired("Tick the box")], description="All of it.")
    website = Honeypot("Website")


class Again(Decisions):
    """With one more question, drawn by hand in a row."""

    again = OneOf("Could a child be harmed?", [Optional()], options=YES_NO)


class Filters(Form):
    """What a list can be narrowed by."""

    words = Line("Words")
    stage = Pick("Stage", options=(Option("open", "Open"), Option("closed", "Closed")))


def draw(template: str, **context: Any) -> str:
    """A page in the frame of a signed-in manager, with no undefined name let through."""
    files = FileSystemLoader([HOUSE / "templates", HOUSE / "tests" / "web"])
    loader = ChoiceLoader([files, DictLoader(context.pop("written_here", {}))])
    pages = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    pages.globals["csrf_token"] = lambda: "a1b2c3"
    pages.globals["static_url"] = lambda path: f"/static/{path}?v=1"
    site: dict[str, Any] = {
        "name": "Ashgrove Families", "home": "/", "practice": True, "signed_in": True, "who": "Ola Brennan",
        "roles": "manager", "sign_out": "/sign-out", "sign_in": "/sign-in", "account": "/account",
        "navigation": [
            {"label": "Today", "href": "/today"}, {"label": "Cases", "href": "/cases", "current": True},
            {"label": "Report something", "href": "/report"}, {"label": "Our policy", "href": "/policy"},
            {"label": "Who does what", "href": "/who"},
        ],
    }  # fmt: skip
    site |= context.pop("site", {})
    return pages.get_template(template).render(site=SimpleNamespace(**site), **context)


def every_part(form: Form, **site: Any) -> str:
    """The page with every part on it."""
    return draw("every_part.html", form=form, filters=Filters(data={"stage": "open"}), site=site)


def faulty(form_class: type[Form] = Again) -> Form:
    """A form sent back with everything wrong that can be."""
    form = form_class(
        MultiDict({"found-day": "31", "found-month": "2", "found-year": "2026", "what": "<b>&"})
    )
    form.validate()
    form.form_errors.append("Someone else has changed this case")
    return form


ANSWERS = {"where": ["chat"], "online": "no", "kind": "chat", "sure": True}
PAGES = [
    ("an empty form", lambda: every_part(Again())),
    ("a filled form", lambda: every_part(Again(data=ANSWERS))),
    ("a faulty form", lambda: every_part(faulty())),
]


@pytest.mark.parametrize(("name", "page"), PAGES, ids=[row[0] for row in PAGES])
def test_every_part_makes_a_good_page(name: str, page: Any) -> None:
    check_page(page(), path=name, csp=CSP, practice=True)


def test_a_visitor_sees_no_navigation_and_a_way_to_sign_in() -> None:
    html = every_part(Again(), signed_in=False, practice=False, navigation=[])
    check_page(html, path="visitor", csp=CSP, practice=False)
    assert ">Sign in</a>" in html
    assert "Sign out" not in html


def test_the_menu_is_one_button_that_opens_without_a_script() -> None:
    html = every_part(Again())
    menu = html[html.index('<details class="top-menu">') : html.index("</details>")]
    assert "<summary>Menu</summary>" in menu
    assert 'aria-label="Main"' in menu
    assert "Sign out" in menu
    assert html.count("Sign out") == 1


@pytest.fixture
def page() -> Node:
    return read_tree(every_part(faulty()))[0]


def by_id(page: Node, name: str) -> Node:
    return next(node for node in page.elements() if node.attrs.get("id") == name)


def test_the_error_summary_links_to_the_first_box_of_each_faulty_field(page: Node) -> None:
    summary = next(node for node in page.elements() if "data-problems" in node.attrs)
    links = {link.words(): link.attrs["href"] for link in summary.all("a")}
    assert links == {
        "Give the case a short name": "#title",
        "When did you find out? There is no 31 February in 2026: check the day and the month": "#found-day",
        "Choose yes or no": "#online",
        "Choose at least one place": "#where",
        "Tick the box": "#sure",
    }
    assert "Someone else has changed this case" in summary.words()


def test_a_faulty_box_is_tied_to_its_hint_its_error_and_its_count(page: Node) -> None:
    assert by_id(page, "title").attrs["aria-describedby"] == "title-error"
    assert by_id(page, "title").attrs["aria-invalid"] == "true"
    assert by_id(page, "what").attrs["aria-describedby"] == "what-hint what-count"
    assert "aria-invalid" not in by_id(page, "what").attrs


def test_only_the_boxes_of_a_date_that_need_mending_are_marked_and_all_keep_what_was_typed(
    page: Node,
) -> None:
    boxes = [by_id(page, f"found-{part}").attrs for part in ("day", "month", "year")]
    assert [box["value"] for box in boxes] == ["31", "2", "2026"]
    assert ["aria-invalid" in box for box in boxes] == [True, True, False]


def test_what_was_typed_comes_back_escaped_and_whole(page: Node) -> None:
    assert by_id(page, "what").words() == "<b>&"


def test_the_limit_is_said_before_anyone_types() -> None:
    assert "You can write up to 2,000 characters" in every_part(Again())


def test_a_password_is_never_sent_back() -> None:
    form = Again(MultiDict({"password": "correct horse", "title": "x"}))
    assert "correct horse" not in every_part(form)


def test_boxes_that_may_stay_empty_say_so_and_none_asks_the_browser_to_judge(page: Node) -> None:
    assert "When did it stop? (optional)" in page.words()
    assert not [node for node in page.elements() if "required" in node.attrs or "maxlength" in node.attrs]


def test_hidden_fields_and_the_token_are_sent_once(page: Node) -> None:
    form = next(form for form in page.all("form") if form.attrs.get("class") == "form-dense")
    hidden = {
        node.attrs["name"]: node.attrs["value"]
        for node in form.all("input")
        if node.attrs["type"] == "hidden"
    }
    assert hidden == {"csrf_token": "a1b2c3", "version": "3"}


def test_the_today_and_yesterday_buttons_stay_hidden_without_javascript(page: Node) -> None:
    buttons = [node for node in page.all("button") if "data-days-ago" in node.attrs]
    assert len(buttons) == 4
    assert all("hidden" in node.attrs and node.attrs["type"] == "button" for node in buttons)


QUESTION = """{%% extends "base.html" %%}{%% import "parts/form.html" as forms %%}
{%% block title %%}{{ form.%(name)s.label.text }}{%% endblock %%}
{%% block main %%}<form method="post">{{ forms.hidden() }}{{ forms.field(form.%(name)s, page=true) }}
{{ forms.buttons("Continue") }}</form>{%% endblock %%}"""


@pytest.mark.parametrize("name", ["title", "what", "found", "online", "where", "kind"])
def test_a_question_can_be_the_page(name: str) -> None:
    html = draw("question", form=Decisions(), written_here={"question": QUESTION % {"name": name}})
    check_page(html, path=name, csp=CSP, practice=True)
