"""People who meet in every test of the escalations, and the packs that ship."""

import pytest

from assistdesk.shared.people.actors import Actor
from tests.escalations import build


@pytest.fixture
def packs(db: None) -> None:
    """Let both packs run."""
    build.run_packs()


@pytest.fixture
def producer(packs: None) -> Actor:
    """Return a helper who may escalate."""
    return build.helper()


@pytest.fixture
def caseworker(packs: None) -> Actor:
    """Return somebody of the team that takes most incidents."""
    return build.staff(build.TEAM)
