"""Run one part of the bench on an embedded database of its own.

    python -m tools.bench.part NAME ANSWER.json INCIDENTS PEOPLE

A part is a module of `tools.bench.parts` with `rows(amounts: Amounts) -> list of rows`.
"""

import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

import django

from assistdesk.site import embedded


def main() -> None:
    """Measure one part and write its rows as JSON."""
    name, answer, incidents, people = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="assistdesk-bench-", ignore_cleanup_errors=True) as folder:
        os.environ["ASSISTDESK_DATA_DIR"] = folder
        os.environ["ASSISTDESK_DEMO"] = "on"
        os.environ["ASSISTDESK_DEMO_LIMITS"] = "off"
        os.environ["DJANGO_SETTINGS_MODULE"] = "assistdesk.site.settings"
        os.environ.pop("ASSISTDESK_SMTP_URL", None)
        os.environ.pop("ASSISTDESK_DATABASE_URL", None)
        embedded.start()
        django.setup()
        amounts = importlib.import_module("tools.bench.desks").Amounts(int(incidents), int(people))
        rows = importlib.import_module(f"tools.bench.parts.{name}").rows(amounts)
        embedded.stop()
    Path(answer).write_text(json.dumps(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
