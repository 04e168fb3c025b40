"""How well the privacy guard finds what is personal: measured on labelled messages.

    python -m tools.bench_privacy [FILE.jsonl ...] [--json] [--misses]
        [--without-names] [--presidio]

A line is `{"text", "spans": [{"start", "end", "label"}], "known"?}`, with places in code points; the names of
the message's own parties may stand in `context.party_names` and `context.party_emails` instead of `known`.
Prints how many messages with personal values were stopped, how many without were flagged, and precision,
recall and F2 of the values by type: strictly (same place and type) and relaxed (the same type, and half of
the value or more covered; a finding is right when it touches a value of its type). Times are the processor's,
for 1,000 characters. `--misses` shows the words of each mistake, so use it on made-up data only.

`--without-names` measures the guard once more as it is where the names model is missing: by rules and lists
alone. `--presidio` lets Presidio read the same messages, as it comes and tuned, in an environment of its own
(see `tools/bench/presidio`).
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import click
import django

from tools.bench.presidio.asking import WAYS, presidio

UNSEEN = Path(__file__).resolve().parents[1] / "tests" / "unseen" / "messages.jsonl"
ALL = "all"
SHORTEST = 40
"""Shorter messages are left out of the times: a subject of ten characters says little of a thousand."""
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Message:
    """One labelled message."""

    text: str
    spans: tuple[Span, ...]
    known: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """Values that were found, missed, and claimed wrongly."""

    found: int = 0
    missed: int = 0
    wrong: int = 0

    def rates(self) -> dict[str, float]:
        """Return precision, recall and F2, from 0 to 1; 1 where there was nothing to find or claim."""
        precision = self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0
        recall = self.found / (self.found + self.missed) if self.found + self.missed else 1.0
        weighed = 4 * precision + recall
        return {
            "values": self.found + self.missed,
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f2": round(5 * precision * recall / weighed if weighed else 0.0, 4),
        }


@dataclass(slots=True)
class Score:
    """What came of all messages of a file."""

    stopped: list[bool] = field(default_factory=list)
    flagged: list[bool] = field(default_factory=list)
    strict: dict[str, Tally] = field(default_factory=dict)
    relaxed: dict[str, Tally] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)

    def add(self, message: Message, found: Sequence[Span], milliseconds: float) -> None:
        """Count one message and what was found in it."""
        (self.stopped if message.spans else self.flagged).append(bool(found))
        if len(message.text) >= SHORTEST:
            self.milliseconds.append(1000 * milliseconds / len(message.text))
        _count(self.strict, message.spans, found, _same)
        _count(self.relaxed, message.spans, found, _covered)

    def as_json(self) -> dict[str, Any]:
        """Return all figures; rates from 0 to 1, None where there was no such message."""
        return {
            "messages": len(self.stopped) + len(self.flagged),
            "stopped": _rate(self.stopped),
            "clean_flagged": _rate(self.flagged),
            "ms_per_1000_characters": {
                "p50": _quantile(self.milliseconds, 50),
                "p95": _quantile(self.milliseconds, 95),
            },
            "strict": {kind: tally.rates() for kind, tally in sorted(self.strict.items())},
            "relaxed": {kind: tally.rates() for kind, tally in sorted(self.relaxed.items())},
        }


def _same(value: Span, found: Sequence[Span]) -> bool:
    return value in found


def _covered(value: Span, found: Sequence[Span]) -> bool:
    """Tell whether findings of the value's type cover at least half of it."""
    start, end, kind = value
    shared = sum(max(0, min(end, last) - max(start, first)) for first, last, other in found if other == kind)
    return 2 * shared >= end - start


def _touches(finding: Span, values: Sequence[Span]) -> bool:
    start, end, kind = finding
    return any(first < end and start < last and other == kind for first, last, other in values)


def _count(tallies: dict[str, Tally], values: Sequence[Span], found: Sequence[Span], is_found: Any) -> None:  # noqa: ANN401  # one of the two above
    for value in values:
        for kind in (value[2], ALL):
            tally = tallies.setdefault(kind, Tally())
            if is_found(value, found):
                tally.found += 1
            else:
                tally.missed += 1
    for finding in found:
        is_right = finding in values if is_found is _same else _touches(finding, values)
        for kind in (finding[2], ALL):
            tallies.setdefault(kind, Tally()).wrong += not is_right


def _rate(outcomes: Sequence[bool]) -> float | None:
    return round(sum(outcomes) / len(outcomes), 4) if outcomes else None


def _quantile(values: Sequence[float], percent: int) -> float | None:
    if len(values) < 2:
        return None
    return round(statistics.quantiles(values, n=100)[percent - 1], 2)


