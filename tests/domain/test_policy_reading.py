"""Reading a policy document: what is right becomes a policy, and each fault is told with place and remedy."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.domain.policy import canonical
from incidents.domain.policy_faults import PolicyFault
from incidents.domain.policy_reading import read
from tests.domain.sixth_charity import GONE, Place, changed, document

CLAUSE = ("clauses", 0)

# (what is wrong, where, the value put there, what the message must say)
FAULTS: tuple[tuple[str, Place, object, str], ...] = (
    (
        "a key of the file is missing",
        ("words",),
        GONE,
        "the key 'words' is missing; add 'words:' with its value",
    ),
    ("a key of a block is missing", ("words", "board"), GONE, "words: the key 'board' is missing"),
    ("a key of a clause is missing", (*CLAUSE, "rule"), GONE, "clause BWT-1: the key 'rule' is missing"),
    ("a key is not known", ("colour",), "red", "colour: unknown key 'colour'; use one of id, code, name"),
    ("a key is misspelt", (*CLAUSE, "forse"), "must", "unknown key 'forse'; did you mean 'force'?"),
    ("a block is a text", ("document",), "2026", "document: must be a block of keys, not text; write title"),
    ("a block is a list", ("speed",), [], "speed: must be a block of keys, not a list"),
    ("a clause is a text", CLAUSE, "be kind", "clauses, entry 1: must be a block of keys, not text"),
    (
        "a list is a text",
        ("platforms",),
        "Facebook",
        "platforms: must be a list, not text; write it as [one, two]",
    ),
    ("a list is nothing", ("registers",), None, "registers: must be a list, not nothing"),
    ("a text is a number", ("name",), 7, "name: must be text, not a number; put it in quotes"),
    (
        "a text is true",
        ("short_name",),
        True,
        "short_name: must be text, not true or false; put it in quotes",
    ),
    ("a text is nothing", ("name",), None, "name: must be text, not nothing; write some words"),
    ("a text is a block", (*CLAUSE, "rule"), {}, "clause BWT-1, rule: must be text, not a block of keys"),
    ("a text is blank", ("name",), " \n\t ", "name: is blank; write some words"),
    ("a name is too long", ("name",), "x" * 121, "name: is 121 characters long; keep it to 120"),
    ("a rule is too long", (*CLAUSE, "rule"), "x" * 401, "rule: is 401 characters long; keep it to 400"),
    ("a text cannot be shown", ("name",), "Bright\u202ewater", "name: has a character that cannot be shown"),
    ("a text holds a null", ("name",), "Bright\x00", "name: has a character that cannot be shown"),
    (
        "the id has a capital",
        ("id",),
        "Brightwater",
        "id: 'Brightwater' cannot be used here; use 2 to 30 small",
    ),
    ("the code is too short", ("code",), "BW", "code: 'BW' cannot be used here; use 3 to 5 capital letters"),
    ("the code is too long", ("code",), "BRIGHT", "code: 'BRIGHT' cannot be used here"),
    (
        "a clause id lacks the code",
        (*CLAUSE, "id"),
        "FTS-1",
        "'FTS-1' cannot be used here; begin it with 'BWT-'",
    ),
    ("a clause id stands twice", ("clauses", 3, "id"), "BWT-3", "clause BWT-3, id: 'BWT-3' stands twice"),
    ("the kind is unknown", (*CLAUSE, "kind"), "rule", "clause BWT-1, kind: unknown kind 'rule'; "),
    (
        "the force is unknown",
        (*CLAUSE, "force"),
        "shall",
        "unknown force 'shall'; use one of must, should, may",
    ),
    ("the category is unknown", (*CLAUSE, "category"), "photos", "unknown category 'photos'; "),
    ("the route is unknown", (*CLAUSE, "route"), "dismissal", "unknown route 'dismissal'; "),
    (
        "a further category is unknown",
        (*CLAUSE, "also"),
        ["bullying"],
        "also, entry 1: unknown category 'bullying'",
    ),
    (
        "a standing is misspelt",
        (*CLAUSE, "binds"),
        ["staff", "volunter"],
        "clause BWT-1, binds, entry 2: unknown standing or post 'volunter'; did you mean 'volunteer'? use",
    ),
    (
        "a clause binds nobody",
        (*CLAUSE, "binds"),
        [],
        "clause BWT-1, binds: must not be an empty list; add at least",
    ),
    (
        "a clause binds somebody twice",
        (*CLAUSE, "binds"),
        ["staff", "staff"],
        "'staff' stands twice; keep one",
    ),
    ("there is no clause", ("clauses",), [], "clauses: must not be an empty list"),
    ("there is no post", ("posts",), [], "posts: must not be an empty list"),
    ("there is no platform", ("platforms",), [], "platforms: must not be an empty list"),
    ("there is no receiver", ("receivers",), [], "receivers: must not be an empty list"),
    (
        "a list has too many entries",
        ("platforms",),
        [f"P{n}" for n in range(501)],
        "has 501 entries; keep it to 500",
    ),
    ("the nation is unknown", ("nation",), "wales", "nation: unknown nation 'wales'"),
    (
        "a post has a standing that is none",
        ("posts", 1, "standing"),
        "ceo",
        "post chair, standing: unknown standing",
    ),
    (
        "a post stands twice",
        ("posts", 2, "key"),
        "coordinator",
        "post coordinator, key: 'coordinator' stands twice",
    ),
    (
        "a post is called like a standing",
        ("posts", 2, "key"),
        "staff",
        "'staff' already means something else",
    ),
    (
        "a post key has a space",
        ("posts", 2, "key"),
        "the deputy",
        "'the deputy' cannot be used here; use small",
    ),
    ("approved is a word", ("posts", 1, "approved_poster"), "yes", "must be true or false, not text"),
    (
        "a receiver stands twice",
        ("receivers", 1, "post"),
        "coordinator",
        "'coordinator' stands twice; give each",
    ),
    (
        "nobody outside receives",
        ("receivers", 2),
        GONE,
        "receivers: the list does not end with a body outside",
    ),
    (
        "a receiver is no post",
        ("receivers", 0, "post"),
        "ceo",
        "receivers, entry 1, post: unknown post 'ceo'",
    ),
    ("a receiver is nobody", ("receivers", 1), {}, "receivers, entry 2: needs either 'post' or 'outside'"),
    (
        "a receiver is two",
        ("receivers", 2, "post"),
        "deputy",
        "needs either 'post' or 'outside'; write one of them",
    ),
    ("nobody says how to reach it", ("receivers", 2), {"outside": "Helpers"}, "has no telephone number; add"),
    (
        "a post has a number",
        ("receivers", 0, "telephone"),
        "01632 960 001",
        "a post has no telephone number here",
    ),
    (
        "a number has letters",
        ("receivers", 2, "telephone"),
        "ring us",
        "'ring us' cannot be used here; use figures",
    ),
    ("a speed is unknown", ("speed", "complaint"), "soon", "speed, complaint: unknown complaint 'soon'"),
    (
        "a check is by no post",
        ("content_check", "by"),
        ["ceo"],
        "content_check, by, entry 1: unknown post 'ceo'",
    ),
    ("a check is by nobody", ("content_check", "by"), [], "content_check, by: must not be an empty list"),
    ("months are a text", ("review", "months"), "12", "review, months: must be a whole number from 1 to 120"),
    (
        "months are too many",
        ("review", "months"),
        121,
        "review, months: must be a whole number from 1 to 120",
    ),
    ("months are true", ("review", "months"), True, "review, months: must be a whole number from 1 to 120"),
    (
        "a date has no such day",
        ("document", "dated"),
        "2026-02-30",
        "document, dated: '2026-02-30' is not a date",
    ),
    (
        "a date has no such month",
        ("review", "next_review"),
        "2026-13",
        "'2026-13' is not a date; write it as 2026-11",
    ),
    ("a date is a year", ("document", "dated"), 2026, "document, dated: a number is not a date"),
    (
        "a first day is a month",
        ("document", "in_force_from"),
        "2026-04",
        "'2026-04' is not a date; write it as year",
    ),
    (
        "also_bound names no clause",
        ("also_bound", 0, "clause"),
        "BWT-9",
        "also_bound, entry 1, clause: there is no",
    ),
    (
        "also_bound says the same twice",
        ("also_bound", 0, "like"),
        "contractor",
        "'contractor' stands on both sides",
    ),
    (
        "a permission can be breached",
        ("clauses", 3, "route"),
        "none_stated",
        "what is allowed is never a breach",
    ),
    (
        "a prohibition cannot be breached",
        (*CLAUSE, "route"),
        "not_a_breach",
        "can be a breach; use none_stated",
    ),
    ("a prohibition is about nothing", (*CLAUSE, "category"), "none", "must be about something; choose what"),
    (
        "'also' repeats the category",
        (*CLAUSE, "also"),
        ["confidentiality_dignity"],
        "'also' is for further categories",
    ),
    (
        "'also' says none",
        (*CLAUSE, "also"),
        ["none"],
        "'also' is for further categories only; take out 'none'",
    ),
    (
        "discipline is proposed where the policy states no consequence",
        (*CLAUSE, "stated_in"),
        GONE,
        "clause BWT-1, route: 'disciplinary_may' is only for a consequence that the policy states; add",
    ),
    (
        "stated_in names no clause",
        (*CLAUSE, "stated_in"),
        "BWT-9",
        "there is no clause 'BWT-9' of kind route",
    ),
    ("stated_in names a rule", (*CLAUSE, "stated_in"), "BWT-3", "there is no clause 'BWT-3' of kind route"),
    (
        "a route sends on",
        ("clauses", 1, "stated_in"),
        "BWT-2",
        "a clause of kind route says for itself what follows",
    ),
)


@pytest.mark.parametrize(("wrong", "place", "value", "said"), FAULTS, ids=[row[0] for row in FAULTS])
def test_each_fault_is_told_with_its_place_and_its_remedy(
    wrong: str, place: Place, value: object, said: str
) -> None:
    with pytest.raises(PolicyFault) as fault:
        read(changed(place, value), file="policies/sixth.yaml")
    assert said in str(fault.value)
    assert len(fault.value.faults) == 1, "one mistake is told once"
    assert str(fault.value).startswith("policies/sixth.yaml")
    assert fault.value.faults[0].remedy


def test_the_invented_policy_is_valid_as_it_stands() -> None:
    policy = read(document())
    assert (policy.id, len(policy.clauses), policy.posts[1].approved_poster) == ("brightwater", 4, False)


def test_every_fault_of_a_document_is_told_at_once_in_the_order_of_its_lines() -> None:
    spoilt = changed(("clauses", 2, "force"), "shall")
    spoilt["name"] = ""
    del spoilt["review"]
    lines = {"": 1, "name": 4, "clauses": 60, "clauses.#2": 90, "clauses.#2.force": 93}
    with pytest.raises(PolicyFault) as fault:
        read(spoilt, file="x.yaml", lines=lines)
    places = [(one.line, one.where) for one in fault.value.faults]
    assert places == [(1, ""), (4, "name"), (93, "clause BWT-3, force")]
    assert (
        str(fault.value)
        .splitlines()[2]
        .startswith("x.yaml, line 93, clause BWT-3, force: unknown force 'shall'")
    )


def test_a_fault_in_a_value_without_a_line_is_told_at_the_nearest_block_with_one() -> None:
    with pytest.raises(PolicyFault) as fault:
        read(changed(("clauses", 0, "binds"), ["staff", "nobody"]), lines={"clauses.#0": 60})
    assert fault.value.faults[0].line == 60


def test_a_document_that_is_no_block_of_keys_is_one_fault() -> None:
    with pytest.raises(PolicyFault) as fault:
        read([])  # type: ignore[arg-type]
    assert [one.problem for one in fault.value.faults] == ["must be a block of keys, not a list"]


def test_a_document_full_of_unknown_keys_gets_a_short_answer() -> None:
    with pytest.raises(PolicyFault) as fault:
        read({**document(), **{f"key{number}": 1 for number in range(10_000)}})
    assert len(fault.value.faults) == 20


def test_an_unknown_key_that_cannot_be_shown_is_spelled_out() -> None:
    with pytest.raises(PolicyFault) as fault:
        read({**document(), "\ud800\x07": 1})
    str(fault.value).encode("utf-8")
    assert "unknown key '\\ud800\\x07'" in str(fault.value)


def test_white_space_and_line_breaks_in_a_text_are_folded() -> None:
    assert read(changed(("name",), "  Brightwater\n  Trust ")).name == "Brightwater Trust"


def test_what_the_paper_does_not_state_is_null() -> None:
    for block, key in (
        *(("document", key) for key in ("version", "dated", "in_force_from")),
        *(("review", key) for key in ("months", "next_review")),
    ):
        assert getattr(getattr(read(changed((block, key), None)), block), key) is None


def test_a_policy_without_a_stated_check_needs_nobody_to_make_it() -> None:
    assert read(changed(("content_check",), {"every": "not_stated", "by": []})).content_check.by == ()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def _places(value: object, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a document, blocks and values."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [
        *([here] if here else []),
        *(place for key, part in inner for place in _places(part, (*here, key))),
    ]


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(_places(document())), PLAIN)
def test_any_value_at_any_place_gives_a_policy_or_its_faults(place: Place, value: object) -> None:
    spoilt = changed(place, value)
    try:
        policy = read(spoilt)
    except PolicyFault as fault:
        told = str(fault).encode("utf-8").decode().splitlines()
    else:
        told = []
        assert read(json.loads(canonical(policy))) == policy
    assert all("; " in line for line in told), "every fault says how to mend it"


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(st.text(max_size=12) | st.sampled_from(sorted(document())), PLAIN, max_size=8))
def test_any_document_at_all_gives_faults_and_nothing_else(whole: dict[str, object]) -> None:
    with pytest.raises(PolicyFault):
        read(whole)
