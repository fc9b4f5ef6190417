"""Which fact is worth asking next: one on which the answer still turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from incidents.domain.plain_questions import Way
from incidents.domain.policy import Policy
from incidents.domain.policy_facts import FACTS, Facts, contradictions, possible
from incidents.domain.policy_judgement import judge
from incidents.domain.policy_verdict import Judgement, Verdict

ENDED = ("ended", "left")


def still_possible(way: Way, known: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The facts; where a friendship would begin now, in each way that the other person can stand to us.

    Whoever is still with us becomes a friend "during" it, and who is no longer, after it.
    """
    if not way.new_link:
        yield dict(known)
        return
    for state in [known["other.state"]] if "other.state" in known else possible("other.state", known):
        yield {**known, "other.state": state, "link_began": "after" if state in ENDED else "during"}


def worth_asking(policy: Policy, judged: tuple[Judgement, ...]) -> str:
    """The fact that is asked next; "" where nothing more can be asked, or it would change nothing."""
    if len(judged) > 1:
        weights = {_weighs(one) for one in judged}
        return "other.state" if len(weights) > 1 or Verdict.UNCLEAR in weights else ""
    (only,) = judged
    missing = _missing(only)
    telling = [key for key in missing if _tells(policy, only.facts, key)]
    # Two facts can tell something together that neither tells alone.
    return next(iter(telling or (missing if len(missing) > 1 else ())), "")


def _tells(policy: Policy, facts: Facts, key: str) -> bool:
    """Whether two answers to this question lead to different judgements."""
    each = [{**facts.known, key: value} for value in possible(key, facts.known)]
    judged = [
        judge(policy, Facts(facts.act, known, facts.posts))
        for known in each
        if not any(contradictions(facts.act, known))
    ]
    return len({(_weighs(one), _missing(one), frozenset(one.clauses)) for one in judged}) > 1


def _missing(judged: Judgement) -> tuple[str, ...]:
    return tuple(key for key in judged.ask if key in FACTS and key not in judged.facts.known)


def _weighs(judged: Judgement) -> Verdict:
    """Allowed expressly or not covered: whoever asks may do it either way."""
    return Verdict.NOT_COVERED if judged.verdict is Verdict.PERMITTED else judged.verdict
