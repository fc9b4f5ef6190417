"""Conditions in a policy file: what can never hold is told with its place and remedy, what can is judged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from incidents.domain.policy import Policy
from incidents.domain.policy_facts_reading import read_facts
from incidents.domain.policy_faults import PolicyFault
from incidents.domain.policy_finding import find
from incidents.store.policy_files import parse
from tests.domain.judged.rows import Row, friend, of
from tests.domain.sixth_charity import document

FILE = "brightwater.yaml"
BASE = yaml.safe_dump(document(), sort_keys=False, allow_unicode=True)

# A clause that is right; a row below puts other lines in the place of some of these.
RIGHT = {
    "id": "BWT-{number}",
    "section": "Friendships",
    "kind": "prohibition",
    "force": "must",
    "binds": "[staff, volunteer]",
    "rule": "No friendship with a guest.",
    "category": "boundary_service_user",
    "route": "none_stated",
}

MEND_NEVER = "take it out, or change the values so that both can be true"

# (what is wrong, lines of the clause that differ, the line at fault, where, what is wrong, how to mend it)
FAULTS: tuple[tuple[str, dict[str, str], str, str, str, str], ...] = (
    ("an id stands twice", {"id": "BWT-3"}, "id", "clause BWT-3, id", "'BWT-3' stands twice",
     "give each its own"),
    ("nobody is called that", {"binds": "[staff, voluntier]"}, "binds", "binds, entry 2",
     "unknown standing or post 'voluntier'", "did you mean 'volunteer'? use one of"),
    ("there is no such route", {"route": "dismissed"}, "route", "route", "unknown route 'dismissed'",
     "use one of none_stated"),
    ("there is no such fact", {"when": "{netwrok: [facebook]}"}, "when", "when, netwrok",
     "unknown key 'netwrok'", "did you mean 'network'? use one of by.role"),
    ("a fact has no such value", {"when": "{network: [facebok]}"}, "when", "when, network, entry 1",
     "unknown value of network 'facebok'", "did you mean 'facebook'? use one of facebook, instagram"),
    ("a fact has no value", {"when": "{network: []}"}, "when", "when, network", "must not be an empty list",
     "add at least one entry"),
    ("a value is no list", {"when": "{network: facebook}"}, "when", "when, network",
     "must be a list, not text", "write it as [one, two]"),
    ("conditions are no block", {"when": "[facebook]"}, "when", "when", "must be a block of keys, not a list",
     "write by.role"),
    ("an exception has no such fact", {"unless": "[{agreed: [written]}]"}, "unless",
     "unless, entry 1, agreed", "unknown key 'agreed'", "did you mean"),
    ("an open case has no such value", {"open": '[{when: {consent: [perhaps]}, question: "May they?"}]'},
     "open", "open, entry 1, when, consent, entry 1", "unknown value of consent 'perhaps'",
     "use one of none, verbal, written"),
    ("a trustee never rests", {"binds": "[trustee]", "when": "{by.state: [resting]}"}, "when", "when",
     "a condition that can never hold: 'resting' can never be said of trustee", MEND_NEVER),
    ("a guest never leaves", {"when": "{other.role: [family], other.state: [left]}"}, "when",
     "when", "a condition that can never hold: 'left' can never be said of family",
     MEND_NEVER),
    ("staff are never active", {"when": "{by.role: [staff], by.state: [active]}"}, "when",
     "when", "a condition that can never hold: 'active' can never be said of staff",
     MEND_NEVER),
    ("one of two states can never be", {"when": "{other.role: [family], other.state: [ended, resting]}"},
     "when", "when", "a condition that can never hold: 'resting' can never be said of family", MEND_NEVER),
    ("the charity itself is in no state", {"binds": "[organisation]", "when": "{by.state: [current]}"},
     "when", "when", "a condition that can never hold: 'current' can never be said of organisation",
     MEND_NEVER),
    ("who is meant is not bound", {"when": "{by.role: [trustee]}"}, "when", "when",
     "a condition that can never hold: the clause binds none of these", MEND_NEVER),
    ("after the end there is no support",
     {"when": "{other.role: [family], link_began: [after], other.state: [supported]}"}, "when",
     "when, link_began", "a condition that can never hold: these states and this beginning",
     MEND_NEVER),
    ("during support it has not ended", {"when": "{link_began: [during], other.state: [ended]}"}, "when",
     "when, link_began", "a condition that can never hold: these states and this beginning",
     MEND_NEVER),
    ("an exception can never hold itself", {"unless": "[{other.role: [volunteer], other.state: [ended]}]"},
     "unless", "unless, entry 1",
     "a condition that can never hold: 'ended' can never be said of volunteer", MEND_NEVER),
    ("an exception contradicts the conditions",
     {"when": "{network: [facebook]}", "unless": "[{network: [instagram]}]"}, "unless",
     "unless, entry 1, network",
     "a condition that can never hold: 'when' of the clause rules these values out",
     "take the exception out, or make 'when' wider"),
    ("the second exception contradicts them",
     {"when": "{network: [facebook]}", "unless": "[{consent: [written]}, {network: [blog]}]"}, "unless",
     "unless, entry 2, network", "a condition that can never hold", "take the exception out"),
    ("an exception takes in everything",
     {"when": "{network: [facebook]}", "unless": "[{network: [facebook, blog]}]"}, "unless",
     "unless, entry 1", "the exception takes in all that the clause is about", "make it narrower"),
    ("an exception with every value takes in everything", {"unless": "[{in_work_time: [yes, no]}]"},
     "unless", "unless, entry 1", "the exception takes in all that the clause is about",
     "make it narrower, or take it out"),
    ("an exception that says nothing takes in everything", {"unless": "[{}]"}, "unless", "unless, entry 1",
     "the exception takes in all that the clause is about", "make it narrower"),
    ("an open case has no condition", {"open": '[{when: {}, question: "What then?"}]'}, "open",
     "open, entry 1", "an open case without a condition", "say under 'when' which facts it is about"),
    ("an open case lacks its condition", {"open": '[{question: "What then?"}]'}, "open", "open, entry 1",
     "the key 'when' is missing", "add 'when:' with its value"),
    ("an open case asks nothing", {"open": "[{when: {consent: [none]}}]"}, "open", "open, entry 1",
     "the key 'question' is missing", "add 'question:' with its value"),
    ("an open case can never come up",
     {"open": '[{when: {other.role: [family], other.state: [resting]}, question: "And then?"}]'}, "open",
     "open, entry 1, when", "a condition that can never hold: 'resting' can never be said of family",
     MEND_NEVER),
    ("the clause to read with it is not there", {"see": "[BWT-99]"}, "see", "see, entry 1",
     "there is no clause 'BWT-99'", "name a clause of this file"),
    ("a clause is to be read with itself", {"see": "[BWT-{number}]"}, "see", "see",
     "'see' goes round in a ring: BWT-{number} → BWT-{number}", "take one of them out"),
    ("what follows is stated for something else",
     {"route": "disciplinary_may", "stated_in": "BWT-2", "stated_for": "[disrepute]"}, "stated_for",
     "stated_for", "'stated_for' names what the clause is not about",
     "use its category and those under 'also' only"),
    ("what follows is stated nowhere", {"stated_for": "[boundary_service_user]"}, "stated_for", "stated_for",
     "'stated_for' needs 'stated_in'", "name the clause that states the consequence, or take it out"),
    ("what follows is stated for nothing known",
     {"route": "disciplinary_may", "stated_in": "BWT-2", "stated_for": "[friends]"}, "stated_for",
     "stated_for, entry 1", "unknown category 'friends'", "use one of confidentiality_dignity"),
    ("a clause that says what follows points elsewhere",
     {"kind": "route", "route": "disciplinary_may", "stated_in": "BWT-2"}, "stated_in", "stated_in",
     "a clause of kind route says for itself what follows", "write it under 'consequence'"),
    ("what follows is said to stand where it does not",
     {"route": "disciplinary_may", "stated_in": "BWT-1"}, "stated_in", "stated_in",
     "there is no clause 'BWT-1' of kind route", "name the clause of this file that states the consequence"),
)  # fmt: skip


def clause(number: int, lines: dict[str, str]) -> str:
    """One clause in YAML, as RIGHT but for `lines`."""
    merged = {**RIGHT, **lines}
    texts = [f"{key}: {value}".replace("{number}", str(number)) for key, value in merged.items()]
    return "- " + "\n  ".join(texts) + "\n"


def faults_of(text: str) -> list[str]:
    """Every fault of the file, as a person reads it."""
    with pytest.raises(PolicyFault) as caught:
        parse(text.encode(), file=FILE)
    return str(caught.value).splitlines()


def line_of(text: str, after: str, key: str) -> int:
    """The number of the first line with `key` behind the place where `after` stands."""
    start = text.index(after)
    at = re.search(rf"^(- |  ){re.escape(key)}:", text[start:], re.MULTILINE)
    assert at is not None
    return text.count("\n", 0, start + at.start()) + 1


def test_the_file_is_right_before_anything_is_changed() -> None:
    assert len(parse((BASE + clause(9, {})).encode(), file=FILE).clauses) == 5


@pytest.mark.parametrize(
    ("what", "lines", "key", "where", "problem", "remedy"), FAULTS, ids=[row[0] for row in FAULTS]
)
def test_what_is_wrong_with_a_clause_is_told_with_its_place_and_how_to_mend_it(
    what: str, lines: dict[str, str], key: str, where: str, problem: str, remedy: str
) -> None:
    added = clause(9, lines)
    told = faults_of(BASE + added)
    place = where if where.startswith("clause") else f"clause BWT-9, {where}"
    begin = f"{FILE}, line {line_of(BASE + added, added, key)}, {place}"
    said = re.compile(
        f"{re.escape(begin)}(, [^:]+)?: {re.escape(problem.replace('{number}', '9'))}.*; {re.escape(remedy)}"
    )
    assert [one for one in told if said.match(one)] != [], told


def test_each_fault_stands_alone() -> None:
    for what, lines, *_ in FAULTS:
        assert len(faults_of(BASE + clause(9, lines))) == 1, what


def test_all_faults_of_a_file_are_told_at_once_from_top_to_bottom() -> None:
    numbered = list(enumerate(FAULTS, start=10))
    told = faults_of(BASE + "".join(clause(number, row[1]) for number, row in numbered))
    assert len(told) == len(FAULTS)
    for number, (what, lines, _, _, problem, _) in numbered:
        name = lines.get("id", f"BWT-{number}")
        said = problem.replace("{number}", str(number))
        assert any(f"clause {name}, " in one and said in one for one in told), what
    at = [int(re.findall(r"line (\d+),", one)[0]) for one in told]
    assert at == sorted(at)


def test_the_line_told_is_that_of_the_very_condition() -> None:
    blocks = "\n    network: [facebook]\n    other.state:\n      - supported\n    link_began: [after]"
    text = BASE + clause(9, {"when": blocks})
    line = text[: text.index("    link_began: [after]")].count("\n") + 1
    assert faults_of(text)[0].startswith(f"{FILE}, line {line}, clause BWT-9, when, link_began: ")


def ring(*ids: int) -> str:
    """Clauses each of which is to be read with the next one, and the last with the first."""
    following = (*ids[1:], ids[0])
    return "".join(clause(one, {"see": f"[BWT-{other}]"}) for one, other in zip(ids, following, strict=True))


@pytest.mark.parametrize(
    ("ids", "way"),
    [
        ((11, 12), "BWT-11 → BWT-12 → BWT-11"),
        ((11, 12, 13), "BWT-11 → BWT-12 → BWT-13 → BWT-11"),
    ],
    ids=["two", "three"],
)
def test_a_ring_of_clauses_to_read_together_is_told_once_with_its_way(ids: tuple[int, ...], way: str) -> None:
    text = BASE + ring(*ids)
    line = line_of(text, "BWT-11", "see")
    problem = f"'see' goes round in a ring: {way}; take one of them out"
    assert faults_of(text) == [f"{FILE}, line {line}, clause BWT-11, see: {problem}"]


def test_two_rings_are_two_faults_and_one_that_leads_into_a_ring_is_none() -> None:
    told = faults_of(BASE + ring(11, 12) + ring(14, 15, 16) + clause(18, {"see": "[BWT-11]"}))
    assert [re.findall(r"clause (BWT-\d+),", one)[0] for one in told] == ["BWT-11", "BWT-14"]


def test_clauses_may_be_read_together_in_one_direction() -> None:
    chain = clause(11, {"see": "[BWT-12, BWT-13]"}) + clause(12, {"see": "[BWT-13]"}) + clause(13, {})
    assert parse((BASE + chain).encode(), file=FILE).clauses[4].see == ("BWT-12", "BWT-13")


@pytest.mark.parametrize(
    "lines",
    [
        {"when": "{by.role: [volunteer], by.state: [resting]}"},
        {"binds": "[coordinator]", "when": "{by.role: [staff], by.state: [current]}"},
        {"binds": "[staff]", "when": "{by.role: [contractor]}"},
        {"binds": "[approved_poster]", "when": "{by.role: [trustee]}"},
        {"binds": "[organisation]", "when": "{by.role: [organisation]}"},
        {"when": "{other.state: [supported, ended], link_began: [during, after]}"},
        {"when": "{network: [facebook, blog]}", "unless": "[{network: [blog], consent: [written]}]"},
        {"when": "{network: [facebook, blog]}", "unless": "[{network: [blog]}]"},
        {"route": "disciplinary_may", "stated_in": "BWT-2", "stated_for": "[boundary_service_user]"},
    ],
    ids=[
        "a helper may rest",
        "a coordinator is staff",
        "a contractor is under the rules for staff",
        "a trustee may be approved to post",
        "the charity itself is bound",
        "some of the states and beginnings go together",
        "an exception for a part of one value",
        "an exception for one of two values",
        "what follows is stated for its own category",
    ],
)  # fmt: skip
def test_a_condition_that_can_hold_is_no_fault(lines: dict[str, str]) -> None:
    assert parse((BASE + clause(9, lines)).encode(), file=FILE).clauses[-1].id == "BWT-9"


# A sixth charity's rules with conditions: its file is all that it takes.
BRIGHTWATER = (
    BASE
    + """
