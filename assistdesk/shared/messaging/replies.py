"""Which kinds of things can be answered by mail, and by which tasks: contexts say so at start."""

from collections.abc import Sequence
from uuid import UUID

from assistdesk.shared import jobs

_TASKS: dict[str, str] = {}
_TOGETHER: dict[str, str] = {}


def replies_to(kind: str, *, task: str, together: str | None = None) -> None:
    """Let answers to messages about things of `kind` be taken by the task called `task`.

    The task gets the argument `incoming_id`. Several that came together are taken by the task `together`,
    where there is one; it gets `incoming_ids`, in the order in which they came, with blanks between them.
    """
    _TASKS[kind] = task
    if together is not None:
        _TOGETHER[kind] = together


def kinds() -> tuple[str, ...]:
    """Return the kinds of things that can be answered by mail."""
    return tuple(_TASKS)


def task_for(kind: str) -> str | None:
    """Return the name of the task that takes answers about things of `kind`."""
    return _TASKS.get(kind)


def ask(kind: str, incoming_ids: Sequence[UUID]) -> None:
    """Queue what takes these answers about things of `kind`; nothing where nobody does.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    task, together = _TASKS.get(kind), _TOGETHER.get(kind)
    if together is not None and len(incoming_ids) > 1:
        jobs.queue(together, incoming_ids=" ".join(str(one) for one in incoming_ids))
    elif task is not None:
        for one in incoming_ids:
            jobs.queue(task, incoming_id=str(one))
