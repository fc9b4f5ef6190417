"""The page that lists every kind of clock (docs/clocks.md), written from the rules themselves."""

from __future__ import annotations

from collections.abc import Mapping

from incidents.domain.clock_kinds import Clock, Force, Roll, Rule, Unit
from incidents.domain.clock_words import number_of

RENEW = "python3 dev.py clocks > docs/clocks.md"

_OPENING = f"""# Clocks

This page is written by the program from its own rules. To renew it after changing a rule, run
`{RENEW}`.

`python3 dev.py clock KIND START [--nation N] [--json]` works out one of them, and says how, step by step.

- Instants are kept in UTC and shown in London time. A day is a London day.
- A clock in days ends at 23:59:59 London time on its last day. A clock in hours counts hours that really
  pass, also on the nights when the clocks change.
- Working days leave out Saturdays, Sundays and the bank holidays of the charity's nation. The notice about a
  defamatory post counts by those of England and Wales everywhere.
- Bank holidays come from a list that came with the program. For years that the list does not cover they are
  worked out by rule, and the explanation says so.
- A case keeps its clocks. Its steps start and end most of them, and people can start, stop, lengthen and end
  one by hand, with a reason. The bank holidays that a charity adds count there, not in this command.
- Only what is law is ever called overdue by law. A target can only be past.

| kind | length | counted | last day not a working day | who wants it so | source |
|---|---|---|---|---|---|
"""


_HOW = {Unit.HOURS: ", each one", Unit.WORKING_HOURS: ", on working days only"}


def markdown(rules: Mapping[Clock, Rule]) -> str:
    """The whole page, in the order of the rules; the same rules give the same text."""
    return _OPENING + "".join(_row(kind, rule) for kind, rule in rules.items())


def _row(kind: Clock, rule: Rule) -> str:
    length = number_of(rule.length, rule.unit.label) + _HOW.get(rule.unit, "")
    if rule.more_months:
        length += f"; up to {rule.more_months} more if the person is told in the first month"
    if rule.pauses:
        length += "; stops while we wait for an answer"
    if rule.force in {Force.OWN, Force.PROMPTLY}:
        length += "; the charity may set its own"
    roll = "any moment will do" if rule.in_hours and rule.roll is Roll.STAYS else rule.roll.label
    counted = f"{_lower(rule.event)}: {rule.counted.label}"
    cells = (f"`{kind.value}`: {_lower(kind.label)}", length, counted, roll, rule.force.label, rule.source)
    return f"| {' | '.join(cells)} |\n"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
