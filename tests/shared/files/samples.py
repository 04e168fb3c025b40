"""Files of every kind that is taken, and nasty ones."""

import io
import struct
import zipfile
import zlib

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
LOCKED_PDF = PDF.replace(b"<</Root 1 0 R>>", b"<</Root 1 0 R/Encrypt 2 0 R>>")
TEXT = "The client's invoice never came. Año nuevo, ñandú.\r\n".encode()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"\n <!doctype html><script>alert(1)</script>"
SHELL = b"#!/bin/sh\necho hello\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" * 8
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def picture(kind: str, *, size: tuple[int, int] = (8, 6)) -> bytes:
    """Return a small picture, `PNG` or `JPEG`."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def wide_png() -> bytes:
    """Return a whole PNG of 64 million pixels in some thousand bytes."""
    out = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(out, "PNG")
    return out.getvalue()


def huge_png(side: int = 50_000) -> bytes:
    """Return a PNG whose header says `side` by `side` pixels: some bytes here, gigabytes when opened."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def package(parts: dict[str, bytes]) -> bytes:
    """Return a zip of `parts`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


WORD_PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
DOCX = package(WORD_PARTS)
DOCX_WITH_MACROS = package({**WORD_PARTS, "word/vbaProject.bin": b"macro"})
ZIP = package({"readme.txt": b"hello"})
ZIP_BOMB = package({**WORD_PARTS, "word/media/image1.bmp": b"\x00" * 30_000_000})
POLYGLOT = b"/*\n" + PDF + b"*/ alert(1)"
