"""`schemas`: the published shapes of papers as JSON, written into a folder."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask

from incidents.domain.forms import FORMS
from incidents.exports.paper_schema import as_text, form_schema, paper_schema

RENEW = "python3 dev.py schemas docs/schemas"


def register(app: Flask) -> None:
    """Add the command `schemas`."""

    @app.cli.command("schemas")
    @click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
    def schemas(folder: Path) -> None:
        """Write the shape of every paper, and of each body's form, into FOLDER."""
        for name, text in files().items():
            (folder / name).write_text(text, encoding="utf-8")
            click.echo(name)


def files() -> dict[str, str]:
    """What is published: the name of each file and what stands in it."""
    forms = {f"{key.replace('_', '-')}.json": as_text(form_schema(form)) for key, form in FORMS.items()}
    return {"paper.json": as_text(paper_schema()), **forms}
