"""Which kinds of things can be answered by mail, and by which task: contexts say so at start."""

_TASKS: dict[str, str] = {}


def replies_to(kind: str, *, task: str) -> None:
    """Let answers to messages about things of `kind` be taken by the task called `task`.

    The task gets the argument `incoming_id`.
    """
    _TASKS[kind] = task


def kinds() -> tuple[str, ...]:
    """Return the kinds of things that can be answered by mail."""
    return tuple(_TASKS)


def task_for(kind: str) -> str | None:
    """Return the name of the task that takes answers about things of `kind`."""
    return _TASKS.get(kind)
