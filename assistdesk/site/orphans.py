"""A child of `serve` that ends itself when `serve` is gone, killed without a word included."""

import os
import signal
import threading
import time

POLL_SECONDS = 0.5


def end_with_supervisor() -> None:
    """Watch the supervisor, if there is one, and end this process like a signal would when it is gone."""
    supervisor = os.environ.get("ASSISTDESK_SUPERVISOR")
    if supervisor is None:
        return
    threading.Thread(target=_watch, args=(int(supervisor),), daemon=True).start()


def _watch(supervisor: int) -> None:
    while os.getppid() == supervisor:
        time.sleep(POLL_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
