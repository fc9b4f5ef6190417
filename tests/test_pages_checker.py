"""The page checker finds nothing wrong with a good page, and each fault that is planted in it."""

import pytest

from tests.pages import check_page

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
GOOD = """<!DOCTYPE html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <title>Cases – Ashgrove Families</title>
    <link rel="stylesheet" href="/static/base.css">
    <script type="module" src="/static/candour.js"></script>
  </head>
  <body>
    <a class="skip" href="#main">Skip to main content</a>
    <p>Practice: invented people. Do not put real cases here</p>
    <main id="main">
      <h1>Cases</h1>
      <h2>Find</h2>
      <form method="get">
        <label for="words">Words</label>
        <input id="words" name="words" aria-describedby="words-hint" value="typed {{ by }} someone">
        <p id="words-hint">A name or a reference</p>
        <button type="submit">Find</button>
      </form>
      <form method="post">
        <input type="hidden" name="csrf_token" value="a1b2">
        <fieldset>
          <legend>Is it still there?</legend>
          <input id="a" name="there" type="radio" value="yes"><label for="a">Yes</label>
          <input id="b" name="there" type="radio" value="no"><label for="b">No</label>
        </fieldset>
        <button type="button" hidden>Today</button>
        <button type="submit">Save</button>
      </form>
      <table>
        <caption>New</caption>
        <thead><tr><th scope="col">Case</th><th scope="col">When</th></tr></thead>
        <tbody><tr><td><a href="/cases/FTS-7K3P-M">FTS-7K3P-M</a></td>
          <td><time datetime="2026-11-20T09:15:00+00:00">Today at 9:15am</time></td></tr></tbody>
      </table>
      <ul><li>one</li></ul>
      <details><summary>Why</summary><p>Because</p></details>
      <img src="/static/map.png" alt="A map">
      <svg viewBox="0 0 2 2" aria-hidden="true"><path d="M0 0h2"/></svg>
      <p><a href="https://www.gov.uk/report">Tell the police</a></p>
    </main>
  </body>
</html>
"""


def check(html: str, csp: str = CSP) -> None:
    """The good page's own demands."""
    check_page(html, path="/cases", csp=csp, allowed=["www.gov.uk"], practice=True, references={"FTS-7K3P-M"})


def test_a_good_page_has_no_problem() -> None:
    check(GOOD)


