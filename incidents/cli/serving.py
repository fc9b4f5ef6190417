"""`serve`: get the database ready, then answer; in practice mode with invented people."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import click
import waitress
from flask import Flask
from flask_migrate import upgrade
from waitress.server import BaseWSGIServer

from incidents.cli.framing import PlainChannel
from incidents.domain.policy_faults import PolicyFault
from incidents.services import demonstration, hashing, installing, readiness
from incidents.services.readiness import Schema

# A request or an answer that is larger than this would be written to a temporary file, evidence in the clear.
_NOTHING_ON_DISK = {
    "inbuf_overflow": 64 * 1024 * 1024,
    "max_request_body_size": 60 * 1024 * 1024,
    "outbuf_overflow": 64 * 1024 * 1024,
    "outbuf_high_watermark": 8 * 1024 * 1024,
}


_HERE = ("127.0.0.1", "::1", "localhost")
_IN_THE_CLEAR = """\
*******************************************************************************
THIS IS NOT ENCRYPTED: whoever is on the way to this computer can read cases and
change them. Leave --host out and let a front server with TLS stand before it.
*******************************************************************************"""


def register(app: Flask) -> None:
    """Add the commands."""

    @app.cli.command("serve")
    @click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
    @click.option("--host", default="127.0.0.1", show_default=True)
    @click.option("--prepare", is_flag=True, help="Make the database ready and install the policies first.")
    def serve(port: int, host: str, *, prepare: bool) -> None:
        """Serve the pages with waitress."""
        if app.config["CANDOUR"].practice and host not in _HERE:
            raise click.ClickException("Practice mode answers only on this computer.")
        if host not in _HERE:
            click.echo(_IN_THE_CLEAR, err=True)
        if prepare:
            _prepare(app)
        else:
            _refuse_unready(app)
        with _door(host, port) as door:
            server = made(app, door, app.config["CANDOUR"].trusted_proxies)
            click.echo(f"Candour is at http://{host}:{port}/ (stop with Ctrl-C)", err=True)
            if app.config["CANDOUR"].practice:  # real ones run `worker` by itself, beside any number of these
                app.extensions["candour_worker"].start()
            server.run()
            app.extensions["candour_worker"].stop()

    @app.cli.command("prepare")
    def prepare() -> None:
        """Make or migrate the database, install the policies and, in practice mode, the invented cases."""
        _prepare(app)


def made(app: Flask, door: socket.socket, trusted_proxies: int) -> BaseWSGIServer:
    """The server behind a door; without a front server of ours it drops what strangers say they are."""
    server = waitress.create_server(
        app,
        sockets=[door],
        threads=8,
        ident=None,
        clear_untrusted_proxy_headers=trusted_proxies == 0,
        **_NOTHING_ON_DISK,
    )
    server.channel_class = PlainChannel
    return server


def _door(host: str, port: int) -> socket.socket:
    """A socket that listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        taken = f"Port {port} of {host} cannot be used ({error.strerror}). Choose another: --port {port + 1}"
        raise click.ClickException(taken) from error


def ready(app: Flask) -> None:
    """Make a database that is not there yet, with the policies in it; refuse one that is not up to date."""
    if readiness.state(*_revisions(app)) is Schema.EMPTY:
        _make(app, datetime.now(UTC))
    _refuse_unready(app)


def _prepare(app: Flask) -> None:
    settings = app.config["CANDOUR"]
    now = datetime.now(UTC)
    _make(app, now)
    if settings.practice:
        if demonstration.load(hashing.hasher(settings.argon2_memory_mib), now):
            click.echo("The demonstration cases are loaded.", err=True)
        for line in demonstration.sign_ins():
            click.echo(line, err=True)


def _make(app: Flask, now: datetime) -> None:
    settings = app.config["CANDOUR"]
    if readiness.state(*_revisions(app)) in (Schema.EMPTY, Schema.OLDER):
        click.echo("Getting the database ready …", err=True)
        upgrade()
    _refuse_unready(app)
    try:
        # In practice the invented people came long ago: their charity was there before them.
        since = now - demonstration.BEFORE if settings.practice else now
        installing.install_missing(Path(settings.policies), since)
    except PolicyFault as fault:
        raise click.ClickException(str(fault)) from fault


def _refuse_unready(app: Flask) -> None:
    if reason := readiness.why_not(*_revisions(app)):
        raise click.ClickException(reason)


def _revisions(app: Flask) -> tuple[str, frozenset[str]]:
    return readiness.revisions(Path(app.root_path) / "migrations")
