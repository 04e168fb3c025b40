"""Writes the reference pages; `--check` only says which are stale.

python -m tools.reference [--check]
"""

import importlib
import sys
from pathlib import Path

import click

from tools import product

FOLDER = Path(__file__).resolve().parents[2] / "docs/reference"
PAGES = {
    "api": "calls",
    "command-line": "commands",
    "jobs": "jobs",
    "permissions": "permissions",
    "policy-packs": "packs",
    "refusals": "refusals",
    "settings": "settings",
    "state-machines": "states",
}


def made() -> dict[str, str]:
    """Return the text of each page by the name of its file."""
    product.ready()  # before the modules are read: they need the settings
    return {
        f"{name}.md": importlib.import_module(f"tools.reference.{module}").text()
        for name, module in PAGES.items()
    }


def stale(folder: Path, texts: dict[str, str]) -> list[str]:
    """Return the names of the files in `folder` that are missing or say something else than `texts`."""
    return [name for name, text in texts.items() if not _says(folder / name, text)]


@click.command(epilog="Example: python -m tools.reference --check")
@click.option("--check", is_flag=True, help="Write nothing; end with 1 where a page is stale.")
def command(*, check: bool) -> None:
    """Make the reference pages from the code."""
    texts = made()
    old = stale(FOLDER, texts)
    for name in old:
        if check:
            click.echo(f"docs/reference/{name} is stale: run `make reference`.", err=True)
        else:
            (FOLDER / name).write_text(texts[name], encoding="utf-8")
            click.echo(f"Wrote docs/reference/{name}.")
    sys.exit(1 if check and old else 0)


def _says(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    command()