PLANTED = [
    ("an element that ends in the wrong place", "<li>one</li>", "<li>one</li></b>", "not valid HTML"),
    ("an attribute written twice", '<main id="main">', '<main id="main" id="main">', "not valid HTML"),
    ("no doctype", "<!DOCTYPE html>\n", "", "not valid HTML"),
    ("a list row left open", "<li>one</li>", "<li>one", "<li> is never closed"),
    ("no h1", "<h1>Cases</h1>", "<p>Cases</p>", "has 0 h1"),
    ("two h1", "<h2>Find</h2>", "<h1>Cases</h1>", "has 2 h1"),
    ("another title than the h1", "<title>Cases", "<title>Case", "does not match the h1"),
    ("a title without the charity", " – Ashgrove Families", "", "does not match the h1"),
    ("Error: without an error", "<title>", "<title>Error: ", 'must begin with "Error: "'),
    (
        "an error without Error:",
        "<h2>Find",
        '<div role="alert" data-problems></div><h2>Find',
        'begin with "Error: "',
    ),
    ("a heading level skipped", "<h2>Find</h2>", "<h3>Find</h3>", "<h3> follows h1"),
    ("an empty heading", "<h2>Find</h2>", "<h2></h2>", "<h2> is empty"),
    ("no language", '<html lang="en-GB">', "<html>", "lang"),
    ("American English", "en-GB", "en-US", "lang"),
    ("no main", '<main id="main">', '<div id="main">', "0 main"),
    ("no skip link", 'href="#main"', 'href="/main"', "skip to main"),
    ("a box without a label", '<label for="words">Words</label>', "", '<input name="words"> has no label'),
    ("a label without words", ">Words</label>", "></label>", "has no label"),
    (
        "a list to pick from without a label",
        "<ul>",
        '<select name="s"></select><ul>',
        '<select name="s"> has no',
    ),
    (
        "a text box without a label",
        "<ul>",
        '<textarea name="t"></textarea><ul>',
        '<textarea name="t"> has no',
    ),
    ("a group without a legend", "<legend>Is it still there?</legend>", "", "begin with a <legend>"),
    ("an empty legend", "Is it still there?", "", "begin with a <legend>"),
    ("details without a summary", "<summary>Why</summary>", "", "begin with a <summary>"),
    (
        "answers outside a group",
        "<ul>",
        '<input type="radio" name="there" aria-label="x"><ul>',
        "outside a fieldset",
    ),
    ("an id used twice", 'id="words-hint"', 'id="words"', 'id "words" is used 2 times'),
    (
        "a hint that is not there",
        'describedby="words-hint"',
        'describedby="hint"',
        'describedby="hint"> points to',
    ),
    ("a label for nothing", 'for="a"', 'for="z"', 'for="z"> points to nothing'),
    (
        "a link into the page that misses",
        "<ul>",
        '<a href="#nowhere">Go</a><ul>',
        'the link "#nowhere" points',
    ),
    ("an inline script", "<ul>", "<script>x()</script><ul>", "inline script"),
    ("a script with a file and a body", "</script>", "x()</script>", "inline script"),
    ("a style element", "</head>", "<style>p{}</style></head>", "inline <style>"),
    ("a style attribute", "<ul>", '<ul style="color:red">', "attribute style"),
    ("a handler in the tag", "<ul>", '<ul onclick="x()">', "attribute onclick"),
    ("a script as an address", 'href="/cases/FTS-7K3P-M"', 'href="JavaScript:x()"', "holds a script"),
    (
        "a style sheet from outside",
        'href="/static/base.css"',
        'href="https://cdn.example/b.css"',
        "out of the house",
    ),
    (
        "an address without its scheme",
        'src="/static/map.png"',
        'src="//cdn.example/m.png"',
        "out of the house",
    ),
    ("a link to a place not agreed", "www.gov.uk", "www.example.org", "out of the house"),
    ("an agreed place, but unsafely", "https://www.gov.uk", "http://www.gov.uk", "out of the house"),
    (
        "a picture from an agreed place",
        'src="/static/map.png"',
        'src="https://www.gov.uk/m.png"',
        "out of the house",
    ),
    (
        "a form that goes elsewhere",
        '<form method="get">',
        '<form action="https://x.example/">',
        "out of the house",
    ),
    ("a link without words", ">FTS-7K3P-M</a>", "></a>", "<a> has no words"),
    ("a button with a drawing only", ">Save<", '><svg aria-hidden="true"></svg><', "<button> has no words"),
    ("a link to nowhere", 'href="/cases/FTS-7K3P-M"', 'href="#"', "leads nowhere"),
    ("a table without a name", "<caption>New</caption>", "", "neither caption nor aria-label"),
    ("a heading cell without direction", '<th scope="col">Case', "<th>Case", '<th> "Case" has no scope'),
    ("a picture without words", ' alt="A map"', "", "<img> has no alt"),
    ("a drawing read out", ' aria-hidden="true"', "", "<svg> is neither"),
    ("a time for people only", ' datetime="2026-11-20T09:15:00+00:00"', "", "no usable datetime"),
    ("an instant without its offset", "+00:00", "", "no usable datetime"),
    ("a time in words", "2026-11-20T09:15:00+00:00", "yesterday", "no usable datetime"),
    ("a template left open", "<h2>Find</h2>", "<h2>Find {{ x }}</h2>", "left over from a template"),
    ("a template's comment", "<h2>Find</h2>", "<h2>Find</h2>{# why #}", "left over from a template"),
    ("Python's nothing as a value", "<li>one</li>", "<li> None </li>", 'shows "None"'),
    ("Python's nothing in a box", 'value="typed {{ by }} someone"', 'value="None"', 'shows "None"'),
    ("a row outside its list", "<ul><li>one</li></ul>", "<ul><p>one</p></ul>", "<p> cannot stand in <ul>"),
    (
        "a block in a line",
        "<h2>Find</h2>",
        "<h2><span><ul><li>x</li></ul></span></h2>",
        "<ul> cannot stand in <span>",
    ),
    ("a button in a link", ">FTS-7K3P-M</a>", ">F<button>x</button></a>", "inside another thing to press"),
    ("a form that posts without a token", 'value="a1b2"', "", "must have one csrf_token"),
    ("no practice line", "Practice: invented", "Invented", "practice line is missing"),
    (
        "another case's reference",
        "<li>one</li>",
        "<li>FTS-9999-X</li>",
        "shows FTS-9999-X, which is another case",
    ),
    (
        "another case in an address",
        "<li>one</li>",
        '<li><a href="/c/FTS-9999-X">x</a></li>',
        "shows FTS-9999-X",
    ),
]


