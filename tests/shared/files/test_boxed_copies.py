"""What is personal on a screenshot, a scan or a PDF is boxed out in the copy that leaves; the file stays."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from assistdesk.shared.files import looking, reader, screening, services, sheets, vault
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.places import picture_place, place_of
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.privacy import POST
from tests.conftest import TEN_O_CLOCK
from tests.shared.files import build, samples, screens

pytestmark = [pytest.mark.usefixtures("running_pack"), pytest.mark.django_db, pytest.mark.rule("V-05")]


def outgoing(found: Attachment) -> bytes:
    """Return the copy of a file that may leave the desk."""
    row = found.renditions.get(kind="outgoing")
    return vault.get(row.storage_name, place=picture_place(found.id, kind="outgoing", number=1))


def words_in(content: bytes, kind: str) -> str:
    """Return what anybody can read in a file, and what its own text says."""
    pages = sheets.sheets_of(content, kind=kind)
    lines = [line for one in pages.pages for line in (*one.lines, *reader.READER.read(one.picture))]
    return " ".join([pages.hidden, *(line.text for line in lines)])


def test_a_screenshot_leaves_with_boxes_and_nothing_else(owner: Actor) -> None:
    sent = screens.screenshot()

    found = build.read(owner, sent, name="screen.png")

    copy = outgoing(found)
    words = words_in(copy, "png")
    assert (found.screening, found.found, found.due_at) == ("done", {"DOB": 1, "US_SSN": 1}, None)
    assert screens.INCIDENT in words
    assert "Date of Birth" in words
    assert screens.SSN not in words
    assert screens.BIRTH not in words
    assert screens.SSN.encode() not in copy
    assert not Image.open(io.BytesIO(copy)).info.get("Comment")
    assert vault.get(found.storage_name, place=place_of(found.id)) == sent


def test_a_photo_of_a_paper_that_lies_askew_loses_its_numbers_too(owner: Actor) -> None:
    askew = screens.page().rotate(1.5, expand=True, fillcolor="white")

    found = build.read(owner, screens.screenshot(askew, kind="JPEG"), name="photo.jpg")

    copy = outgoing(found)
    assert found.found == {"DOB": 1, "US_SSN": 1}
    assert screens.SSN not in words_in(copy, "jpeg")
    assert not Image.open(io.BytesIO(copy)).getexif()


def test_a_pdf_leaves_as_pictures_of_its_pages(owner: Actor) -> None:
    sent = samples.pdf(words=f"Plan SSN {screens.SSN}")

    found = build.read(owner, sent, name="letter.pdf")

    copy = outgoing(found)
    with pypdfium2.PdfDocument(copy) as document:
        texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    assert (found.screening, found.found) == ("done", {"US_SSN": 1})
    assert texts == [""]
    words = words_in(copy, "pdf")
    assert "Plan" in words
    assert screens.SSN not in words


def test_what_a_scan_says_of_itself_is_found_and_left_out(owner: Actor) -> None:
    found = build.read(owner, screens.scan(title=f"SSN {screens.SSN}"), name="scan.pdf")

    copy = outgoing(found)
    assert found.found == {"DOB": 1, "US_SSN": 2}
    assert screens.SSN not in words_in(copy, "pdf")
    assert screens.SSN.encode() not in copy


def test_a_page_without_anybody_leaves_as_it_looks(owner: Actor) -> None:
    clean = screens.page([("Incident Number", screens.INCIDENT), ("Status", "Enrollment sent")])

    found = build.read(owner, screens.screenshot(clean), name="screen.png")

    copy = Image.open(io.BytesIO(outgoing(found))).convert("RGB")
    assert (found.screening, found.findings) == ("done", 0)
    assert ImageChops.difference(copy, clean).getbbox() is None


class TestLabels:
    """A value belongs to the words beside it or above it."""

    @pytest.mark.parametrize(
        ("rows", "kinds"),
        [
            pytest.param([("SSN", "900123456")], ["US_SSN"], id="beside"),
            pytest.param([("Case Number", "900123456")], [], id="a case number"),
            pytest.param([("Status", "SSN"), ("New", "900123456")], ["US_SSN"], id="above"),
            pytest.param(
                [("SSN", screens.SSN), ("Again", f"was {screens.SSN} once")],
                ["US_SSN", "US_SSN"],
                id="twice",
            ),
        ],
    )
    def test_the_page_is_read_as_people_read_it(self, rows: list[tuple[str, str]], kinds: list[str]) -> None:
        pages = sheets.sheets_of(screens.screenshot(screens.page(rows)), kind="png")

        looked = looking.look_through(
            pages,
            reads=reader.READER.read,
            screens=lambda text: screening.opinion(text, pack=build.pack(), at=TEN_O_CLOCK),
        )

        assert looked.types == kinds


class TestHeld:
    """What could not be read stays inside, and says why."""

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            pytest.param(samples.pdf(pages=21), "too_many", id="too many pages"),
            pytest.param(samples.LOCKED_PDF, "locked", id="a password"),
            pytest.param(samples.PDF, "damaged", id="nothing that can be drawn"),
        ],
    )
    def test_a_file_that_cannot_be_looked_into_is_held(self, owner: Actor, content: bytes, why: str) -> None:
        found = build.read(owner, content, name="a.pdf")

        assert (found.screening, found.held_why, found.due_at) == ("held", why, None)
        assert not found.renditions.filter(kind="outgoing").exists()

    def test_without_its_model_the_reader_lets_nothing_pass(
        self, owner: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reader, "READER", reader.Reader(tmp_path))

        self._held_after_two_tries(owner, "unread")

    def test_a_reader_that_does_not_start_in_time_lets_nothing_pass(
        self, owner: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reader, "READER", reader.Reader())
        monkeypatch.setattr(reader, "START_SECONDS", 0.01)

        self._held_after_two_tries(owner, "unread")

    def test_a_guard_that_fails_lets_nothing_pass(
        self, owner: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Broken:
            """A guard out of order."""

            def inspect_message(self, *_: object, **__: object) -> None:
                """Fail."""
                raise RuntimeError

        monkeypatch.setattr(POST, "guard", Broken())

        self._held_after_two_tries(owner, "guard")

    def test_drawing_that_takes_too_long_lets_nothing_pass(
        self, owner: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sheets, "SECONDS", 0.01)

        self._held_after_two_tries(owner, "too_hard")

    def _held_after_two_tries(self, owner: Actor, why: str) -> None:
        found = build.read(owner, screens.screenshot(), name="a.png")
        assert (found.screening, found.tries) == ("pending", 1)
        assert found.due_at is not None
        services.read(found.id, at=found.due_at)
        found = Attachment.objects.get(id=found.id)
        assert (found.screening, found.held_why, found.due_at) == ("held", why, None)
        assert not found.renditions.filter(kind="outgoing").exists()


def test_a_reader_that_takes_too_long_is_ended() -> None:
    picture = sheets.sheets_of(screens.screenshot(), kind="png").pages[0].picture
    slow = reader.Reader(seconds=0.001)

    with pytest.raises(reader.NotRead):
        slow.read(picture)

    assert slow.process_id is None


def test_a_reader_that_dies_is_started_again() -> None:
    picture = sheets.sheets_of(screens.screenshot(), kind="png").pages[0].picture
    reading = reader.READER
    assert reading.read(picture)
    dead = reading._process
    assert dead is not None
    dead.kill()
    dead.wait()

    words = " ".join(line.text for line in reading.read(picture))

    assert screens.SSN in words
    assert reading.process_id != dead.pid


def test_an_answer_that_is_none_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MODULE", "assistdesk.shared.files.drawing_process")

    with pytest.raises(reader.NotRead):
        reader.Reader().read(b"no picture")


def test_one_that_is_no_picture_does_not_stop_the_reader() -> None:
    with pytest.raises(reader.NotRead):
        reader.READER.read(b"\x89PNG\r\n\x1a\n no picture")

    assert reader.READER.read(sheets.sheets_of(screens.screenshot(), kind="png").pages[0].picture)
