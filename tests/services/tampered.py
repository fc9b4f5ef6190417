"""Every way of tampering with a trail that we know of, and what the proof says of it."""

from __future__ import annotations

from collections.abc import Callable

from tests.services.owner import Owner
from tests.services.tampering import (
    ORGANISATION,
    change_the_eraser,
    delete_an_entry_but_not_its_words,
    delete_the_case,
    erase_in_the_name_of_another,
    erase_in_the_name_of_no_erasure,
    flip_a_commitment,
    forge_a_step,
    forge_a_step_out_of_the_blue,
    forge_a_version_in_words,
    forge_at_the_end,
    forge_for_the_charity,
    forge_something_unreadable,
    garble_the_eraser,
    in_other_bytes,
    invent_a_matter,
    move_to_another_stream,
    put,
    remove,
    rewrite_a_case,
    run,
    swap_two,
    swap_two_payloads,
    turn,
)

# What was done behind the database's back, how, and what the verdict says.
TAMPERED: tuple[tuple[str, Callable[[Owner], None], str], ...] = (
    ("a bit of a header is turned", turn("header"), "entry 2 of CASE: its hash does not fit its words"),
    ("a bit of a hash is turned", turn("leaf"), "entry 2 of CASE: its hash does not fit its words"),
    ("a bit of the link is turned", turn("prev"), "entry 2 of CASE: it does not follow the entry before it"),
    ("a hash is cut short", put("leaf", b"x"), "entry 2 of CASE: its hash does not fit"),
    (
        "a commitment is changed, the rest made to fit",
        flip_a_commitment,
        "entry 2 of CASE: what it says was changed",
    ),
    ("the first entry is deleted", remove(1), "entry 2 of CASE: entry 1 is missing before it"),
    ("an entry in the middle is deleted", remove(3), "entry 4 of CASE: entry 3 is missing before it"),
    (
        "the newest entry of a case is deleted",
        remove(7),
        "entry 7 of CASE: it is missing, the case REF has 7",
    ),
    ("an entry is numbered anew", put("seq", 77), "entry 3 of CASE: entry 2 is missing before it"),
    ("two entries change places", swap_two, "entry 2 of CASE: it does not follow"),
    (
        "an entry moves to another case's stream",
        move_to_another_stream,
        "entry 2 of OTHER: it does not follow",
    ),
    ("the column of the case is changed", put("case_id", "x"), "entry 2 of CASE: its columns differ"),
    ("the column of the matter is changed", put("track_id", "x"), "entry 2 of CASE: its columns differ"),
    (
        "the column of the charity is changed",
        put("organisation_id", "hsbbh"),
        "entry 2 of CASE: its columns differ",
    ),
    ("the column of the id is changed", put("id", "x"), "entry 2 of CASE: its columns differ"),
    (
        "a word in a payload is changed",
        run("UPDATE event_payload SET body = replace(body, 'Someone', 'Nobody') WHERE event_id = :event"),
        "entry 2 of CASE: what it says was changed",
    ),
    (
        "a salt is changed",
        run("UPDATE event_payload SET salt = :blob WHERE event_id = :event"),
        "entry 2 of CASE: what it says was changed",
    ),
    ("two payloads change places", swap_two_payloads, "entry 2 of CASE: what it says was changed"),
    (
        "a payload is deleted",
        run("DELETE FROM event_payload WHERE event_id = :event"),
        "entry 2 of CASE: what it said is missing",
    ),
    (
        "a payload is blanked and no erasure is named",
        run("UPDATE event_payload SET body = NULL, salt = NULL WHERE event_id = :event"),
        "entry 2 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "a payload is blanked in the name of an erasure of another",
        erase_in_the_name_of_another,
        "entry 2 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "a payload is blanked in the name of an entry that erases nothing",
        erase_in_the_name_of_no_erasure,
        "entry 2 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "the erasing entry is changed so that it names another too",
        change_the_eraser,
        "entry 2 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "the erasing entry says nothing any more",
        garble_the_eraser,
        "entry 5 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "an erased payload is named as erased by nobody",
        run("UPDATE event_payload SET erased_by = NULL WHERE event_id = :event", seq=5),
        "entry 5 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "the case's state is changed",
        run("UPDATE case_file SET state = 'triage' WHERE id = :case"),
        "case REF: The case is stored as triage, version 3; the trail says open, version 3",
    ),
    (
        "the case's version is changed",
        run("UPDATE case_file SET version = 7 WHERE id = :case"),
        "case REF: The case is stored as open, version 7; the trail says open, version 3",
    ),
    (
        "a matter's state is changed",
        run("UPDATE track SET state = 'removed' WHERE id = :track"),
        r"case REF: .+ is stored as removed, version 2; the trail says removal_requested, version 2",
    ),
    (
        "a matter's version is changed",
        run("UPDATE track SET version = 1 WHERE id = :track"),
        r"case REF: .+ is stored as removal_requested, version 1; the trail says",
    ),
    (
        "a matter becomes one of a kind that does not exist",
        run("UPDATE track SET machine = 'magic' WHERE id = :track"),
        "case REF: magic is stored as removal_requested, version 2, unsaid",
    ),
    ("a matter appears that nobody began", invent_a_matter, r"case REF: .+ is stored as .+, unsaid"),
    (
        "a matter is deleted",
        run("DELETE FROM track WHERE id = :track"),
        r"the trail tells of .+, which is not stored",
    ),
    ("a case is deleted", delete_the_case, r"the trail tells of .+, which is not stored"),
    (
        "the case's head is set back",
        run("UPDATE case_file SET head_seq = 6 WHERE id = :case"),
        "entry 7 of CASE: the case REF does not know of it",
    ),
    (
        "the case's head is set forward",
        run("UPDATE case_file SET head_seq = 8 WHERE id = :case"),
        "entry 8 of CASE: it is missing, the case REF has 8",
    ),
    (
        "the case's last hash is changed",
        run("UPDATE case_file SET head_leaf = :blob WHERE id = :case"),
        "entry 7 of CASE: the case REF ends with another one",
    ),
    (
        "a fitting entry is forged at the end of a case",
        forge_at_the_end,
        "entry 8 of CASE: the case REF does not know",
    ),
    (
        "a step is forged, and the head",
        forge_a_step,
        "case REF: The case is stored as open, version 3; the trail says closed",
    ),
    ("a step is forged from another state", forge_a_step_out_of_the_blue, "step 4 does not follow"),
    (
        "an entry without a version is forged",
        forge_something_unreadable,
        "entry 8 of CASE: it cannot be read",
    ),
    (
        "an entry with a version in words is forged",
        forge_a_version_in_words,
        "entry 8 of CASE: it cannot be read",
    ),
    (
        "an entry is written with spaces",
        in_other_bytes(lambda raw: raw.replace(b":", b": ", 1)),
        "entry 7 of CASE: it is not written in the canonical form",
    ),
    (
        "an entry is written with a key twice",
        in_other_bytes(lambda raw: raw.replace(b'{"action"', b'{"action":"x","action"', 1)),
        "entry 7 of CASE: it is not written in the canonical form",
    ),
    (
        "an entry is written with a number in another form",
        in_other_bytes(lambda raw: raw.replace(b'"v":1}', b'"v":1e0}', 1)),
        "entry 7 of CASE: it is not written in the canonical form",
    ),
    (
        "an entry is written in another language",
        in_other_bytes(lambda raw: b"\xff"),
        "entry 7 of CASE: it cannot be read",
    ),
    (
        "an entry is nothing but a number",
        in_other_bytes(lambda raw: b"1"),
        "entry 7 of CASE: it cannot be read",
    ),
    (
        "an entry is a very deep hole",
        in_other_bytes(lambda raw: b"[" * 100_000),
        "entry 7 of CASE: it cannot be read",
    ),
    (
        "the newest entry of a reading is deleted, but not what it said",
        delete_an_entry_but_not_its_words,
        "what it said is there, the entry is missing",
    ),
)


# Whoever owns the database can do these, and nothing inside it can tell: only an anchor kept elsewhere would.
ONLY_WITH_AN_ANCHOR: tuple[tuple[str, Callable[[Owner], None]], ...] = (
    (
        "an organisation's whole stream is written anew",
        lambda owner: owner.rewrite(ORGANISATION, 1, actor="someone else"),
    ),
    ("the newest reading is deleted with what it said", lambda owner: owner.remove(owner.honest.reads, 3)),
    ("a fitting entry is forged at the end of a charity's stream", forge_for_the_charity),
    (
        "a case's stream is written anew, its head too",
        rewrite_a_case,
    ),
)  # fmt: skip
