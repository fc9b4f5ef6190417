"""Pages: each has its mark, templates escape and hold nothing inline."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.rules.source import Rule, calls, dotted, functions, given, imports, is_so, names, nodes, stands_for

WEB = "incidents/web/"
COOKIES = "incidents/web/cookies.py"
MARKS = ("allow", "signed_in", "open_to_all")
_VERBS = ("get", "post", "put", "patch", "delete", "route")
_TRUSTED = ("Markup", "render_template_string", "from_string", "select_autoescape")


def every_page_says_who_it_is_for(name: str, tree: ast.Module) -> Iterator[str]:
    """A view has its mark beside its address, and no address is added by another way."""
    if not name.startswith(WEB):
        return
    known = stands_for(tree)
    for function in functions(tree):
        said = [
            dotted(one.func, known).rpartition(".")[::2]
            for one in function.decorator_list
            if isinstance(one, ast.Call)
        ]
        leads = any(owner and last in _VERBS for owner, last in said)
        if leads and not any(last in MARKS for _, last in said):
            yield f"line {function.lineno}: {function.name} does not say who it is for"
    for called, call in calls(tree):
        if called.rpartition(".")[2] in ("add_url_rule", "route") and not _decorates(call, tree):
            yield f"line {call.lineno} adds an address by hand"


def nothing_is_marked_safe(name: str, tree: ast.Module) -> Iterator[str]:
    """Templates escape; no text is trusted by hand, and no template is made of text."""
    for module, node in imports(tree):
        if module.split(".")[-1] in _TRUSTED:
            yield f"line {node.lineno} imports {module}"
    for used, node in names(tree):
        if used.split(".")[-1] in _TRUSTED or used in ("jinja2.Template", "jinja2.Environment"):
            yield f"line {node.lineno} uses {used}"
    for function in functions(tree):
        if function.name in ("__html__", "__html_format__"):
            yield f"line {function.lineno} says of itself that it is safe"


def escaping_stays_on(name: str, tree: ast.Module) -> Iterator[str]:
    """Nobody turns autoescaping off, for one template or for all."""
    for _, call in calls(tree):
        if is_so(given(call, "autoescape"), False):
            yield f"line {call.lineno} turns escaping off"
    for node in nodes(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr == "autoescape":
                    yield f"line {node.lineno} decides about escaping"


def cookies_are_given_in_one_place(name: str, tree: ast.Module) -> Iterator[str]:
    """Every cookie but the session's is given by one file, so that none forgets a prefix or an attribute."""
    for called, call in calls(tree):
        if called.rpartition(".")[2] in ("set_cookie", "delete_cookie") and name != COOKIES:
            yield f"line {call.lineno} gives a cookie by hand"


def _decorates(call: ast.Call, tree: ast.Module) -> bool:
    return any(call in function.decorator_list for function in functions(tree))


RULES: tuple[Rule, ...] = (
    every_page_says_who_it_is_for,
    nothing_is_marked_safe,
    escaping_stays_on,
    cookies_are_given_in_one_place,
)

# What no template may hold: why, and how it is found.
IN_TEMPLATES: dict[str, re.Pattern[str]] = {
    "text is marked safe": re.compile(r"\|\s*safe\b|\bMarkup\b"),
    "escaping is turned off": re.compile(r"autoescape\s+false"),
    "a script stands inline": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style stands inline": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an event's script stands inline": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "an address is a script": re.compile(r"(?:javascript|vbscript)\s*:", re.IGNORECASE),
    "a page stands in a page": re.compile(r"<(?:iframe|frame|object|embed|applet|base)\b", re.IGNORECASE),
    "something is fetched from elsewhere": re.compile(
        r"(?:src|srcset|action|formaction|poster)\s*=\s*[\"']\s*(?:https?:)?//", re.IGNORECASE
    ),
    "words stand in an attribute without quotes": re.compile(r"[\w-]=\{\{"),
    "words stand in a comment of the page": re.compile(r"<!--(?:(?!-->).)*\{\{", re.DOTALL),
    "attributes are made of words": re.compile(r"\|\s*xmlattr\b"),
}


def faults_of_template(text: str) -> list[str]:
    """What is wrong with a template."""
    return [why for why, sign in IN_TEMPLATES.items() if sign.search(text)]
