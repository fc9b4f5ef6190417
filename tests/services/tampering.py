"""Ways of tampering with a trail, each a function of someone who owns the database."""

from __future__ import annotations

from collections.abc import Callable

from incidents.domain import chain
from incidents.store import trail
from tests.services.owner import Owner, words

ORGANISATION = "organisation/fts"


def flip(value: object, place: int = -1) -> bytes:
    """The bytes with one bit of one of them turned."""
    changed = bytearray(value)  # type: ignore[call-overload]
    changed[place] ^= 1
    return bytes(changed)


def turn(column: str) -> Callable[[Owner], None]:
    """A bit of a column of entry 2 is turned."""

    def tamper(owner: Owner) -> None:
        stream = owner.honest.stream
        owner.change(stream, 2, **{column: flip(owner.entry(stream, 2)[column])})

    return tamper


def remove(seq: int) -> Callable[[Owner], None]:
    return lambda owner: owner.remove(owner.honest.stream, seq)


def put(column: str, value: object) -> Callable[[Owner], None]:
    return lambda owner: owner.change(owner.honest.stream, 2, **{column: value})


def run(statement: str, seq: int = 2) -> Callable[[Owner], None]:
    """A statement; `:event` is the id of the case's entry `seq`, `:case` and `:track` are ids too."""

    def tamper(owner: Owner) -> None:
        names = {
            "event": owner.entry(owner.honest.stream, seq)["id"],
            "case": owner.honest.case,
            "track": owner.honest.track,
            "blob": b"x" * 32,
        }
        owner.sql(statement, **{name: value for name, value in names.items() if f":{name}" in statement})

    return tamper


def flip_a_commitment(owner: Owner) -> None:
    """Written anew with another promise, and every later entry with it, and the head."""
    owner.rewrite(owner.honest.stream, 2, payload="00" * 32)
    leaf = owner.entry(owner.honest.stream, 7)["leaf"]
    owner.sql("UPDATE case_file SET head_leaf = :leaf WHERE id = :case", leaf=leaf, case=owner.honest.case)


def swap_two(owner: Owner) -> None:
    """Entries 2 and 3 change places."""
    stream = owner.honest.stream
    owner.change(stream, 2, seq=99)
    owner.change(stream, 3, seq=2)
    owner.change(stream, 99, seq=3)


def move_to_another_stream(owner: Owner) -> None:
    """The newest entry of one case goes to the end of another's."""
    owner.change(owner.honest.stream, 7, stream=f"case/{owner.honest.other}", seq=2)


def swap_two_payloads(owner: Owner) -> None:
    """What entries 2 and 3 said changes places."""
    first, second = (owner.entry(owner.honest.stream, seq)["id"] for seq in (2, 3))
    for old, new in ((first, "x"), (second, first), ("x", second)):
        owner.sql("UPDATE event_payload SET event_id = :new WHERE event_id = :old", old=old, new=new)


def forge_at_the_end(owner: Owner) -> None:
    """One more entry of the case that fits in every way."""
    owner.forge(owner.honest.stream)


def forge_a_step(owner: Owner) -> None:
    """One more entry that tells of a step nobody took, with the case's head set to it."""
    move = {"machine": "case", "id": owner.honest.case, "from": "open", "to": "closed", "version": 4}
    seq, leaf = owner.forge(owner.honest.stream, moves=[move])
    _set_head(owner, seq, leaf)


def forge_a_step_out_of_the_blue(owner: Owner) -> None:
    """The same, from a state that the case was not in."""
    move = {"machine": "case", "id": owner.honest.case, "from": "triage", "to": "closed", "version": 4}
    _set_head(owner, *owner.forge(owner.honest.stream, moves=[move]))


def forge_something_unreadable(owner: Owner) -> None:
    """One more entry whose moves have no version."""
    _set_head(
        owner,
        *owner.forge(owner.honest.stream, moves=[{"machine": "case", "id": "x", "from": None, "to": "open"}]),
    )


