"""What the tests of files share: a storage of their own, and people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from assistdesk.shared.files import subjects
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import services as policy
from tests.clamd_server import ClamdServer, executable
from tests.conftest import TEN_O_CLOCK
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


@pytest.fixture(scope="session")
def clamd() -> Iterator[ClamdServer]:
    """Return a scanner that runs; where clamd is not installed, what needs it is left out and says so."""
    if executable() is None:
        pytest.skip("clamd is not installed: apt-get install clamav-daemon")
    with ClamdServer() as server:
        yield server


@pytest.fixture
def scanning(clamd: ClamdServer, settings: Settings) -> ClamdServer:
    """Let files be scanned."""
    settings.CLAMD = clamd.socket
    return clamd


@pytest.fixture
def running_pack(db: None) -> None:
    """Let the marketplace run."""
    policy.run_pack(build.pack(), actor=Actor.system(None), at=TEN_O_CLOCK)


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
