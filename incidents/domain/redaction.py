"""What leaves for whom: names, account names, e-mail addresses and telephone numbers taken out of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidents.domain.look_alikes import folded
from incidents.domain.naming import Tokens, composed, is_plain, tokens
from incidents.domain.taking_apart import BY_HAND, TAKEN_OUT, UNTOUCHED, Hand, Open, Piece, whole_words
from incidents.domain.words import Body, Involvement

# Bodies that cannot do their work without names: what leaves for them is not thinned out by itself.
NAMES_WANTED: frozenset[Body] = frozenset(
    {
        *(Body.POLICE, Body.REPORT_FRAUD, Body.LADO, Body.CHILDRENS_SOCIAL_CARE, Body.ADULT_SOCIAL_CARE),
        *(Body.DBS, Body.DISCLOSURE_SCOTLAND, Body.INTERNET_WATCH, Body.PLACING_BODY),
    }
)
SOMEONE = "a person"
_EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
# "kim at example dot org", "kim (at) example (dot) co (dot) uk": only where it ends as an address does.
_AT, _DOT = (
    r"(?:\s+at\s+|\s*[\[(]\s*(?:at|@)\s*[\])]\s*)",
    r"(?:\s+dot\s+|\s*[\[(]\s*(?:dot|\.)\s*[\])]\s*|\.)",
)
_SPELLED = re.compile(
    rf"(?<![\w.])[\w+%'-]+(?:(?:\.|{_DOT})[\w+%'-]+){{0,3}}{_AT}(?!(?:the|an?|our)\b)[\w-]+(?:{_DOT}[\w-]+){{0,3}}"
    rf"{_DOT}(?:com|org|net|uk|co|info|io|eu|gov|ac|sch|nhs|me|scot|wales|cymru|ie|example)(?!\w)",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<![\w+/])(?:\+\d|\(?0\s?\d)[\d\s().-]{6,}\d(?!\w)")
_A_DATE = re.compile(r"\d{1,2}[.-]\d{1,2}[.-]\d{4}")
_DIGITS = range(10, 16)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sir|Dame|Cllr)\b\.?\s+"
_TITLES = rf"(?:{_TITLE})?"
# How many other parts a name has; without an end a long text of initials would take minutes.
_FEW = "{0,5}"
# What a double name has at the other side of its hyphen.
_OTHER_HALF = r"[A-Z][^\W\d_]+"
# "The Pells", "the Joneses".
_SEVERAL = "(?:[eE]?[sS])?"
_SHORTEST_JOINED = 6
# A mark or a figure inside a word: nobody writes a plain word like that.
_LIKE_AN_ACCOUNT = re.compile(r"\w[._-]\w|\d")
_CALLED = {
    Involvement.ABOUT: "person it is about",
    Involvement.AFFECTED: "person affected",
    Involvement.REPORTER: "person who reported it",
    Involvement.WITNESS: "person who saw it",
}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whose name is to go: as the case calls them, what stands in for it, their account names."""

    label: str
    called: str
    handles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text that may leave, and what was taken out of it, in words that name nobody."""

    text: str
    left_out: tuple[str, ...] = ()


def minimises(body: Body) -> bool:
    """Whether what leaves for this body goes without names, unless somebody says otherwise."""
    return body not in NAMES_WANTED


def called(people: Sequence[tuple[str, Involvement, bool]]) -> tuple[str, ...]:
    """What stands in for each name: (standing in words or "", their part, under 18) to "the volunteer".

    Who would be called the same gets a number: "volunteer 2".
    """
    words = [
        f"young {standing or 'person'}" if young else standing or _CALLED[part]
        for standing, part, young in people
    ]
    same, seen = Counter(words), Counter[str]()
    found = []
    for word in words:
        seen[word] += 1
        found.append(f"the {word}" if same[word] == 1 else f"{word} {seen[word]}")
    return tuple(found)


def handles(written: str) -> tuple[str, ...]:
    """The account names in what was written of them: "@nezza, n.pell on Instagram" has two."""
    found = []
    for chunk in re.split(r"[,;]", written):
        words = chunk.split()
        alone = len(words) == 1
        found += [word for word in words if word.startswith("@") or _LIKE_AN_ACCOUNT.search(word) or alone]
    return tuple(dict.fromkeys(found))


def redact(text: str, people: Sequence[Named], *, contacts: bool = True) -> Redacted:
    """`text` without the names of `people`, as `taken_apart` finds them; to do it twice changes nothing."""
    found = _taken(text, people, UNTOUCHED, contacts=contacts)
    return Redacted("".join(one.text for one in found.pieces()), found.reasons)


def taken_apart(
    text: str, people: Sequence[Named], *, contacts: bool = True, hand: Hand = UNTOUCHED
) -> tuple[Piece, ...]:
    """`text` in pieces: those that stay, and those that something else stands in for, each with the reason.

    With `contacts`, e-mail addresses and telephone numbers go too. What `hand` says comes first: its words
    go as well, and what it puts back stays although a name stands in it.

    A part of a name, or several who have it ("the Pells"), goes like the whole of it; one that several share
    becomes "a person". Small letters are a name only where its parts stand together: "mark" stays, "Mark"
    goes, and so does "pell, mark".
    """
    return _taken(text, people, hand, contacts=contacts).pieces()


def _taken(text: str, people: Sequence[Named], hand: Hand, *, contacts: bool) -> Open:
    found = Open(text)
    for words, because in hand.away:
        if bare := words.strip():
            found.take(re.compile(whole_words(bare), re.IGNORECASE), TAKEN_OUT, f"{BY_HAND}: {because}", hand)
    if contacts:
        for address in (_EMAIL, _SPELLED):
            found.take(address, "[e-mail address]", "An e-mail address", hand)
        found.take(_TELEPHONE, "[telephone number]", "A telephone number", hand, _is_number)
    for pattern, words in _patterns([_as_it_looks(one) for one in people]):
        found.take(pattern, words, _told(words), hand)
    return found


def _is_number(number: str) -> bool:
    return sum(sign.isdigit() for sign in number) in _DIGITS and not _A_DATE.search(number)


def _as_it_looks(one: Named) -> Named:
    return Named(folded(one.label), one.called, tuple(map(folded, one.handles)))


def _told(words: str) -> str:
    return "A name that several people share" if words == SOMEONE else f"The name of {words}"


def _patterns(people: Sequence[Named]) -> Iterable[tuple[re.Pattern[str], str]]:
    """What to look for and what stands in for it: account names, whole names, then single parts of names."""
    known = [(one, tokens(one.label)) for one in people]
    for one, _ in known:
        for handle in sorted(one.handles, key=len, reverse=True):
            bare = composed(handle).lstrip("@")
            if bare and not is_plain(bare):
                yield re.compile(rf"@?(?<!\w){re.escape(bare)}(?!\w)", re.IGNORECASE), one.called
    for one, name in known:
        yield from _whole(one, name)
    shared = Counter(word for _, name in known for word in name.sure)
    for one, name in known:
        own = [word for word in name.sure if shared[word] == 1]
        if own:
            yield _part(own, name), one.called
    among_many = [word for word, times in shared.items() if times > 1]
    if among_many:
        yield _part(among_many, None), SOMEONE


def _whole(one: Named, name: Tokens) -> Iterable[tuple[re.Pattern[str], str]]:
    words = composed(one.label).replace(",", " ").split()
    if name.phrase:
        yield re.compile(rf"(?<!\w){_spaced(words)}(?!\w)"), one.called
    if not name.sure or len(words) < 2:
        return
    # No blank between them, or a dot: part of an address, or of the name of an account.
    joined = "[._-]?".join(map(_spelt, words))
    if sum(map(len, words)) >= _SHORTEST_JOINED:
        yield re.compile(rf"[@#]?(?<![^\W_]){joined}\d*(?![^\W_])", re.IGNORECASE), one.called
    turned = rf"{_spelt(words[-1])}(?:,\s*|\s+){_spaced(words[:-1])}"
    either = f"(?:{_spaced(words)}|{turned})"
    yield re.compile(rf"(?<!\w){_TITLES}{either}{_SEVERAL}(?!\w)", re.IGNORECASE), one.called
    if name.weak:
        # A word like any other is a name behind a title, or behind an initial of this person.
        initials = "".join(sorted({re.escape(word[0]) for word in name.sure}))
        begun = rf"(?:{_TITLE}|[{initials}](?:\.\s*|\s+))"
        yield re.compile(rf"(?<!\w){begun}{_any(name.weak)}(?!\w)"), one.called


def _part(words: Iterable[str], name: Tokens | None) -> re.Pattern[str]:
    """Any of these words, with the rest of the name or an initial before or after it."""
    sure = _any(words)
    rest = rf"(?:{_any(name.sure | name.weak)}|[A-Z]\b\.?)" if name else r"(?:[A-Z]\b\.)"
    begun = rf"{_TITLES}(?:(?<!\w){rest}[\s-]+){_FEW}(?:(?<!\w){_OTHER_HALF}-)?"
    ended = rf"(?:[\s-]+{rest}(?![^\W_])){_FEW}(?:-{_OTHER_HALF})?"
    return re.compile(rf"(?<![^\W_]){begun}{sure}{ended}(?![^\W_])")


def _any(words: Iterable[str]) -> str:
    ways = {way for word in words for way in (word, word.upper()) if len(way) > 1}
    return "(?:" + "|".join(map(_spelt, sorted(ways, key=lambda way: (-len(way), way)))) + ")" + _SEVERAL


def _spaced(words: Iterable[str]) -> str:
    return r"\s+".join(map(_spelt, words))


def _spelt(word: str) -> str:
    """The word itself, whichever apostrophe it is written with, or none."""
    return "['’]?".join(map(re.escape, re.split("['’]", word)))
