"""`trail verify [--case REF]`: proves the trail, or names the first broken entry."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from incidents.services import verifying


def register(app: Flask) -> None:
    """Add the group `trail`."""
    group = AppGroup("trail", help="The trail of everything that was done.")

    @group.command("verify")
    @click.option("--case", "reference", help="Only this case, for example FTS-7K3P-M.")
    def verify(reference: str | None) -> None:
        """Check every chain, every payload, and that replaying gives the stored states. Exit 0: sound; 1: broken."""
        verdict = verifying.verify(reference)
        for line in verifying.lines(verdict):
            click.echo(line)
        raise SystemExit(0 if verdict.sound else 1)

    app.cli.add_command(group)
