"""Changing rows by a statement that is compiled once."""

from collections.abc import Callable, Sequence
from functools import cache, wraps
from typing import Any, ParamSpec, TypeAlias, cast

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery

from assistdesk.shared.compiled.statements import Statement, are_of, kinds_of, stand_ins_for

Values = ParamSpec("Values")
Change: TypeAlias = "tuple[QuerySet[Any, Any], dict[str, Any]]"


def changed_once(
    *returning: str,
) -> Callable[[Callable[Values, Change]], Callable[Values, list[tuple[Any, ...]]]]:
    """Return a decorator that does for changing rows what `compiled_once` does for reading them.

    The function decorated returns which rows change, and what becomes of their fields. What it is made into
    changes them, and returns for each row that it changed the fields `returning` as they are now. A parameter
    may be `datetime | None` where it is only what becomes of a field.

    Raises:
        TypeError: as `compiled_once`; also where a value is not of its parameter's kind.
    """

    def decorate(build: Callable[Values, Change]) -> Callable[Values, list[tuple[Any, ...]]]:
        kinds, of_values = kinds_of(build), cast("Callable[..., Change]", build)

        @cache
        def compiled() -> Statement:
            stand_ins = stand_ins_for(kinds, name=build.__qualname__, may_be_none=True)
            text, constants = _compiled(of_values(**stand_ins), returning)
            return Statement.of(text, constants, stand_ins, name=build.__qualname__)

        @wraps(build)
        def make(*args: Values.args, **kwargs: Values.kwargs) -> list[tuple[Any, ...]]:
            values = dict(zip(kinds, args, strict=False)) | kwargs
            if not are_of(values, kinds):
                raise TypeError(f"{build.__qualname__} takes {kinds}.")
            bound: Any = compiled().bound(values)
            with connection.cursor() as cursor:
                cursor.execute(compiled().text, bound)
                return list(cursor.fetchall())

        return make

    return decorate


def _compiled(change: Change, returning: Sequence[str]) -> tuple[str, tuple[Any, ...]]:
    rows, becoming = change
    query: Any = rows.query.chain(UpdateQuery)
    query.add_update_values(becoming)
    text, constants = query.get_compiler(connection=connection).as_sql()
    table = rows.model._meta  # noqa: SLF001  # Django's documented name
    columns = ", ".join(f'"{table.get_field(one).column}"' for one in returning)
    return f"{text} RETURNING {columns or '1'}", constants
