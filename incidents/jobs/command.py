"""`worker`: a process of its own that looks for deadlines and sends mails, until it is stopped."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask
from huey.consumer import Consumer

from incidents.jobs import queue
from incidents.jobs.minute import NO_SERVER, minute
from incidents.services import readiness


def register(app: Flask) -> None:
    """Add the command."""

    @app.cli.command("worker")
    @click.option("--once", is_flag=True, help="Look and send once, and say what was done.")
    def worker(*, once: bool) -> None:
        """Look for deadlines and send mails. Any number may run: each mail goes once."""
        if reason := readiness.why_not(*readiness.revisions(Path(app.root_path) / "migrations")):
            raise click.ClickException(reason)
        work = minute(app)
        if work.worker is None:
            click.echo(NO_SERVER, err=True)
        if once:
            click.echo(f"Mails written: {work.look()}. Mails sent: {work.send()}.")
            return
        click.echo("The worker is at work (stop with Ctrl-C).", err=True)
        Consumer(queue.make(app), workers=1, shutdown_timeout=60).run()
