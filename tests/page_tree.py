"""Reads HTML into a small tree that remembers the line of every tag, for the page checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")


@dataclass(eq=False)
class Text:
    """A run of text between two tags."""

    words: str
    line: int


@dataclass(eq=False)
class Node:
    """One element; `attrs` without a value are ""."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    line: int = 0
    parent: Node | None = None
    children: list[Node | Text] = field(default_factory=list)

    def elements(self) -> Iterator[Node]:
        """Every element below this one, in the order of the page."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.elements()

    def all(self, *tags: str) -> list[Node]:
        """The elements below this one with one of these tags."""
        return [node for node in self.elements() if node.tag in tags]

    def texts(self) -> Iterator[Text]:
        """Every run of text below this element."""
        for child in self.children:
            if isinstance(child, Text):
                yield child
            else:
                yield from child.texts()

    def above(self) -> Iterator[Node]:
        """The elements around this one, the nearest first."""
        if self.parent is not None:
            yield self.parent
            yield from self.parent.above()

    def inside(self, *tags: str) -> bool:
        """Whether one of these tags is around this element."""
        return any(node.tag in tags for node in self.above())

    def words(self) -> str:
        """The text below this element, with single blanks."""
        return " ".join("".join(text.words for text in self.texts()).split())

    def spoken(self) -> str:
        """What a screen reader calls this element by its content: words and alternatives, nothing hidden."""
        if self.attrs.get("aria-label"):
            return self.attrs["aria-label"]
        if self.tag == "img":
            return self.attrs.get("alt", "")
        parts = [child.words if isinstance(child, Text) else child.heard() for child in self.children]
        return " ".join("".join(parts).split())

    def heard(self) -> str:
        """The same as a part of something else: a hidden part says nothing."""
        unheard = self.attrs.get("aria-hidden") == "true" or "hidden" in self.attrs
        return "" if unheard else self.spoken()


class TreeReader(HTMLParser):
    """Builds the tree; `unclosed` lists elements never closed, which the standard allows and we do not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("#page")
        self.here = self.root
        self.unclosed: list[Node] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element, unless its kind holds nothing."""
        node = self._add(tag, attrs)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag closed in itself, as drawings write them."""
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Closes the nearest element of this tag, and notes those left open inside it."""
        around = [self.here, *self.here.above()]
        match = next((node for node in around if node.tag == tag), None)
        if match is None or match.parent is None:
            return
        self.unclosed += around[: around.index(match)]
        self.here = match.parent

    def handle_data(self, data: str) -> None:
        """Keeps the text where it stands."""
        self.here.children.append(Text(data, self.getpos()[0]))

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Node:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.getpos()[0], self.here)
        self.here.children.append(node)
        return node


def read_tree(html: str) -> tuple[Node, list[Node]]:
    """The root above <html>, and the elements that were never closed."""
    reader = TreeReader()
    reader.feed(html)
    reader.close()
    left_open = [node for node in [reader.here, *reader.here.above()] if node is not reader.root]
    return reader.root, reader.unclosed + left_open
