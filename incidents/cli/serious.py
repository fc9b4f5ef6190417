"""`serious`: one JSON object of answers in, who must know of it out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

import click
from flask import Flask

from incidents.domain.policy_words import Nation
from incidents.domain.serious import AnswersFault, Verdict, assess, people_told
from incidents.domain.serious_words import Brand
from incidents.exports.serious_page import markdown

_MISUSE = 2
_YES_NO = {True: "yes", False: "no"}


def register(app: Flask) -> None:
    """Add the command `serious`."""

    @app.cli.command("serious")
    @click.option(
        "--nation",
        type=click.Choice([one.value for one in Nation]),
        default=Nation.ENGLAND_AND_WALES.value,
        show_default=True,
        help="Where the charity is registered.",
    )
    @click.option(
        "--brand",
        type=click.Choice([one.value for one in Brand]),
        default=Brand.NONE.value,
        show_default=True,
        help="The name it shares with others.",
    )
    @click.option(
        "--markdown", "page", is_flag=True, help="Print the page docs/serious.md, and read nothing."
    )
    def serious(nation: str, brand: str, page: bool) -> None:
        """Is it a serious incident, and who must know? Reads answers as one JSON object (docs/serious.md).

        Exit 2: the answers cannot be read; every unknown key and value is named.
        """
        if page:
            click.echo(markdown(), nl=False)
            return
        try:
            found = assess(_answers(json.loads(sys.stdin.buffer.read())), Nation(nation), Brand(brand))
        except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, or answers that cannot be read
            click.echo(f"answers: {error}", err=True)
            sys.exit(_MISUSE)
        printed = {"verdicts": [_printed(one) for one in found], "people_must_be_told": people_told(found)}
        click.echo(json.dumps(printed, ensure_ascii=False, indent=2))


def _answers(given: object) -> dict[str, str]:
    """The answers as the questions know them; true and false are yes and no, null is not known."""
    if not isinstance(given, Mapping):
        raise AnswersFault('they are written as an object, as in {"harm": "serious"}')
    return {
        str(key): _YES_NO[answer] if isinstance(answer, bool) else str(answer)
        for key, answer in given.items()
        if answer is not None
    }


def _printed(verdict: Verdict) -> dict[str, object]:
    return {
        "body": verdict.body.value,
        "verdict": verdict.telling.value,
        "reasons": verdict.reasons,
        "sources": verdict.sources,
        "check_with": verdict.check_with,
        "ask": verdict.ask,
    }
