"""The process that makes sheets of a file, to be read, and copies of them with boxes over what is personal.

    python -m assistdesk.shared.files.sheet_process sheets pdf|png|jpeg
    python -m assistdesk.shared.files.sheet_process cover pdf|png|jpeg

It takes a file, or a line of JSON with the boxes and then the sheets; and writes a line of JSON and then the
pictures. A copy is made of the pixels alone: nothing of the file that it came from is in it.
"""

import ctypes
import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from assistdesk.shared.files import drawing_process as drawing
from assistdesk.shared.files.drawing_process import DAMAGED, TOO_HARD, Answer, NotDrawn

MOST_SHEETS = 20
TOO_MANY_PAGES = "too_many"
LONGER_SIDE = 1_600  # pixels of a page of a PDF
MOST_SIGNS = 200_000
INK, PAPER = (0, 0, 0), (255, 255, 255)
DOTS_PER_INCH = 145.0
HIDDEN_KINDS = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")


def main(what: str, kind: str) -> None:
    """Do what is asked with what stands in the input."""
    drawing.limit_itself()
    try:
        if what == "cover":
            _cover(kind)
        else:
            _sheets(sys.stdin.buffer.read(), kind)
    except NotDrawn as failed:
        _write({"why": str(failed)}, [])
    except MemoryError:
        _write({"why": TOO_HARD}, [])


def _sheets(content: bytes, kind: str) -> None:
    """Write the pages of a file, each with the signs of its own text, and the words that no page shows."""
    pages: list[tuple[Image.Image, list[Any]]] = []
    hidden = ""
    if kind == "pdf":
        document = drawing.opened(content)
        if len(document) > MOST_SHEETS:
            raise NotDrawn(TOO_MANY_PAGES)
        pages = list(_pdf_pages(document))
        hidden = "\n".join(_hidden_words(document))
    else:
        pages = [(_flat(drawing.upright(content, kind)), [])]
    if not pages:
        raise NotDrawn(DAMAGED)
    pictures = [_png(picture) for picture, _ in pages]
    said = [{"size": len(one), "signs": signs} for one, (_, signs) in zip(pictures, pages, strict=True)]
    _write({"why": "", "sheets": said, "hidden": hidden}, pictures)


def _flat(picture: Image.Image) -> Image.Image:
    """Return a picture on white paper: what is transparent hides nothing."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, PAPER)
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _pdf_pages(document: pypdfium2.PdfDocument) -> Iterator[tuple[Image.Image, list[Any]]]:
    """Yield each page as it is seen, notes and filled fields included, with its signs.

    Raises:
        NotDrawn: one can't be drawn, or has more text than anybody reads.
    """
    document.init_forms()
    for number in range(len(document)):
        try:
            page = document[number]
            scale = LONGER_SIDE / max(page.get_width(), page.get_height())
            picture = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
            yield picture, list(_signs(page, picture))
            page.close()
        except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError):
            raise NotDrawn(DAMAGED) from None


def _signs(page: pypdfium2.PdfPage, picture: Image.Image) -> Iterator[list[Any]]:
    """Yield the signs of a page's text, also of what can't be seen: each with its box in the picture."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_SIGNS:
        raise NotDrawn(TOO_HARD)
    for place in range(count):
        sign = chr(pdfium.FPDFText_GetUnicode(text, place))
        left, bottom, right, top = text.get_charbox(place)
        one = _seen_at(page, picture, left, top)
        other = _seen_at(page, picture, right, bottom)
        yield [sign, *(min(pair) for pair in zip(one, other, strict=True)), *map(max, one, other)]


def _seen_at(page: pypdfium2.PdfPage, picture: Image.Image, across: float, up: float) -> tuple[int, int]:
    x, y = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(
        page, 0, 0, picture.width, picture.height, 0, across, up, ctypes.byref(x), ctypes.byref(y)
    )
    return x.value, y.value


def _hidden_words(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """Yield what a PDF says beside its pages: about itself, in notes and fields, and names of files in it."""
    told = document.get_metadata_dict(skip_empty=True)
    yield from (told[kind] for kind in HIDDEN_KINDS if kind in told)
    for number in range(document.count_attachments()):
        yield document.get_attachment(number).get_name()
    for number in range(len(document)):
        page = document[number]
        for place in range(pdfium.FPDFPage_GetAnnotCount(page)):
            note = pdfium.FPDFPage_GetAnnot(page, place)
            yield from (said for key in (b"Contents", b"T", b"V") if (said := _said(note, key)))
            pdfium.FPDFPage_CloseAnnot(note)


def _said(note: pdfium.FPDF_ANNOTATION, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    if size <= 2:
        return ""
    room = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(note, key, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), size)
    return room.raw[: size - 2].decode("utf-16-le", errors="replace")


def _cover(kind: str) -> None:
    """Write the copy that leaves the desk, and then its pages small enough to be looked at."""
    asked = json.loads(sys.stdin.buffer.readline())
    pages = [_covered(sys.stdin.buffer.read(one["size"]), one["boxes"]) for one in asked["sheets"]]
    answer = Answer(page_count=len(pages))
    if kind == "pdf":
        out = io.BytesIO()
        pages[0].save(
            out, "PDF", save_all=True, append_images=pages[1:], resolution=DOTS_PER_INCH, quality=85
        )
        copy = out.getvalue()
        said = {"kind": "outgoing", "number": 1, "content_type": "application/pdf", "size": len(copy)}
        answer.pictures.append(said | {"width": pages[0].width, "height": pages[0].height})
        answer.contents.append(copy)
    else:
        answer.add("outgoing", 1, pages[0], as_format=kind.upper())
    for number, page in enumerate(pages, start=1):
        page.thumbnail((drawing.PAGE_WIDTH, drawing.PAGE_HEIGHT))
        answer.add("boxed", number, page)
    answer.write()


def _covered(sheet: bytes, boxes: list[list[float]]) -> Image.Image:
    picture = Image.open(io.BytesIO(sheet), formats=("PNG",)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        pen.rectangle((int(left), int(top), int(right), int(bottom)), fill=INK)
    picture.info = {}
    return picture


def _write(said: dict[str, Any], contents: list[bytes]) -> None:
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    for content in contents:
        sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:3])
