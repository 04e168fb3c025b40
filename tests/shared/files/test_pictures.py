"""Previews are drawn apart, pictures leave without their metadata, and a file that is bad harms nobody."""

import io
import subprocess
import uuid
from pathlib import Path

import pytest
from django.db import transaction
from PIL import Image
from pytest_django import Settings

from assistdesk.shared import keys
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.files import drawings, queries, services, steps, vault
from assistdesk.shared.files.models import Attachment, Leftover, Rendition
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.files.refusals import NoPicture, StorageDown
from assistdesk.shared.files.states import NoPreview, Preview, RenditionKind
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import NotThere
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.shared.files import build, samples

pytestmark = [pytest.mark.usefixtures("running_pack"), pytest.mark.django_db, pytest.mark.rule("E-18")]


def picture(found: Attachment, owner: Actor, *, kind: RenditionKind, number: int = 1) -> Image.Image:
    """Return a picture of a file as `owner` sees it."""
    fetched = services.fetch_picture(found.id, kind=kind, number=number, actor=owner, at=TEN_O_CLOCK)
    return Image.open(io.BytesIO(fetched.content))


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png")])
@pytest.mark.parametrize("is_prepared", [True, False], ids=["drawn by the worker", "drawn on the way out"])
def test_a_picture_goes_out_upright_and_without_metadata(
    owner: Actor, kind: str, name: str, *, is_prepared: bool
) -> None:
    photo = samples.photo(kind=kind)
    row = build.stored(owner, photo, name=name)
    if is_prepared:
        services.prepare(row.id, at=TEN_O_CLOCK)

    sent = services.fetch(row.id, actor=owner, at=TEN_O_CLOCK)

    copy = Image.open(io.BytesIO(sent.content))
    assert (copy.format, copy.size) == (kind, (40, 60))
    assert not copy.getexif()
    assert "exif" not in copy.info
    for secret in (b"Secret Phone Maker", b"Exif", b"trailing words"):
        assert secret not in sent.content
    assert Attachment.objects.get(id=row.id).size == len(photo)


def test_the_original_stays_inside_for_the_marketplaces_own_people(
    owner: Actor, seen_by: set[object]
) -> None:
    photo = samples.photo()
    found = build.prepared(owner, photo, name="a.jpg")
    staff = build.actor(role=Role.CASEWORKER)
    seen_by |= {staff.account_id, owner.account_id}
    with transaction.atomic():
        steps.link([found.id], subject_kind=build.KIND, subject_id=uuid.uuid4(), actor=owner, at=TEN_O_CLOCK)

    assert services.fetch_original(found.id, actor=staff, at=TEN_O_CLOCK).content == photo
    assert Entry.objects.filter(action="files.attachment.original_fetched").count() == 1
    with pytest.raises(NotThere):
        services.fetch_original(found.id, actor=owner, at=TEN_O_CLOCK)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_colour_are_drawn(owner: Actor, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, kind)

    found = build.prepared(owner, out.getvalue(), name=f"a.{kind.lower()}")

    assert found.preview == Preview.READY
    assert picture(found, owner, kind=RenditionKind.THUMBNAIL).format == "WEBP"


def test_a_pdf_is_shown_page_by_page(owner: Actor) -> None:
    found = build.prepared(owner, samples.pdf(pages=3), name="a.pdf")

    assert (found.preview, found.page_count) == (Preview.READY, 3)
    shown = services.open_pages(found.id, actor=owner, at=TEN_O_CLOCK)
    assert [page.number for page in shown.pages] == [1, 2, 3]
    last = picture(found, owner, kind=RenditionKind.PAGE, number=3)
    assert last.size == (shown.pages[2].width, shown.pages[2].height) == (1_200, 800)
    assert min(last.convert("L").tobytes()) < 100  # the words are there
    assert max(picture(found, owner, kind=RenditionKind.THUMBNAIL).size) == 240
    for number in (0, 4):
        with pytest.raises(NoPicture):
            picture(found, owner, kind=RenditionKind.PAGE, number=number)


def test_fifty_pages_of_many_are_shown(owner: Actor) -> None:
    found = build.prepared(owner, samples.pdf(pages=53), name="a.pdf")

    shown = services.open_pages(found.id, actor=owner, at=TEN_O_CLOCK)

    assert (found.page_count, len(shown.pages)) == (53, 50)


def test_reading_pages_is_recorded_and_thumbnails_are_not(owner: Actor) -> None:
    found = build.prepared(owner, samples.pdf(pages=2), name="a.pdf")
    Entry.objects.all()
    before = Entry.objects.count()

    picture(found, owner, kind=RenditionKind.THUMBNAIL)
    services.open_pages(found.id, actor=owner, at=TEN_O_CLOCK)
    picture(found, owner, kind=RenditionKind.PAGE, number=2)

    entries = list(Entry.objects.order_by("id")[before:].values_list("action", "facts"))
    assert entries == [("files.attachment.opened", {}), ("files.attachment.page_read", {"page": 2})]


@pytest.mark.rule("S-04")
def test_pictures_lie_sealed_and_cannot_be_exchanged(owner: Actor, storage: Path) -> None:
    found = build.prepared(owner, samples.pdf(pages=2), name="a.pdf")
    one, two = found.renditions.filter(kind="page").order_by("number")

    sealed = (storage / one.storage_name).read_bytes()
    assert b"WEBP" not in sealed
    with pytest.raises(keys.Tampered):
        vault.get(two.storage_name, place=f"attachment {found.id} page 1")


