"""`step CHARITY REFERENCE ACTION --as EMAIL`: a step from the command line, through the same one door."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TextIO

import click
from flask import Flask

from incidents.domain.machine import Refused
from incidents.domain.permissions import needs_second_step
from incidents.services import asking, second_step, signing_in
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.progress import Step, perform
from incidents.services.signing_in import SignedIn
from incidents.services.throttling import TooMany

_NOTHING = "Nothing there that you can act on."


def register(app: Flask) -> None:
    """Add the command."""

    @app.cli.command("step")
    @click.argument("charity")
    @click.argument("reference")
    @click.argument("action")
    @click.option("--code", default="", help="The code of your second step, if you have one.")
    @click.option("--as", "email", required=True, help="Your e-mail address here; the password is asked for.")
    @click.option("--matter", help="The id of one matter of the case; the case itself without it.")
    @click.password_option(confirmation_prompt=False, envvar="CANDOUR_PASSWORD", help="Better left out.")
    @click.option("--answers", type=click.File(), default="-", help="A JSON object of answers by field name.")
    def step(  # click gives each part of the command its own name
        charity: str,
        reference: str,
        action: str,
        email: str,
        matter: str | None,
        password: str,
        code: str,
        answers: TextIO,
    ) -> None:
        """Take one step of a case, as yourself: what the pages refuse is refused here too.

        The answers are read from standard input. Nothing changes when the step is refused (exit status 1).
        """
        now = datetime.now(UTC)
        raw = _read(answers)
        member = _signed_in(app, charity, (email, password, code), now)
        try:
            found = asking.step_form(member, reference, matter, action, now)
            key = secrets.token_urlsafe(16)
            done = perform(member, Step(reference, action, found.version, key, matter), raw, now)
        except NotFound as fault:
            raise click.ClickException(_NOTHING) from fault
        except Invalid as fault:
            _refuse([f"{problem.field}: {problem.message}" for problem in fault.problems])
        except Refused as fault:
            _refuse([refusal.message for refusal in fault.refusals])
        except Stale:
            _refuse(["Someone else was faster. Look at the case, and try again."])
        else:
            click.echo(f"{done.reference}: {found.transition.done}.")


def _signed_in(app: Flask, charity: str, given: tuple[str, str, str], now: datetime) -> Member:
    """Whoever this is: the operator of the machine can act for nobody. The session ends with the command."""
    sessions = app.extensions["candour"]
    email, password, code = given
    try:
        token = signing_in.sign_in(email, password, signing_in.From("the command line"), sessions.hasher, now)
    except TooMany as fault:
        raise click.ClickException("Too many tries. Wait a quarter of an hour.") from fault
    found = signing_in.who(token, charity.lower(), sessions.limits, now) if token else None
    try:
        if token and found is not None:
            token = _second_step(app, found, token, code, now)
    finally:
        if token:
            signing_in.sign_out(token, now)
    if found is None or found.member is None:
        raise click.ClickException(f"Wrong address or password, or no place at “{charity}”.")
    return found.member


def _second_step(app: Flask, found: SignedIn, token: str, code: str, now: datetime) -> str:
    """Ask for the code of who has a second step; who should have one sets it up on the pages first.

    The token of the sign-in from then on.
    """
    sessions, member = app.extensions["candour"], found.member
    if member is None:
        return token
    if not found.has_factor:
        if sessions.second_required and needs_second_step(member):
            raise click.ClickException("Set up your second step on the pages first: sign in there once.")
        return token
    if not code:
        raise click.ClickException("Give the code that your phone shows now: --code 123456")
    try:
        return second_step.take(member, token, code, sessions.box, now)
    except TooMany as fault:
        raise click.ClickException("Too many tries. Wait a while.") from fault
    except Invalid as fault:
        raise click.ClickException(fault.problems[0].message) from fault


def _read(answers: TextIO) -> Mapping[str, object]:
    try:
        given = json.load(answers)
    except (json.JSONDecodeError, RecursionError) as fault:
        raise click.UsageError(f"The answers are not JSON: {fault}") from fault
    if not isinstance(given, dict):
        raise click.UsageError('The answers are an object, as in {"because": "It is settled"}')
    return given


def _refuse(reasons: list[str]) -> None:
    for reason in reasons:
        click.echo(reason, err=True)
    sys.exit(1)
