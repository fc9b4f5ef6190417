"""The page on "serious incident or not" (docs/serious.md), written from the tables themselves."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.domain.policy_words import Nation
from incidents.domain.serious_question import Question
from incidents.domain.serious_questions import BY_KEY, GROUPS
from incidents.domain.serious_rule import Rule
from incidents.domain.serious_rules import RULES
from incidents.domain.serious_words import (
    EVERYWHERE,
    NAMES,
    ONLY_IN,
    REGULATORS,
    Addressee,
    Brand,
    Source,
    report_to,
)

RENEW = "python3 dev.py serious --markdown > docs/serious.md"

_OPENING = f"""# Serious incident or not

This page is written by the program from its own rules. To renew it after changing a rule, run
`{RENEW}`.

Whether something is serious, and who must know, is worked out from answers to the questions below. It helps
to decide and to say why; it is no legal advice, and the trustees decide. The nation is that of the charity's
register. What is not answered may be anything: a verdict that turns on it is *should consider*, with the keys
of the questions that would settle it. An answer that alarms more never lowers a verdict.

## The command

`python3 dev.py serious [--nation NATION] [--brand BRAND]` reads one JSON object from standard input: keys and
answers from the tables below, such as `{{"harm": "serious", "connected": "through_us"}}`. `true` and `false`
are yes and no; `null` is not known. It prints one JSON object:

- `verdicts`: a list, always in the same order, of objects with
  - `body`: a key from "Who may have to know"
  - `verdict`: `must`, `consider` or `need_not`
  - `reasons`: why, as sentences; `sources`: where each of these comes from, in the same order
  - `check_with`: what is not confirmed, and with whom to check it
  - `ask`: keys of the questions that would settle it
- `people_must_be_told`: `must`, `consider`, `need_not`, or `unclear` where more must be answered first

An unknown key or answer is named, and the exit status is 2.

## In a case

Each case has the page "Who must know" with the same questions, for those who may write a report. What the
case knows already (danger, personal information, a hacked account, somebody placed by others …) is filled in
as a suggestion until somebody answers. Each saving is numbered and is one entry of the trail with all
answers and verdicts. Beside each body stand its report, if one runs, and the ways to begin it or to decide
against it.

- Who must be told by the newest answers, with no report begun and no decision against it that stands, keeps
  the case from being closed, unless somebody writes why it must be so.
- A decision not to tell keeps the answers it stood on. It is open again when the verdict for that body gets
  stronger, or when something is answered otherwise that this verdict can turn on; then a task is left, and
  the page "Today" shows it. It shows there too when the day to look at it again has come.
- Rung before anything is written: social care, the LADO, and the police while somebody is in danger.
- Some bodies take a report only with the board's authority: written down at the approval, decided by the
  board in the same case (the approver reads the decision and ticks it; one the board did not agree to does
  not count), or standing ("Who may report for the board" in the settings, with its minute). It holds for the
  text that was approved: one that was sent back needs it again. Who told them without it has none on the
  form.
- "Annual return" has one page for each year: decisions not to tell, reports made, what is open, and the
  signatures of the board. Nobody signs while a decision is open again, or while somebody must be told who was
  not, as far as they may see the cases.

## What the command takes

Nations: {", ".join(f"`{one.value}`" for one in Nation)}. Shared names (brands):
{", ".join(f"`{one.value}`" for one in Brand)}.
"""
_RULE_HEAD = """| verdict | where | from these answers on | reason | source | check |
|---|---|---|---|---|---|"""


def markdown() -> str:
    """The whole page; the same tables give the same text."""
    parts = [_OPENING, *_questions(), *_bodies(), _sources()]
    return "\n".join(parts)


def _questions() -> Iterator[str]:
    yield "## The questions\n\nThe answers go from the least to the most alarming.\n"
    for heading, questions in GROUPS:
        rows = "\n".join(_question(one) for one in questions)
        yield f"### {heading}\n\n| key | question | help | answers |\n|---|---|---|---|\n{rows}\n"


def _question(question: Question) -> str:
    answers = "<br>".join(f"`{key}` {label}" for key, label in question.answers)
    limits = []
    if question.given is not None:
        before, wanted = question.given
        later = BY_KEY[before].keys[BY_KEY[before].keys.index(wanted) :]
        limits.append(f"Asked where `{before}` is {' or '.join(f'`{key}`' for key in later)}.")
    if question.nations != EVERYWHERE:
        limits.append(f"Asked in {_where(question.nations)} only.")
    return f"| `{question.key}` | {question.label} | {' '.join([question.help, *limits])} | {answers} |"


def _bodies() -> Iterator[str]:
    yield (
        "## Who may have to know\n\n"
        "A rule holds where every answer alarms at least as much as the one named. Where no rule holds, they "
        "need not be told. Confidence: A found in several places, B in one, C not confirmed; what is "
        "not confirmed is only shown with what to check. The rules of the test are shown as those of the "
        "Charity Commission in England and Wales and of the Charity Commission for Northern Ireland in "
        "Northern Ireland; Scotland's regulator takes no reports, only concerns.\n"
    )
    for body in Addressee:
        if rules := [rule for rule in RULES if rule.body is body]:
            yield f"### {body.label}\n\n{_about(body)}\n"
            rows = "\n".join(_rule(rule) for rule in rules)
            yield f"{_RULE_HEAD}\n{rows}\n"


def _about(body: Addressee) -> str:
    said = [f"Key `{body.value}`; {_where(ONLY_IN.get(body, EVERYWHERE))}."]
    said += [f"In {where.label}: {name}." for (whom, where), name in NAMES.items() if whom is body]
    if body is Addressee.INCIDENT:
        shown = [f"`{name.value}` in {nation.label}" for nation, name in REGULATORS.items()]
        said = [f"Shown as {' and as '.join(shown)}; never under this name."]
    kept = report_to(body)
    return " ".join([*said, *([f"A report to them is kept as `{kept.value}`."] if kept else [])])


def _rule(rule: Rule) -> str:
    conditions = [f"`{key}` `{answer}`" for key, answer in rule.when.items()]
    if rule.after is not None:
        conditions.append(f"`{rule.after[0].value}` is `{rule.after[1].value}`")
    where = _where(rule.nations) + (f"; {rule.brand.label}" if rule.brand else "")
    source = f"{rule.source.label}, {rule.confidence.value}"
    return (
        f"| {rule.telling.label} | {where} | {' and '.join(conditions)} | {rule.reason} | {source} | "
        f"{rule.check} |"
    )


def _where(nations: frozenset[Nation]) -> str:
    if nations == EVERYWHERE:
        return "all nations"
    return ", ".join(nation.label for nation in Nation if nation in nations)


def _sources() -> str:
    rows = "\n".join(f"| `{one.value}` | {one.label} |" for one in Source)
    return f"## Where the rules come from\n\n| key | what |\n|---|---|\n{rows}\n"
