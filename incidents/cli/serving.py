"""`serve`: get the database ready, then answer; in practice mode with invented people."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
import waitress
from flask import Flask
from flask_migrate import upgrade

from incidents.services import charity, demonstration, installing, readiness, signing_in
from incidents.services.readiness import Schema


def register(app: Flask) -> None:
    """Add the commands."""

    @app.cli.command("serve")
    @click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
    @click.option("--host", default="127.0.0.1", show_default=True)
    @click.option("--prepare", is_flag=True, help="Make or migrate the database and install the policies first.")
    def serve(port: int, host: str, *, prepare: bool) -> None:
        """Serve the pages with waitress."""
        settings = app.config["CANDOUR"]
        if settings.practice and host not in ("127.0.0.1", "localhost"):
            raise click.ClickException("Practice mode answers only on this computer.")
        if prepare:
            _prepare(app)
        head, known = _revisions(app)
        if reason := readiness.why_not(head, known):
            raise click.ClickException(reason)
        click.echo(f"Candour is at http://{host}:{port}/ (stop with Ctrl-C)", err=True)
        waitress.serve(app, host=host, port=port, threads=8, ident=None)

    @app.cli.command("prepare")
    def prepare() -> None:
        """Make or migrate the database, install the policies and, in practice mode, the demonstration cases."""
        _prepare(app)


def _prepare(app: Flask) -> None:
    settings = app.config["CANDOUR"]
    now = datetime.now(UTC)
    head, known = _revisions(app)
    before = readiness.state(head, known)
    if before is Schema.UNKNOWN:
        raise click.ClickException(readiness.why_not(head, known))
    if before is not Schema.CURRENT:
        click.echo("Getting the database ready …", err=True)
        upgrade()
    if not charity.everyone():
        for path in sorted(Path(settings.policies).glob("*.yaml")):
            installing.install_file(path, now)
    if settings.practice:
        if demonstration.load(signing_in.hasher(settings.argon2_memory_mib), now):
            click.echo("The demonstration cases are loaded.", err=True)
        for line in demonstration.sign_ins():
            click.echo(line, err=True)


def _revisions(app: Flask) -> tuple[str, frozenset[str]]:
    """The newest revision and all of them, from the files' names: no migration needs to be loaded for a start."""
    folder = Path(app.root_path) / "migrations"
    known = frozenset(path.name.partition("_")[0] for path in (folder / "versions").glob("*.py"))
    return (folder / "HEAD").read_text().strip(), known
