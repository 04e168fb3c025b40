"""The process that reads the words in pictures. It answers each picture with one line of JSON.

    python -m assistdesk.shared.files.reading_process FOLDER-OF-MODELS

A picture comes as a line with its size in bytes and then its PNG, made by a process of the desk's own. It
knows nothing of the desk but this module, fetches nothing, and ends by itself when nobody asks for long.
"""

import io
import json
import math
import os
import resource
import select
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from PIL import Image
from rapidocr import RapidOCR
from rapidocr.utils.output import RapidOCROutput

MEMORY_BYTES = 6 * 1024 * 1024 * 1024  # of addresses: the models take half a gigabyte of real memory
IDLE_SECONDS = 600.0
DETECTED_SIDE = (
    1_200  # pixels of the longer side, to which a tile is made smaller before words are looked for
)
TILE = 2_000
OVERLAP_ACROSS, OVERLAP_DOWN = 400, 100
MOST_TILES = 24
DETECTOR, RECOGNIZER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
READY, UNREAD = "ready", "unread"
NICENESS = 5

Corners = Sequence[Sequence[float]]
Line = dict[str, Any]  # what goes into JSON: text, score, box, angle, and a box for each sign


def main(models: str) -> None:
    """Answer pictures until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    os.nice(NICENESS)
    engine = _engine(Path(models))
    _say(answers, {"state": READY})
    while (picture := _next_picture()) is not None:
        try:
            _say(answers, {"lines": list(_lines(engine, picture))})
        except Exception:  # noqa: BLE001 - whatever a picture does to a library, the next one is read
            _say(answers, {"state": UNREAD})


def _engine(models: Path) -> RapidOCR:
    """Return the reader. Its models are named, so that none is fetched where one is missing: it fails."""
    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "Det.model_path": str(models / DETECTOR),
            "Det.limit_side_len": DETECTED_SIDE,
            "Det.limit_type": "max",
            "Rec.model_path": str(models / RECOGNIZER),
        }
    )


def _say(answers: BinaryIO, said: dict[str, Any]) -> None:
    answers.write(json.dumps(said).encode() + b"\n")
    answers.flush()


def _next_picture() -> Image.Image | None:
    """Return the next picture; None where nobody asks any more."""
    ready, _, _ = select.select([0], [], [], IDLE_SECONDS)
    if not ready:
        return None
    header = b""
    while not header.endswith(b"\n"):
        sign = os.read(0, 1)
        if not sign:
            return None
        header += sign
    content = _read_whole(int(header))
    return Image.open(io.BytesIO(content), formats=("PNG",)).convert("RGB") if content else None


def _read_whole(size: int) -> bytes:
    """Return so many bytes of the input; none where it ended before."""
    parts, missing = [], size
    while missing:
        part = os.read(0, min(missing, 1 << 20))
        if not part:
            return b""
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _lines(engine: RapidOCR, picture: Image.Image) -> Iterator[Line]:
    """Yield the lines of a picture, tile by tile; a line that two tiles show comes twice."""
    smaller = min(1.0, _fitting_scale(picture.width, picture.height))
    if smaller < 1.0:
        picture = picture.resize((int(picture.width * smaller), int(picture.height * smaller)))
    for left in _starts(picture.width, overlap=OVERLAP_ACROSS):
        for top in _starts(picture.height, overlap=OVERLAP_DOWN):
            tile = picture.crop((left, top, min(left + TILE, picture.width), min(top + TILE, picture.height)))
            for line in _lines_of(engine, tile):
                yield _moved(line, left=left, top=top, scale=smaller)


def _fitting_scale(width: int, height: int) -> float:
    """Return by how much a picture is made smaller so that it has not too many tiles."""
    scale = 1.0
    while (
        len(_starts(int(width * scale), overlap=OVERLAP_ACROSS))
        * len(_starts(int(height * scale), overlap=OVERLAP_DOWN))
        > MOST_TILES
    ):
        scale *= 0.9
    return scale


def _starts(length: int, *, overlap: int) -> list[int]:
    """Return where tiles begin along one side, so that each place is in one and every line whole in one."""
    if length <= TILE:
        return [0]
    count = math.ceil((length - overlap) / (TILE - overlap))
    step = (length - TILE) / (count - 1)
    return [round(step * number) for number in range(count)]


def _lines_of(engine: RapidOCR, tile: Image.Image) -> Iterator[Line]:
    pixels = np.ascontiguousarray(np.asarray(tile)[:, :, ::-1])  # blue first, as the reader wants it
    read = engine(pixels)
    if not isinstance(read, RapidOCROutput) or read.boxes is None or read.txts is None:
        return
    words: Any = read.word_results  # its type says something else than what comes
    scores: Any = read.scores
    signs_of_all = words or ((),) * len(read.txts)
    for corners, text, score, signs in zip(read.boxes, read.txts, scores, signs_of_all, strict=True):
        (left, top), (right, right_top) = corners[0], corners[1]
        yield {
            "text": text,
            "score": float(score),
            "box": _around(corners),
            "angle": math.atan2(float(right_top - top), max(float(right - left), 1.0)),
            "signs": _places(text, signs),
        }


def _places(text: str, signs: Iterable[tuple[str, float, Corners]]) -> list[list[float] | None]:
    """Return a box for each sign of a line, None for blanks; nothing where they can't be told apart."""
    boxes = [_around(corners) for sign, _, corners in signs if sign.strip()]
    if sum(not sign.isspace() for sign in text) != len(boxes):
        return []
    each = iter(boxes)
    return [None if sign.isspace() else next(each) for sign in text]


def _around(corners: Corners) -> list[float]:
    across, down = [float(one[0]) for one in corners], [float(one[1]) for one in corners]
    return [min(across), min(down), max(across), max(down)]


def _moved(line: Line, *, left: int, top: int, scale: float) -> Line:
    """Return a line of a tile by its place in the whole picture."""

    def moved(box: list[float] | None) -> list[float] | None:
        if box is None:
            return None
        across, down = (left, top, left, top), scale
        return [(value + shift) / down for value, shift in zip(box, across, strict=True)]

    return line | {"box": moved(line["box"]), "signs": [moved(one) for one in line["signs"]]}


if __name__ == "__main__":
    main(sys.argv[1])
