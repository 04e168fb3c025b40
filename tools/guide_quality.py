"""How good the guide's search is: how often the right answer comes first, and how long one answer takes.

    python -m tools.guide_quality [QUERIES.yaml]

Prints one row for each marketplace and language. The queries are everyday words with one right answer
each, written independently of the search.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from ruamel.yaml import YAML

from tools import product

ROOT = Path(__file__).resolve().parents[1]
QUERIES = ROOT / "tests" / "guide" / "queries.yaml"
UNSEEN = ROOT / "tests" / "guide" / "queries_unseen.yaml"
COLUMNS = "| marketplace | language | queries | right@1 | right@3 | MRR | p95 ms |"


@dataclass(frozen=True, slots=True)
class Query:
    """A search in everyday words and its one right answer, an entry's key or an issuer's name."""

    marketplace: str
    language: str
    words: str
    entry: str
    issuer: str


@dataclass(slots=True)
class Tally:
    """What came of some queries: the place of the right answer (0 for none), and the milliseconds."""

    places: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def right_within(self, first: int) -> float:
        """Return the share of queries whose right answer is among the first `first`."""
        return mean(1 <= place <= first for place in self.places)

    def reciprocal_rank(self) -> float:
        """Return the mean reciprocal rank."""
        return mean(1 / place if place else 0.0 for place in self.places)

    def p95(self) -> float:
        """Return the milliseconds that 95 of 100 answers stay under."""
        return quantiles([*self.milliseconds, *self.milliseconds], n=20)[-1]

    def row(self, *, marketplace: str, language: str) -> str:
        """Return one row of the table."""
        return (
            f"| {marketplace} | {language} | {len(self.places)} | {self.right_within(1):.1%} "
            f"| {self.right_within(3):.1%} | {self.reciprocal_rank():.3f} | {self.p95():.2f} |"
        )


def read(file: Path) -> list[Query]:
    """Return the queries of a file."""
    rows: Iterable[dict[str, Any]] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return [
        Query(row["marketplace"], row["language"], row["words"], row.get("entry", ""), row.get("issuer", ""))
        for row in rows
    ]


def measure(queries: Iterable[Query]) -> dict[tuple[str, str], Tally]:
    """Return what came of the queries, by marketplace and language."""
    from assistdesk.guide import queries as guide  # noqa: PLC0415 - Django has to be set up first
    from assistdesk.shared.policy.loader import load_folder  # noqa: PLC0415 - the same
    from assistdesk.shared.policy.schema import Audience  # noqa: PLC0415 - the same

    packs = {folder.name: load_folder(folder) for folder in sorted((ROOT / "packs").iterdir())}
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for query in queries:
        pack = packs[query.marketplace]
        reader = guide.Reader.of(pack, language=query.language, audience=Audience.HELPER)
        edition = pack.guide[-1].edition
        guide.searchable(reader, edition)
        before = time.perf_counter()
        found = guide.search(reader, edition, query.words)
        took = (time.perf_counter() - before) * 1000
        right = [row.title == query.issuer if row.is_issuer else row.key == query.entry for row in found]
        tally = tallies[query.marketplace, query.language]
        tally.places.append(right.index(True) + 1 if True in right else 0)
        tally.milliseconds.append(took)
    return tallies


def table(tallies: dict[tuple[str, str], Tally]) -> Iterator[str]:
    """Yield the table, with all queries together in its last row."""
    yield COLUMNS
    yield "| --- | --- | --: | --: | --: | --: | --: |"
    for (marketplace, language), tally in sorted(tallies.items()):
        yield tally.row(marketplace=marketplace, language=language)
    together = Tally(
        [place for tally in tallies.values() for place in tally.places],
        [took for tally in tallies.values() for took in tally.milliseconds],
    )
    yield together.row(marketplace="all", language="all")


def main() -> None:
    """Print the table for a file of queries."""
    product.ready()
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else QUERIES
    for line in table(measure(read(file))):
        print(line)  # noqa: T201 - the table is the answer


if __name__ == "__main__":
    main()
