"""Run the parts of the bench one after the other, print one table, and keep it as JSON.

python -m tools.bench [--part NAME]... [--incidents N] [--people N]
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("desk", "dispatch", "mail", "peer", "scale", "consent")
COLUMNS = (
    "what",
    "a second",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "seconds",
    "floor p50 ms",
    "ratio",
    "peer p50 ms",
    "peer ratio",
    "queries",
    "peer queries",
)


@click.command()
@click.option(
    "--part", "parts", multiple=True, type=click.Choice(PARTS), help="Only this one; all if left out."
)
@click.option(
    "--incidents", default=300_000, show_default=True, help="How many `scale` loads; `peer` at most."
)
@click.option("--people", default=1_000_000, show_default=True, help="How many people beside them.")
def main(parts: tuple[str, ...], incidents: int, people: int) -> None:
    """Measure, print the table, and keep it as build/bench.json."""
    rows: list[dict[str, object]] = []
    for name in parts or PARTS:
        click.echo(f"Measuring {name} ...", err=True)
        rows += _rows_of(name, incidents=incidents, people=people)
    click.echo(table(rows))
    place = ROOT / "build" / "bench.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(rows, indent=2), encoding="utf-8")
    click.echo(f"\nAs JSON: {place.relative_to(ROOT)}", err=True)


def _rows_of(name: str, *, incidents: int, people: int) -> list[dict[str, object]]:
    with tempfile.NamedTemporaryFile(prefix="assistdesk-bench-", suffix=".json") as answer:
        words = [sys.executable, "-m", "tools.bench.part", name, answer.name, str(incidents), str(people)]
        if subprocess.run(words, cwd=ROOT, check=False).returncode:
            sys.exit(f"The part {name} of the bench failed; its reason stands above.")
        rows: list[dict[str, object]] = json.loads(Path(answer.name).read_text(encoding="utf-8"))
        return rows


def table(rows: list[dict[str, object]]) -> str:
    """Return the measured rows as a Markdown table, without the columns that are empty in all of them."""
    names = [name for name in COLUMNS if any(name in row for row in rows)]
    lines = [" | ".join(names), " | ".join("---" for _ in names)]
    lines += [" | ".join(str(row.get(name, "")) for name in names) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


if __name__ == "__main__":
    main()
