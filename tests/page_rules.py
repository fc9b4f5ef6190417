"""What every page of ours holds to, one small rule each: a rule yields (line, what is wrong)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime

from tests.page_tree import Node

Problems = Iterator[tuple[int, str]]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNLABELLED_TYPES = ("hidden", "submit", "button", "image", "reset")
POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-details", "for", "form", "list")
PRESSABLE = ("a", "button", "input", "select", "textarea", "details", "summary", "label")
# Elements that hold words and marks within a line, and what therefore cannot be in them.
INLINE_ONLY = ("span", "label", "button", "p", "strong", "em", "time", "small", "code", "dt", *HEADINGS)
BLOCKS = ("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "footer", "form",
          "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul")  # fmt: skip
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup", "hr"},
}
LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
EMPTY_VALUES = ("None", "Undefined", "nan", "[]", "{}", "()")


def one_h1_that_is_the_title(root: Node) -> Problems:
    """The title is the h1, a dash and the charity; "Error: " stands before it when something is wrong."""
    headings = root.all("h1")
    if len(headings) != 1:
        yield (headings[1].line if headings else 0), f"has {len(headings)} h1, must have exactly one"
    titles = [node for node in root.all("title") if not node.inside("svg")]
    if len(titles) != 1:
        yield 0, f"has {len(titles)} title, must have exactly one"
        return
    faulty = any("data-problems" in node.attrs for node in root.elements())
    title = titles[0].words()
    if title.startswith("Error: ") != faulty:
        yield titles[0].line, 'the title must begin with "Error: " exactly when the page lists problems'
    start, dash, name = title.removeprefix("Error: ").rpartition(" – ")
    if headings and (start != headings[0].words() or not dash or not name):
        yield titles[0].line, f'the title "{title}" does not match the h1 "{headings[0].words()}"'


def headings_in_order(root: Node) -> Problems:
    """No level is skipped. The list of problems may come before the h1."""
    level = 0
    for node in root.all(*HEADINGS):
        now = HEADINGS.index(node.tag) + 1
        if not node.words():
            yield node.line, f"<{node.tag}> is empty"
        if any(above.attrs.get("role") == "alert" for above in node.above()):
            continue
        if now > level + 1:
            yield (
                node.line,
                f"<{node.tag}> follows h{level}: a level is skipped" if level else "must begin with h1",
            )
        level = now


def page_language_and_frame(root: Node) -> Problems:
    """British English, one main, and a skip link to it."""
    for node in root.all("html"):
        if node.attrs.get("lang") != "en-GB":
            yield node.line, 'needs <html lang="en-GB">'
    if len(root.all("main")) != 1:
        yield 0, f"has {len(root.all('main'))} main, must have exactly one"
    main_ids = [node.attrs.get("id", "") for node in root.all("main")]
    links = root.all("a")
    if not links or links[0].attrs.get("href", "") not in [f"#{name}" for name in main_ids]:
        yield 0, "the first link must skip to main"


def controls_have_labels(root: Node) -> Problems:
    """Every box says what goes in it."""
    labelled = {node.attrs.get("for") for node in root.all("label") if node.spoken()}
    for node in root.all("input", "select", "textarea"):
        if node.tag == "input" and node.attrs.get("type") in UNLABELLED_TYPES:
            continue
        named = node.attrs.get("aria-label") or node.attrs.get("aria-labelledby")
        if not named and node.attrs.get("id") not in labelled and not node.inside("label"):
            yield node.line, f'<{node.tag} name="{node.attrs.get("name", "")}"> has no label'


def groups_have_legends(root: Node) -> Problems:
    """A fieldset begins with its legend, details with its summary."""
    for tag, first in (("fieldset", "legend"), ("details", "summary")):
        for node in root.all(tag):
            inner = [child for child in node.children if isinstance(child, Node)]
            if not inner or inner[0].tag != first or not inner[0].spoken():
                yield node.line, f"<{tag}> must begin with a <{first}> that has words"


def radios_are_grouped(root: Node) -> Problems:
    """Radios and sets of ticks with one name stand in a fieldset, or nobody hears the question."""
    boxes = [node for node in root.all("input") if node.attrs.get("type") in ("radio", "checkbox")]
    names = Counter(node.attrs.get("name") for node in boxes)
    for node in boxes:
        if names[node.attrs.get("name")] > 1 and not node.inside("fieldset"):
            yield node.line, f'the answers "{node.attrs.get("name")}" stand outside a fieldset'


def ids_once_and_pointers_meet(root: Node) -> Problems:
    """No id twice; whatever points to an id finds it."""
    ids = Counter(node.attrs["id"] for node in root.elements() if "id" in node.attrs)
    for node in root.elements():
        name = node.attrs.get("id")
        if name is not None and (ids[name] > 1 or not name.strip() or " " in name):
            yield node.line, f'id "{name}" is used {ids[name]} times, or is empty or has a blank'
        for pointer in POINTERS:
            for target in node.attrs.get(pointer, "").split():
                if target not in ids:
                    yield node.line, f'<{node.tag} {pointer}="{target}"> points to nothing'
        href = node.attrs.get("href", "")
        if len(href) > 1 and href.startswith("#") and href[1:] not in ids:
            yield node.line, f'the link "{href}" points to nothing'


def nothing_inline(root: Node) -> Problems:
    """Scripts and styles are files: the content policy forbids the rest."""
    for node in root.elements():
        if node.tag == "script" and (not node.attrs.get("src") or node.words()):
            yield node.line, "has an inline script"
        if node.tag == "style":
            yield node.line, "has an inline <style>"
        for name, value in node.attrs.items():
            if name == "style" or name.startswith("on"):
                yield node.line, f"<{node.tag}> has the attribute {name}"
            if value.strip().lower().startswith(("javascript:", "vbscript:")):
                yield node.line, f"<{node.tag} {name}> holds a script"


def links_and_buttons_say_something(root: Node) -> Problems:
    """A link leads somewhere and a button says what it does."""
    for node in root.all("a", "button", "summary"):
        if not node.spoken() and not node.attrs.get("aria-labelledby"):
            yield node.line, f"<{node.tag}> has no words"
    for node in root.all("a"):
        if node.attrs.get("href", "") in ("", "#"):
            yield node.line, f'the link "{node.words()}" leads nowhere'


def tables_say_what_they_hold(root: Node) -> Problems:
    """A table has a name, and its heading cells a direction."""
    for table in root.all("table"):
        if not (table.all("caption") or table.attrs.get("aria-label") or table.attrs.get("aria-labelledby")):
            yield table.line, "<table> has neither caption nor aria-label"
        if not table.all("th"):
            yield table.line, "<table> has no heading cells"
    for cell in root.all("th"):
        if cell.attrs.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
            yield cell.line, f'<th> "{cell.words()}" has no scope'


def pictures_are_described(root: Node) -> Problems:
    """A picture has words, or says that it is only decoration."""
    for node in root.all("img"):
        if "alt" not in node.attrs:
            yield node.line, "<img> has no alt"
    for node in root.all("svg"):
        hidden = any(near.attrs.get("aria-hidden") == "true" for near in (node, *node.above()))
        if not hidden and not (node.attrs.get("role") == "img" and node.attrs.get("aria-label")):
            yield node.line, '<svg> is neither aria-hidden nor role="img" with aria-label'


def times_are_for_machines_too(root: Node) -> Problems:
    """<time> carries a day, or an instant with its offset."""
    for node in root.all("time"):
        if not _is_moment(node.attrs.get("datetime", "")):
            yield node.line, f'<time> "{node.words()}" has no usable datetime'


def _is_moment(text: str) -> bool:
    try:
        if len(text) == 10:
            return bool(date.fromisoformat(text))
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def nothing_left_of_the_template(root: Node) -> Problems:
    """No marks of the template language, and no Python word for "nothing" where a value should be."""
    # What a person typed may hold anything, these marks too; it is shown back in a box or a value.
    said = [(text.line, text.words) for text in root.texts()]
    said += [(n.line, value) for n in root.elements() for name, value in n.attrs.items() if name != "value"]
    typed = {words for box in root.all("textarea") for words in (text.words for text in box.texts())}
    values = [(node.line, node.attrs["value"]) for node in root.elements() if "value" in node.attrs]
    for line, words in said:
        if words not in typed and LEFTOVERS.search(words):
            yield line, f'left over from a template: "{words.strip()}"'
    for line, words in said + values:
        if words.strip() in EMPTY_VALUES:
            yield line, f'shows "{words.strip()}" where a value should be'


def elements_where_they_belong(root: Node) -> Problems:
    """Lists hold their rows only, lines hold no blocks, and nothing to press is inside another."""
    for node in root.elements():
        parent = node.parent.tag if node.parent else ""
        if parent in CHILDREN and node.tag not in CHILDREN[parent]:
            yield node.line, f"<{node.tag}> cannot stand in <{parent}>"
        if parent in INLINE_ONLY and node.tag in BLOCKS:
            yield node.line, f"<{node.tag}> cannot stand in <{parent}>"
        if node.tag in PRESSABLE and node.inside("a", "button"):
            yield node.line, f"<{node.tag}> is inside another thing to press"


def forms_are_guarded(root: Node) -> Problems:
    """A form that changes something carries the token against forged requests."""
    for form in root.all("form"):
        tokens = [
            n for n in form.all("input") if n.attrs.get("name") == "csrf_token" and n.attrs.get("value")
        ]
        if form.attrs.get("method", "get").lower() == "post" and len(tokens) != 1:
            yield form.line, f"a form that posts must have one csrf_token, has {len(tokens)}"


RULES: tuple[Callable[[Node], Problems], ...] = (
    one_h1_that_is_the_title,
    headings_in_order,
    page_language_and_frame,
    controls_have_labels,
    groups_have_legends,
    radios_are_grouped,
    ids_once_and_pointers_meet,
    nothing_inline,
    links_and_buttons_say_something,
    tables_say_what_they_hold,
    pictures_are_described,
    times_are_for_machines_too,
    nothing_left_of_the_template,
    elements_where_they_belong,
    forms_are_guarded,
)
