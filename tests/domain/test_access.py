"""The one decision, as a table: every fact must speak for it, and every reason against it is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.access import Facts, Part, Reason, Relation, decide

WHOLE = Relation(ours=True, whole=True, part=True)
IN_A_MATTER = Relation(ours=True, part=True)
STRANGER = Relation(ours=True)

ROWS = (
    ("a page that is about no case asks for the role alone", Facts(True), ()),
    ("without the role, nothing", Facts(False), (Reason.ROLE,)),
    ("a sign-in that is too old", Facts(True, fresh=False), (Reason.SIGN_IN,)),
    ("someone let into the case", Facts(True, WHOLE, Part.WHOLE), ()),
    ("let into the case, but the role has ended", Facts(False, WHOLE, Part.WHOLE), (Reason.ROLE,)),
    ("a helper reads what they know of", Facts(True, IN_A_MATTER, Part.ANY), ()),
    ("a helper in their matter", Facts(True, IN_A_MATTER, Part.MATTER), ()),
    ("a helper asks for the whole case", Facts(True, IN_A_MATTER, Part.WHOLE), (Reason.ONLY_A_PART,)),
    (
        "someone let into the case asks for a matter that is not theirs to know of",
        Facts(True, Relation(ours=True, whole=True), Part.MATTER),
        (Reason.ONLY_A_PART,),
    ),
    (
        "someone of the charity who was not let in",
        Facts(True, STRANGER, Part.WHOLE),
        (Reason.NOT_LET_IN, Reason.ONLY_A_PART),
    ),
    ("no such case", Facts(True, Relation(ours=False)), (Reason.ELSEWHERE, Reason.NOT_LET_IN)),
    (
        "the case is about them: being let in does not help",
        Facts(True, Relation(ours=True, hidden=True, whole=True, part=True), Part.WHOLE),
        (Reason.CONFLICT,),
    ),
    ("the step is not open now", Facts(True, WHOLE, open_now=False), (Reason.STATE,)),
    (
        "everything speaks against it, and all of it is said",
        Facts(False, Relation(ours=False, hidden=True), Part.WHOLE, open_now=False, fresh=False),
        tuple(Reason),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "facts", "reasons"), ROWS, ids=[row[0] for row in ROWS])
def test_all_of_it_or_nothing(sentence: str, facts: Facts, reasons: tuple[Reason, ...]) -> None:
    decision = decide(facts)
    assert decision.reasons == reasons
    assert decision.allowed is (not reasons)


FACTS = st.builds(
    Facts,
    permitted=st.booleans(),
    relation=st.none() | st.builds(Relation, *(st.booleans() for _ in range(4))),
    part=st.sampled_from(Part),
    open_now=st.booleans(),
    fresh=st.booleans(),
)


@given(FACTS)
def test_no_fact_makes_up_for_another(facts: Facts) -> None:
    relation = facts.relation
    must = [facts.permitted, facts.open_now, facts.fresh]
    if relation is not None:
        must += [relation.ours, not relation.hidden, relation.whole or relation.part]
        must += [relation.whole] * (facts.part is Part.WHOLE) + [relation.part] * (facts.part is Part.MATTER)
    assert decide(facts).allowed is all(must)
