"""`evidence check`, `scan`, `rescan`, `sweep` and `rekey`: looking after the evidence files."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import Flask
from flask.cli import AppGroup

from incidents.domain.evidence import Scan
from incidents.services import evidence_care, evidence_keys


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

    @group.command("rekey")
    def rekey() -> None:
        """Seal the key of every case for a new CANDOUR_MASTER_KEY; CANDOUR_MASTER_KEY_BEFORE is the old one.

        Files are not touched. Nothing is changed where one key cannot be opened.
        """
        try:
            number = evidence_keys.rekey(datetime.now(UTC))
        except evidence_keys.Damaged as fault:
            raise click.ClickException(f"{fault}. Nothing was changed.") from fault
        click.echo(f"{number} keys sealed again. CANDOUR_MASTER_KEY_BEFORE is not needed any more.")

    @group.command("sweep")
    def sweep() -> None:
        """Throw away what uploads that were broken off have left, once it is a day old."""
        left = evidence_care.sweep(datetime.now(UTC))
        click.echo(f"{len(left)} left-over files thrown away.")

    _scanning(group, app)
    app.cli.add_command(group)


def _scanning(group: AppGroup, app: Flask) -> None:
    @group.command("scan")
    def scan() -> None:
        """Have the files that wait scanned for viruses. Exit 1: some still wait."""
        done = evidence_care.scan_waiting(_clamd(app), datetime.now(UTC))
        for file_id, found in done:
            click.echo(f"{file_id}: {found.label}")
        click.echo(f"{len(done)} files waited.")
        raise SystemExit(1 if any(found is Scan.WAITING for _, found in done) else 0)

    @group.command("rescan")
    def rescan() -> None:
        """Have all files scanned again, with the signatures of today. Exit 1: some are not what they were."""
        changed = evidence_care.scan_again(_clamd(app), datetime.now(UTC))
        for file_id, found in changed:
            click.echo(f"{file_id}: {found.label}")
        click.echo(f"{len(changed)} files are not what they were.")
        raise SystemExit(1 if changed else 0)


def _clamd(app: Flask) -> str:
    if not (clamd := str(app.config["CANDOUR"].clamd)):
        raise click.ClickException("No scanner is set up: name its socket in CANDOUR_CLAMD.")
    return clamd
