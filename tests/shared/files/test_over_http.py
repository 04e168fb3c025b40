"""Files over HTTP: the contract's calls, and a download that no browser shows as a page."""

import uuid
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assistdesk.shared import clock
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy import services as policy
from tests.shared.files import build, samples

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E-18")]
UPLOADS = "/api/v1/attachments"


@pytest.fixture
def running_pack(db: None) -> None:
    """Let the marketplace run."""
    policy.run_pack(build.pack(), actor=Actor.system(None), at=clock.now())


@pytest.fixture
def producer(running_pack: None) -> Account:
    """Return the account of a producer."""
    return build.account()


def browser_of(account: Account) -> Client:
    """Return the browser of somebody who has signed in."""
    client = Client()
    client.force_login(account)
    return client


def send(client: Client, content: bytes = samples.PDF, *, name: str = "invoice.pdf") -> Any:
    """Upload one file."""
    return client.post(UPLOADS, {"file": SimpleUploadedFile(name, content)})


def test_an_upload_answers_with_what_is_known_of_the_file(producer: Account) -> None:
    client = browser_of(producer)

    answer = send(client, samples.TEXT, name="note.txt")

    assert answer.status_code == HTTPStatus.CREATED
    made = answer.json()
    assert made == {
        "id": made["id"],
        "name": "note.txt",
        "size": len(samples.TEXT),
        "content_type": "text/plain",
        "screening": "done",
        "findings": 0,
    }
    assert client.get(f"{UPLOADS}/{uuid.UUID(made['id'])}").json() == made


@pytest.mark.parametrize(
    ("content", "name", "status", "problem"),
    [
        (b"", "a.pdf", HTTPStatus.UNPROCESSABLE_ENTITY, "attachment-empty"),
        (samples.EXE, "a.pdf", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "attachment-unknown-kind"),
        (samples.PDF, "a.png", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "attachment-mismatch"),
        (samples.huge_png(), "a.png", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "attachment-damaged"),
    ],
)
def test_a_refusal_is_a_problem_with_its_own_type(
    producer: Account, content: bytes, name: str, status: HTTPStatus, problem: str
) -> None:
    answer = send(browser_of(producer), content, name=name)

    assert answer.status_code == status
    assert answer.json()["type"] == f"/problems/{problem}"
    assert "%(" not in answer.json()["detail"]


def test_a_file_that_is_too_large_is_a_413(producer: Account) -> None:
    answer = send(browser_of(producer), samples.PDF + b"%" * build.limits().largest)

    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_a_call_without_a_file_is_told_what_lacks(producer: Account) -> None:
    answer = browser_of(producer).post(UPLOADS, {})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json()["errors"][0]["field"] == "file"


def test_only_those_who_may_upload_do(producer: Account) -> None:
    assert send(Client()).status_code == HTTPStatus.UNAUTHORIZED
    assert send(browser_of(build.account(role=Role.RESIDENT))).status_code == HTTPStatus.FORBIDDEN
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (samples.PDF, "año.pdf", "application/pdf"),
        (b"a <script>alert(1)</script>", "a.txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_download_is_saved_and_never_shown(
    producer: Account, content: bytes, name: str, content_type: str
) -> None:
    client = browser_of(producer)
    file_id = send(client, content, name=name).json()["id"]

    answer = client.get(f"/attachments/{file_id}")

    assert answer.content == content
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_name_over_http_stays_in_its_header(producer: Account) -> None:
    client = browser_of(producer)
    file_id = send(client, name='..\\a"; filename="x.html\u202e.pdf').json()["id"]

    disposition = client.get(f"/attachments/{file_id}").headers["Content-Disposition"]

    assert "\u202e" not in disposition
    assert '.html"' not in disposition


def test_somebody_elses_file_and_none_are_the_same_answer(producer: Account) -> None:
    file_id = send(browser_of(producer)).json()["id"]
    other = browser_of(build.account())

    for path in (f"/attachments/{file_id}", f"/attachments/{uuid.uuid4()}"):
        assert other.get(path).status_code == HTTPStatus.NOT_FOUND
        assert other.get(f"/api/v1{path}").status_code == HTTPStatus.NOT_FOUND
    assert Client().get(f"/attachments/{file_id}").status_code == HTTPStatus.FOUND
