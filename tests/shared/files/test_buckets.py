"""Attachments in a bucket: a real S3 server keeps, gives and forgets them; when it fails, nothing is lost."""

import copy
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from assistdesk.shared.files import queries, services, vault
from assistdesk.shared.files.models import Attachment, Leftover
from assistdesk.shared.files.refusals import StorageDown
from assistdesk.shared.people.actors import Actor
from assistdesk.site import checkup, environment
from assistdesk.site.settings import attachments_storage
from tests.conftest import TEN_O_CLOCK
from tests.s3_server import BUCKET, S3Server
from tests.shared.files import build, samples

TICK = timedelta(microseconds=1)
pytestmark = [
    pytest.mark.usefixtures("running_pack"),
    pytest.mark.django_db,
    pytest.mark.rule("E-18"),
    pytest.mark.real,
]


@pytest.fixture(scope="module")
def running() -> Iterator[S3Server]:
    """Return a server that runs."""
    with S3Server() as server:
        yield server


def use(url: str, settings: Settings) -> None:
    """Let attachments lie where `url` says."""
    place = environment.storage({"ASSISTDESK_STORAGE_URL": url})
    storages = copy.deepcopy(settings.STORAGES)
    settings.STORAGES = {**storages, "default": attachments_storage(place)}


@pytest.fixture
def server(running: S3Server, settings: Settings) -> S3Server:
    """Let attachments lie in an empty bucket of it."""
    for name in running.names():
        running.client.delete_object(Bucket=BUCKET, Key=name)
    use(running.url, settings)
    return running


def test_a_file_is_kept_in_the_bucket_sealed_and_comes_back(owner: Actor, server: S3Server) -> None:
    row = build.stored(owner, samples.TEXT, name="Pat Roe.txt")

    [name] = server.names()
    kept = server.client.get_object(Bucket=BUCKET, Key=name)["Body"].read()
    assert name.startswith("desk/")
    assert samples.TEXT[:20] not in kept
    assert services.fetch(row.id, actor=owner, at=TEN_O_CLOCK).content == samples.TEXT


def test_what_is_drawn_lies_there_too_and_all_of_it_is_forgotten(owner: Actor, server: S3Server) -> None:
    row = build.stored(owner, samples.pdf(pages=2))
    services.prepare(row.id, at=TEN_O_CLOCK)
    assert len(server.names()) == 4

    services.forget_loose(at=TEN_O_CLOCK + queries.LOOSE_FOR)

    assert server.names() == []
    assert not Leftover.objects.exists()


def test_a_demo_can_forget_everything(owner: Actor, server: S3Server) -> None:
    build.stored(owner)

    vault.remove_everything()

    assert server.names() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [(f"/{BUCKET}/", "/nowhere/"), ("@127.0.0.1:", "@127.0.0.1:1/")],
    ids=["no such bucket", "nobody answers"],
)
def test_a_bucket_that_cannot_be_used_refuses_and_nothing_is_left(
    owner: Actor, server: S3Server, settings: Settings, old: str, new: str
) -> None:
    use(server.url.replace(old, new), settings)

    with pytest.raises(StorageDown):
        build.stored(owner)

    assert not Attachment.objects.exists()
    assert server.names() == []
    assert not checkup.storage().ok


def test_wrong_credentials_refuse(owner: Actor, server: S3Server) -> None:
    with server.knowing_nobody(), pytest.raises(StorageDown):
        build.stored(owner)

    assert not Attachment.objects.exists()


def test_a_server_that_goes_and_comes_again_loses_nothing(
    owner: Actor, server: S3Server, settings: Settings
) -> None:
    row = build.stored(owner, samples.TEXT, name="a.txt")
    use(server.url.replace(f":{server.port}/", ":1/"), settings)
    with pytest.raises(StorageDown):
        services.fetch(row.id, actor=owner, at=TEN_O_CLOCK)
    services.forget_loose(at=TEN_O_CLOCK + queries.LOOSE_FOR)
    assert Leftover.objects.count() == 1

    use(server.url, settings)
    later = TEN_O_CLOCK + queries.LOOSE_FOR + vault.AGAIN_AFTER
    assert vault.remove_leftovers(at=later) == 1

    assert server.names() == []


def test_an_upload_while_the_store_is_down_is_a_503(server: S3Server, settings: Settings) -> None:
    client = Client()
    client.force_login(build.account())
    use(server.url.replace(f":{server.port}/", ":1/"), settings)

    answer = client.post("/api/v1/attachments", {"file": SimpleUploadedFile("a.pdf", samples.PDF)})

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["type"] == "/problems/storage-down"


def test_a_process_that_dies_between_leaves_nothing_for_ever(owner: Actor, server: S3Server) -> None:
    vault.put(b"a content that nobody claims", place="x", at=TEN_O_CLOCK)
    assert len(server.names()) == 1

    assert vault.remove_leftovers(at=TEN_O_CLOCK + vault.ABANDONED_AFTER - TICK) == 0
    assert vault.remove_leftovers(at=TEN_O_CLOCK + vault.ABANDONED_AFTER) == 1

    assert server.names() == []


def test_doctor_tries_the_bucket(server: S3Server) -> None:
    finding = checkup.storage()

    assert finding.ok
    assert server.names() == []
