"""A write that is sent again with its Idempotency-Key is done once and answered alike."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assistdesk.escalations.models import Call
from assistdesk.shared.people.models import Account
from assistdesk.site.models import KeptAnswer
from tests.conftest import at_the_same_time

PATH = "/api/v1/marketplaces/kentucky/calls"
BODY = {"kind": "logged", "entry": "aptc-missing-months", "ticket_number": "SRI-1", "note": ""}

Send = Callable[..., Any]
Upload = Callable[[str, str, bytes], Any]


@pytest.fixture
def send(demo_desk: None) -> Send:
    """Return a function that logs a call as the agent, with a key."""
    account = Account.objects.get(username="agent")

    def log_call(key: str, body: dict[str, str] | None = None) -> Any:
        client = Client()
        client.force_login(account)
        headers = {"Idempotency-Key": key}
        return client.post(PATH, json.dumps(body or BODY), content_type="application/json", headers=headers)

    return log_call


@pytest.fixture
def upload(demo_desk: None) -> Upload:
    """Return a function that uploads a file as the agent, with a key."""
    account = Account.objects.get(username="agent")

    def send_file(key: str, name: str, content: bytes) -> Any:
        client = Client()
        client.force_login(account)
        file = SimpleUploadedFile(name, content)
        return client.post("/api/v1/attachments", {"file": file}, headers={"Idempotency-Key": key})

    return send_file


@pytest.mark.django_db
def test_sent_twice_it_is_done_once_and_answered_alike(send: Send) -> None:
    first, second = send("one"), send("one")

    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert Call.objects.count() == 1


@pytest.mark.django_db
def test_another_key_is_another_request(send: Send) -> None:
    send("one")
    send("two")

    assert Call.objects.count() == 2


@pytest.mark.django_db
def test_a_refused_request_can_be_put_right_under_its_key(send: Send) -> None:
    refused = send("one", {**BODY, "entry": "no-such-entry"})

    made = send("one")

    assert refused.status_code == 422
    assert made.status_code == 201
    assert Call.objects.count() == 1


@pytest.mark.django_db
def test_the_same_file_sent_twice_is_kept_once(upload: Upload) -> None:
    first, second = upload("one", "a.txt", b"the first"), upload("one", "a.txt", b"the first")

    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [pytest.param("b.txt", b"the first", id="name"), pytest.param("a.txt", b"the other", id="content")],
)
def test_a_key_for_another_file_is_refused(upload: Upload, name: str, content: bytes) -> None:
    upload("one", "a.txt", b"the first")

    other = upload("one", name, content)

    assert other.status_code == 422
    assert other.json()["type"] == "/problems/idempotency-key-reused"


@pytest.mark.django_db
def test_a_form_that_is_broken_is_a_problem(demo_desk: None) -> None:
    client = Client()
    client.force_login(Account.objects.get(username="agent"))

    answer = client.post(
        "/api/v1/attachments",
        b"nothing",
        content_type="multipart/form-data",
        headers={"Idempotency-Key": "one"},
    )

    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_a_key_for_another_request_is_refused(send: Send) -> None:
    send("one")

    other = send("one", {**BODY, "ticket_number": "SRI-2"})

    assert other.status_code == 422
    assert json.loads(other.content)["type"] == "/problems/idempotency-key-reused"
    assert Call.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", " ", "x" * 201, "a\tb"])
def test_a_key_that_can_not_be_kept_is_refused(send: Send, key: str) -> None:
    assert send(key).status_code == 400
    assert not Call.objects.exists()


@pytest.mark.django_db
def test_what_is_kept_can_not_be_read_in_the_database(send: Send) -> None:
    send("one")

    kept = KeptAnswer.objects.get()
    assert str(Call.objects.get().id).encode() not in bytes(kept.body)


@pytest.mark.django_db
def test_while_the_first_is_being_worked_on_the_second_is_asked_to_wait(send: Send) -> None:
    send("one")
    KeptAnswer.objects.update(status=None)

    assert send("one").status_code == 409


@pytest.mark.django_db
def test_a_first_request_that_died_is_done_by_the_next(send: Send) -> None:
    send("one")
    Call.objects.all().delete()
    KeptAnswer.objects.update(status=None, started_at=timezone.now() - timedelta(minutes=2))

    assert send("one").status_code == 201
    assert Call.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_done(send: Send) -> None:
    outcomes = at_the_same_time(*[lambda: send("one").status_code] * 6)

    assert set(outcomes) <= {201, 409}
    assert 201 in outcomes
    assert Call.objects.count() == 1
