"""`make-admin`: the first administrator of a charity; there are no default passwords."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import Flask

from incidents.domain.words import Role
from incidents.services import hashing, membership
from incidents.services.faults import Invalid, NotFound


def register(app: Flask) -> None:
    """Add the command."""

    @app.cli.command("make-admin")
    @click.argument("charity")
    @click.option("--name", prompt="Name")
    @click.option("--email", prompt="E-mail address")
    @click.password_option(help="At least 15 characters.")
    def make_admin(charity: str, name: str, email: str, password: str) -> None:
        """Make the first administrator of CHARITY (its short word, for example fts)."""
        if not email.strip():
            raise click.ClickException("Enter an e-mail address: an administrator signs in with it.")
        person = membership.NewPerson(name, (("role", Role.ADMIN, ""),), email, password)
        tool = hashing.hasher(app.config["CANDOUR"].argon2_memory_mib)
        try:
            membership.add(charity, person, None, tool, datetime.now(UTC))
        except NotFound as error:
            raise click.ClickException(f"There is no charity {charity}. See: policy list") from error
        except Invalid as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"{name} can now sign in and add people and roles.")
