"""The process that draws files. It reads one file and writes one line of JSON and then the pictures.

    python -m assistdesk.shared.files.drawing_process draw|copy|read pdf|png|jpeg|docx

It knows nothing of the desk but this module; all it may do is to compute for a while.
"""

import html
import io
import json
import re
import resource
import sys
import time
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 40
ANSWER_BYTES = 128 * 1024 * 1024
PATIENCE_SECONDS = 20.0  # then no further page is begun
MOST_PAGES = 50
PAGE_WIDTH, PAGE_HEIGHT = 1_240, 2_480
THUMBNAIL = (240, 240)
MOST_PIXELS = 50_000_000
LARGEST_SCALE = 4.0
QUALITY = 80
LONGEST_TEXT = 2_000_000  # letters; a guard takes less
WORDS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
PARAGRAPH, TAB, TAG = re.compile(r"</w:p>|<w:br[ />]"), re.compile(r"<w:tab/>"), re.compile(r"<[^>]*>")
COPY_QUALITY = 92
LOCKED, DAMAGED, TOO_HARD = "locked", "damaged", "too_hard"
PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD


class NotDrawn(Exception):
    """The file can't be drawn; the argument says why."""


@dataclass
class Answer:
    """What is written in the end."""

    why: str = ""
    page_count: int = 0
    has_scripts: bool = False
    text: str | None = None
    pictures: list[dict[str, object]] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)

    def add(self, kind: str, number: int, picture: Image.Image, *, as_format: str = "WEBP") -> None:
        """Add one picture, written anew from its pixels alone."""
        out = io.BytesIO()
        if as_format == "PNG":
            picture.save(out, "PNG", compress_level=4)
        elif as_format == "JPEG":
            picture.save(out, "JPEG", quality=COPY_QUALITY, subsampling=0)
        else:
            picture.save(out, "WEBP", quality=QUALITY, method=2)
        content = out.getvalue()
        said = {
            "kind": kind,
            "number": number,
            "content_type": f"image/{as_format.lower()}",
            "width": picture.width,
            "height": picture.height,
            "size": len(content),
        }
        self.pictures.append(said)
        self.contents.append(content)

    def write(self) -> None:
        """Write it where the desk reads it."""
        said = {
            "why": self.why,
            "page_count": self.page_count,
            "has_scripts": self.has_scripts,
            "text": self.text,
            "pictures": self.pictures,
        }
        sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
        for content in self.contents:
            sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def main(what: str, kind: str) -> None:
    """Draw what stands in the input."""
    limit_itself()
    content = sys.stdin.buffer.read()
    answer = Answer()
    try:
        if kind == "docx":
            answer.text = _read_docx(content)
        elif kind == "pdf":
            _draw_pdf(content, answer)
        else:
            _draw_picture(content, kind, answer, is_copy_enough=what == "copy")
    except NotDrawn as failed:
        answer = Answer(why=str(failed))
    except MemoryError:
        answer = Answer(why=TOO_HARD)
    answer.write()


def limit_itself() -> None:
    """Take from this process what a bad file could use. A limit that is lower already stays."""
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: ANSWER_BYTES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 32,
    }
    for which, most in limits.items():
        _, hardest = resource.getrlimit(which)
        limit = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        resource.setrlimit(which, (limit, limit))


def _draw_picture(content: bytes, kind: str, answer: Answer, *, is_copy_enough: bool) -> None:
    turned = upright(content, kind)
    answer.page_count = 1
    answer.add("copy", 1, turned, as_format=kind.upper())
    if is_copy_enough:
        return
    small = turned.convert("RGBA" if turned.mode in ("LA", "PA", "RGBA", "P") else "RGB")
    small.thumbnail((PAGE_WIDTH, PAGE_HEIGHT))
    answer.add("page", 1, small)
    small.thumbnail(THUMBNAIL)
    answer.add("thumbnail", 1, small)


def upright(content: bytes, kind: str) -> Image.Image:
    """Return a picture's pixels the right way up, in colours that every program reads, and nothing else."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=(kind.upper(),))
            if picture.width * picture.height > MOST_PIXELS:
                raise NotDrawn(TOO_HARD)
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NotDrawn(DAMAGED) from None
    turned = ImageOps.exif_transpose(picture)
    has_holes = "transparency" in turned.info or turned.mode in ("LA", "PA", "RGBA")
    plain = "RGBA" if has_holes and kind == "png" else "L" if turned.mode in ("1", "L") else "RGB"
    clean = turned.convert(plain) if turned.mode != plain else turned.copy()
    clean.info = {}
    return clean


def _draw_pdf(content: bytes, answer: Answer) -> None:
    document = opened(content)
    count = len(document)
    answer.page_count = count
    answer.has_scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0
    answer.text = _read_pdf(document, count)
    for number, picture in _pages(document, count):
        answer.add("page", number, picture)
        if number == 1:
            picture.thumbnail(THUMBNAIL)
            answer.add("thumbnail", 1, picture)
    if not answer.pictures:
        raise NotDrawn(DAMAGED)


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """Return a PDF that can be read.

    Raises:
        NotDrawn: it is locked or damaged.
    """
    try:
        document = pypdfium2.PdfDocument(content)
        len(document)
    except pypdfium2.PdfiumError:
        is_locked = pdfium.FPDF_GetLastError() == PASSWORD_ERROR
        raise NotDrawn(LOCKED if is_locked else DAMAGED) from None
    return document


def _pages(document: pypdfium2.PdfDocument, count: int) -> Iterator[tuple[int, Image.Image]]:
    """Yield the pages that can be drawn, for as long as patience lasts. Scripts and forms run nowhere."""
    until = time.monotonic() + PATIENCE_SECONDS
    for number in range(1, min(count, MOST_PAGES) + 1):
        if time.monotonic() > until:
            return
        try:
            page = document[number - 1]
            scale = min(PAGE_WIDTH / page.get_width(), PAGE_HEIGHT / page.get_height(), LARGEST_SCALE)
            yield number, page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
            page.close()
        except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError):
            continue


def _read_pdf(document: pypdfium2.PdfDocument, count: int) -> str | None:
    """Return the text of all pages; None where a page has pictures or notes, whose words are not in it."""
    texts, until = [], time.monotonic() + PATIENCE_SECONDS
    try:
        for number in range(count):
            page = document[number]
            has_pictures = any(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=5))
            is_late = time.monotonic() > until
            if has_pictures or is_late or pdfium.FPDFPage_GetAnnotCount(page):
                return None
            texts.append(page.get_textpage().get_text_range())
            page.close()
    except pypdfium2.PdfiumError:
        return None
    text = "\n".join(texts)
    return text if text.strip() and len(text) <= LONGEST_TEXT else None


def _read_docx(content: bytes) -> str | None:
    """Return the text of a document; None where it has pictures, whose words are not in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            if any(name.startswith("word/media/") for name in names):
                return None
            parts = [name for name in names if WORDS.fullmatch(name)]
            texts = [_words_in(package.read(name).decode()) for name in parts]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error):
        raise NotDrawn(DAMAGED) from None
    return "\n".join(texts)[: LONGEST_TEXT + 1]


def _words_in(markup: str) -> str:
    """Return the words of a part: paragraphs on lines of their own, codes written out."""
    lines = PARAGRAPH.sub("\n", markup)
    return html.unescape(TAG.sub("", TAB.sub("\t", lines)))


if __name__ == "__main__":
    main(*sys.argv[1:3])
