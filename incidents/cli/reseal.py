"""`reseal`: after a new secret key, seal what the key before it had sealed, so that it is needed no more."""

from __future__ import annotations

import click
from flask import Flask

from incidents.services import resealing

_DONE = "{} sealed under the key of today. Now take CANDOUR_SECRET_KEY_PREVIOUS out and start again."
_WRONG = (
    "Nothing was changed: something was sealed under neither key. Set CANDOUR_SECRET_KEY_PREVIOUS to the key "
    "that was in use before."
)


def register(app: Flask) -> None:
    """Add the command."""

    @app.cli.command("reseal")
    def reseal() -> None:
        """Seal second steps anew, after CANDOUR_SECRET_KEY was replaced."""
        try:
            how_many = resealing.reseal(app.extensions["candour"].box)
        except resealing.WrongKey as fault:
            raise click.ClickException(_WRONG) from fault
        click.echo(_DONE.format("1 second step is" if how_many == 1 else f"{how_many} second steps are"))
