"""How sweeps work through what is due: several in one transaction, and one that fails keeps none waiting."""

from collections.abc import Callable, Sequence
from itertools import islice
from uuid import UUID


def in_batches(ids: Sequence[UUID], work: Callable[[Sequence[UUID]], int], *, most: int) -> int:
    """Let `work` do so many at once, each in a transaction of its own; return the sum of what it returns.

    Where several fail together they are done again one by one.

    Raises:
        Exception: what the last of those raised that failed alone, when all others are done.
    """
    done, failed = 0, None
    rest = iter(ids)
    while batch := list(islice(rest, most)):
        try:
            done += work(batch)
        except Exception:  # noqa: BLE001 - whoever it is of fails again alone
            for one in batch:
                try:
                    done += work([one])
                except Exception as error:  # noqa: BLE001 - raised below
                    failed = error
    if failed is not None:
        raise failed
    return done
