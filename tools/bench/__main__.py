"""Run the bench on a database of its own and print the table, as JSON too."""

import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

import django

from assistdesk.site import embedded

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure, print the table, and keep it as build/bench.json."""
    with tempfile.TemporaryDirectory(prefix="assistdesk-bench-", ignore_cleanup_errors=True) as folder:
        os.environ["ASSISTDESK_DATA_DIR"] = folder
        os.environ["ASSISTDESK_DEMO"] = "on"
        os.environ["DJANGO_SETTINGS_MODULE"] = "assistdesk.site.settings"
        os.environ.pop("ASSISTDESK_SMTP_URL", None)
        if not os.environ.get("ASSISTDESK_DATABASE_URL"):
            embedded.start()
        django.setup()
        rows = importlib.import_module("tools.bench.measures").all_rows()  # needs the settings in place
        embedded.stop()
    print(table(rows))  # noqa: T201 - a command speaks
    place = ROOT / "build" / "bench.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(rows, indent=2), encoding="utf-8")
    print(f"\nAs JSON: {place.relative_to(ROOT)}", file=sys.stderr)  # noqa: T201 - the same


def table(rows: list[dict[str, object]]) -> str:
    """Return the measured rows as a Markdown table."""
    names = ["what", "p50 ms", "p95 ms", "floor p50 ms", "ratio", "queries"]
    lines = [" | ".join(names), " | ".join("---" for _ in names)]
    lines += [" | ".join(str(row.get(name, "")) for name in names) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


if __name__ == "__main__":
    main()
