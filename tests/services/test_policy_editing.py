"""An administrator's copy of the policy: kept apart, mended part by part, installed only when it is good."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from config import HERE
from incidents.domain.policy_faults import PolicyFault
from incidents.domain.words import Role
from incidents.services import policy_editing as editing
from incidents.services import policy_editing_install as installing
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.policy_editing import NoCopy, Sent
from incidents.services.policy_editing_forms import Spot, outline, part_form, save, sections, take_away
from incidents.services.policy_editing_parts import Document
from incidents.services.verifying import verify
from incidents.store.db import work
from incidents.store.models import Draft
from tests import steps
from tests.cast import NOW, charity, join
from tests.databases import Database

TODAY = date(2026, 11, 21)
FILE = (HERE / "policies" / "fts.yaml").read_bytes()
REASON = {"day": TODAY.isoformat(), "because": "The trustees agreed it on Monday"}


@pytest.fixture
def admin(sqlite: Database) -> Member:
    return join("fts", "Ines Carvalho", [Role.ADMIN])


def changing(actor: Member, edit: Callable[[Document], Document]) -> None:
    """Change the copy as the form that was drawn from it as it is now would."""
    revision = editing.copy_page(actor, NOW).copy.revision
    editing.change(actor, Sent(secrets.token_hex(8), revision), edit, NOW)


def putting(*place: str | int, value: object) -> Callable[[Document], Document]:
    """An edit that puts a value at a place."""

    def edit(document: Document) -> Document:
        inner: object = document
        for key in place[:-1]:
            inner = inner[key]  # type: ignore[index]
        inner[place[-1]] = value  # type: ignore[index]
        return document

    return edit


def saving(actor: Member, spot: Spot, **answers: object) -> None:
    """Send the form of a part as it stands, but for these answers."""
    policy = charity().policy
    found = part_form(actor, policy, spot, NOW)
    raw = {**found.filled, **answers}
    save(actor, policy, spot, Sent(secrets.token_hex(8), found.revision), raw, NOW)


def install(actor: Member, key: str = "the key of the form", **raw: object) -> installing.Installed | None:
    """Look at the copy once more, and install it."""
    told = {**REASON, **raw}
    return installing.install_copy(actor, key, installing.plan(actor, told, NOW).seal, told, NOW)


# -------- beginning


def test_a_copy_says_what_the_newest_version_says(database: Database) -> None:
    admin = join("fts", "Ines Carvalho", [Role.ADMIN])
    before = verify()
    editing.begin(admin, NOW)
    page = editing.copy_page(admin, NOW)
    assert page.looked.policy == charity().policy
    assert (page.changes, page.number, page.newest, page.copy.begun) == ((), 1, 1, 1)
    assert verify() == before


def test_a_copy_that_is_there_stays_when_one_is_begun_again(admin: Member) -> None:
    editing.begin(admin, NOW)
    changing(admin, putting("short_name", value="New"))
    editing.begin(admin, NOW)
    assert editing.copy_page(admin, NOW).copy.document["short_name"] == "New"


def test_everyone_has_a_copy_of_their_own_in_each_charity(admin: Member) -> None:
    other, foreign = join("fts", "Noor Salt", [Role.ADMIN]), join("hss", "Ines Carvalho", [Role.ADMIN])
    elsewhere = Member(admin.account_id, "x", "hss", admin.name, admin.email, admin.roles)
    editing.begin(admin, NOW)
    for one in (other, foreign, elsewhere):
        assert not editing.has_copy(one, NOW)
        with pytest.raises(NoCopy):
            editing.copy_page(one, NOW)


def test_a_copy_is_kept_for_a_week_after_its_last_change(admin: Member) -> None:
    editing.begin(admin, NOW)
    assert editing.has_copy(admin, NOW + timedelta(days=6, hours=23))
    assert not editing.has_copy(admin, NOW + timedelta(days=7))


def test_a_copy_that_is_thrown_away_is_gone(admin: Member) -> None:
    editing.begin(admin, NOW)
    editing.throw_away(admin)
    editing.throw_away(admin)
    assert not editing.has_copy(admin, NOW)
    assert steps.rows("draft") == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_changes_the_policy(sqlite: Database, role: Role) -> None:
    actor = join("fts", "Someone", [role]) if role is not Role.OPERATOR else join("fts", "Someone")
    sent = Sent("a key that is long enough", 1)
    for use in (
        lambda: editing.has_copy(actor, NOW),
        lambda: editing.copy_page(actor, NOW),
        lambda: editing.begin(actor, NOW),
        lambda: editing.upload(actor, FILE, "fts.yaml", NOW),
        lambda: editing.change(actor, sent, dict, NOW),
        lambda: editing.throw_away(actor),
        lambda: installing.plan(actor, REASON, NOW),
        lambda: installing.install_copy(actor, sent.key, "", REASON, NOW),
        lambda: take_away(actor, Spot("clauses", 0), sent, NOW),
    ):
        with pytest.raises(NotFound):
            use()
    assert steps.rows("draft") == []


# -------- changing


def test_a_form_that_is_sent_twice_acts_once(admin: Member) -> None:
    editing.begin(admin, NOW)
    clauses = len(charity().policy.clauses)
    sent = Sent("the key of one form", 1)
    for _ in range(2):
        take_away(admin, Spot("clauses", 0), sent, NOW)
    assert len(editing.copy_page(admin, NOW).copy.document["clauses"]) == clauses - 1  # type: ignore[arg-type]


def test_a_form_from_before_another_change_is_turned_back(admin: Member) -> None:
    editing.begin(admin, NOW)
    changing(admin, putting("short_name", value="New"))
    with pytest.raises(Stale):
        take_away(admin, Spot("clauses", 0), Sent("the key of a late form", 1), NOW)
    assert editing.copy_page(admin, NOW).changes == (
        f"The charity's short name changes from “{charity().short_name}” to “New”.",
    )


def test_every_part_sent_back_as_it_is_changes_nothing_at_all(sqlite: Database) -> None:
    for slug in ("fts", "hsbbh", "cgt", "hss", "hwd"):
        actor = join(slug, f"Admin {slug}", [Role.ADMIN])
        editing.begin(actor, NOW)
        page = editing.copy_page(actor, NOW)
        whole = json.dumps(page.copy.document, sort_keys=True)
        for group in (*outline(page), *sections(page)):
            for row in group.rows:
                found = part_form(actor, charity(slug).policy, row.spot, NOW)
                sent = Sent(f"{slug} {row.spot}", found.revision)
                save(actor, charity(slug).policy, row.spot, sent, found.filled, NOW)
        after = editing.copy_page(actor, NOW)
        assert (after.changes, after.looked.remarks) == ((), ())
        assert json.dumps(after.copy.document, sort_keys=True) == whole, slug


def test_what_no_form_knows_survives_a_change_untouched(admin: Member) -> None:
    editing.begin(admin, NOW)
    page = editing.copy_page(admin, NOW)
    clauses = page.copy.document["clauses"]
    place = next(n for n, clause in enumerate(clauses) if clause["when"])  # type: ignore[arg-type, var-annotated]
    changing(admin, putting("clauses", place, "a_key_of_tomorrow", value={"deep": ["kept"]}))
    changing(admin, putting("tomorrow", value=[1]))
    before = editing.copy_page(admin, NOW).copy.document["clauses"][place]  # type: ignore[index]
    saving(admin, Spot("clauses", place), rule="A rule that is\nwritten on two lines.")
    document = editing.copy_page(admin, NOW).copy.document
    after = document["clauses"][place]  # type: ignore[index]
    assert after == {**before, "rule": "A rule that is written on two lines."}
    assert after["when"]
    assert document["tomorrow"] == [1]


def test_what_changes_is_said_in_words_against_the_version_in_force(admin: Member) -> None:
    editing.begin(admin, NOW)
    saving(admin, Spot("review"), months="18", next_review="2027-05")
    saving(admin, Spot("speed"), private_channel="no")
    changes = editing.copy_page(admin, NOW).changes
    assert len(changes) == 3
    assert "The next review changes from not stated to “2027-05”." in changes
    assert "Moving a complaint to a private channel changes from yes to no." in changes


@pytest.mark.parametrize(
    ("spot", "answers", "field"),
    [
        (Spot("document"), {"title": ""}, "title"),
        (Spot("document"), {"title": "x" * 201}, "title"),
        (Spot("review"), {"months": "often"}, "months"),
        (Spot("content_check"), {"by": ["nobody"]}, "by"),
        (Spot("content_check"), {"every": "never"}, "every"),
        (Spot("clauses", 0), {"binds": []}, "binds"),
        (Spot("clauses", 0), {"binds": ["king"]}, "binds"),
        (Spot("clauses", 0), {"stated_in": "FTS-NOWHERE"}, "stated_in"),
        (Spot("posts", 0), {"standing": "king"}, "standing"),
        (Spot("posts", 0), {"approved_poster": "perhaps"}, "approved_poster"),
        (Spot("receivers", 0), {"post": "king"}, "post"),
        (Spot("clauses", new=True), {"id": ""}, "id"),
    ],
)
def test_answers_that_cannot_be_read_change_nothing(
    admin: Member, spot: Spot, answers: dict[str, object], field: str
) -> None:
    editing.begin(admin, NOW)
    with pytest.raises(Invalid) as fault:
        saving(admin, spot, **answers)
    assert field in [problem.field for problem in fault.value.problems]
    assert editing.copy_page(admin, NOW).copy.revision == 1


NEW_CLAUSE = {
    "id": "FTS-V-99",
    "section": "Volunteers",
    "rule": "A new rule.",
    "kind": "duty",
    "force": "must",
    "binds": ["volunteer"],
    "category": "governance",
    "route": "none_stated",
}


def test_a_new_clause_stands_after_the_last_of_its_section(admin: Member) -> None:
    editing.begin(admin, NOW)
    saving(admin, Spot("clauses", new=True), **NEW_CLAUSE)
    page = editing.copy_page(admin, NOW)
    assert page.looked.policy is not None
    ids = [clause.id for clause in page.looked.policy.clauses]
    last = [clause.id for clause in charity().policy.clauses if clause.section == "Volunteers"][-1]
    assert ids[ids.index(last) + 1] == "FTS-V-99"
    assert page.changes == (
        "Clause FTS-V-99 is new: A new rule. (Must do; Volunteer; No consequence stated)",
    )


@pytest.mark.parametrize("number", ["FTS-TS-05", "HSS-1", "FTS-", "FTS 1", "FTS-V-07", "x" * 130])
def test_a_clause_is_not_added_with_a_number_that_cannot_be(admin: Member, number: str) -> None:
    editing.begin(admin, NOW)
    for section in ("Volunteers", charity().policy.clauses[0].section, "A section of its own"):
        with pytest.raises(Invalid) as fault:
            saving(admin, Spot("clauses", new=True), **{**NEW_CLAUSE, "id": number, "section": section})
        assert [problem.field for problem in fault.value.problems] == ["id"]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Group leader", "group_leader"),
        ("Trustee", "trustee_2"),
        ("Business Manager", "business_manager_2"),
        ("24-hour line", "post_24_hour_line"),
        ("协调员", "post"),
        ("É", "post"),
        ("X", "post_x"),
        ("A very long name of a post that nobody can say in one breath", "a_very_long_name_of_a_post_that"),
    ],
)
def test_a_new_post_gets_a_key_of_its_own(admin: Member, label: str, key: str) -> None:
    editing.begin(admin, NOW)
    saving(admin, Spot("posts", new=True), label=label, standing="staff", approved_poster="no")
    page = editing.copy_page(admin, NOW)
    assert page.looked.policy is not None, page.looked.remarks
    post = page.looked.policy.posts[-1]
    assert (post.label, post.key.rstrip("_")) == (label, key)


def test_receivers_are_added_moved_and_taken_away(admin: Member) -> None:
    editing.begin(admin, NOW)
    before = [receiver.post for receiver in charity().policy.receivers]
    saving(admin, Spot("receivers", 0), place="2")
    page = editing.copy_page(admin, NOW)
    assert page.looked.policy is not None
    assert [one.post for one in page.looked.policy.receivers] == [before[1], before[0], *before[2:]]
    saving(
        admin, Spot("receivers", new=True), outside="A sister charity", telephone="01632 960 001", place="1"
    )
    page = editing.copy_page(admin, NOW)
    assert page.looked.policy is not None
    assert page.looked.policy.receivers[0].outside == "A sister charity"
    take_away(admin, Spot("receivers", 0), Sent("one more form of ours", page.copy.revision), NOW)
    saving(admin, Spot("receivers", 1), place="0")
    assert editing.copy_page(admin, NOW).changes == ()


def test_a_faulty_copy_is_kept_and_each_fault_stands_at_its_part(admin: Member) -> None:
    editing.begin(admin, NOW)
    saving(admin, Spot("clauses", 2), route="disciplinary_may", consequence="", stated_in="")
    saving(admin, Spot("review"), next_review="soon")
    saving(admin, Spot("content_check"), by=[])
    page = editing.copy_page(admin, NOW)
    assert (page.looked.policy, page.changes) == (None, ())
    [clause] = part_form(admin, charity().policy, Spot("clauses", 2), NOW).remarks
    assert (clause.part, clause.place, clause.field) == ("clauses", 2, "route")
    assert clause.said.startswith("'disciplinary_may' is only for a consequence that the policy states: add")
    [review] = part_form(admin, charity().policy, Spot("review"), NOW).remarks
    assert (review.field, review.problem) == ("next_review", "'soon' is not a date")
    rows = {row.name: row.faults for group in (*outline(page), *sections(page)) for row in group.rows}
    assert rows["When it is reviewed"] == 1
    assert sum(rows.values()) == len(page.looked.remarks)


def test_a_post_that_clauses_name_leaves_a_fault_at_each_of_them(admin: Member) -> None:
    editing.begin(admin, NOW)
    place = next(n for n, one in enumerate(charity().policy.posts) if one.key == "business_manager")
    take_away(admin, Spot("posts", place), Sent("the key of this form", 1), NOW)
    remarks = editing.copy_page(admin, NOW).looked.remarks
    assert {"receivers"} <= {one.part for one in remarks}
    assert all("business_manager" in one.problem for one in remarks)


def test_a_part_that_there_is_not_is_not_found(admin: Member) -> None:
    editing.begin(admin, NOW)
    for spot in (Spot("clauses", 10**6), Spot("clauses", -1), Spot("posts", 99)):
        with pytest.raises(NotFound):
            part_form(admin, charity().policy, spot, NOW)
        with pytest.raises(NotFound):
            take_away(admin, spot, Sent("the key of this form", 1), NOW)


# -------- a file


def test_a_file_becomes_the_copy(admin: Member) -> None:
    editing.begin(admin, NOW)
    editing.upload(admin, FILE.replace(b"short_name: ", b"short_name: New ", 1), "new.yaml", NOW)
    page = editing.copy_page(admin, NOW)
    assert page.copy.revision == 2
    assert len(page.changes) == 1
    assert page.looked.remarks == ()


def test_a_file_with_faults_becomes_the_copy_too(admin: Member) -> None:
    faulty = FILE.replace(b"route: governance_action", b"route: nonsense", 1).replace(b"platforms:", b"plat:")
    editing.upload(admin, faulty, "new.yaml", NOW)
    page = editing.copy_page(admin, NOW)
    assert [one.field for one in page.looked.remarks if one.part == "clauses"] == ["route"]
    assert len([one for one in page.looked.remarks if one.part == ""]) == 2
    with pytest.raises(Invalid, match="put right"):
        installing.plan(admin, REASON, NOW)


NO_POLICY = (
    (b"\xff\xfe\x00", "is not in UTF-8"),
    ("id: fts\ncode: É".encode("latin-1"), "line 2: is not in UTF-8"),
    (b"a: [1", "line 1: broken YAML"),
    (b"", "does not hold the keys of a policy"),
    (b"- a\n- b", "does not hold the keys of a policy"),
    (b"\x89PNG\r\n\x1a\n", "not in UTF-8"),
    (b"a: &x 1\nb: *x", "an anchor"),
    (b"id: fts\nid: fts", "stands twice"),
    (b'id: fts\ncode: FTS\nname: "a\\0b"', "line 3: has a character that cannot be shown"),
    (b'id: fts\ncode: FTS\n"a\\ud800b": 1', "line 3: has a character that cannot be shown"),
    (b"id: hss\ncode: HSS", "it is not 'fts', which never changes"),
    (b"id: fts", "it is not 'FTS', which never changes"),
    (b"x" * 1_000_001, "is larger than 1 MB"),
)


@pytest.mark.parametrize(("raw", "said"), NO_POLICY, ids=[row[1] for row in NO_POLICY])
def test_what_is_no_policy_of_this_charity_is_refused_in_the_parsers_words(
    admin: Member, raw: bytes, said: str
) -> None:
    editing.begin(admin, NOW)
    with pytest.raises(PolicyFault, match=said):
        editing.upload(admin, raw, "sent.yaml", NOW)
    assert editing.copy_page(admin, NOW).changes == ()
    assert charity().number == 1


SHAPES = (
    b"clauses: 7\nposts: [1, null, x]\nreceivers: {a: b}\nreview: [x]\nspeed: null\nwords: 3\ndocument: x",
    b"clauses: [[], {}, 7, {id: 3, rule: [x], section: {a: 1}, binds: x, kind: [route]}]\nposts: [{key: 1}]",
    b"clauses: [{id: FTS-1}, {id: FTS-1}]\nreceivers: [{post: 3}, {outside: [x]}]\nreview: {months: true}",
)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_of_any_shape_can_be_looked_at_and_mended(admin: Member, shape: bytes) -> None:
    editing.upload(admin, b"id: fts\ncode: FTS\n" + shape, "odd.yaml", NOW)
    page = editing.copy_page(admin, NOW)
    assert page.looked.policy is None
    for group in (*outline(page), *sections(page)):
        for row in group.rows:
            part_form(admin, charity().policy, row.spot, NOW)
    saving(admin, Spot("review"), months="12", note="A note.")
    saving(admin, Spot("clauses", new=True), **NEW_CLAUSE)
    assert editing.copy_page(admin, NOW).looked.about("review") == ()


def test_a_file_with_more_entries_than_any_policy_is_shown_in_part(admin: Member) -> None:
    editing.upload(admin, b"id: fts\ncode: FTS\nclauses: [" + b"{}, " * 20_000 + b"]", "long.yaml", NOW)
    page = editing.copy_page(admin, NOW)
    assert sum(len(group.rows) for group in sections(page)) == 500
    assert any("has 20000 entries" in one.problem for one in page.looked.about("clauses"))


# -------- installing


def test_a_copy_is_installed_with_its_day_and_reason_and_is_gone(database: Database) -> None:
    admin = join("fts", "Ines Carvalho", [Role.ADMIN])
    editing.begin(admin, NOW)
    saving(admin, Spot("review"), next_review="2027-05")
    before = verify().entries
    day = TODAY + timedelta(days=3)
    done = install(admin, day=day.isoformat())
    assert done is not None
    assert (done.number, done.new) == (2, True)
    assert not editing.has_copy(admin, NOW)
    assert verify().entries == before + 1
    assert verify().sound
    new = charity()
    assert (new.number, new.policy.review.next_review, new.policy.document.in_force_from) == (
        2,
        "2027-05",
        day,
    )


def test_pressed_twice_it_is_installed_once(admin: Member) -> None:
    editing.begin(admin, NOW)
    saving(admin, Spot("review"), next_review="2027-05")
    seal = installing.plan(admin, REASON, NOW).seal
    first = installing.install_copy(admin, "one key for both", seal, REASON, NOW)
    assert first is not None
    assert installing.install_copy(admin, "one key for both", seal, REASON, NOW) is None
    assert charity().number == 2


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"day": "2026-11-20"}, "day"),
        ({"day": ""}, "day"),
        ({"day": "soon"}, "day"),
        ({"because": " "}, "because"),
    ],
)
def test_it_needs_a_reason_and_a_day_from_today_on(admin: Member, raw: dict[str, object], field: str) -> None:
    editing.begin(admin, NOW)
    saving(admin, Spot("review"), next_review="2027-05")
    with pytest.raises(Invalid) as fault:
        installing.plan(admin, {**REASON, **raw}, NOW)
    assert [problem.field for problem in fault.value.problems] == [field]


def test_a_copy_that_changes_nothing_is_not_installed(admin: Member) -> None:
    editing.begin(admin, NOW)
    with pytest.raises(Invalid, match="there is nothing to install"):
        installing.plan(admin, REASON, NOW)
    saving(admin, Spot("review"), next_review="2027-05")
    install(admin)
    editing.begin(admin, NOW)
    with pytest.raises(Invalid, match="there is nothing to install"):
        installing.plan(admin, {**REASON, "day": "2026-12-24"}, NOW)


def test_what_is_installed_is_what_was_looked_at(admin: Member) -> None:
    editing.begin(admin, NOW)
    saving(admin, Spot("review"), next_review="2027-05")
    seal = installing.plan(admin, REASON, NOW).seal
    saving(admin, Spot("review"), next_review="2027-06")
    with pytest.raises(Stale):
        installing.install_copy(admin, "a key that is long", seal, REASON, NOW)
    with pytest.raises(Stale):
        installing.install_copy(admin, "another key", installing.plan(admin, REASON, NOW).seal,
                                {**REASON, "day": "2026-12-24"}, NOW)  # fmt: skip
    assert charity().number == 1
    assert editing.has_copy(admin, NOW)


def test_a_colleagues_version_meanwhile_is_not_undone_unseen(admin: Member) -> None:
    other = join("fts", "Noor Salt", [Role.ADMIN])
    for one in (admin, other):
        editing.begin(one, NOW)
        saving(one, Spot("review"), next_review="2027-05")
    saving(other, Spot("review"), months="6")
    seal = installing.plan(admin, REASON, NOW).seal
    install(other)
    with pytest.raises(Stale):
        installing.install_copy(admin, "a key that is long", seal, REASON, NOW)
    page = editing.copy_page(admin, NOW)
    assert (page.copy.begun, page.newest) == (1, 2)
    assert page.changes == ("The number of months between reviews changes from “6” to not stated.",)


def test_a_version_that_is_coming_is_followed_on_its_day_or_later(admin: Member) -> None:
    editing.begin(admin, NOW)
    saving(admin, Spot("review"), next_review="2027-05")
    install(admin, day="2026-12-01")
    editing.begin(admin, NOW)
    page = editing.copy_page(admin, NOW)
    assert (page.number, page.newest, page.copy.begun) == (1, 2, 2)
    assert page.changes == ("The next review changes from not stated to “2027-05”.",)
    saving(admin, Spot("review"), next_review="2027-06")
    with pytest.raises(Invalid, match="The newest version holds from 1 December 2026"):
        installing.plan(admin, {**REASON, "day": "2026-11-30"}, NOW)
    assert installing.plan(admin, {**REASON, "day": "2026-12-01"}, NOW).new == 3


def test_a_copy_of_another_id_or_code_is_never_installed(admin: Member) -> None:
    editing.begin(admin, NOW)
    with work() as session:
        row = session.scalars(sa.select(Draft)).one()
        row.body = {**row.body, "document": {**row.body["document"], "id": "hss"}}  # type: ignore[dict-item]
    with pytest.raises(Invalid, match="never change"):
        installing.plan(admin, REASON, NOW)
