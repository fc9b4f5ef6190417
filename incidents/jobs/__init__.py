"""The worker: what the program does by itself, every minute."""

from __future__ import annotations

from flask import Flask

from incidents.jobs import command
from incidents.jobs.beside import Beside


def register(app: Flask) -> None:
    """Add the command `worker`, and the worker that `serve` runs beside the pages in practice mode."""
    command.register(app)
    app.extensions["candour_worker"] = Beside(app)
