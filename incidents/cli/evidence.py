"""`evidence check`, `evidence scan`, `evidence sweep`: looking after the evidence files."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import Flask
from flask.cli import AppGroup

from incidents.domain.evidence import Scan
from incidents.services import evidence_care


def register(app: Flask) -> None:
    """Add the group `evidence`."""
    group = AppGroup("evidence", help="The evidence files; run `check` every week.")

    @group.command("check")
    def check() -> None:
        """Read and hash every file again. Exit 0: all sound; 1: each that is not is named."""
        now = datetime.now(UTC)
        checked, unpaired = evidence_care.rehash(now), evidence_care.unpaired(now)
        for fault in checked.broken:
            click.echo(f"BROKEN: {fault}.")
        for file_id in unpaired.files:
            click.echo(f"Left over from an upload that was broken off: {file_id} (see `evidence sweep`).")
        click.echo(f"{checked.files} files read, {len(checked.broken)} broken.")
        raise SystemExit(1 if checked.broken else 0)

    @group.command("scan")
    def scan() -> None:
        """Have the files that wait scanned for viruses. Exit 1: some still wait."""
        if not (clamd := app.config["CANDOUR"].clamd):
            raise click.ClickException("No scanner is set up: name its socket in CANDOUR_CLAMD.")
        done = evidence_care.scan_waiting(clamd, datetime.now(UTC))
        for file_id, found in done:
            click.echo(f"{file_id}: {found.label}")
        click.echo(f"{len(done)} files waited.")
        raise SystemExit(1 if any(found is Scan.WAITING for _, found in done) else 0)

    @group.command("sweep")
    def sweep() -> None:
        """Throw away what uploads that were broken off have left, once it is a day old."""
        left = evidence_care.sweep(datetime.now(UTC))
        click.echo(f"{len(left)} left-over files thrown away.")

    app.cli.add_command(group)
