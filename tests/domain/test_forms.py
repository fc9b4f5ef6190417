"""The tables of bodies' forms: their rows in the bodies' order, sound in themselves, and how they fill."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from incidents.domain.fields import Field, Kind
from incidents.domain.forms import FORMS, for_charity
from incidents.domain.forms.form import Filled, Form, fill
from incidents.domain.policy_words import Nation
from incidents.domain.serious_words import Brand
from incidents.domain.words import NEEDS_AUTHORITY
from incidents.services.form_facts import KNOWN

# What each row asks, in the order of the body's own form, written by hand from the facts (1.5, 2.1).
COMMISSION = (
    ("kind_of_report", ("kind_of_report", "earlier_reference")),
    ("authority", ("authority_given", "authority_by", "authority_on")),
    ("reporter", ("reporter_name", "reporter_post", "reporter_telephone", "reporter_email")),
    ("charity", ("charity_name", "charity_number")),
    ("other_charities", ("other_charities", "other_charities_which")),
    ("bodies_told", ("bodies_told",)),
    ("incident_type", ("incident_type",)),
    ("happened", ("happened", "continuing")),
    ("found_out_on", ("found_out_on",)),
    ("found_out_how", ("found_out_how",)),
    ("trustees_aware", ("trustees_aware", "trustees_which")),
    ("what_happened", ("what_happened",)),
    ("impact", ("impact", "risk")),
    ("policies", ("clauses", "policies_followed", "policies_words")),
    ("steps_taken", ("steps_taken",)),
    ("lessons", ("lessons",)),
    ("media", ("media", "media_lines", "press_release")),
    (
        "disqualified",
        ("disqualified", *(f"disqualified_{one}" for one in ("name", "born", "address", "reason"))),
    ),
    ("declaration", ("declared_by", "declared_on")),
)
ICO = (
    ("report", ("kind_of_report", "earlier_reference", "ico_contact")),
    ("breach", ("what_happened", "how_it_went_wrong", "cyber")),
    ("discovery", ("found_out_how", "found_out_on", "found_out_at", "happened")),
    ("data", ("data_kinds", "data_other")),
    ("numbers", ("records", "people")),
    ("people", ("people_kinds", "people_other")),
    ("risk", ("consequences", "likelihood", "harm_happened")),
    ("cyber_only", ("cyber_hit", "cyber_impact", "recovery")),
    ("staff", ("staff_involved", "trained", "training")),
    (
        "action",
        ("before", "steps_taken", "prevention", "people_told", "people_told_words", "bodies_told"),
    ),
    ("delay", ("late", "delay_because")),
    (
        "contact",
        (
            *("charity_name", "ico_registration", "reporter_name", "reporter_post", "reporter_telephone"),
            *("reporter_email", "charity_address", "data_contact"),
        ),
    ),
)
_DATA = (
    "racial political belief union sex_life orientation gender health basic login financial documents "
    "location genetic criminal not_known other"
)
CARE = ("childrens_social_care", "adult_social_care")
EVERY = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))


@pytest.mark.parametrize(("key", "rows"), [("charity_commission", COMMISSION), ("ico", ICO)])
def test_the_rows_stand_in_the_order_of_the_bodys_own_form(
    key: str, rows: tuple[tuple[str, tuple[str, ...]], ...]
) -> None:
    found = tuple((row.key, tuple(part.field.name for part in row.parts)) for row in FORMS[key].rows)
    assert found == rows


@pytest.mark.parametrize(
    ("form", "field", "keys"),
    [
        (
            "charity_commission",
            "incident_type",
            "safeguarding financial_crime donation loss terrorism other",
        ),
        (
            "ico",
            "data_kinds",
            _DATA,
        ),
        (
            "ico",
            "people_kinds",
            "employees users subscribers students customers patients children vulnerable not_known other",
        ),
        ("ico", "likelihood", "very_likely likely neutral unlikely very_unlikely not_known"),
        ("ico", "cyber_hit", "confidentiality integrity availability"),
        ("lado", "heads", "harmed offence risk unsuitable"),
    ],
)
def test_the_answers_offered_are_those_of_the_bodys_form(form: str, field: str, keys: str) -> None:
    offered = next(one.choices for one in FORMS[form].fields if one.name == field)
    assert [key for key, _ in offered] == keys.split()


@EVERY
def test_a_table_is_sound_in_itself(form: Form) -> None:
    names = [field.name for field in form.fields]
    assert FORMS[form.key] is form
    assert len(names) == len(set(names)), "two boxes of one name"
    assert len({row.key for row in form.rows}) == len(form.rows)
    assert {part.known for part in form.parts if part.known} <= KNOWN
    assert form.authority == (form.body in NEEDS_AUTHORITY)
    assert all(row.parts and row.who and row.question.endswith(("?", "incident")) for row in form.rows)
    for field in form.fields:
        assert bool(field.choices) == (field.kind in (Kind.CHOICE, Kind.CHOICES)), field.name
        if field.when is not None:
            _asks_what_was_asked_before(form, field)


def _asks_what_was_asked_before(form: Form, field: Field) -> None:
    """`when` names a box above, and answers that box can have."""
    assert field.when is not None
    other, values = field.when
    names = [one.name for one in form.fields]
    assert names.index(other) < names.index(field.name), field.name
    asked = form.fields[names.index(other)]
    keys = [key for key, _ in asked.choices] or ["yes", "no"]
    assert asked.kind is not Kind.TEXT
    assert set(values) <= set(keys), field.name


def test_every_fact_of_a_case_is_asked_for_somewhere() -> None:
    assert {part.known for form in FORMS.values() for part in form.parts if part.known} == KNOWN


@pytest.mark.parametrize(
    ("sentence", "nation", "brand", "keys"),
    [
        (
            "a charity of England",
            Nation.ENGLAND_AND_WALES,
            Brand.NONE,
            (*("charity_commission", "ico", "police", "lado"), *CARE, "dbs"),
        ),
        (
            "a Home-Start there also tells its national body",
            Nation.ENGLAND_AND_WALES,
            Brand.HOME_START,
            (*("charity_commission", "ico", "police", "lado"), *CARE, "dbs", "home_start_uk"),
        ),
        (
            "a Healthwatch has another one",
            Nation.ENGLAND_AND_WALES,
            Brand.HEALTHWATCH,
            (*("charity_commission", "ico", "police", "lado"), *CARE, "dbs"),
        ),
        (
            "in Scotland no regulator takes such reports",
            Nation.SCOTLAND,
            Brand.NONE,
            ("ico", "police", "lado", *CARE, "disclosure_scotland"),
        ),
        (
            "Northern Ireland has its own",
            Nation.NORTHERN_IRELAND,
            Brand.NONE,
            ("ccni", "ico", "police", "lado", *CARE, "dbs"),
        ),
    ],
)
def test_each_charity_has_the_forms_it_may_need(
    sentence: str, nation: Nation, brand: Brand, keys: tuple[str, ...]
) -> None:
    assert tuple(form.key for form in for_charity(nation, brand)) == keys, sentence


@EVERY
def test_a_form_says_where_it_comes_from_and_what_to_check(form: Form) -> None:
    assert form.source
    assert form.unsure, "no form of a body was seen by us whole"
    assert all("check" in one for one in form.unsure)


def test_no_box_has_a_length_that_nobody_has_confirmed() -> None:
    assert all(part.limit is None for form in FORMS.values() for part in form.parts)
    assert "1,500" in FORMS["charity_commission"].unsure[0]


@pytest.mark.parametrize(
    ("sentence", "form", "belong"),
    [
        (
            "the Commission needs names of who reports and of a disqualified trustee only",
            "charity_commission",
            {"disqualified_name", "disqualified_address", "other_charities_which"},
        ),
        ("the ICO wants no names of people affected", "ico", {"ico_contact", "data_contact"}),
        (
            "Home-Start UK is told without names",
            "home_start_uk",
            {"national_contact"},
        ),
    ],
)
def test_names_belong_only_where_the_form_asks_for_them(sentence: str, form: str, belong: set[str]) -> None:
    usual = {"reporter_name", "reporter_email", "charity_name"}
    assert {part.field.name for part in FORMS[form].parts if part.names} - usual == belong, sentence


@pytest.mark.parametrize("key", ["police", "lado", *CARE, "dbs", "disclosure_scotland"])
def test_names_belong_in_what_the_police_and_those_who_protect_people_are_told(key: str) -> None:
    told = {part.field.name for part in FORMS[key].parts if part.names}
    assert "what_happened" in told
    assert told & {"about", "person"}
    assert told & {"affected", "child", "cause"}
    assert FORMS[key].first


def _boxes(key: str, **typed: object) -> dict[str, Filled]:
    rows = fill(FORMS[key], {}, typed)
    return {box.part.field.name: box for row in rows for box in row.boxes}


@pytest.mark.parametrize(
    ("sentence", "form", "typed", "box", "wanted"),
    [
        (
            "an update carries the earlier reference",
            "charity_commission",
            {"kind_of_report": "update"},
            "earlier_reference",
            True,
        ),
        (
            "a new report has none",
            "charity_commission",
            {"kind_of_report": "new"},
            "earlier_reference",
            False,
        ),
        (
            "who is disqualified is named",
            "charity_commission",
            {"disqualified": True},
            "disqualified_name",
            True,
        ),
        ("nobody else is", "charity_commission", {"disqualified": False}, "disqualified_name", False),
        ("after 72 hours the delay is explained", "ico", {"late": True}, "delay_because", True),
        ("within them it is not", "ico", {"late": False}, "delay_because", False),
        ("a cyber incident says what was hit", "ico", {"cyber": "yes"}, "cyber_hit", True),
        ("others do not", "ico", {"cyber": "unknown"}, "cyber_hit", False),
        ("other sorts of data are named", "ico", {"data_kinds": ["health", "other"]}, "data_other", True),
        ("threats are quoted", "police", {"threats": True}, "threat_words", True),
    ],
)
def test_what_a_form_needs_follows_from_other_answers(
    sentence: str, form: str, typed: dict[str, object], box: str, wanted: bool
) -> None:
    assert _boxes(form, **typed)[box].missing is wanted, sentence


def test_what_was_typed_goes_before_what_the_case_knows_and_no_is_an_answer() -> None:
    rows = fill(FORMS["ico"], {"report.late": True, "what_happened": "From the case"}, {"late": False})
    boxes = {box.part.field.name: box for row in rows for box in row.boxes}
    assert (boxes["late"].value, boxes["late"].words) == (False, "No")
    assert boxes["what_happened"].value == "From the case"
    assert not boxes["what_happened"].typed


@pytest.mark.parametrize(
    "read",
    [lambda form: form.title, lambda form: form.note, lambda form: form.first],
    ids=["title", "note", "first"],
)
def test_words_end_as_they_should(read: Callable[[Form], str]) -> None:
    for form in FORMS.values():
        words = read(form)
        assert words == words.strip()
        assert not words.endswith("..")
