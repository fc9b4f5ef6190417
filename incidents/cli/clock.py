"""`clock KIND START`: when something is due, and how that was worked out; `clocks` lists the rules."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time

import click
from flask import Flask

from incidents.domain.bank_holidays import NotWorkedOut
from incidents.domain.clock_kinds import COMMANDED, RULES, Clock
from incidents.domain.deadlines import due
from incidents.domain.fields import LONDON
from incidents.domain.moments import instants
from incidents.domain.policy_words import Nation
from incidents.exports import clocks_page
from incidents.services import holidays

_START = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"([T ](?P<time>\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)(?P<offset>[Zz]|[+-]\d{2}:\d{2})?)?",
    re.ASCII,
)
_NOON = time(12)  # of a bare day: any time of it leads to the same end


def register(app: Flask) -> None:
    """Add both commands."""

    @app.cli.command("clock")
    @click.argument("kind", type=click.Choice([kind.value for kind in COMMANDED]))
    @click.argument("start")
    @click.option(
        "--nation",
        type=click.Choice([nation.value for nation in Nation]),
        default=Nation.ENGLAND_AND_WALES.value,
        show_default=True,
        help="Whose bank holidays count.",
    )
    @click.option("--json", "as_json", is_flag=True, help="One JSON object: due and explanation.")
    def clock(kind: str, start: str, nation: str, *, as_json: bool) -> None:
        """Work out when KIND is due that started at START, which may lie in the past or the future.

        START is a day (2026-12-24) or a day and a time (2026-12-24T16:00): London time, unless it ends with
        an offset (+01:00, or Z for UTC). A clock in hours needs the time. Exit 1: no calendar reaches so far.
        """
        which = Clock(kind)
        began = _read(start, in_hours=RULES[which].in_hours)
        try:
            found = due(which, began, holidays.calendar_for(which, Nation(nation)))
        except NotWorkedOut as fault:
            raise click.ClickException(str(fault)) from fault
        except (OverflowError, ValueError) as fault:
            raise click.ClickException(f"“{start}” is too far away: no calendar reaches so far.") from fault
        if as_json:
            shown = found.at.astimezone(LONDON).isoformat()
            click.echo(json.dumps({"due": shown, "explanation": found.explanation}, ensure_ascii=False))
        else:
            click.echo("\n".join(found.explanation))

    @app.cli.command("clocks")
    def clocks() -> None:
        """List every kind of clock as a page: its length, start, last day, and whether it is law."""
        click.echo(clocks_page.markdown(RULES), nl=False)


def _read(start: str, *, in_hours: bool) -> datetime:
    """The instant meant; raises click.UsageError in words for anything that is none, or could be two."""
    found = _START.fullmatch(start.strip())
    if found is None:
        raise click.UsageError(
            f"“{start}” is neither a day (2026-12-24) nor a day and a time (2026-12-24T16:00)."
        )
    if found["time"] is None:
        if in_hours:
            raise click.UsageError(
                f"This clock counts hours: add the time of day, for example {found['day']}T16:00."
            )
        return datetime.combine(_day(found["day"]), _NOON, LONDON)
    _day(found["day"])
    try:
        at = datetime.fromisoformat(f"{found['day']}T{found['time']}{(found['offset'] or '').upper()}")
    except ValueError as fault:
        raise click.UsageError(f"There is no such time as “{start}”: check the hours and minutes.") from fault
    return at if at.tzinfo else _in_london(at, start)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise click.UsageError(f"There is no such day as “{text}”: check the day and the month.") from fault


def _in_london(at: datetime, start: str) -> datetime:
    found = instants(at.date(), at.time())
    if len(found) == 1:
        return found[0]
    if not found:
        raise click.UsageError(
            f"“{start}” does not exist in London: the clocks went forward that night. Give a time before or"
            " after the hour that was left out, or one with its offset, for example +00:00."
        )
    raise click.UsageError(
        f"“{start}” exists twice in London: the clocks went back that night. Add +01:00 for the first time"
        " (BST) or +00:00 for the second (GMT)."
    )
