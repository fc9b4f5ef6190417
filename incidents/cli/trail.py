"""`trail verify [--case REF]`: proves the trail, or names the first broken entry."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from incidents.domain import reference as references
from incidents.services import verifying
from incidents.services.faults import NotFound


def register(app: Flask) -> None:
    """Add the group `trail`."""
    group = AppGroup("trail", help="The trail of everything that was done.")

    @group.command("verify")
    @click.option("--case", "reference", help="Only this case, for example FTS-7K3P-M.")
    def verify(reference: str | None) -> None:
        """Check every chain, every payload and every stored state. Exit 0: sound; 1: broken."""
        meant = references.tidy(reference) or reference if reference else None
        try:
            verdict = verifying.verify(meant)
        except NotFound as error:
            raise click.ClickException(f"There is no case {meant}.") from error
        for line in verifying.lines(verdict):
            click.echo(line)
        raise SystemExit(0 if verdict.sound else 1)

    app.cli.add_command(group)