NO_PREVIEW = [
    pytest.param(samples.TEXT, "a.txt", NoPreview.KIND, id="text"),
    pytest.param(samples.DOCX, "a.docx", NoPreview.KIND, id="docx"),
    pytest.param(samples.LOCKED_PDF, "a.pdf", NoPreview.LOCKED, id="a pdf with a password"),
    pytest.param(samples.PDF, "a.pdf", NoPreview.DAMAGED, id="a pdf without pages"),
]


@pytest.mark.parametrize(("content", "name", "why"), NO_PREVIEW)
def test_what_has_no_preview_says_why(owner: Actor, content: bytes, name: str, why: NoPreview) -> None:
    found = build.prepared(owner, content, name=name)

    assert (found.preview, found.no_preview) == (Preview.NONE, why)
    assert services.fetch(found.id, actor=owner, at=TEN_O_CLOCK).content == content


def test_a_file_that_takes_too_long_is_given_up_and_the_worker_lives(
    owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawings, "SECONDS", 0.01)
    found = build.prepared(owner, samples.pdf(), name="a.pdf")
    assert (found.preview, found.tries) == (Preview.PENDING, 1)

    services.prepare(found.id, at=TEN_O_CLOCK)

    found.refresh_from_db()
    assert (found.preview, found.no_preview) == (Preview.NONE, NoPreview.TOO_HARD)


@pytest.mark.parametrize(
    "module",
    ["this.is.nothing", "platform", "antigravity_", "json.tool"],
    ids=["fails", "says something else", "is not there", "fails on its input"],
)
def test_a_process_that_dies_or_talks_nonsense_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setattr(drawings, "MODULE", module)

    with pytest.raises(drawings.NotDrawn, match="too_hard"):
        drawings.draw(samples.pdf(), kind="pdf")


def test_the_process_that_draws_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}

    def look(command: list[str], **values: object) -> None:
        seen.update(values)
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", look)

    with pytest.raises(drawings.NotDrawn):
        drawings.draw(samples.pdf(), kind="pdf")
    assert set(seen["env"]) == {"PYTHONPATH", "LANG", "PATH"}  # type: ignore[call-overload]  # a dict


def test_a_page_as_large_as_a_field_is_drawn_small(owner: Actor) -> None:
    huge = samples.pdf().replace(b"[0 0 300 200]", b"[0 0 900000 900000]")

    found = build.prepared(owner, huge, name="a.pdf")

    page = picture(found, owner, kind=RenditionKind.PAGE)
    assert max(page.size) <= 2_480


def test_no_storage_means_later_and_nothing_half_done(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    row = build.stored(owner, samples.pdf())

    def down(*args: object, **values: object) -> str:
        raise StorageDown

    monkeypatch.setattr(vault, "put", down)
    services.prepare(row.id, at=TEN_O_CLOCK)

    assert queries.attachment(row.id, actor=owner, at=TEN_O_CLOCK).preview == Preview.PENDING
    assert not Rendition.objects.exists()
    monkeypatch.undo()
    services.prepare(row.id, at=TEN_O_CLOCK)
    assert queries.attachment(row.id, actor=owner, at=TEN_O_CLOCK).preview == Preview.READY


@pytest.mark.django_db(transaction=True)
def test_drawing_twice_at_once_keeps_one_set(owner: Actor, storage: Path) -> None:
    row = build.stored(owner, samples.pdf())

    outcomes = at_the_same_time(*[lambda: services.prepare(row.id, at=TEN_O_CLOCK)] * 3)

    assert outcomes == [None] * 3
    assert Rendition.objects.count() == 2
    assert not Leftover.objects.exists()
    assert len([path for path in storage.rglob("*") if path.is_file()]) == 3


def test_forgetting_a_file_takes_its_pictures_along(owner: Actor, storage: Path) -> None:
    build.prepared(owner, samples.pdf(pages=2), name="a.pdf")

    assert services.forget_loose(at=TEN_O_CLOCK + queries.LOOSE_FOR) == 1

    assert not Rendition.objects.exists()
    assert not Leftover.objects.exists()
    assert not [path for path in storage.rglob("*") if path.is_file()]


def rows_of(thing: uuid.UUID) -> list[AttachmentRow]:
    """Return the files of a thing."""
    return queries.of_subject(build.KIND, thing)


def test_a_file_by_mail_from_nobody_is_kept_and_linked_by_the_desk(settings: Settings, db: None) -> None:
    desk, mail, incident = Actor.system(build.MARKETPLACE), uuid.uuid4(), uuid.uuid4()
    row = services.take_in(
        samples.pdf(), name="a.pdf", limits=build.limits(), pack=build.pack(), actor=desk, at=TEN_O_CLOCK
    )
    with transaction.atomic():
        steps.link([row.id], subject_kind="mail", subject_id=mail, actor=desk, at=TEN_O_CLOCK)
        moved = steps.link_again(
            from_kind="mail",
            from_id=mail,
            subject_kind=build.KIND,
            subject_id=incident,
            actor=desk,
            at=TEN_O_CLOCK,
        )

    assert moved == 1
    assert rows_of(incident) == [row]
    assert Attachment.objects.get(id=row.id).owner_id is None
