"""Where a Chromium is, and how it is started so that it asks nobody outside."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """Return the path of a Chromium, or None where there is none."""
    given = os.environ.get("ASSISTDESK_CHROMIUM")
    found = (shutil.which(name) for name in ([given] if given else NAMES))
    return next((path for path in found if path), None)