- id: BWT-10
  section: Friendships
  kind: prohibition
  force: must
  binds: [staff]
  rule: Staff do not befriend a guest on Nextdoor or WhatsApp while the guest stays.
  category: boundary_service_user
  route: disciplinary_may
  stated_in: BWT-2
  when: {other.state: [supported], link_began: [during], network: [nextdoor, whatsapp]}
  open:
    - when: {other.state: [ended], network: [nextdoor, whatsapp]}
      question: Whether a guest who has gone home is still one is not said.
- id: BWT-11
  section: Friendships
  kind: permission
  force: may
  binds: [staff, volunteer]
  rule: Friendships from before may be kept.
  category: boundary_service_user
  route: not_a_breach
  when: {link_began: [before]}
- id: BWT-12
  section: Pictures
  kind: prohibition
  force: must
  binds: [volunteer, coordinator]
  rule: No picture of a guest without a written word of consent, but for public appeals.
  category: photo_consent
  route: none_stated
  unless:
    - {consent: [written]}
    - {missing_person: [yes]}
- id: BWT-13
  section: Working time
  kind: prohibition
  force: should
  binds: [volunteer]
  rule: Helpers leave their own telephones alone during a shift.
  category: work_hours_use
  route: none_stated
  when: {in_work_time: [yes], own_device: [yes]}
