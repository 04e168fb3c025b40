"""Deliver the corpus to a desk of its own and print what became of it.

    python -m tools.mail_corpus

Ends with 1 where one mail joined a thread that it may not join, was lost, or differs otherwise from what
had to be.
"""

import importlib
import os
import sys
import tempfile

import click
import django

from assistdesk.site import embedded


def main() -> int:
    """Print the result and return the exit status."""
    with tempfile.TemporaryDirectory(prefix="assistdesk-corpus-", ignore_cleanup_errors=True) as folder:
        os.environ["ASSISTDESK_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "assistdesk.site.settings"
        for name in ("ASSISTDESK_SMTP_URL", "ASSISTDESK_DATABASE_URL", "ASSISTDESK_BASE_URL"):
            os.environ.pop(name, None)
        embedded.start()
        django.setup()
        shown = importlib.import_module("tools.mail_corpus.showing")  # needs the settings in place
        status: int = shown.show()
        embedded.stop()
    return status


if __name__ == "__main__":
    try:
        sys.exit(main())
    except click.Abort:
        sys.exit(1)