def read(lines: Iterable[str]) -> Iterator[Message]:
    """Yield the messages of a file.

    Raises:
        ValueError: a line is no JSON, or lacks its text or spans; the line is named.
    """
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            spans = tuple((span["start"], span["end"], span["label"]) for span in row["spans"])
            context = row.get("context", {})
            known = row.get("known", [*context.get("party_names", []), *context.get("party_emails", [])])
            yield Message(row["text"], spans, tuple(known))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"line {number}: {error!r}") from error


def measured(messages: Sequence[Message], *, misses: bool) -> Score:
    """Return what the guard makes of `messages`; with `misses` each mistake is printed."""
    from assistdesk.site import inspection  # noqa: PLC0415  # needs the settings first

    standard = inspection.Standard(inspection.shipped_directory())
    inspection.inspect("Robin Roe called.", standard=standard)
    score = Score()
    for message in messages:
        began = time.process_time()
        verdict = inspection.inspect(message.text, standard=standard, known=message.known).verdict
        spent = 1000 * (time.process_time() - began)
        found = [(one.start, one.end, one.type.value) for one in verdict.findings]
        score.add(message, found, spent)
        if misses:
            _show(message, found)
    return score


def measured_without_names(messages: Sequence[Message]) -> Score:
    """Return what the guard makes of `messages` where the names model is missing."""
    from assistdesk.shared.privacy.names import sentences  # noqa: PLC0415  # needs the settings first

    found = sentences.scorer
    sentences.scorer = cache(lambda: None)
    try:
        return measured(messages, misses=False)
    finally:
        sentences.scorer = found


def measured_by_presidio(messages: Sequence[Message]) -> dict[str, Score]:
    """Return what Presidio makes of `messages`, by each way of asking it."""
    from assistdesk.site import inspection  # noqa: PLC0415  # needs the settings first

    scores = {way: Score() for way in WAYS}
    with presidio(inspection.shipped_directory()) as asked:
        for message in messages:
            for way, answer in asked.asked(message.text, known=message.known).items():
                scores[way].add(message, answer.spans, answer.milliseconds)
    return scores


def _show(message: Message, found: Sequence[Span]) -> None:
    for start, end, kind in message.spans:
        if not _covered((start, end, kind), found):
            click.echo(
                f"missed {kind}: {message.text[max(0, start - 30) : start]!r} [{message.text[start:end]}]"
            )
    for start, end, kind in found:
        if not _touches((start, end, kind), message.spans):
            click.echo(
                f"wrong  {kind}: {message.text[max(0, start - 30) : start]!r} [{message.text[start:end]}]"
            )


def _print(title: str, figures: dict[str, Any]) -> None:
    click.echo(f"{title}: {figures['messages']} messages")
    click.echo(f"  with personal values stopped  {_percent(figures['stopped'])}")
    click.echo(f"  without, flagged              {_percent(figures['clean_flagged'])}")
    times = figures["ms_per_1000_characters"]
    click.echo(f"  ms of processor per 1,000 characters  p50 {times['p50']}, p95 {times['p95']}")
    click.echo(f"  {'':16}{'values':>7}   strict P     R    F2   relaxed P     R    F2")
    for kind, strict in figures["strict"].items():
        relaxed = figures["relaxed"][kind]
        row = "  ".join(
            f"{one[rate]:.3f}" for one in (strict, relaxed) for rate in ("precision", "recall", "f2")
        )
        click.echo(f"  {kind:16}{strict['values']:7}   {row}")


def _percent(rate: float | None) -> str:
    return "none" if rate is None else f"{100 * rate:.2f} %"


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@click.option("--misses", is_flag=True, help="Show each mistake with its words.")
@click.option("--without-names", is_flag=True, help="Measure the rules and lists alone as well.")
@click.option("--presidio", "beside", is_flag=True, help="Measure Presidio on the same messages as well.")
def main(files: tuple[Path, ...], *, as_json: bool, misses: bool, without_names: bool, beside: bool) -> None:
    """Measure the privacy guard on labelled messages; on those that nobody tuned on where none are given."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistdesk.site.settings")
    django.setup()
    figures = {}
    for path in files or (UNSEEN,):
        with path.open(encoding="utf-8") as lines:
            try:
                messages = list(read(lines))
            except ValueError as error:
                sys.exit(f"{path}: {error}")
        scores = {path.name: measured(messages, misses=misses)}
        if without_names:
            scores[f"{path.name}, rules and lists alone"] = measured_without_names(messages)
        if beside:
            scores |= {
                f"{path.name}, Presidio {way}": one for way, one in measured_by_presidio(messages).items()
            }
        for title, score in scores.items():
            figures[title] = score.as_json()
            if not as_json:
                _print(title, figures[title])
    if as_json:
        click.echo(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
