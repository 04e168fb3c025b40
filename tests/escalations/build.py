"""Helpers, staff, clients, packs and incidents with sensible values for these tests."""

import json
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.services import NewEscalation
from assistdesk.shared.files import services as files
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.access import Scope
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Account, Agency, Helper, Person
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy import services as policy
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema import Pack
from tests.conftest import TEN_O_CLOCK

ROOT = Path(__file__).resolve().parents[2]
MARYLAND = "maryland"
KENTUCKY = "kentucky"
TEAM = "escalated-cases"
OPERATIONS = "producer-operations"
EARLIER = datetime(2026, 3, 3, 15, tzinfo=UTC)  # before any real clock, for tests that read one
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@lru_cache
def pack(marketplace: str) -> Pack:
    """Return one of the packs that ship."""
    return load_folder(ROOT / "packs" / marketplace)


def run_packs() -> None:
    """Let both packs that ship run."""
    for marketplace in (MARYLAND, KENTUCKY):
        run(pack(marketplace))


def run(changed: Pack) -> None:
    """Let a pack run."""
    policy.run_pack(changed, actor=Actor.system(None), at=TEN_O_CLOCK)


def changed_pack(marketplace: str, change: Callable[[dict[str, object]], None]) -> Pack:
    """Return a pack in which `change` changed the plain values."""
    values = pack(marketplace).model_dump(mode="json")
    change(values)
    return Pack.model_validate_json(json.dumps(values))


def account(**values: object) -> Account:
    """Return a new account of a caseworker of the team."""
    name = f"user-{uuid.uuid4().hex[:8]}"
    given: dict[str, object] = {
        "username": name,
        "name": "Cora Webb",
        "email": f"{name}@example.com",
        "role": Role.CASEWORKER.value,
        "marketplace": MARYLAND,
        "made_at": TEN_O_CLOCK,
    }
    return Account.objects.create(**{**given, **values})


def id_of(actor: Actor) -> uuid.UUID:
    """Return the id of an actor's account."""
    assert actor.account_id is not None
    return actor.account_id


def staff(*teams: str, role: Role = Role.CASEWORKER, marketplace: str = MARYLAND) -> Actor:
    """Return somebody of the staff who belongs to these teams."""
    return people.actor_of(account(role=role.value, teams=list(teams), marketplace=marketplace))


def helper(
    *,
    marketplace: str = MARYLAND,
    authorized_until: date | None = date(2099, 12, 31),
    role: Role = Role.AGENT,
    agency: Agency | None = None,
    language: str = "en",
) -> Actor:
    """Return a helper whose authorization holds."""
    made = account(
        name="Pat Producer", role=role.value, marketplace=marketplace, agency=agency, language=language
    )
    Helper.objects.create(account=made, marketplace=marketplace, authorized_until=authorized_until)
    return people.actor_of(made)


def agency(name: str = "Harbor Benefits", *, marketplace: str = MARYLAND) -> Agency:
    """Return an agency."""
    return Agency.objects.create(marketplace=marketplace, name=name)


def person(*, marketplace: str = MARYLAND, **values: object) -> Person:
    """Return somebody who is helped."""
    given: dict[str, object] = {
        "person_id": str(100_000 + uuid.uuid4().int % 900_000_000),
        "first_name": "Ana",
        "last_name": "Brooks",
        "date_of_birth": date(1986, 4, 12),
        "carrier": "Old Line Health",
    }
    return Person.objects.create(marketplace=marketplace, **{**given, **values})


def client(of: Actor, **values: object) -> Person:
    """Return a client of a helper."""
    made = person(marketplace=of.marketplace or MARYLAND, **values)
    AccessGrant.objects.create(
        account_id=id_of(of), person=made, scope=Scope.SEE_CASE.value, starts_at=LONG_AGO
    )
    return made


def attachment(of: Actor, *, at: datetime = TEN_O_CLOCK, name: str = "letter.pdf") -> uuid.UUID:
    """Return the id of a file that a helper uploaded."""
    running = pack(of.marketplace or MARYLAND)
    limits = running.escalations[-1].attachment_limits
    upload = SimpleUploadedFile(name, PDF, content_type="application/pdf")
    return files.store(upload, limits=limits, pack=running, actor=of, at=at).id


def new(of: Actor, *, consumers: list[Person] | None = None, **values: object) -> NewEscalation:
    """Return a submission that is right, about a new client of the helper."""
    chosen = consumers if consumers is not None else [client(of)]
    given: dict[str, object] = {
        "marketplace": of.marketplace,
        "type": "consumer-enrollment" if of.marketplace == MARYLAND else "dms",
        "description": "The carrier has no record of the enrollment.",
        "submission_key": uuid.uuid4().hex,
        "consumers": tuple(one.person_id for one in chosen),
    }
    return NewEscalation(**{**given, **values})  # type: ignore[arg-type]  # whatever the test is about


def incident(of: Actor, *, at: datetime = TEN_O_CLOCK, **values: object) -> Incident:
    """Return an incident that a helper filed."""
    made = services.submit(new(of, **values), actor=of, at=at)  # type: ignore[arg-type]  # as in new()
    return Incident.objects.get(marketplace=made.marketplace, number=made.number)


def ref(of: Incident) -> IncidentRef:
    """Return how an incident is named."""
    return IncidentRef(of.number, of.marketplace)
