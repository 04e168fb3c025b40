"""The promise of a step: it runs inside somebody else's transaction."""

from django.db import connection


class NoTransaction(RuntimeError):
    """A step was called outside a transaction: a mistake in the program."""


def required() -> None:
    """Check that the caller holds a transaction open.

    Raises:
        NoTransaction: it does not, so what the step writes could stand without its cause.
    """
    if not connection.in_atomic_block:
        raise NoTransaction