"""
)

STAFF, HELPER, FIRM = {"role": "staff"}, {"role": "volunteer"}, {"role": "contractor"}
GUEST, GONE_HOME = {"role": "guest", "state": "supported"}, {"role": "guest", "state": "ended"}
FRIENDS, PICTURE, SHIFT = "boundary_service_user", "photo_consent", "work_hours_use"

ROWS = (
    Row("staff may not befriend a guest on WhatsApp, which may be discipline",
        friend(FRIENDS, STAFF, GUEST, "during", "whatsapp"), "breach", ("BWT-10", "BWT-2"), "may",
        ("discipline",)),
    Row("contractors are put under the rules for staff; their firm is told",
        friend(FRIENDS, FIRM, GUEST, "during", "nextdoor"), "breach", ("BWT-10", "BWT-2"), "may",
        ("external_report",)),
    Row("on Facebook staff may", friend(FRIENDS, STAFF, GUEST, "during"), "not_covered"),
    Row("an old friendship may be kept", friend(FRIENDS, STAFF, GUEST, "before", "whatsapp"), "permitted",
        ("BWT-11",)),
    Row("helpers may befriend guests", friend(FRIENDS, HELPER, GUEST, "during", "whatsapp"), "not_covered"),
    Row("a guest who went home is an open case", friend(FRIENDS, STAFF, GONE_HOME, "after", "whatsapp"),
        "unclear", ("BWT-10",), ask=("other.state",), says="gone home"),
    Row("when and where it began is asked", of(FRIENDS, STAFF, other=GUEST), "unclear",
        ("BWT-10",), ask=("link_began", "network")),
    Row("a helper's picture needs a written word", of(PICTURE, HELPER, consent="verbal"), "breach",
        ("BWT-12",)),
    Row("with one it is allowed", of(PICTURE, HELPER, consent="written"), "permitted", ("BWT-12",)),
    Row("a public appeal needs none", of(PICTURE, HELPER, consent="none", missing_person=True), "permitted",
        ("BWT-12",)),
    Row("the coordinator is bound by post", of(PICTURE, {"role": "coordinator"}, consent="none"), "breach",
        ("BWT-12",)),
    Row("whether staff are the coordinator is asked", of(PICTURE, STAFF, consent="none"), "unclear",
        ("BWT-12",), ask=("by.posts",)),
    Row("the chair's pictures are free", of(PICTURE, {"role": "chair"}, consent="none"), "not_covered"),
    Row("a helper's own telephone during a shift", of(SHIFT, HELPER, in_work_time=True, own_device=True),
        "breach", ("BWT-13",)),
    Row("the charity's telephone is no matter", of(SHIFT, HELPER, in_work_time=True, own_device=False),
        "not_covered"),
    Row("both are asked", of(SHIFT, {"role": "deputy"}), "unclear", ("BWT-13",),
        ask=("in_work_time", "own_device")),
    Row("a helper who shares what is private may be dealt with, by talking",
        of("confidentiality_dignity", HELPER), "breach", ("BWT-1", "BWT-2"), "may", ("volunteer_exit",)),
    Row("a committee member who does comes before the committee",
        of("disrepute", {"role": "committee_member"}), "breach", ("BWT-1", "BWT-2"), "may",
        ("board_conduct",), says="For a committee member"),
)  # fmt: skip


@pytest.fixture(scope="module")
def brightwater() -> Policy:
    """The sixth charity with conditions, from its file."""
    return parse(BRIGHTWATER.encode(), file=FILE)


@pytest.mark.parametrize("row", ROWS, ids=[row.sentence for row in ROWS])
def test_a_sixth_charity_is_judged_by_its_file_alone(brightwater: Policy, row: Row) -> None:
    found = find(brightwater, read_facts(brightwater, row.facts))
    assert (found.verdict, found.clauses, found.consequence, found.routes, found.ask) == (
        row.verdict, row.clauses, row.consequence, row.routes, row.ask,
    )  # fmt: skip
    assert row.says in found.because


def test_a_day_before_the_file_holds_is_asked_for(brightwater: Policy) -> None:
    early = of(SHIFT, HELPER, in_work_time=True, own_device=True, on="2026-03-31")
    found = find(brightwater, read_facts(brightwater, early))
    assert (found.verdict, found.ask) == ("unclear", ("on",))
    assert "holds from 1 April 2026 only" in found.because
    on_the_day = find(brightwater, read_facts(brightwater, {**early, "on": "2026-04-01"}))
    assert on_the_day.verdict == "breach"


def test_the_example_of_the_manual_is_judged_too() -> None:
    manual = (Path(__file__).parent.parent.parent / "docs" / "policies.md").read_text(encoding="utf-8")
    example = re.findall(r"```yaml\n(.*?)```", manual, re.DOTALL)[0]
    policy = parse(example.encode(), file="docs/policies.md")
    found = find(policy, read_facts(policy, of("confidentiality_dignity", {"role": "manager"})))
    assert (found.verdict, found.clauses, found.routes) == ("breach", ("BWT-1", "BWT-2"), ("discipline",))
