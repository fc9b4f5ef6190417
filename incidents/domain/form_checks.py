"""What a form's answers are looked through for: names, words of a private kind, and their length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from incidents.domain.fields import Kind
from incidents.domain.forms.form import Filled, FilledRow
from incidents.domain.naming import composed, tokens
from incidents.domain.redaction import Named, redact

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_WRITTEN = frozenset({Kind.LINE, Kind.TEXT})

# Special categories of personal data, and crimes: words that nearly always speak of one of them.
_SENSITIVE: dict[str, str] = {
    "health": """
        illness, ill health, depression, depressed, anxiety, panic attack, panic attacks, autism, autistic,
        adhd, dementia, cancer, diabetes, diabetic, epilepsy, epileptic, hiv, pregnant, pregnancy,
        miscarriage, disabled, disability, disabilities, mental health, medication, diagnosis, diagnosed,
        hospital, suicide, suicidal, self-harm, self harm, overdose, addiction, addict, alcoholic, bipolar,
        schizophrenia, sick leave, breakdown, wheelchair, deaf, blind, bereaved, eating disorder, postnatal
        """,
    "ethnic origin": """
        ethnic, ethnicity, ethnic origin, racial, skin colour, asian, african, caribbean, chinese, romani,
        irish traveller, mixed race, nationality, immigrant, asylum, refugee
        """,
    "belief": """
        religion, religious, muslim, islam, islamic, jewish, hindu, sikh, buddhist, catholic, protestant,
        atheist, christianity, jehovah, mosque, synagogue, baptised
        """,
    "trade union": "trade union, trade unionist, union rep, union member, union membership",
    "sex life": "sex life, sexual history, sexually, intercourse, prostitute, sexually transmitted",
    "orientation": """
        gay, lesbian, bisexual, homosexual, heterosexual, transgender, transsexual, sexual orientation,
        sexuality, gender reassignment, non-binary, lgbt, lgbtq
        """,
    "politics": """
        political opinion, political opinions, political party, party member, conservative party,
        labour party, green party, reform uk, liberal democrat, liberal democrats, plaid cymru, sinn féin,
        communist, fascist, voted for
        """,
    "biometric": "biometric, biometrics, fingerprint, fingerprints, dna, genetic, face recognition",
    "crime": """
        convicted, conviction, convictions, criminal record, police caution, arrested, offender, prison,
        probation, charged with, bail, sex offender, court order, restraining order
        """,
}
_KIND_OF = {" ".join(word.split()): kind for kind, words in _SENSITIVE.items() for word in words.split(",")}
_ANY_SENSITIVE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_KIND_OF, key=lambda word: -len(word))
    )
    + r")(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Flags:
    """What should be looked at in one box: names and private words it need not have, letters too many."""

    names: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    over: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.names or self.sensitive or self.over)


def flags(box: Filled, names: Sequence[str], limit: int | None = None) -> Flags:
    """What should be looked at in a box; `names` are the people of the case, `limit` stands in for its own.

    Only what is written freely is looked through; where the form asks for names or such facts, they belong.
    """
    part, words = box.part, box.words
    if words is None or part.field.kind not in _WRITTEN:
        return Flags()
    return Flags(
        names=() if part.names else names_in(words, names),
        sensitive=() if part.sensitive else sensitive_in(words),
        over=over(words, part.limit if limit is None else limit),
    )


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The words of `text` that are part of one of `names`, each once; "mark", small, is not Mark."""
    known = [tokens(name) for name in names]
    sure = {word for one in known for word in one.sure}
    large = {word.upper() for word in sure if len(word) > 2}
    whole = composed(text)
    found = [
        part
        for word in _WORD.findall(whole)
        for part in ([word] if word in sure or word in large else _parts(word, sure | large))
    ]
    found += [one.phrase for one in known if one.phrase and _stands(one.phrase, whole)]
    return tuple(dict.fromkeys(found))


def sensitive_in(text: str) -> tuple[str, ...]:
    """The words of `text` that speak of a private matter, each once with its kind: "diagnosis (health)"."""
    found = (" ".join(match.group().split()) for match in _ANY_SENSITIVE.finditer(composed(text)))
    return tuple(dict.fromkeys(f"{word.lower()} ({_KIND_OF[word.lower()]})" for word in found))


def over(text: str, limit: int | None) -> int:
    """How many characters are too many; 0 where it fits, or nobody has said how long it may be."""
    return 0 if limit is None else max(0, len(text) - limit)


def _parts(word: str, names: set[str]) -> list[str]:
    """The names inside a word of several: "Nerys’s", "Tŷ-gwyn"."""
    return [part for part in re.split(r"[-'’]", word) if part in names]


def _stands(phrase: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def without_names(
    rows: Sequence[FilledRow], people: Sequence[Named]
) -> tuple[tuple[FilledRow, ...], tuple[str, ...]]:
    """The rows with names, addresses and numbers taken out of what is written freely, and what was left out.

    Where the form asks for names they stay; where it asks for one line, so does a number or an address,
    for nothing else is meant there.
    """
    left_out: list[str] = []

    def thinned(box: Filled) -> Filled:
        if box.part.names or box.part.field.kind not in _WRITTEN or not isinstance(box.value, str):
            return box
        found = redact(box.value, people, contacts=box.part.field.kind is Kind.TEXT)
        left_out.extend(found.left_out)
        return replace(box, value=found.text)

    thin = tuple(replace(row, boxes=tuple(thinned(box) for box in row.boxes)) for row in rows)
    return thin, tuple(dict.fromkeys(left_out))
