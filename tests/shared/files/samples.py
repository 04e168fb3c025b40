"""Files of every kind that is taken, and nasty ones."""

import base64
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


def pdf(extra: str = "", *, words: str = "Hello", pages: int = 1) -> bytes:
    """Return a PDF of some pages that say `words`; `extra` stands in its catalog."""
    kids = " ".join(f"{10 + 2 * page} 0 R" for page in range(pages))
    text = f"BT /F1 24 Tf 20 120 Td ({words}) Tj ET".encode()
    parts = [
        f"1 0 obj<</Type/Catalog/Pages 2 0 R{extra}>>endobj".encode(),
        f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {pages}>>endobj".encode(),
        b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj",
    ]
    for page in range(pages):
        number = 10 + 2 * page
        parts.append(
            f"{number} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents {number + 1} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>endobj".encode()
        )
        parts.append(
            f"{number + 1} 0 obj<</Length {len(text)}>>stream\n".encode() + text + b"\nendstream endobj"
        )
    return b"%PDF-1.7\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def packed_pdf(objects: bytes, *, filters: str = "/FlateDecode") -> bytes:
    """Return a PDF that keeps some objects in a packed stream."""
    packed = zlib.compress(objects)
    header = f"9 0 obj<</Type/ObjStm/N 1/First 4/Filter{filters}/Length {len(packed)}>>stream\n".encode()
    return pdf().replace(b"trailer", header + packed + b"\nendstream endobj\ntrailer")


OPAQUE_PDF = packed_pdf(b"<</S/Launch>>").replace(zlib.compress(b"<</S/Launch>>"), b"Gb!$F!s8W-!.bQ~>")


def photo(*, size: tuple[int, int] = (60, 40), kind: str = "JPEG") -> bytes:
    """Return a picture that lies on its side, and says where it was taken and by which phone."""
    notes = Image.Exif()
    notes[0x0112] = 6  # turn it to the right to see it upright
    notes[0x010F] = "Secret Phone Maker"
    notes.get_ifd(0x8825).update({1: "N", 2: (39.0, 17.0, 24.0), 3: "W", 4: (76.0, 36.0, 43.0)})
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, exif=notes)
    return out.getvalue() + b"trailing words of the phone"


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


TYPES, WORD, RELATIONS = "[Content_Types].xml", "word/document.xml", "word/_rels/settings.xml.rels"
ELSEWHERE = (
    b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    b'/attachedTemplate" Target="http://203.0.113.9/x.dotm" TargetMode="External"/>'
)
WORD_PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
DOCX = package(WORD_PARTS)


def docx(words: str, more: dict[str, bytes] | None = None) -> bytes:
    """Return a document that says `words`, cut up as Word does it; `more` are further parts."""
    half = len(words) // 2
    runs = f"<w:r><w:t>{words[:half]}</w:t></w:r><w:r><w:t>{words[half:]}</w:t></w:r>"
    body = f"<w:document><w:body><w:p>{runs}</w:p></w:body></w:document>".encode()
    return package({**WORD_PARTS, WORD: body, **(more or {})})


SCANNED_PDF = (
    pdf(words="SSN 900-12-3456")
    .replace(b"ET", b"ET q 50 0 0 50 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q")
    .replace(b"/Length 49", b"/Length 108")
)
DOCX_WITH_MACROS = package({**WORD_PARTS, "word/vbaProject.bin": b"macro"})
DOCM = package(
    {**WORD_PARTS, TYPES: b'<Types ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'}
)
DOCX_WITH_CONTROL = package({**WORD_PARTS, "word/activeX/activeX1.xml": b"<x/>"})
DOCX_WITH_PROGRAM = package({**WORD_PARTS, "word/embeddings/oleObject1.bin": b"MZ"})
DOCX_FROM_ELSEWHERE = package({**WORD_PARTS, RELATIONS: ELSEWHERE})
DOCX_WITH_A_LONG_LIST = package(
    {
        **WORD_PARTS,
        RELATIONS: b" " * 3_000_000,
        "pad": b"".join(struct.pack(">I", zlib.crc32(b"%d" % n)) for n in range(25_000)),
    }
)
DOCX_TWICE = package({**WORD_PARTS, "word/documenX.xml": b""}).replace(b"documenX", b"document")
ZIP = package({"readme.txt": b"hello"})
ZIP_BOMB = package({**WORD_PARTS, "word/media/image1.bmp": b"\x00" * 30_000_000})
POLYGLOT = b"/*\n" + PDF + b"*/ alert(1)"


def base64_of(content: bytes) -> str:
    """Return a content as a page's script takes it."""
    return base64.b64encode(content).decode()
