"""The board decides: papers frozen, seats, interests, votes, and who sees what of it."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta

import pytest
import rfc8785
import sqlalchemy as sa

from incidents.domain.board import ABSTAIN, INTEREST
from incidents.domain.clock_kinds import Clock
from incidents.domain.machine import Refused
from incidents.domain.words import Role
from incidents.services import board as boards
from incidents.services import (
    board_pack,
    board_papers,
    board_rules,
    board_voting,
    case_access,
    casework,
    minutes,
    verifying,
)
from incidents.services.actors import Member
from incidents.services.board_voting import Question
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.gather import scene
from incidents.services.reading import case_page
from incidents.store.db import read, work
from incidents.store.models import Holding
from tests import board, cast, databases, steps
from tests.cast import NOW

PACK = {
    "question": "Do we report it to the Commission?",
    "facts": "A photograph of a family was online for a day.",
    "options": "Report it – they may ask us\nDo not report it – we say why",
    "recommendation": "To report it.",
    "evidence": "The picture, in the locked folder",
}
TRUSTEE = [Role.TRUSTEE]


@dataclass
class House:
    """A question for the board: the manager asks, the chair leads, two more decide, one is kept back."""

    mary: Member
    chair: Member
    tom: Member
    nell: Member
    tess: Member
    reference: str
    track: str

    @property
    def everyone(self) -> tuple[Member, ...]:
        return (self.mary, self.chair, self.tom, self.nell, self.tess)

    @property
    def question(self) -> Question:
        return Question(self.reference, self.track)

    def begin(self, **given: object) -> None:
        """The papers go out; Tess is kept back."""
        told = {"reviewer": self.chair.person_id, "kept_back": self.tess.person_id, "decide_by": "2026-12-01"}
        steps.go(self.chair, self.reference, "begin_review", self.track, **{**told, **given})

    def all_vote(self) -> None:
        """Everyone who decides says that they have no interest, and votes for the first answer."""
        for one in (self.chair, self.tom, self.nell):
            if not seat(self, one)["interest"]:
                board.declare(one, self.reference, self.track)
            board.vote(one, self.reference, self.track)


def made() -> House:
    """The house, with its pack written and nothing sent out."""
    mary = cast.join("fts", "Mary Webb", [Role.MANAGER], ["business_manager"])
    chair = cast.join("fts", "Cy Hall", [Role.CHAIR, Role.TRUSTEE])
    tom, nell, tess = (cast.join("fts", name, TRUSTEE) for name in ("Tom Ray", "Nell Ford", "Tess Lund"))
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "trustee_review", "question")
    steps.go(mary, reference, "write_pack", track, **PACK)
    raw = {"person": chair.person_id, "because": "The chair leads"}
    case_access.let_in(mary, reference, track, secrets.token_hex(8), raw, NOW)
    return House(mary, chair, tom, nell, tess, reference, track)


@pytest.fixture
def house(sqlite: databases.Database) -> House:
    return databases.built(made)


def sees(who: Member, place: House) -> bool:
    with read() as session:
        try:
            scene(session, who, place.reference, place.track, NOW + timedelta(minutes=1))
        except NotFound:
            return False
    return True


def seat(place: House, who: Member) -> dict[str, object]:
    rows = [row for row in steps.rows("review_seat") if row["person_id"] == who.person_id]
    return max(rows, key=lambda row: int(str(row["round"])))


def test_a_whole_decision_from_the_pack_to_the_vote(database: databases.Database) -> None:
    place = made()
    assert [sees(one, place) for one in place.everyone] == [True, True, False, False, False]
    place.begin()
    assert [sees(one, place) for one in place.everyone] == [True, True, True, True, False]
    frozen = steps.rows("review_pack")[0]
    document = frozen["document"]
    document = json.loads(document) if isinstance(document, str) else document
    assert document["question"] == PACK["question"]
    assert document["options"][0] == {"key": "option_1", "label": "Report it", "follows": "they may ask us"}
    assert bytes(frozen["sha256"]) == hashlib.sha256(rfc8785.dumps(document)).digest()  # type: ignore[arg-type]
    place.all_vote()
    steps.go(place.chair, place.reference, "decide", place.track, option="option_1")
    assert steps.track_row(place.track)["state"] == "decided"
    assert [header["action"] for header in steps.headers()].count("voted") == 3
    assert verifying.verify().sound


def test_the_papers_once_out_are_not_changed_by_new_ones(house: House) -> None:
    house.begin()
    steps.go(house.chair, house.reference, "return", house.track)
    steps.go(house.mary, house.reference, "write_pack", house.track, **{**PACK, "question": "Or not?"})
    assert board_pack.pack(house.tom, house.reference, house.track, NOW).papers.draft
    steps.go(house.mary, house.reference, "resubmit", house.track, new_facts="300 people saw it")
    house.begin()
    numbers = {row["number"]: str(row["document"]) for row in steps.rows("review_pack")}
    assert PACK["question"] in numbers[1]
    assert "Or not?" in numbers[2]
    assert "300 people saw it" in numbers[2]
    assert seat(house, house.tom)["round"] == 2


def test_the_papers_carry_the_clocks_that_their_writer_sees(house: House) -> None:
    steps.start(house.mary, house.reference, "external_report", "ico")
    assert [one.what for one in _clocks(house.mary, house)] == [Clock.ICO_BREACH.label]
    house.begin()
    assert [one.what for one in _clocks(house.tom, house)] == [Clock.ICO_BREACH.label]


def _clocks(who: Member, place: House) -> tuple[board_papers.Clock, ...]:
    return board_pack.pack(who, place.reference, place.track, NOW).papers.clocks


def test_answers_that_the_board_cannot_choose_from_are_refused_beside_their_box(house: House) -> None:
    with pytest.raises(Invalid) as caught:
        steps.go(house.mary, house.reference, "write_pack", house.track, **{**PACK, "options": "Report it"})
    assert [one.field for one in caught.value.problems] == ["options"]


def test_who_has_an_interest_leaves_the_count_the_matter_and_its_tasks(house: House) -> None:
    house.begin()
    raw = {"task": "Read the file", "person": house.nell.person_id}
    casework.add_to_do(house.chair, house.reference, house.track, secrets.token_hex(8), raw, NOW)
    board.declare(house.nell, house.reference, house.track, INTEREST)
    assert not sees(house.nell, house)
    assert seat(house, house.nell)["part"] == "recused"
    tasks = [row for row in steps.rows("task") if row["title"] == "Read the file"]
    assert [row["assigned_person_id"] for row in tasks] == [None]
    page = board_pack.pack(house.chair, house.reference, house.track, NOW)
    assert page.standing == ("Too few can decide this: 2 are left, and 3 are needed.",)
    for who in (house.nell, house.tess):
        raw = {"person": who.person_id, "because": "To decide"}
        with pytest.raises(Invalid):
            case_access.let_in(house.chair, house.reference, house.track, secrets.token_hex(8), raw, NOW)
        with pytest.raises(Invalid):
            steps.go(house.chair, house.reference, "hand_over", house.track, colleague=who.person_id)
    assert "sister" in str(steps.payloads("interest_declared"))


def test_who_takes_over_the_case_and_is_kept_back_does_not_see_the_question(house: House) -> None:
    house.begin()
    raw = {"person": house.tess.person_id, "because": "She is needed"}
    case_access.let_in(house.mary, house.reference, None, secrets.token_hex(8), raw, NOW)
    steps.go(house.mary, house.reference, "hand_over", colleague=house.tess.person_id)
    assert not sees(house.tess, house)
    house.all_vote()
    steps.go(house.chair, house.reference, "decide", house.track)
    page = case_page(house.tess, house.reference, NOW)
    assert page.whole
    assert not [one for one in page.timeline if one.track_id == house.track]
    assert not [one for one in page.matters if one.track.id == house.track]


def test_who_saw_the_matter_before_cannot_be_kept_back(house: House) -> None:
    raw = {"person": house.tess.person_id, "because": "By mistake"}
    case_access.let_in(house.mary, house.reference, house.track, secrets.token_hex(8), raw, NOW)
    case_access.shut_out(
        house.mary, house.reference, house.track, secrets.token_hex(8), {**raw, "because": "A mistake"}, NOW
    )
    assert not sees(house.tess, house)
    with pytest.raises(Refused, match="has seen the papers"):
        house.begin()
    house.begin(kept_back="")
    steps.go(house.chair, house.reference, "return", house.track)
    steps.go(house.mary, house.reference, "resubmit", house.track)
    with pytest.raises(Refused, match="has seen the papers"):
        house.begin(kept_back=house.nell.person_id)


def test_rules_that_change_meanwhile_decide_nothing_that_was_begun_before(
    database: databases.Database,
) -> None:
    house = made()
    house.begin()
    board.declare(house.chair, house.reference, house.track)
    board.vote(house.chair, house.reference, house.track, "option_2")
    board.rules(house.chair, quorum="1")
    with pytest.raises(Refused, match="Too few"):
        steps.go(house.chair, house.reference, "decide", house.track, option="option_2")
    house.all_vote()
    steps.go(house.chair, house.reference, "decide", house.track)
    page = board_pack.pack(house.chair, house.reference, house.track, NOW)
    assert page.assumed
    assert page.rules[0] == "3 must vote; who abstains counts too."
    assert "3 must vote" in minute_of(house)


def minute_of(place: House) -> str:
    raw = {"recipient": "The minute book", "purpose": "The meeting", "format": "json", "minimise": "no"}
    return minutes.copy(cast.charity(), place.chair, place.question, raw, NOW).body.decode()


def test_the_minute_leaves_out_who_the_case_is_about_unless_they_are_wanted(house: House) -> None:
    steps.name(house.mary, house.reference, "Kim Pell", "volunteer")
    house.begin()
    house.all_vote()
    steps.go(house.chair, house.reference, "decide", house.track, decision="Kim Pell leaves")
    assert minutes.form(house.chair, house.question, NOW).filled == {"minimise": "yes"}
    asked = {"recipient": "The minute book", "purpose": "The meeting", "format": "json"}
    thin = minutes.copy(cast.charity(), house.chair, house.question, {**asked, "minimise": "yes"}, NOW)
    assert "Pell" not in thin.body.decode()
    assert "Tom Ray" in thin.body.decode()
    assert "Kim Pell leaves" in minute_of(house)


def test_votes_of_those_who_may_decide_no_more_do_not_count(database: databases.Database) -> None:
    house = made()
    board.rules(house.chair, quorum="2")
    house.begin()
    house.all_vote()
    raw = {"known": house.nell.person_id, "involvement": "about", "under_18": "no"}
    casework.add_person(cast.charity(), house.mary, house.reference, secrets.token_hex(8), raw, NOW)
    page = board_pack.pack(house.chair, house.reference, house.track, NOW)
    assert page.standing[0] == "2 of 2 have voted. That is enough for a decision."
    assert [(one.name, one.voted) for one in page.places if one.gone] == [("Nell Ford", False)]
    with work() as session:
        session.execute(sa.update(Holding).where(Holding.person_id == house.tom.person_id).values(until=NOW))
    with pytest.raises(Refused, match="Too few"):
        steps.go(house.chair, house.reference, "decide", house.track)
    steps.go(house.chair, house.reference, "decide_alone", house.track)
    said = minute_of(house)
    assert "Tom Ray: took part no more" in said
    assert "So Tom Ray thinks" not in said
    assert [one.vote for one in board_pack.pack(house.chair, house.reference, house.track, NOW).places] == [
        "Report it", "", "",
    ]  # fmt: skip
    steps.go(house.chair, house.reference, "review_again", house.track)
    assert {row["person_id"] for row in steps.rows("review_seat") if row["round"] == 2} == {
        house.chair.person_id, house.tess.person_id,
    }  # fmt: skip


def test_a_decision_taken_back_leaves_no_word_of_who_decided(house: House) -> None:
    house.begin()
    house.all_vote()
    steps.go(house.chair, house.reference, "decide", house.track)
    assert "decided_by" in str(steps.track_row(house.track)["known"])
    steps.go(house.chair, house.reference, "take_back", house.track)
    assert "decided_by" not in str(steps.track_row(house.track)["known"])


def test_whom_the_case_does_not_concern_alone_has_a_seat(house: House) -> None:
    raw = {"known": house.nell.person_id, "involvement": "about", "under_18": "no"}
    casework.add_person(cast.charity(), house.mary, house.reference, secrets.token_hex(8), raw, NOW)
    house.begin()
    sitting = {row["person_id"] for row in steps.rows("review_seat")}
    assert sitting == {one.person_id for one in (house.chair, house.tom, house.tess)}


def test_two_are_too_few_and_a_split_vote_decides_nothing(house: House) -> None:
    board.rules(house.chair, quorum="3", casting_vote="yes")
    house.begin()
    for one, option in ((house.chair, "option_1"), (house.tom, "option_2")):
        board.declare(one, house.reference, house.track)
        board.vote(one, house.reference, house.track, option)
    with pytest.raises(Refused) as caught:
        steps.go(house.chair, house.reference, "decide", house.track, option="option_1")
    assert [one.code for one in caught.value.refusals] == ["not_yet"]
    board.declare(house.nell, house.reference, house.track)
    board.vote(house.nell, house.reference, house.track, ABSTAIN)
    with pytest.raises(Refused):
        steps.go(house.tom, house.reference, "decide", house.track, option="option_2")
    steps.go(house.chair, house.reference, "decide", house.track, option="option_2")
    assert steps.track_row(house.track)["state"] == "decided"


def test_a_vote_needs_a_word_on_interests_first_and_can_be_changed(house: House) -> None:
    house.begin()
    with pytest.raises(NotFound):
        board_voting.voting(house.tom, house.question, NOW)
    board.declare(house.tom, house.reference, house.track)
    board.vote(house.tom, house.reference, house.track, "option_2")
    board.vote(house.tom, house.reference, house.track, "option_1")
    assert seat(house, house.tom)["vote"] == "option_1"
    assert [one["voted"]["vote"] for one in steps.payloads("voted")] == ["option_2", "option_1"]  # type: ignore[index]


def test_no_interest_is_said_once_and_only_an_interest_goes_over_it(house: House) -> None:
    house.begin()
    raw = {"interest": "none", "what_it_is": "I hardly know her"}
    board_voting.declare(house.tom, house.question, 1, "first", raw, NOW)
    assert "hardly" not in str(steps.payloads("interest_declared"))
    with pytest.raises(Invalid, match="said already"):
        board_voting.declare(house.tom, house.question, 1, "second", raw, NOW)
    board.vote(house.tom, house.reference, house.track)
    form = board_voting.declaring(house.tom, house.question, NOW)
    assert [key for key, _ in form.fields[0].choices] == [INTEREST]
    board.declare(house.tom, house.reference, house.track, INTEREST)
    assert (seat(house, house.tom)["part"], seat(house, house.tom)["vote"]) == ("recused", "")


def test_whoever_records_the_decision_reads_the_votes_beside_the_question(house: House) -> None:
    board.rules(house.chair, quorum="2")
    house.begin()
    for one, option in ((house.chair, "option_2"), (house.tom, "option_2")):
        board.declare(one, house.reference, house.track)
        if one is house.tom:  # the chair has not voted yet: how Tom did is not for them to know
            board.vote(house.tom, house.reference, house.track, option)
    form = steps.form(house.chair, house.reference, "decide", house.track)
    assert form.beside[-1] == "How the others voted is shown to you when you have voted yourself."
    assert (dict(form.filled), dict(form.hints)) == ({}, {})
    board.vote(house.chair, house.reference, house.track, "option_2")
    form = steps.form(house.chair, house.reference, "decide", house.track)
    assert form.beside == (
        "2 of 3 have voted. That is enough for a decision.",
        "Not voted yet (1): Nell Ford.",
        "One answer has its majority.",
    )
    assert form.filled == {"option": "option_2"}
    assert form.hints["option"] == {"option_1": "No votes", "option_2": "2 votes"}
    assert {one.guard for one in form.refusals} == {"declared"}
    board.declare(house.nell, house.reference, house.track)
    form = steps.form(house.chair, house.reference, "decide", house.track)
    assert {one.guard for one in form.refusals} == {"voted"}
    with pytest.raises(Refused, match="does not have the votes"):
        steps.go(house.chair, house.reference, "decide", house.track, option="option_1")
    steps.go(house.chair, house.reference, "decide", house.track, option="option_2")
    assert "Not everybody who decides this has voted yet" in minute_of(house)


def test_what_the_votes_have_decided_the_chair_does_not_decide_alone(house: House) -> None:
    board.rules(house.chair, quorum="2", alone_allowed="yes")
    house.begin()
    for one in (house.chair, house.tom):
        board.declare(one, house.reference, house.track)
        board.vote(one, house.reference, house.track)
    page = board_pack.pack(house.chair, house.reference, house.track, NOW)
    assert "decide_alone" not in {one.action for one in page.ways}
    with pytest.raises(Refused, match="one answer has its majority"):
        steps.go(house.chair, house.reference, "decide_alone", house.track)


def test_a_form_acts_once_and_one_of_an_earlier_round_not_at_all(house: House) -> None:
    house.begin()
    for _ in range(2):
        board_voting.declare(house.tom, house.question, 1, "one press", {"interest": "none"}, NOW)
    assert len(steps.payloads("interest_declared")) == 1
    steps.go(house.chair, house.reference, "return", house.track)
    with pytest.raises(Stale):
        board_voting.vote(house.tom, house.question, 1, "late", {"vote": "option_1", "reasons": "So"}, NOW)
    steps.go(house.mary, house.reference, "resubmit", house.track)
    house.begin()
    with pytest.raises(Stale):
        board_voting.declare(house.tom, house.question, 1, "later", {"interest": "none"}, NOW)


def test_nothing_is_decided_while_it_is_on_hold(house: House) -> None:
    house.begin()
    steps.go(house.chair, house.reference, "hold", house.track)
    with pytest.raises(Stale):
        board_voting.declare(house.tom, house.question, 1, "held", {"interest": "none"}, NOW)


@pytest.mark.parametrize("who", ["mary", "tess"])
def test_nobody_without_a_seat_declares_or_votes(house: House, who: str) -> None:
    house.begin()
    for write in (board_voting.declare, board_voting.vote):
        with pytest.raises(NotFound):
            write(getattr(house, who), house.question, 1, "x", {"interest": "none", "vote": "option_1"}, NOW)


def test_a_colleagues_vote_does_not_make_the_chairs_form_out_of_date(house: House) -> None:
    house.begin()
    form = steps.form(house.chair, house.reference, "decide", house.track)
    house.all_vote()
    assert steps.track_row(house.track)["version"] == form.version


def test_too_few_left_go_to_an_outside_body_and_the_board_agrees_later(house: House) -> None:
    house.begin()
    for one in (house.tom, house.nell):
        board.declare(one, house.reference, house.track, INTEREST)
    before = steps.case_row(house.reference)["open_tasks"]
    steps.go(house.chair, house.reference, "decide_outside", house.track)
    assert steps.case_row(house.reference)["open_tasks"] == int(str(before)) + 1
    assert [one.question for one in boards.meeting(house.chair, NOW).to_ratify] == [PACK["question"]]
    steps.go(house.chair, house.reference, "ratify", house.track)
    assert boards.meeting(house.chair, NOW).to_ratify == ()
    assert steps.case_row(house.reference)["open_tasks"] == before


def test_a_new_round_begins_afresh_and_who_left_stays_out(house: House) -> None:
    board.rules(house.chair, quorum="2")
    house.begin()
    board.declare(house.nell, house.reference, house.track, INTEREST)
    for one in (house.chair, house.tom):
        board.declare(one, house.reference, house.track)
        board.vote(one, house.reference, house.track)
    steps.go(house.chair, house.reference, "decide", house.track)
    steps.go(house.chair, house.reference, "review_again", house.track)
    parts = {one.name: (seat(house, one)["part"], seat(house, one)["vote"]) for one in house.everyone[1:]}
    assert parts == {
        "Cy Hall": ("decides", ""),
        "Tom Ray": ("decides", ""),
        "Nell Ford": ("recused", ""),
        "Tess Lund": ("kept_back", ""),
    }
    assert not sees(house.nell, house)


def test_the_question_goes_over_to_the_case_that_this_one_is_joined_to(house: House) -> None:
    house.begin()
    board.declare(house.tom, house.reference, house.track)
    other = steps.opened(house.mary)
    steps.go(house.mary, house.reference, "merge", same_as=other)
    board.vote(house.tom, other, house.track)
    assert [one.reference for one in boards.meeting(house.tom, NOW).to_decide] == [other]
    assert not sees(house.tess, house)


def test_the_papers_taken_back_are_out_of_sight_again(house: House) -> None:
    house.begin()
    steps.go(house.chair, house.reference, "take_back", house.track)
    assert [sees(one, house) for one in house.everyone] == [True, True, False, False, False]
    house.begin()
    assert sees(house.tom, house)


def test_the_rules_are_assumed_until_the_chair_writes_them_down(house: House) -> None:
    page = boards.meeting(house.chair, NOW)
    assert page.assumed
    assert page.rules[0] == "3 must vote; who abstains counts too."
    board.rules(house.chair, quorum="4", majority="two_thirds")
    page = boards.meeting(house.chair, NOW)
    assert not page.assumed
    assert page.rules[:2] == (
        "4 must vote; who abstains counts too.",
        "At least two thirds of the votes decide; abstentions are not counted.",
    )
    assert steps.payloads("board_rules_set")[0]["data"]["quorum"] == 4  # type: ignore[index]
    with pytest.raises(NotFound):
        board_rules.form(house.tom, NOW)
