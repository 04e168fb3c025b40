"""Adding one row by a statement that is written once for its table."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model
from django.db.models.sql import InsertQuery


def insert(row: Model) -> None:
    """Add a new row with what stands in it, as `save(force_insert=True)` would, by a statement written once.

    A number that the database gives as its key is set on it; no signal is sent, and nothing else that the
    database works out is read back.

    Raises:
        IntegrityError: the database refuses it.
    """
    statement, fields = _inserting(type(row))
    values = [one.get_db_prep_save(one.pre_save(row, add=True), connection) for one in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  # as saving does


@cache
def _inserting(model: type[Model]) -> tuple[str, list[Any]]:
    """Return the statement that adds a row of a model and returns its key, and the fields that it takes."""
    table = model._meta  # noqa: SLF001  # Django's documented name
    fields: list[Any] = [
        one for one in table.concrete_fields if not (isinstance(one, AutoField) or one.generated)
    ]
    empty = model(**{one.attname: None for one in fields})
    query = InsertQuery(model)
    query.insert_values(fields, [empty], raw=True)
    compiler: Any = query.get_compiler(connection=connection)
    compiler.returning_fields = [table.pk]
    [(statement, values)] = compiler.as_sql()
    assert len(values) == len(fields)
    return statement, fields
