"""The parts of a policy that an administrator changes by hand, and what the form of each asks."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.domain.fields import Field, Kind
from incidents.domain.policy_words import Cadence, Category, Force, ReplySpeed, Route
from incidents.domain.policy_words import Kind as Sort
from incidents.domain.words import Word


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the document (`key`), or one entry of a list of blocks, and what its form asks.

    `one` is what people call the block or the entry; `new` are questions that only a new entry has.
    """

    key: str
    one: str
    asks: tuple[Field, ...]
    new: tuple[Field, ...] = ()


def _words(words: type[Word]) -> tuple[tuple[str, str], ...]:
    return tuple((word.value, word.label) for word in words)


_MONTH = "A month or a day, written 2026-11 or 2026-11-21. Leave it empty if the paper does not say."
_LINE = Kind.LINE

SINGLES: dict[str, Part] = {
    "document": Part(
        "document",
        "The paper",
        (
            Field("title", "Title", _LINE),
            Field("version", "Version, as the paper calls it", _LINE, required=False),
            Field("dated", "Date of the paper", _LINE, required=False, hint=_MONTH),
        ),
    ),
    "words": Part(
        "words",
        "The charity's own words",
        (
            Field("board", "The board", _LINE, hint="For example: trustees"),
            Field("board_member", "One of the board", _LINE, hint="For example: trustee"),
            Field("beneficiary", "Someone the charity supports", _LINE, hint="For example: guest"),
            Field("beneficiaries", "Those the charity supports", _LINE, hint="For example: guests"),
            Field("volunteer", "A volunteer", _LINE),
            Field("manager", "The manager", _LINE),
        ),
    ),
    "review": Part(
        "review",
        "When it is reviewed",
        (
            Field("months", "Months from one review to the next", Kind.NUMBER, required=False),
            Field("next_review", "The next review", _LINE, required=False, hint=_MONTH),
            Field("note", "What people should know of it"),
        ),
    ),
    "content_check": Part(
        "content_check",
        "Looking over the pages",
        (
            Field("every", "How often", Kind.CHOICE, choices=_words(Cadence)),
            Field("by", "Who looks them over", Kind.CHOICES, required=False),
        ),
    ),
    "speed": Part(
        "speed",
        "Answering a complaint",
        (
            Field("complaint", "How soon", Kind.CHOICE, choices=_words(ReplySpeed)),
            Field("acknowledgement_promise", "What people who report are promised"),
            Field("private_channel", "Does it move to a private channel?", Kind.YES_NO),
        ),
    ),
}

LISTS: dict[str, Part] = {
    "posts": Part(
        "posts",
        "post",
        (
            Field("label", "Name of the post", _LINE, hint="A post, never the name of a person"),
            Field("standing", "What whoever holds it is to the charity", Kind.CHOICE),
            Field("approved_poster", "Approved to post for the charity?", Kind.YES_NO),
        ),
    ),
    "receivers": Part(
        "receivers",
        "receiver of reports",
        (
            Field("place", "Place in the list", Kind.NUMBER, required=False, hint="1 is asked first"),
            Field("post", "A post of the charity", Kind.CHOICE, required=False),
            Field("outside", "Or a body outside it", _LINE, required=False),
            Field("telephone", "Telephone of that body", _LINE, required=False),
            Field("check", "Where to look the number up", Kind.TEXT, required=False),
        ),
    ),
    "clauses": Part(
        "clauses",
        "clause",
        (
            Field("section", "Section", _LINE),
            Field("rule", "What it says, in our own words"),
            Field("kind", "What sort of sentence it is", Kind.CHOICE, choices=_words(Sort)),
            Field("force", "How strongly it is worded", Kind.CHOICE, choices=_words(Force)),
            Field("binds", "Whom it binds", Kind.CHOICES),
            Field("category", "What it is about", Kind.CHOICE, choices=_words(Category)),
            Field("route", "What follows", Kind.CHOICE, choices=_words(Route)),
            Field(
                "consequence",
                "The consequence it states",
                required=False,
                hint="Leave it empty where the paper states none",
            ),
            Field("stated_in", "Or the clause that states it", Kind.CHOICE, required=False),
        ),
        (Field("id", "Number of the clause", _LINE),),
    ),
}
