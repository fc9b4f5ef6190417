"""The parts of a copy of a policy: what each says, and how the answers of a form get into it.

A document is the plain mapping that a policy is stored as. Only what a part asks is changed in it: a key
that nothing here knows stays as it was. It may be the copy of a faulty file, with anything anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import cast

from incidents.domain.fields import Field, Kind
from incidents.domain.policy import Policy, standing_label
from incidents.domain.policy_fields import ENTRIES
from incidents.domain.policy_words import Collective, Standing
from incidents.domain.policy_words import Kind as Sort
from incidents.services.policy_editing_asked import LISTS, SINGLES, Part

Document = dict[str, object]
Labels = dict[str, dict[str, str]]


def choices(document: Document, policy: Policy) -> Labels:
    """What may be chosen where that depends on the copy, in the words of `policy`, the one in force."""
    posts = {key: _text(post, "label") or key for post in entries(document, "posts") if (key := _key(post))}
    standings = {one.value: standing_label(policy, one) for one in Standing}
    return {
        "by": posts,
        "post": posts,
        "standing": standings,
        "binds": standings | {one.value: one.label for one in Collective} | posts,
        "stated_in": {
            _text(clause, "id"): f"{_text(clause, 'id')}: {_text(clause, 'rule')}"[:120]
            for clause in entries(document, "clauses")
            if clause.get("kind") == Sort.ROUTE and _text(clause, "id")
        },
    }


def entries(document: Document, key: str) -> list[Document]:
    """The blocks of a list, as many as a policy may have; what is no block is shown as an empty one."""
    given = document.get(key)
    return [_block(entry) for entry in given[:ENTRIES]] if isinstance(given, list) else []


def block_of(document: Document, key: str, place: int | None) -> Document:
    """One block, or one entry of a list; empty where there is none, as for a new entry."""
    if key in SINGLES:
        return _block(document.get(key))
    found = entries(document, key)
    return found[place] if place is not None and 0 <= place < len(found) else {}


def name_of(document: Document, key: str, place: int | None) -> str:
    """What people call a part of the document."""
    block = block_of(document, key, place)
    match key:
        case "posts":
            return _text(block, "label") or _key(block) or "(no name)"
        case "receivers":
            posts = {_key(post): _text(post, "label") for post in entries(document, "posts")}
            post = _text(block, "post")
            return _text(block, "outside") or posts.get(post) or post or "(no name)"
        case "clauses":
            return _text(block, "id") or "(no number)"
        case _:
            return SINGLES[key].one


def filled(part: Part, block: Document, place: int | None) -> dict[str, object]:
    """What the form shows of a block: each answer in the shape that its question takes."""
    found: dict[str, object] = {"place": place + 1} if place is not None else {}
    for field in part.asks:
        value = block.get(field.name)
        if isinstance(value, bool):
            found[field.name] = "yes" if value else "no"
        elif isinstance(value, str | int):
            found[field.name] = value
        elif isinstance(value, list):
            found[field.name] = [item for item in value if isinstance(item, str)]
    if "approved_poster" in {field.name for field in part.asks} and block:
        found.setdefault("approved_poster", "no")
    return found


def put(document: Document, key: str, place: int | None, data: Mapping[str, object]) -> Document:
    """The document with the answers of a form in one part; `place` None adds an entry to a list."""
    whole = deepcopy(document)
    if key in SINGLES:
        whole[key] = _answered(SINGLES[key], _block(whole.get(key)), data)
        return whole
    listed = _list(whole, key)
    entry = _answered(LISTS[key], block_of(whole, key, place), data)
    if place is None:
        _name(whole, key, entry, data)
        place = _where(whole, key, entry)
        listed.insert(place, entry)
    else:
        listed[place] = entry
    if key == "receivers" and isinstance(wanted := data.get("place"), int):
        listed.insert(max(wanted - 1, 0), listed.pop(place))
    return whole


def without(document: Document, key: str, place: int) -> Document:
    """The document with one entry of a list taken away."""
    whole = deepcopy(document)
    _list(whole, key).pop(place)
    return whole


def _answered(part: Part, block: Document, data: Mapping[str, object]) -> Document:
    asked = {field.name: _plain(block, field, data) for field in part.asks if field.name != "place"}
    if part.key == "receivers":  # a post needs no telephone, and what is not there need not stand
        asked = {name: value for name, value in asked.items() if value is not None or name in block}
    return {**block, **asked}


def _plain(block: Document, field: Field, data: Mapping[str, object]) -> object:
    """An answer as it stands in the document. What was not answered is nothing, or nobody."""
    value = data.get(field.name)
    if field.kind is Kind.CHOICES:
        chosen = cast("list[str]", value or [])
        before = block.get(field.name)
        kept = [item for item in before if item in chosen] if isinstance(before, list) else []
        return [*kept, *(item for item in chosen if item not in kept)]
    return " ".join(value.split()) if isinstance(value, str) else value


def _name(document: Document, key: str, entry: Document, data: Mapping[str, object]) -> None:
    """Give a new clause its number, and a new post the key that the document knows it by."""
    if key == "clauses":
        entry["id"] = data.get("id")
    elif key == "posts":
        begun = re.sub(r"[^a-z0-9]+", "_", _text(entry, "label").lower()).strip("_")[:32]
        base = begun if re.match(r"[a-z].", begun) else f"post_{begun}".rstrip("_")
        taken = {*Standing, *Collective, *(_key(post) for post in entries(document, "posts"))}
        number = 1
        entry["key"] = base
        while entry["key"] in taken:
            number += 1
            entry["key"] = f"{base}_{number}"


def _where(document: Document, key: str, entry: Document) -> int:
    """A new clause stands after the last one of its section; anything else at the end."""
    listed = entries(document, key)
    if key == "clauses":
        same = [number for number, one in enumerate(listed) if one.get("section") == entry["section"]]
        return same[-1] + 1 if same else len(listed)
    return len(listed)


def _list(document: Document, key: str) -> list[object]:
    given = document.get(key)
    listed = given if isinstance(given, list) else []
    document[key] = listed
    return listed


def _block(value: object) -> Document:
    return value if isinstance(value, dict) else {}


def _text(block: Document, key: str) -> str:
    value = block.get(key)
    return value if isinstance(value, str) else ""


def _key(post: Document) -> str:
    return _text(post, "key")
