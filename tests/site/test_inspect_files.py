"""The command looks through pictures and PDF as the desk does with attachments, and writes the copy."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from assistdesk.shared.files import reader
from assistdesk.site.cli.inspect import command
from tests.shared.files import screens

pytestmark = pytest.mark.rule("V-09")


def ran(content: bytes, *options: str) -> Result:
    """Return what the command says of a file."""
    return CliRunner().invoke(command, ["-", *options], input=content)


@pytest.mark.parametrize("make", [screens.screenshot, screens.scan])
def test_what_is_found_has_its_words_its_page_and_its_boxes(make: object, tmp_path: Path) -> None:
    assert callable(make)
    out = tmp_path / "copy"
    said = ran(make(), "--json", "--out", str(out))
    answer = json.loads(said.stdout)

    assert said.exit_code == 0
    assert answer["decision"] == "redact"
    found = {one["type"]: one for one in answer["findings"] if one["page"]}
    assert {"US_SSN", "DOB"} <= set(found)
    assert found["US_SSN"]["text"] == screens.SSN
    assert screens.SSN not in answer["redacted"]
    assert screens.INCIDENT in answer["redacted"]
    assert all(one["boxes"] for one in found.values())
    assert out.stat().st_size


def test_the_copy_shows_nothing_more(tmp_path: Path) -> None:
    out = tmp_path / "copy.png"
    ran(screens.screenshot(), "--out", str(out))

    again = json.loads(ran(out.read_bytes(), "--json").stdout)

    assert (again["decision"], again["findings"]) == ("pass", [])
    assert Image.open(io.BytesIO(out.read_bytes())).info.get("Comment") is None


def test_people_are_told_page_by_page() -> None:
    shown = ran(screens.screenshot()).stdout

    assert shown.startswith("redact, 1 pages")
    assert "US_SSN" in shown


def test_what_cannot_be_looked_through_is_held(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reader, "READER", reader.Reader(tmp_path))

    answer = json.loads(ran(screens.screenshot(), "--json").stdout)

    assert answer == {"decision": "hold", "reason": "unread", "findings": [], "redacted": ""}


@pytest.mark.parametrize("content", [b"%PDF-1.7 and no more", b"\x89PNG\r\n\x1a\n and no more"])
def test_what_is_no_such_file_is_said_in_one_line(content: bytes) -> None:
    said = ran(content, "--json")

    assert said.exit_code in (0, 2)
    if said.exit_code:
        assert len(said.stderr.splitlines()) == 1
    else:
        assert json.loads(said.stdout)["decision"] == "hold"


def test_a_text_has_no_copy(tmp_path: Path) -> None:
    said = ran(b"Nothing to see.", "--out", str(tmp_path / "copy"))

    assert (said.exit_code, said.stderr) == (
        2,
        "assistdesk: --out is for a picture or a PDF; this is a text.\n",
    )
