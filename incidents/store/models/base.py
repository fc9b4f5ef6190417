"""The declarative base: named constraints, typed columns, and a charity on every row."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import JSON, Date, ForeignKeyConstraint, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from incidents.store.instant import Instant

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[str, mapped_column(String(32))]
Slug = Annotated[str, mapped_column(String(40))]
Line = Annotated[str, mapped_column(String(400))]
Prose = Annotated[str, mapped_column(Text)]
Answers = Annotated[dict[str, object], mapped_column(JSON(none_as_null=True))]


class Base(DeclarativeBase):
    """Every table; constraints carry names so that migrations can speak of them."""

    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map = {datetime: Instant(), date: Date(), bytes: LargeBinary()}


class Owned:
    """A row of one charity: its key starts with the charity, so that no link can cross charities in SQL."""

    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)


def within(column: str, table: str, *, name: str | None = None) -> ForeignKeyConstraint:
    """A link to another row of the same charity."""
    return linked(["organisation_id", column], [f"{table}.organisation_id", f"{table}.id"], name=name)


def linked(columns: list[str], to: list[str], *, name: str | None = None) -> ForeignKeyConstraint:
    """A link that the database checks when the transaction ends: rows of one use case need no order."""
    return ForeignKeyConstraint(columns, to, name=name, deferrable=True, initially="DEFERRED")


def of_charity() -> ForeignKeyConstraint:
    """The link of a row to its charity."""
    return linked(["organisation_id"], ["organisation.id"])
