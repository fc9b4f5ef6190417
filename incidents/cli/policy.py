"""`policy install FILE` and `policy list`: policies from files, as new versions."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from incidents.domain.policy_faults import PolicyFault
from incidents.services import charity, installing


def register(app: Flask) -> None:
    """Add the group `policy`."""
    group = AppGroup("policy", help="The charities' policies.")

    @group.command("install")
    @click.argument(
        "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
    )
    def install(files: tuple[Path, ...]) -> None:
        """Install policy files, each as a new version; a text that is installed already stays as it is."""
        for path in files:
            try:
                done = installing.install_file(path, datetime.now(UTC))
            except PolicyFault as fault:
                raise click.ClickException(str(fault)) from fault
            click.echo(f"{path.name}: version {done.number}{'' if done.new else ', as before'}")

    @group.command("list")
    def show() -> None:
        """Name every charity."""
        for one in charity.everyone():
            click.echo(f"{one.id}  {one.name}")

    app.cli.add_command(group)
