"""A file is what its content says; what is nasty is refused with a reason and leaves nothing behind."""

import errno
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError

from assistdesk.shared import keys
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.files import services
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.refusals import (
    CarriesFiles,
    Damaged,
    EmptyFile,
    Mismatch,
    StorageDown,
    TooLarge,
    UnknownKind,
)
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotAuthorized, Refusal
from tests.conftest import TEN_O_CLOCK
from tests.shared.files import build, samples

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E-18")]


def files_in(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


TAKEN = [
    pytest.param(samples.PDF, "a.pdf", "pdf", "application/pdf", id="pdf"),
    pytest.param(samples.picture("PNG"), "a.PNG", "png", "image/png", id="png"),
    pytest.param(samples.picture("JPEG"), "a.jpeg", "jpeg", "image/jpeg", id="jpeg"),
    pytest.param(samples.TEXT, "a.txt", "txt", "text/plain", id="txt"),
    pytest.param(b"\xef\xbb\xbfSubject: hello\n", "mail.txt", "txt", "text/plain", id="txt with a mark"),
    pytest.param(
        samples.DOCX,
        "a.docx",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        id="docx",
    ),
]


@pytest.mark.parametrize(("content", "name", "kind", "content_type"), TAKEN)
def test_the_five_kinds_are_taken(
    owner: Actor, content: bytes, name: str, kind: str, content_type: str
) -> None:
    row = build.stored(owner, content, name=name)

    assert (row.name, row.kind, row.content_type, row.size) == (name, kind, content_type, len(content))
    entry = Entry.objects.get(subject=str(row.id))
    facts = {"kind": kind, "size": len(content), "scan": "not_needed"}
    assert (entry.action, entry.facts) == ("files.attachment.stored", facts)


REFUSED: list[Any] = [
    pytest.param(b"", "a.pdf", EmptyFile, id="nothing"),
    pytest.param(b" \r\n\t ", "a.txt", EmptyFile, id="only space"),
    pytest.param(samples.EXE, "invoice.pdf", UnknownKind, id="a program called pdf"),
    pytest.param(samples.SVG, "picture.svg", UnknownKind, id="svg"),
    pytest.param(samples.SVG, "picture.txt", UnknownKind, id="svg called txt"),
    pytest.param(samples.HTML, "page.txt", UnknownKind, id="html called txt"),
    pytest.param(samples.SHELL, "run.txt", UnknownKind, id="a script"),
    pytest.param(samples.GIF, "a.gif", UnknownKind, id="gif"),
    pytest.param(b"half \xff a letter", "a.txt", UnknownKind, id="not UTF-8"),
    pytest.param(b"a NUL \x00", "a.txt", UnknownKind, id="NUL in text"),
    pytest.param(samples.ZIP, "a.docx", UnknownKind, id="a zip called docx"),
    pytest.param(samples.PDF, "a.png", Mismatch, id="a pdf called png"),
    pytest.param(samples.picture("PNG"), "a.jpg", Mismatch, id="a png called jpg"),
    pytest.param(samples.POLYGLOT, "a.pdf", Mismatch, id="a script that is a pdf further down"),
    pytest.param(b"%PDF-1.7\nalert(1)", "a.pdf", Damaged, id="a pdf without an end"),
    pytest.param(samples.picture("PNG")[:40], "a.png", Damaged, id="half a png"),
    pytest.param(samples.huge_png(), "a.png", Damaged, id="2.5 billion pixels"),
    pytest.param(samples.wide_png(), "a.png", Damaged, id="64 million pixels"),
    pytest.param(samples.DOCX[:60], "a.docx", Damaged, id="half a docx"),
    pytest.param(samples.ZIP_BOMB, "a.docx", Damaged, id="zip bomb"),
    pytest.param(samples.DOCX_WITH_MACROS, "a.docx", CarriesFiles, id="macros"),
    pytest.param(samples.DOCM, "a.docx", CarriesFiles, id="a docm called docx"),
    pytest.param(samples.DOCX_WITH_CONTROL, "a.docx", CarriesFiles, id="an active control"),
    pytest.param(samples.DOCX_WITH_PROGRAM, "a.docx", CarriesFiles, id="a program packed in"),
    pytest.param(samples.DOCX_FROM_ELSEWHERE, "a.docx", CarriesFiles, id="a template from elsewhere"),
    pytest.param(samples.DOCX_WITH_A_LONG_LIST, "a.docx", Damaged, id="a list of parts that unpacks to much"),
    pytest.param(samples.DOCX_TWICE, "a.docx", Damaged, id="two parts of one name"),
    pytest.param(samples.PDF + samples.ZIP, "a.pdf", Damaged, id="a pdf that is a zip besides"),
    pytest.param(samples.picture("PNG") + samples.ZIP, "a.png", Damaged, id="a png that is a zip besides"),
    pytest.param(samples.TEXT + samples.ZIP, "a.txt", Damaged, id="a text that is a zip besides"),
    pytest.param(samples.pdf("/OpenAction<</S/Launch/F(cmd.exe)>>"), "a.pdf", CarriesFiles, id="launch"),
    pytest.param(samples.pdf("/OpenAction<</S/L#61unch/F(x)>>"), "a.pdf", CarriesFiles, id="launch in codes"),
    pytest.param(samples.pdf("/Names<</EmbeddedFiles 9 0 R>>"), "a.pdf", CarriesFiles, id="files in a pdf"),
    pytest.param(samples.packed_pdf(b"<</S/Launch/F(x)>>"), "a.pdf", CarriesFiles, id="launch packed away"),
    pytest.param(samples.packed_pdf(b" " * 90_000_000), "a.pdf", Damaged, id="a pdf that unpacks to much"),
    pytest.param(samples.OPAQUE_PDF, "a.pdf", Damaged, id="objects packed so that nobody sees them"),
]


@pytest.mark.parametrize(("content", "name", "refusal"), REFUSED)
def test_anything_else_is_refused_and_leaves_nothing(
    owner: Actor, storage: Path, content: bytes, name: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        build.stored(owner, content, name=name)

    assert not Attachment.objects.exists()
    assert not Entry.objects.exists()
    assert files_in(storage) == []


def test_the_refusal_says_what_name_and_content_are(owner: Actor) -> None:
    with pytest.raises(Mismatch) as refused:
        build.stored(owner, samples.PDF, name="Pat Roe.png")

    assert refused.value.facts == {"ending": ".png", "found": "PDF"}


@pytest.mark.parametrize(
    "extra",
    [
        "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>",
        "/AcroForm<</XFA 9 0 R>>",
        "/AA<</O<</S/SubmitForm>>>>",
    ],
)
def test_a_form_with_scripts_is_kept_and_marked(owner: Actor, extra: str) -> None:
    assert build.stored(owner, samples.pdf(extra)).has_scripts
    assert not build.stored(owner, samples.pdf()).has_scripts


def test_words_that_look_like_actions_are_no_reason(owner: Actor) -> None:
    page = samples.pdf(words="The Launch of /Launches, and EmbeddedFilesystem")

    assert not build.stored(owner, page).has_scripts


@pytest.mark.parametrize(("more", "is_taken"), [(0, True), (1, False)])
def test_the_packs_size_is_the_largest(owner: Actor, *, more: int, is_taken: bool) -> None:
    size = build.limits().largest + more
    content = samples.PDF.replace(b"%%EOF", b"%" * (size - len(samples.PDF)) + b"%%EOF")
    assert len(content) == size

    if is_taken:
        assert build.stored(owner, content).size == size
        return
    with pytest.raises(TooLarge) as refused:
        build.stored(owner, content)
    assert refused.value.facts == {"most": build.limits().largest // 1024 // 1024}


@pytest.mark.rule("S-04")
def test_a_file_is_kept_sealed_under_a_name_that_says_nothing(owner: Actor, storage: Path) -> None:
    row = build.stored(owner, samples.TEXT, name="Pat Roe.txt")

    [kept] = files_in(storage)
    sealed = kept.read_bytes()
    assert samples.TEXT[:20] not in sealed
    assert "Roe" not in str(kept)
    assert str(row.id) not in str(kept)
    assert keys.open_sealed(sealed, context=f"attachment {row.id}") == samples.TEXT


def test_two_files_cannot_be_exchanged_in_the_storage(owner: Actor, storage: Path) -> None:
    row = build.stored(owner)
    [kept] = files_in(storage)

    with pytest.raises(keys.Tampered):
        keys.open_sealed(kept.read_bytes(), context=f"attachment {build.stored(owner).id}")
    assert row.size == len(samples.PDF)


def test_a_full_disk_refuses_cleanly(owner: Actor, storage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_a_file(self: FileSystemStorage, name: str, content: object) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True)
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half_a_file)

    with pytest.raises(StorageDown):
        build.stored(owner)

    assert not Attachment.objects.exists()
    assert files_in(storage) == []


def test_a_row_that_cannot_be_written_leaves_no_file(
    owner: Actor, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **values: object) -> None:
        raise OperationalError

    monkeypatch.setattr(Attachment, "save", broken)

    with pytest.raises(OperationalError):
        build.stored(owner)

    assert files_in(storage) == []


def test_text_is_screened_at_once(owner: Actor) -> None:
    clean = build.stored(owner, b"The invoice never came.", name="a.txt")
    personal = build.stored(owner, b"SSN 900-12-3456, born 01/02/1980", name="a.txt")

    assert (clean.screening, clean.findings) == ("done", 0)
    assert (personal.screening, personal.findings) == ("done", 2)


def test_other_kinds_wait_for_their_screening(owner: Actor) -> None:
    row = build.stored(owner, samples.PDF)

    assert (row.screening, row.findings) == ("pending", None)


def test_what_nobody_can_read_is_held(owner: Actor) -> None:
    locked = build.stored(owner, samples.LOCKED_PDF)
    endless = build.stored(owner, b"word " * 50_000, name="a.txt")

    assert [(row.screening, row.findings) for row in (locked, endless)] == [("held", None)] * 2


def test_nobody_uploads_without_an_account(db: None) -> None:
    with pytest.raises(NotAuthorized):
        services.store(
            build.upload(),
            limits=build.limits(),
            pack=build.pack(),
            actor=Actor.anonymous(),
            at=TEN_O_CLOCK,
        )
