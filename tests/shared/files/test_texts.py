"""The privacy guard looks through the text of documents, where all of it can be read."""

import pytest

from assistdesk.shared.files import drawings, services
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.shared.files import build, samples

pytestmark = [pytest.mark.usefixtures("running_pack"), pytest.mark.django_db, pytest.mark.rule("E-18")]


PERSONAL = "SSN 900-12-3456, born 01/02/1980"
READ = [
    pytest.param(samples.docx(PERSONAL), "a.docx", ("done", 2), id="a document"),
    pytest.param(samples.docx("Nothing"), "a.docx", ("done", 0), id="a document without anybody"),
    pytest.param(samples.docx(PERSONAL, {"word/media/a.png": b""}), "a.docx", ("held", None), id="pictures"),
    pytest.param(
        samples.docx(" ".join(f"word{number}" for number in range(30_000))),
        "a.docx",
        ("held", None),
        id="more than the guard takes",
    ),
]


@pytest.mark.parametrize(("content", "name", "expected"), READ)
def test_the_guard_looks_through_what_can_be_read_whole(
    owner: Actor, content: bytes, name: str, expected: tuple[str, int | None]
) -> None:
    found = build.prepared(owner, content, name=name)

    assert (found.screening, found.findings) == expected
    assert found.due_at is None


def test_a_document_that_cannot_be_read_is_held(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "COPY_SECONDS", 0.01)
    found = build.prepared(owner, samples.docx("Nothing"), name="a.docx")
    assert (found.screening, found.tries) == ("pending", 1)

    services.prepare(found.id, at=TEN_O_CLOCK)

    found.refresh_from_db()
    assert (found.screening, found.due_at) == ("held", None)
