"""Every form, sent as no browser sends it: an answer or a sentence, and nothing else changes."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
import time_machine

from tests.cast import NOW
from tests.test_every_write_has_its_event import (
    EXAMPLES,
    difference,
    tables,
)
from tests.web.spoilt_forms import (
    CANARY,
    NO_ID,
    OURS,
    RULES,
    SPOILT,
    House,
    a_house,
    assert_unchanged,
    opened,
    send,
    spoil,
)

# What a form might be made to take, if a use case took whatever comes.
EXTRA: dict[str, object] = {
    **dict.fromkeys(("actor", "by", "is_admin", "role", "path", "file_name", "stored_as", "sha256"), CANARY),
    **dict.fromkeys(("case_id", "account_id", "track_id", "__class__", "organisation[id]"), NO_ID),
    **dict.fromkeys(("restricted", "sure_at", "second_at"), "1"),
    "id": NO_ID,
    "organisation_id": "hss",
    "state": "closed-" + CANARY,
    "head_seq": "999999",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One world for all forms."""
    with a_house(tmp_path_factory.mktemp("forms")) as made:
        yield made


@pytest.fixture(autouse=True)
def that_hour() -> Iterator[None]:
    """The hour in which the world was made."""
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        yield


@pytest.mark.parametrize("rule", RULES)
def test_a_form_that_no_browser_sends_changes_nothing(house: House, rule: str) -> None:
    """Nothing at all, and three other ways in turn; `tests/ordeals/hostile_forms.py` sends them all."""
    others = [way for way in SPOILT if way != "nothing at all"]
    turn = RULES.index(rule) * 3
    spoil(house, rule, ["nothing at all", *((others * 2)[turn % len(others) :][:3])])


@pytest.mark.parametrize("rule", RULES)
def test_what_was_not_asked_for_is_not_taken(house: House, rule: str) -> None:
    example = EXAMPLES[rule][0]
    client, path, page, boxes = opened(house, example)
    answers = example.answers(house.world)
    before = tables()
    asked = {*page, *answers, *(box.attrs["name"] for box in boxes)}
    extra = {name: value for name, value in EXTRA.items() if name not in asked}
    status = send(client, path, data={**page, **answers, **extra})
    # A passkey counts on, and a link that came by mail is used once: neither outlives a world begun again.
    again = (status == 422 and "/passkey" in rule) or (status == 410 and "<token>" in rule)
    assert status == example.status or again
    came = [new for rows in difference(before, tables()).values() for _, new in rows if new is not None]
    written = "".join(
        value if isinstance(value, str) else value.decode("utf-8", "replace")
        for new in came
        for value in new.values()
        if isinstance(value, str | bytes)
    )
    assert CANARY not in written
    assert NO_ID not in written
    here = {(example.who and house.world.people[example.who].organisation_id) or "fts", None}
    assert {new.get("organisation_id") for new in came} <= here


@pytest.mark.parametrize("rule", RULES)
def test_what_belongs_to_others_cannot_be_chosen(house: House, rule: str) -> None:
    """Each box with choices, and each hidden one, is sent with a person, case and matter that are others'."""
    example = EXAMPLES[rule][0]
    client, path, page, boxes = opened(house, example)
    chosen = {
        box.attrs["name"]
        for box in boxes
        if box.tag == "select" or box.attrs.get("type") in ("radio", "checkbox", "hidden")
    }
    answers = example.answers(house.world)
    before = tables()
    for number, name in enumerate(sorted(chosen - OURS)):
        theirs = house.foreign[number % len(house.foreign)]
        files = {key: fresh(value) for key, value in answers.items()}
        status = send(client, path, data={**page, **files, name: theirs})
        if status < 400:
            came = [new for rows in difference(before, tables()).values() for _, new in rows if new]
            assert theirs not in {str(value) for new in came for value in new.values()}, name
            client, path, page, boxes = opened(house, example)
            answers = example.answers(house.world)
            before = tables()
    assert_unchanged(before)


def fresh(value: object) -> object:
    """A file from its beginning: sending one closes it."""
    if isinstance(value, tuple) and isinstance(value[0], io.BytesIO):
        return (io.BytesIO(value[0].getvalue()), *value[1:])
    return value