def forge_a_version_in_words(owner: Owner) -> None:
    """One more entry whose version is no number."""
    move = {"machine": "case", "id": owner.honest.case, "from": "open", "to": "closed", "version": "4"}
    _set_head(owner, *owner.forge(owner.honest.stream, moves=[move]))


def _set_head(owner: Owner, seq: int, leaf: bytes) -> None:
    owner.sql(
        "UPDATE case_file SET head_seq = :seq, head_leaf = :leaf WHERE id = :case",
        seq=seq,
        leaf=leaf,
        case=owner.honest.case,
    )


def in_other_bytes(change: Callable[[bytes], bytes]) -> Callable[[Owner], None]:
    """Entry 7 in other bytes that say the same, its hash and the case's head with it."""

    def tamper(owner: Owner) -> None:
        stream = owner.honest.stream
        raw = change(bytes(owner.entry(stream, 7)["header"]))  # type: ignore[call-overload]
        owner.change(stream, 7, header=raw, leaf=chain.leaf(raw))
        _set_head(owner, 7, chain.leaf(raw))

    return tamper


def erase_in_the_name_of_another(owner: Owner) -> None:
    """A payload is blanked in the name of an erasure of something else."""
    eraser = owner.entry(owner.honest.stream, 6)["id"]
    erase(owner, eraser)


def erase_in_the_name_of_no_erasure(owner: Owner) -> None:
    """A payload is blanked in the name of an honest entry that erases nothing."""
    erase(owner, owner.entry(owner.honest.stream, 3)["id"])


def erase(owner: Owner, by: object) -> None:
    owner.sql(
        "UPDATE event_payload SET body = NULL, salt = NULL, erased_by = :by WHERE event_id = :event",
        by=by,
        event=owner.entry(owner.honest.stream, 2)["id"],
    )


def change_the_eraser(owner: Owner) -> None:
    """The erasing entry is made to say that it erased something else too."""
    stream = owner.honest.stream
    victim = owner.entry(stream, 2)["id"]
    header = words(owner.entry(stream, 6))
    owner.change(stream, 6, header=trail.canonical(header | {"erases": [victim]}))
    erase(owner, owner.entry(stream, 6)["id"])


def garble_the_eraser(owner: Owner) -> None:
    """The erasing entry becomes bytes that say nothing, its hash made to fit."""
    owner.change(owner.honest.stream, 6, header=b"\xff", leaf=chain.leaf(b"\xff"))


def delete_the_case(owner: Owner) -> None:
    """The case's row and its matter's go, the trail stays."""
    owner.sql("DELETE FROM track WHERE id = :id", id=owner.honest.track)
    owner.sql("DELETE FROM case_file WHERE id = :id", id=owner.honest.case)


def delete_an_entry_but_not_its_words(owner: Owner) -> None:
    """The newest entry of someone's reading goes; its payload is forgotten."""
    owner.sql("DELETE FROM event WHERE stream = :stream AND seq = 3", stream=owner.honest.reads)


def forge_for_the_charity(owner: Owner) -> None:
    """One more entry of the charity that fits in every way."""
    owner.forge(ORGANISATION)


def rewrite_a_case(owner: Owner) -> None:
    """Every entry of a case but the first is written anew, and the case's head."""
    owner.rewrite(owner.honest.stream, 2, actor="someone else")
    _set_head(owner, 7, owner.leaf(owner.honest.stream, 7))


def invent_a_matter(owner: Owner) -> None:
    """A matter appears that no entry began."""
    owner.sql(
        "INSERT INTO track (organisation_id, id, case_id, machine, subject, subject_label, state, version,"
        " taken_by, ended, rank, known, opened_at, updated_at)"
        " SELECT organisation_id, 'x', case_id, machine, 'y', '', state, version,"
        " taken_by, ended, rank, known, opened_at, updated_at FROM track WHERE id = :track",
        track=owner.honest.track,
    )
