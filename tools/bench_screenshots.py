"""Measure how the guard boxes out what is personal on screenshots.

    python -m tools.bench_screenshots [FOLDER] [--marketplace M] [--json]

FOLDER holds pictures and `ground_truth.json`: for each by its name `{"pii": [{"label", "text", "box": [left,
top, right, bottom]}], "known": [...]}`, the last being names of staff whom the picture may show. A string
counts as boxed out where boxes cover nine tenths of its own, one of them or several together, as of an
address of two lines; a box is false where it touches none of them. The reader's start is not counted.
"""

import io
import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click
from PIL import Image, ImageDraw

from assistdesk.shared.files import looking, reader, sheets
from assistdesk.shared.files.rows import Box
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.privacy import DEFAULT_POLICY, POST, Parties, Verdict
from assistdesk.shared.privacy.directories import directory_of

UNSEEN = Path(__file__).resolve().parents[1] / "tests" / "unseen" / "screens"
PACKS = Path(__file__).resolve().parents[1] / "packs"
COVERED = 0.9
KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


@dataclass(frozen=True, slots=True)
class Score:
    """What came out. What was missed is named by picture and label, never by its words."""

    pages: int
    strings: int
    boxed: int
    share_boxed: float
    false_boxes_a_page: float
    seconds_p50: float
    seconds_p95: float
    missed: tuple[str, ...]


@click.command(epilog="Example: python -m tools.bench_screenshots my-screenshots --json")
@click.argument("folder", default=UNSEEN, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--marketplace", default="kentucky", show_default=True, help="Whose directory may be named.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
def main(folder: Path, marketplace: str, *, as_json: bool) -> None:
    """Measure one folder, and print the score; that of what nobody tuned on where none is given."""
    score = measured(folder, pack=load_folder(PACKS / marketplace))
    if as_json:
        click.echo(json.dumps(asdict(score), indent=2))
        return
    click.echo(
        f"{score.boxed} of {score.strings} strings boxed out on {score.pages} pages: {score.share_boxed:.1%}"
    )
    click.echo(f"{score.false_boxes_a_page:.2f} false boxes a page")
    click.echo(f"{score.seconds_p50:.1f} s a page at p50, {score.seconds_p95:.1f} s at p95")
    for one in score.missed:
        click.echo(f"missed: {one}")


def measured(folder: Path, *, pack: Pack) -> Score:
    """Return the score of a folder."""
    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    boxes_of(_blank(), kind="png", pack=pack)
    seconds, strings, false, missed = list[float](), 0, 0, list[str]()
    for name in sorted(truth):
        began = time.monotonic()
        known = Parties(names=frozenset(truth[name].get("known", ())), is_letter=False)
        content, kind = (folder / name).read_bytes(), KINDS[Path(name).suffix.lower()]
        boxes = boxes_of(content, kind=kind, pack=pack, known=known)
        seconds.append(time.monotonic() - began)
        own = [Box(*one["box"]) for one in truth[name]["pii"]]
        strings += len(own)
        missed += [
            f"{name} {one['label']}"
            for one, place in zip(truth[name]["pii"], own, strict=True)
            if covered(place, boxes) < COVERED
        ]
        false += sum(all(box.shared_with(place) == 0 for place in own) for box in boxes)
    boxed = strings - len(missed)
    return Score(
        pages=len(truth),
        strings=strings,
        boxed=boxed,
        share_boxed=boxed / max(strings, 1),
        false_boxes_a_page=false / max(len(truth), 1),
        seconds_p50=statistics.median(seconds),
        seconds_p95=sorted(seconds)[int(0.95 * (len(seconds) - 1))],
        missed=tuple(missed),
    )


def covered(place: Box, boxes: Sequence[Box]) -> float:
    """Return the share of a place, from 0 to 1, that boxes cover together."""
    size = (max(1, round(place.right - place.left)), max(1, round(place.bottom - place.top)))
    paper = Image.new("L", size, 0)
    pen = ImageDraw.Draw(paper)
    for box in boxes:
        if box.shared_with(place):
            left, top = round(box.left - place.left), round(box.top - place.top)
            right, bottom = round(box.right - place.left) - 1, round(box.bottom - place.top) - 1
            pen.rectangle((left, top, max(left, right), max(top, bottom)), fill=255)
    return paper.histogram()[-1] / (size[0] * size[1])


def boxes_of(content: bytes, *, kind: str, pack: Pack, known: Parties | None = None) -> tuple[Box, ...]:
    """Return the boxes that the copy of a picture gets; `known` may be named in it."""
    pages = sheets.sheets_of(content, kind=kind)
    opinion = partial(_opinion, pack=pack, known=known or Parties(is_letter=False))
    return looking.look_through(pages, reads=reader.READER.read, screens=opinion).boxes[0]


def _opinion(text: str, *, pack: Pack, known: Parties) -> Verdict:
    directory = directory_of(pack)
    return POST.inspect_message("", text, directory=directory, parties=known, policy=DEFAULT_POLICY).body


def _blank() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 200), "white").save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    main()
