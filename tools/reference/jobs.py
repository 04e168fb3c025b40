"""The page of jobs: what runs in the background."""

from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from assistdesk.shared import jobs
from tools import product
from tools.reference.markdown import code, page, table

INTRODUCTION = """
Work that no request waits for. A *task* is queued in the transaction that causes it, runs if and only
if that is kept, is tried again with growing pauses when it fails, and does no harm when it runs twice
or late. A *sweep* is run by every worker about once a second.
"""


def all_tasks() -> list[Task[..., object, ...]]:
    """Return the product's own tasks, by name."""
    product.modules()
    own = [task for task in app.tasks.values() if task.func.__module__.startswith(product.PACKAGE)]
    return sorted({task.name: task for task in own}.values(), key=lambda task: task.name)


def text() -> str:
    """Return the page."""
    tasks = [(code(task.name), code(task.queue), product.first_line(task.func)) for task in all_tasks()]
    sweeps = [(code(name), product.first_line(work)) for name, work in sorted(jobs.SWEEPS.items())]
    queues = ", ".join(code(name) for name in jobs.QUEUES)
    return page(
        "Background work",
        INTRODUCTION,
        f"Every worker serves the queues {queues}.",
        "## Tasks",
        table(("task", "queue", "does"), tasks),
        "## Sweeps",
        table(("sweep", "does"), sweeps),
    )
