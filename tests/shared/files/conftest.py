"""What the tests of files share: a storage of their own, and people."""

from pathlib import Path

import pytest
from pytest_django import Settings

from assistdesk.shared.files import subjects
from assistdesk.shared.people.actors import Actor
from tests.shared.files import build


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, settings: Settings) -> Path:
    """Return the folder that files lie in while the test runs."""
    folder = tmp_path / "attachments"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder},
        },
    }
    return folder


@pytest.fixture
def owner(db: None) -> Actor:
    """Return somebody who uploads files."""
    return build.actor()


@pytest.fixture
def seen_by(monkeypatch: pytest.MonkeyPatch) -> set[object]:
    """Return the set of accounts that may see things of these tests; a test adds to it."""
    accounts: set[object] = set()
    monkeypatch.setitem(subjects._SEEN_BY, build.KIND, lambda *, actor, **_: actor.account_id in accounts)
    return accounts
