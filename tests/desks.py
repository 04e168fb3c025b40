"""A desk with both packs and the demo's people, inside the test's own transaction."""

from functools import lru_cache
from pathlib import Path

import pytest
from pytest_django import Settings

from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import services as policy
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema import Pack
from assistdesk.site.demo import people


@lru_cache(maxsize=8)
def pack_in(folder: Path) -> Pack:
    """Return the pack in `folder`, read once for all tests of a process."""
    return load_folder(folder)


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
