"""Adding many rows at once: the quickest way into the database, where somebody waits for it."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import AutoField, BinaryField, Model
from psycopg import sql

TAKEN_AS_THEY_ARE = frozenset({str, int, float, bool, type(None), UUID, datetime, bytes})

FEW = 400
"""Rows that go in one statement, all tables together: COPY takes two turns a table, and less for a row.

Source: measured with the rows of 1 and of 20 decisions, 8 each.
"""

Rows = dict[type[Model], list[Model]]


@dataclass(slots=True)
class _KeptBack:
    """What is done at the end of a block: rows that are added, and statements with their values."""

    rows: Rows = field(default_factory=dict)
    others: list[tuple[str, list[Any]]] = field(default_factory=list)


_KEPT_BACK: ContextVar[_KeptBack | None] = ContextVar("what is done at the end of a block", default=None)


def add(rows: Sequence[Model], *, is_tried: bool = False) -> None:
    """Add new rows of one table in their order, with what stands in them; the database numbers them.

    Within `together` they are added at the end of its block, but for those of which it `is_tried` whether the
    database refuses them. A table whose columns hold lists is none for this.

    Raises:
        IntegrityError: the database refuses one of them; then none was added.
    """
    if not rows:
        return
    kept_back = _KEPT_BACK.get()
    if kept_back is None or is_tried:
        _copy(rows)
    else:
        kept_back.rows.setdefault(type(rows[0]), []).extend(rows)


def run(statement: str, values: list[Any]) -> None:
    """Run a statement whose answer nobody needs; within `together` at the end of its block, with the rows.

    Where it changes rows, they are others than those that are added in the block.
    """
    kept_back = _KEPT_BACK.get()
    if kept_back is None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
    else:
        kept_back.others.append((statement, values))


@contextmanager
def together() -> Iterator[None]:
    """Keep back what is added within the block, and add it at its end: all tables in one statement, if few.

    Nothing in the block may ask the database for those rows. References between them are looked at when the
    transaction ends. A block within another one ends with that one.

    Raises:
        IntegrityError: the database refuses one of them; then none was added.
    """
    if _KEPT_BACK.get() is not None:
        yield
        return
    kept_back = _KeptBack()
    token = _KEPT_BACK.set(kept_back)
    try:
        yield
    finally:
        _KEPT_BACK.reset(token)
    _do(kept_back)


def _do(kept_back: _KeptBack) -> None:
    rows, others = kept_back.rows, kept_back.others
    few = sum(map(len, rows.values())) <= FEW and len(rows) + len(others) > 1
    if not few or any(_has_bytes(model) for model in rows):
        for each in rows.values():
            _copy(each)
        for statement, values in others:
            run(statement, values)
        return
    told: list[Any] = [_as_json(each) for each in rows.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            _in_one(tuple(rows), tuple(statement for statement, _ in others)),
            [*told, *(value for _, values in others for value in values)],
        )


def _asks(statement: str) -> bool:
    """Tell whether a statement only asks: beside others it is run only where its answer is read."""
    return statement.lstrip().startswith("SELECT")


def _copy(rows: Sequence[Model]) -> None:
    statement, values_of = _into(type(rows[0]))
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([one if type(one) in TAKEN_AS_THEY_ARE else _plain(one) for one in values_of(row)])


def _as_json(rows: Sequence[Model]) -> str:
    """Return rows of one table by the names of its columns."""
    names, values_of = _columns(type(rows[0]))
    return json.dumps(
        [dict(zip(names, values_of(row), strict=True)) for row in rows], default=str, separators=(",", ":")
    )


@cache
def _in_one(models: tuple[type[Model], ...], others: tuple[str, ...]) -> str:
    """Return the statement that adds rows of several tables, each table's as JSON, and does the others too.

    It is the same however many rows there are. All parts see the database as it was before.
    """
    parts = [*map(_from_json, models), *others]
    named = [f"part_{place} AS {_apart(part)}" for place, part in enumerate(parts)]
    asking = [place for place, part in enumerate(parts) if _asks(part)]
    read = ", ".join(f"(SELECT count(*) FROM part_{place})" for place in asking)  # noqa: S608 - of numbers alone
    return f"WITH {', '.join(named)} SELECT {read or '1'}"


def _apart(part: str) -> str:
    """Return a part as one that is carried out once and by itself."""
    return f"MATERIALIZED ({part})" if _asks(part) else f"({part})"


def _from_json(model: type[Model]) -> str:
    names, _ = _columns(model)
    table = sql.Identifier(model._meta.db_table)  # noqa: SLF001 - Django's documented name
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, {rows})"
    )
    return statement.format(table=table, columns=columns, rows=sql.Placeholder()).as_string()


@cache
def _into(model: type[Model]) -> tuple[bytes, Callable[[Model], tuple[object, ...]]]:
    """Return the statement that copies into a model's table, and what takes a row's values for it."""
    names, values_of = _columns(model)
    table = sql.Identifier(model._meta.db_table)  # noqa: SLF001 - Django's documented name
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    return sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns).as_bytes(), values_of


@cache
def _columns(model: type[Model]) -> tuple[list[str], Callable[[Model], tuple[object, ...]]]:
    """Return the columns that new rows bring along, and what takes a row's values for them."""
    fields = [one for one in _fields(model) if not isinstance(one, AutoField)]
    return [str(one.column) for one in fields], attrgetter(*[one.attname for one in fields])


@cache
def _has_bytes(model: type[Model]) -> bool:
    return any(isinstance(one, BinaryField) for one in _fields(model))


def _fields(model: type[Model]) -> Sequence[Any]:
    return model._meta.concrete_fields  # noqa: SLF001 - Django's documented name


def _plain(value: object) -> object:
    """Return a value as the driver takes it for any column of its type."""
    if isinstance(value, (dict, list)):
        return json.dumps(value, separators=(",", ":"))
    return value.value if isinstance(value, Enum) else value
