"""`policy install`, `check`, `show` and `list`: policies from files as new versions, and what they say."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from incidents.cli import serving
from incidents.domain.fields import LONDON
from incidents.domain.policy_faults import PolicyFault
from incidents.services import charity, installing, policy_text
from incidents.services.faults import Invalid, NotFound


def register(app: Flask) -> None:
    """Add the group `policy`."""
    group = AppGroup("policy", help="The charities' policies.")
    _from_files(group, app)
    _to_read(group, app)
    app.cli.add_command(group)


def _from_files(group: AppGroup, app: Flask) -> None:
    @group.command("install")
    @click.argument(
        "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
    )
    def install(files: tuple[Path, ...]) -> None:
        """Install policy files, each as a new version; a text that is installed already stays as it is."""
        serving.ready(app)
        for path in files:
            try:
                done = installing.install_file(path, datetime.now(UTC))
            except (PolicyFault, Invalid) as fault:
                raise click.ClickException(_said(path, fault)) from fault
            click.echo(f"{path.name}: version {done.number}{'' if done.new else ', as before'}")
            if done.number > 1 or not done.new:
                _lines(done.changes or ("nothing differs",))

    @group.command("check")
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
    def check(files: tuple[Path, ...]) -> None:
        """Say of each policy file that it is good, or every fault with its place and remedy."""
        faulty = False
        for path in files:
            try:
                installing.check_file(path)
            except PolicyFault as fault:
                faulty = True
                click.echo(str(fault))
            else:
                click.echo(f"{path}: good")
        sys.exit(1 if faulty else 0)


def _to_read(group: AppGroup, app: Flask) -> None:
    @group.command("show")
    @click.argument("charity_id", metavar="ID")
    @click.option("--version", "number", type=int, help="A version, instead of the one that holds today.")
    def show(charity_id: str, number: int | None) -> None:
        """Print what the policy of a charity says, as text: the version that holds today, or another."""
        serving.ready(app)
        today = datetime.now(UTC).astimezone(LONDON).date()
        try:
            lines = policy_text.lines(charity_id, number, today)
        except NotFound as error:
            raise click.ClickException(
                "There is no such charity, or no such version. See: policy list"
            ) from error
        for line in lines:
            click.echo(line)

    @group.command("list")
    def everyone() -> None:
        """Name every charity, and which version of its policy holds today."""
        serving.ready(app)
        today = datetime.now(UTC).astimezone(LONDON).date()
        for one in charity.everyone():
            found = charity.find(one.id, today)
            click.echo(f"{one.id}  {one.name}" + (f", version {found.number}" if found else ""))


def _said(path: Path, fault: PolicyFault | Invalid) -> str:
    return str(fault) if isinstance(fault, PolicyFault) else f"{path}: {fault}"


def _lines(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        click.echo(f"  {sentence}")
