"""A judgement in words that a manager can repeat to the person it is about: what the policy says, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from incidents.domain.policy import Policy, binds, bound_label
from incidents.domain.policy_facts import FACTS, Facts
from incidents.domain.policy_judgement import judge
from incidents.domain.policy_routes import LADDERS
from incidents.domain.policy_verdict import Consequence, Judgement, Verdict
from incidents.domain.policy_words import BREAKABLE_KINDS, CONDUCT_ROUTES, Standing

HEADING = "What the policy says, if this happened"
NO_RULE = (
    "This policy has no rule on this; your code of conduct, your safeguarding policy or another policy may."
)
_POSTS = "Which posts did they hold?"
_ON = "On which day was it?"
_ACT = "What may they have done?"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a judgement comes to; the first six are what `policy judge` prints, under these names.

    `because` begins with HEADING. `musts` as in Judgement. `assumed` says what was taken for granted.
    """

    verdict: Verdict
    clauses: tuple[str, ...]
    consequence: Consequence
    routes: tuple[str, ...]
    because: str
    ask: tuple[str, ...]
    musts: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()

    @property
    def printed(self) -> dict[str, object]:
        """The finding as plain data, with the keys of docs/policies.md."""
        return {
            "verdict": self.verdict.value,
            "clauses": list(self.clauses),
            "consequence": self.consequence.value,
            "routes": list(self.routes),
            "because": self.because,
            "ask": list(self.ask),
        }


def find(policy: Policy, facts: Facts) -> Finding:
    """Judge, and say it in words."""
    judged = judge(policy, facts)
    assumed = tuple(FACTS[key].said for key in _assumed(judged))
    sentences = [*_SAY[judged.verdict](policy, judged), *_beside(judged)]
    if assumed:
        sentences.append(f"This takes it that {' and that '.join(assumed)}.")
    return Finding(
        verdict=judged.verdict,
        clauses=judged.clauses,
        consequence=judged.consequence,
        routes=judged.routes,
        because=f"{HEADING}: {' '.join(sentences)}",
        ask=judged.ask,
        musts=judged.musts,
        assumed=assumed,
    )


def question(key: str) -> str:
    """The question behind one entry of `ask`."""
    return {"by.posts": _POSTS, "on": _ON, "act": _ACT}.get(key) or FACTS[key].question


def _breach(policy: Policy, judged: Judgement) -> Iterator[str]:
    first = judged.deciding[0]
    yield f"{first.rule} ({first.id}.)"
    if more := [clause.id for clause in judged.deciding[1:]]:
        yield f"Also: {', '.join(more)}."
    yield from _consequence(policy, judged)


def _consequence(policy: Policy, judged: Judgement) -> Iterator[str]:
    role = judged.facts.known.get("by.role", "")
    stating = [clause for clause in (*judged.deciding, *judged.stating) if clause.consequence]
    stating = [clause for clause in stating if clause.route in CONDUCT_ROUTES]
    if judged.consequence is Consequence.NONE_STATED:
        yield "The policy states no consequence: what follows is a reasoned choice, and advice is one."
        return
    said = next(
        (
            one
            for one in stating
            if (one.route.value.endswith("_will")) == (judged.consequence is Consequence.WILL)
        ),
        stating[0],
    )
    yield f"It says what follows: {said.consequence} ({said.id})."
    if role == Standing.VOLUNTEER and said.route.value != "volunteer_exit_may":
        yield (
            f"A {policy.words.volunteer} has no staff procedure: here that is talking with them, and if need "
            "be agreeing that they leave."
        )
    elif role == Standing.TRUSTEE:
        yield f"For a {policy.words.board_member} that is dealt with by the board, under its own rules."
    elif LADDERS.get(role) == "external_report":
        yield "Whoever placed them here is told: their firm, agency, school or college decides what follows."
    elif role not in LADDERS:
        yield "No procedure of the charity fits this person: what follows is decided and written down."


def _permitted(_: Policy, judged: Judgement) -> Iterator[str]:
    yield " ".join(f"{clause.rule} ({clause.id}.)" for clause in judged.deciding)
    yield "So this is no breach of the policy."


def _not_covered(policy: Policy, judged: Judgement) -> Iterator[str]:
    yield NO_RULE
    rules = [one for one in judged.candidates if one.kind in BREAKABLE_KINDS and one not in judged.beside]
    role = judged.facts.known.get("by.role", "")
    for clause in rules[:2]:
        if role in set(Standing) and binds(policy, clause, Standing(role), judged.facts.posts or ()):
            yield f"{clause.id} does not reach it: {clause.rule}"
        else:
            whom = ", ".join(bound_label(policy, key).lower() for key in clause.binds)
            yield f"{clause.id} is a rule for others: {whom}."


def _unclear(_: Policy, judged: Judgement) -> Iterator[str]:
    if judged.against:
        yield " ".join(judged.against)
        yield "Put right which of these is meant."
        return
    yield "That cannot be said yet."
    if judged.deciding:
        yield f"It may turn on {', '.join(clause.id for clause in judged.deciding)}."
    if judged.opened:
        yield " ".join(case.question for case in judged.opened)
    asked = {key for case in judged.opened for key in case.when}
    if rest := [key for key in judged.ask if key not in asked]:
        yield " ".join(question(key) for key in rest)


def _beside(judged: Judgement) -> Iterator[str]:
    for clause in judged.beside:
        yield f"And whoever did it: {clause.rule} ({clause.id}.)"


def _assumed(judged: Judgement) -> Iterator[str]:
    """The facts taken for granted that a deciding clause turns on."""
    blocks = [block for one in judged.deciding for block in (one.when, *one.unless)]
    for key, fact in FACTS.items():
        if fact.assumed and key not in judged.facts.stated and any(key in block for block in blocks):
            yield key


_SAY = {
    Verdict.BREACH: _breach,
    Verdict.PERMITTED: _permitted,
    Verdict.NOT_COVERED: _not_covered,
    Verdict.UNCLEAR: _unclear,
}
