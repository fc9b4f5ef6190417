"""A secret key can be replaced: what the earlier one sealed and signed is read until it is sealed anew."""

from __future__ import annotations

import pytest
from flask import Flask
from pydantic import SecretStr

from app import create_app
from incidents.domain.words import Role
from incidents.services import resealing, second_step
from incidents.store import db, sealed
from incidents.store.models import SecondFactor
from tests import databases
from tests.cast import NOW, browse, join
from tests.databases import Database

OLD, NEW, OTHER = ("the key of last year, long enough", "the key of this year, long enough", "another key")


def kept(tool: object, account_id: str) -> str:
    """The secret of an account as this tool opens it."""
    with db.read() as session:
        return sealed.opened(tool, session.get_one(SecondFactor, account_id).sealed)  # type: ignore[arg-type]


def seal(account_id: str, tool: object) -> None:
    """A second step, sealed with this tool."""
    with db.work() as session:
        session.add(
            SecondFactor(
                account_id=account_id,
                sealed=sealed.seal(tool, "JBSWY3DPEHPK3PXP"),  # type: ignore[arg-type]
                since=NOW,
                last_counter=0,
            )
        )


def test_the_earlier_key_opens_until_all_is_sealed_anew(database: Database) -> None:
    account_id = join("fts", "Ada Okoro", [Role.MANAGER]).account_id
    seal(account_id, second_step.box(OLD))
    both, new = second_step.box(NEW, OLD), second_step.box(NEW)
    assert kept(both, account_id) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(sealed.WrongKey):
        kept(new, account_id)
    assert resealing.reseal(both) == 1
    assert kept(new, account_id) == "JBSWY3DPEHPK3PXP"
    assert resealing.reseal(both) == 1  # again does no harm


def test_what_neither_key_opens_changes_nothing(sqlite: Database) -> None:
    first, second = (join("fts", name, [Role.MANAGER]).account_id for name in ("Ada Okoro", "Ben Obi"))
    seal(first, second_step.box(OLD))
    seal(second, second_step.box(OTHER))
    with pytest.raises(resealing.WrongKey):
        resealing.reseal(second_step.box(NEW, OLD))
    assert kept(second_step.box(OLD), first) == "JBSWY3DPEHPK3PXP"


def program(database: Database, key: str, earlier: str = "") -> Flask:
    """The program under this key."""
    settings = databases.settings(database.url)
    changed = {"secret_key": SecretStr(key), "secret_key_previous": SecretStr(earlier)}
    return create_app(settings.model_copy(update=changed))


def test_nobody_is_signed_out_by_a_new_key(sqlite: Database) -> None:
    before = browse(program(sqlite, OLD), "fts", join("fts", "Ada Okoro", [Role.MANAGER]))
    assert before.client.get("/fts/today").status_code == 200
    value = before.client.get_cookie("candour").value  # type: ignore[union-attr]
    for app, status in ((program(sqlite, NEW, OLD), 200), (program(sqlite, NEW), 302)):
        client = app.test_client()
        client.set_cookie("candour", value)
        assert client.get("/fts/today").status_code == status


def test_the_command_says_how_many(sqlite: Database) -> None:
    seal(join("fts", "Ada Okoro", [Role.MANAGER]).account_id, second_step.box(OLD))
    told = program(sqlite, NEW, OLD).test_cli_runner().invoke(args=["reseal"])
    assert told.output.startswith("1 second step is sealed under the key of today.")
    lost = program(sqlite, OTHER).test_cli_runner().invoke(args=["reseal"])
    assert lost.exit_code == 1
    assert "Nothing was changed" in lost.output
