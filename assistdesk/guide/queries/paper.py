"""The sheet as a PDF that screen readers can read (PDF/UA-1)."""

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import typst

from assistdesk.guide.queries.reading import Reader
from assistdesk.guide.queries.sheet import sheet

LAYOUT = Path(__file__).resolve().parents[1] / "templates" / "guide" / "guide.typ"


@lru_cache(maxsize=32)
def paper(reader: Reader, edition: str) -> bytes:
    """Return one edition as a PDF. The words go in as data, so that none of them is read as markup."""
    words = json.dumps(asdict(sheet(reader, edition)), ensure_ascii=False)
    made: bytes = typst.compile(
        LAYOUT.read_bytes(),
        format="pdf",
        sys_inputs={"guide": words},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return made
