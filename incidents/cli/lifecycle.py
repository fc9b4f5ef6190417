"""`lifecycle`: the machines as text, JSON, Mermaid, SVG or a page, from the tables the program runs on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import click
from flask import Flask

from incidents.domain.lifecycle import MACHINES
from incidents.domain.lifecycle.listing import as_data
from incidents.domain.machine import Machine
from incidents.exports.drawing import mermaid, svg_file
from incidents.exports.lifecycle_page import markdown
from incidents.exports.lifecycle_text import text


def register(app: Flask) -> None:
    """Add the command `lifecycle`."""

    @app.cli.command("lifecycle")
    @click.option("--json", "form", flag_value="json", help="As JSON, for programs.")
    @click.option("--mermaid", "form", flag_value="mermaid", help="As Mermaid state diagrams.")
    @click.option("--svg", "form", flag_value="svg", help="As one SVG drawing.")
    @click.option("--markdown", "form", flag_value="markdown", help="As the page docs/lifecycle.md.")
    @click.option("--machine", "name", metavar="NAME", help="Only this one, for example case.")
    def lifecycle(form: str | None, name: str | None) -> None:
        """Every state and step, as the program knows them. Exit 2: there is no machine of that name."""
        if name is not None and name not in MACHINES:
            click.echo(f"There is no machine called {name}. There are: {', '.join(MACHINES)}.", err=True)
            raise SystemExit(2)
        machines = [MACHINES[name]] if name is not None else list(MACHINES.values())
        click.echo(_FORMS[form or "text"](machines), nl=False)


def _json(machines: Sequence[Machine]) -> str:
    return (
        json.dumps(as_data({machine.name: machine for machine in machines}), ensure_ascii=False, indent=2)
        + "\n"
    )


def _mermaid(machines: Sequence[Machine]) -> str:
    return "\n".join(f"%% {machine.label} ({machine.name})\n{mermaid(machine)}" for machine in machines)


_FORMS: dict[str, Callable[[Sequence[Machine]], str]] = {
    "text": text,
    "json": _json,
    "mermaid": _mermaid,
    "svg": svg_file,
    "markdown": markdown,
}
