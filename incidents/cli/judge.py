"""`policy judge POLICY`: one JSON object of facts on each line in, one JSON finding on each line out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import click
from flask import Flask

from incidents.domain.fields import LONDON
from incidents.domain.policy import Policy
from incidents.domain.policy_facts_reading import read_day, read_facts
from incidents.domain.policy_faults import PolicyFault
from incidents.domain.policy_finding import find
from incidents.services import policy_sources

_MISUSE = 2
Versions = Callable[[date], Policy]


def register(app: Flask) -> None:
    """Add the command to the group `policy`, which must be there."""
    group = app.cli.commands["policy"]
    if not isinstance(group, click.Group):
        raise TypeError("`policy` is not a group of commands")

    @group.command("judge")
    @click.argument("policy")
    def judge(policy: str) -> None:
        """Judge acts under POLICY: the id of a charity (fts), its code (FTS), or a policy file.

        An installed charity's act is judged under the version that held on its day (`on`, or else today).
        """
        try:
            version_on = policy_sources.source(policy, Path(app.config["CANDOUR"].policies))
        except PolicyFault as fault:
            raise click.ClickException(str(fault)) from fault
        except LookupError as error:
            raise click.UsageError(str(error)) from error
        today = datetime.now(UTC).astimezone(LONDON).date()
        for number, line in enumerate(sys.stdin.buffer, start=1):
            if line.strip():
                click.echo(_judged(version_on, line, number, today))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object in which no key stands twice: of two, nobody could say which was meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if [one for one, _ in pairs].count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice")
    return found


def _judged(version_on: Versions, line: bytes, number: int, today: date) -> str:
    try:
        given = json.loads(line, object_pairs_hook=_once)
        policy = version_on(read_day(given) or today)
        found = find(policy, read_facts(policy, given))
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, or facts that cannot be read
        click.echo(f"line {number}: {error}", err=True)
        sys.exit(_MISUSE)
    return json.dumps(found.printed, ensure_ascii=False)
