"""Checks a whole page the way a careful reader would: every page a web test fetches comes here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import html5lib
from html5lib.constants import E as HTML_FAULTS

from tests.page_rules import RULES
from tests.page_tree import Node, read_tree

PRACTICE = "Practice: invented people. Do not put real cases here"
STRICT_CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
LOOSE_SOURCES = ("'unsafe", "*", "http:", "https:", "data:", "blob:")
REFERENCE = re.compile(r"\b[A-Z]{2,6}-[0-9A-Z]{4}-[0-9A-Z]\b")


@dataclass(frozen=True)
class Asked:
    """What this page in particular must hold to."""

    allowed: Collection[str]
    practice: bool | None
    references: Collection[str] | None


def check_page(
    html: str,
    *,
    path: str,
    csp: str,
    allowed: Collection[str] = (),
    practice: bool | None = None,
    references: Collection[str] | None = None,
) -> None:
    """Raise AssertionError naming every problem of the page, with its line.

    `path` is only for the message; `csp` is the Content-Security-Policy header of the answer. `allowed`:
    hosts that an <a> may lead to over https. `practice`: True demands the practice line, False forbids it,
    None does not look. `references`: the only case references the page may show; None does not look.
    """
    root, unclosed = read_tree(html)
    problems = [*_invalid(html), *_unsafe(csp)]
    problems += [(node.line, f"<{node.tag}> is never closed") for node in unclosed]
    problems += [problem for rule in RULES for problem in rule(root)]
    asked = Asked(allowed, practice, references)
    problems += [problem for rule in ASKED_RULES for problem in rule(root, asked)]
    if problems:
        found = "\n".join(f"  line {line}: {message}" for line, message in sorted(set(problems)))
        raise AssertionError(f"{path} has {len(set(problems))} problem(s):\n{found}")


def _invalid(html: str) -> Iterator[tuple[int, str]]:
    parser = html5lib.HTMLParser()
    parser.parse(html)
    for (line, _column), code, details in parser.errors:
        yield line, f"not valid HTML: {HTML_FAULTS[code] % details}"


def _unsafe(csp: str) -> Iterator[tuple[int, str]]:
    directives = {
        name: rest.strip() for name, _, rest in (part.strip().partition(" ") for part in csp.split(";"))
    }
    for name, wanted in STRICT_CSP.items():
        if directives.get(name) != wanted:
            yield 0, f"the content policy must say {name} {wanted}, not {directives.get(name)!r}"
    for name, sources in directives.items():
        for loose in LOOSE_SOURCES:
            if loose in sources.split() or (loose == "'unsafe" and loose in sources):
                yield 0, f"the content policy is too loose: {name} {sources}"


def _outside(root: Node, asked: Asked) -> Iterator[tuple[int, str]]:
    for node in root.elements():
        for name in ("href", "src", "action", "formaction", "srcset", "poster", "data", "cite"):
            address = node.attrs.get(name, "").strip()
            if not _leads_out(address):
                continue
            host = address.removeprefix("https://").split("/")[0]
            welcome = node.tag == "a" and (address.startswith(("mailto:", "tel:")) or host in asked.allowed)
            if not welcome:
                yield node.line, f'<{node.tag} {name}="{address}"> leads out of the house'


def _leads_out(address: str) -> bool:
    start = address.split("/")[0].split("?")[0].split("#")[0]
    return address.startswith(("//", "\\")) or ":" in start


def _practice(root: Node, asked: Asked) -> Iterator[tuple[int, str]]:
    shown = PRACTICE in root.words()
    if asked.practice is not None and shown is not asked.practice:
        yield 0, "the practice line is missing" if asked.practice else "the practice line is on a real page"


def _references(root: Node, asked: Asked) -> Iterator[tuple[int, str]]:
    if asked.references is None:
        return
    for line, words in _everything_said(root):
        for found in REFERENCE.findall(words):
            if found not in asked.references:
                yield line, f"shows {found}, which is another case"


def _everything_said(root: Node) -> Iterator[tuple[int, str]]:
    for text in root.texts():
        yield text.line, text.words
    for node in root.elements():
        for value in node.attrs.values():
            yield node.line, value


ASKED_RULES: tuple[Callable[[Node, Asked], Iterator[tuple[int, str]]], ...] = (
    _outside,
    _practice,
    _references,
)