@pytest.mark.parametrize(("fault", "good", "bad", "message"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_planted_fault_is_found(fault: str, good: str, bad: str, message: str) -> None:
    assert good in GOOD
    with pytest.raises(AssertionError) as caught:
        check(GOOD.replace(good, bad, 1))
    assert message in str(caught.value)


POLICIES = [
    ("none at all", "", "default-src 'none'"),
    (
        "inline scripts let in",
        CSP.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        "too loose",
    ),
    ("scripts from anywhere", CSP.replace("script-src 'self'", "script-src *"), "script-src 'self'"),
    ("pictures in the address", CSP.replace("img-src 'self'", "img-src 'self' data:"), "too loose: img-src"),
    ("frames not forbidden", CSP.replace("frame-ancestors 'none'; ", ""), "frame-ancestors 'none'"),
]


@pytest.mark.parametrize(("fault", "csp", "message"), POLICIES, ids=[row[0] for row in POLICIES])
def test_a_loose_content_policy_is_found(fault: str, csp: str, message: str) -> None:
    with pytest.raises(AssertionError) as caught:
        check(GOOD, csp)
    assert message in str(caught.value)


def test_every_problem_is_listed_with_its_line_and_the_page_is_named() -> None:
    html = GOOD.replace(' alt="A map"', "").replace("<caption>New</caption>", "")
    with pytest.raises(AssertionError) as caught:
        check(html)
    lines = str(caught.value).splitlines()
    assert lines[0] == "/cases has 2 problem(s):"
    assert lines[1].startswith("  line 31: <table> has neither")
    assert lines[2].startswith("  line 39: <img> has no alt")


def test_the_list_of_problems_may_stand_before_the_h1_and_puts_error_in_the_title() -> None:
    listed = '<div role="alert" data-problems><h2>There is a problem</h2></div><h1>Cases</h1>'
    check(GOOD.replace("<h1>Cases</h1>", listed).replace("<title>", "<title>Error: "))


def test_the_practice_line_must_not_stand_on_a_real_page() -> None:
    with pytest.raises(AssertionError, match="practice line is on a real page"):
        check_page(GOOD, path="/cases", csp=CSP, allowed=["www.gov.uk"], practice=False)


def test_without_being_asked_it_looks_at_neither_practice_nor_references() -> None:
    check_page(GOOD.replace("Practice: ", ""), path="/cases", csp=CSP, allowed=["www.gov.uk"])


def test_what_a_person_typed_may_look_like_a_template() -> None:
    box = '<textarea id="t" aria-label="What" name="t">{{ 7 * 7 }}</textarea>'
    check(GOOD.replace("<ul><li>one</li></ul>", box))
