"""A desk with both packs and the demo's people, inside the test's own transaction."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.policy import services as policy
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema import Pack
from assistdesk.site.demo import people


@lru_cache(maxsize=8)
def pack_in(folder: Path) -> Pack:
    """Return the pack in `folder`, read once for all tests of a process."""
    return load_folder(folder)


@dataclass
class Caller:
    """A program that speaks to the API as one of the demo's people, or as nobody."""

    client: Client

    def get(self, path: str, **query: str) -> Any:
        """Return the answer to a GET, parsed."""
        return self._parsed(self.client.get(f"/api/v1{path}", query))

    def post(self, path: str, body: object = None, *, status: int | None = None, **headers: str) -> Any:
        """Return the answer to a POST, parsed; `status` is what it has to be, else any good one."""
        answer = self.client.post(
            f"/api/v1{path}", json.dumps(body or {}), content_type="application/json", headers=headers
        )
        if status is None:
            assert answer.status_code < 300, answer.content
        else:
            assert answer.status_code == status, answer.content
        return self._parsed(answer)

    def upload(self, name: str, content: bytes) -> Any:
        """Return the answer to an upload, parsed."""
        answer = self.client.post("/api/v1/attachments", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 201, answer.content
        return answer.json()

    @staticmethod
    def _parsed(answer: Any) -> Any:
        return json.loads(answer.content)


@pytest.fixture
def demo_desk(db: None, settings: Settings, tmp_path: Path) -> None:
    """Load both packs and make the demo's people."""
    settings.DEMO = True
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "attachments"},
        },
    }
    at = clock.now()
    for folder in sorted(settings.PACKS_DIR.iterdir()):
        policy.run_pack(pack_in(folder), actor=Actor.system(None), at=at)
    people.make(at=at)


@pytest.fixture
def caller(demo_desk: None) -> Callable[[str], Caller]:
    """Return a function that gives a caller for a username."""

    def call_as(username: str) -> Caller:
        client = Client()
        client.force_login(Account.objects.get(username=username))
        return Caller(client)

    return call_as
