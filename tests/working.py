"""The worker's part inside a test's own transaction, where no worker would see what is queued."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from assistdesk.site import worker

MOST_ROUNDS = 20


def work_off() -> None:
    """Run every sweep once and every queued job, those that they queue included."""
    worker.sweep_once()
    for _ in range(MOST_ROUNDS):
        jobs = list(ProcrastinateJob.objects.filter(status="todo").order_by("id"))
        if not jobs:
            return
        for job in jobs:
            ProcrastinateJob.objects.filter(pk=job.pk).delete()
            app.tasks[job.task_name].func(**job.args)
    raise AssertionError("jobs queue jobs without end")
