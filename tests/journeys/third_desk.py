"""A desk with the third marketplace alone, and the people of it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from assistdesk.shared import clock
from assistdesk.shared.people.access import Scope
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Account, Helper, Person
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy import services as policy
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.privacy import POST, TextGuard
from assistdesk.shared.privacy.recognizers import DEFAULT
from assistdesk.shared.privacy.recognizers.people import people
from tests.desks import pack_in
from tests.fitness.pack_words import Kind, words_of
from tests.journeys import third_pack
from tests.journeys.callers import Caller

MADE = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
SHORTEST_NAME = 6


@pytest.fixture(scope="session")
def third_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the third pack."""
    return third_pack.write(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def third(
    db: None, third_folder: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Pack:
    """Load the third pack into a desk of its own and return it.

    Its words are letters shaken up, which a guard that knows names takes for strange names: here it goes by
    numbers, dates and addresses alone.
    """
    monkeypatch.setattr(POST, "guard", TextGuard([one for one in DEFAULT if one is not people]))
    settings.DEMO = True
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "attachments"},
        },
    }
    pack = pack_in(third_folder)
    policy.run_pack(pack, actor=Actor.system(None), at=clock.now())
    return pack


def account(username: str, *, role: Role, teams: tuple[str, ...] = (), language: str = "es") -> Account:
    """Make an account of the third marketplace."""
    return Account.objects.create(
        username=username,
        name="Ada",
        email=f"{username}@example.com",
        role=role.value,
        marketplace=third_pack.MARKETPLACE,
        teams=list(teams),
        language=language,
        made_at=MADE,
    )


def helper(*, until: date = date(2099, 12, 31), clients: int = 3) -> Caller:
    """Return a program of an agent who may escalate until a day, with clients of their own."""
    made = account("helper", role=Role.AGENT)
    Helper.objects.create(account=made, marketplace=third_pack.MARKETPLACE, authorized_until=until)
    for number in range(clients):
        person = Person.objects.create(
            marketplace=third_pack.MARKETPLACE,
            person_id=f"90{number}",
            first_name="Ana",
            last_name=f"Reyes{number}",
            date_of_birth=date(1980, 1, 1),
            carrier="Lakeside",
        )
        AccessGrant.objects.create(account=made, person=person, scope=Scope.SEE_CASE.value, starts_at=MADE)
    return caller_of(made)


def caller_of(made: Account) -> Caller:
    """Return a program that speaks as `made`."""
    client = Client()
    client.force_login(made)
    return Caller(client)


def words_of_the_others() -> list[str]:
    """Return the names, addresses and keys of the packs that ship; none may show up here."""
    words = {word for name in ("kentucky", "maryland") for word in words_of(pack_in(third_pack.PACKS / name))}
    wanted = {
        word.text for word in words if word.kind in (Kind.WORD, Kind.KEY) and len(word.text) >= SHORTEST_NAME
    }
    return sorted(
        word for word in wanted if " " in word or "@" in word or word in ("kentucky", "maryland", "kynect")
    )


def strangers_in(text: str) -> list[str]:
    """Return what of the other marketplaces stands in `text`."""
    return [word for word in words_of_the_others() if word.casefold() in text.casefold()]
