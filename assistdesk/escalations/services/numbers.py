"""Incident numbers: unique and rising, whatever happens at the same time."""

from datetime import date

from django.db import connection

from assistdesk.shared import transactions

_TAKE = """
    INSERT INTO escalations_numberseries AS series (marketplace, last, last_on) VALUES (%s, %s, %s)
    ON CONFLICT (marketplace) DO UPDATE
    SET last = series.last + 1, last_on = greatest(series.last_on, excluded.last_on)
    RETURNING last, last_on
"""


def next_number(marketplace: str, *, first: int, today: date) -> tuple[int, date]:
    """Return the next running number of a marketplace and the day that it carries.

    The day is `today`, or the last number's where that is later, so that numbers rise even where two
    submissions cross midnight in the other order. The marketplace's row stays locked until the
    transaction ends: take it late.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [marketplace, first, today])
        running, on = cursor.fetchone()
    return running, on
