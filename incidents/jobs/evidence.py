"""Looking after the evidence files: those that wait are scanned each minute, all again each week."""

from __future__ import annotations

import click
from flask import Flask
from huey import Huey, crontab

from incidents.jobs.minute import now
from incidents.services import evidence_care

_MINUTE, _HOUR = 60, 3600


def add(queue: Huey, app: Flask) -> None:
    """Add the jobs to the queue; without a scanner nothing waits for one, and nothing is scanned again."""
    clamd = app.config["CANDOUR"].clamd

    def scan() -> None:
        evidence_care.scan_waiting(clamd, now())

    def check() -> None:
        for fault in evidence_care.rehash(now()).broken:
            click.echo(f"BROKEN: {fault}. Its charity's trail says so too.", err=True)

    def again() -> None:
        for file_id, found in evidence_care.scan_again(clamd, now()):
            click.echo(f"Scanned again: evidence file {file_id}: {found.label}.", err=True)

    if clamd:
        sunday_morning = crontab(minute="20", hour="5", day_of_week="0")
        queue.periodic_task(sunday_morning, name="scan all evidence again", expires=_HOUR)(again)
        queue.periodic_task(crontab(minute="*"), name="scan evidence", expires=_MINUTE)(scan)
    sunday_night = crontab(minute="20", hour="3", day_of_week="0")
    queue.periodic_task(sunday_night, name="read all evidence again", expires=_HOUR)(check)
