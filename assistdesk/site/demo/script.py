"""What the file of demo people says, read and checked."""

from datetime import date
from functools import lru_cache

from django.conf import settings
from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from assistdesk.shared.people.roles import Role

FILE = settings.BASE_DIR / "demo" / "people.yaml"


class Line(BaseModel):
    """Part of the file: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Names(Line):
    """Names to invent people from."""

    first: tuple[str, ...]
    last: tuple[str, ...]


class DemoAgency(Line):
    """One agency."""

    marketplace: str
    name: str


class DemoPerson(Line):
    """The record of a resident who signs in."""

    first: str
    last: str
    born: date
    sex: str


class DemoAccount(Line):
    """One sign-in. `until` is in days from the day the demo is made; helpers have it.

    `license` is a license number, of who has a license and a certificate until that day too. `speaks`: takes
    part in on-demand referrals, in these languages, round the clock.
    """

    username: str
    name: str
    role: Role
    marketplace: str = ""
    teams: tuple[str, ...] = ()
    language: str = "en"
    agency: str | None = None
    npn: str = ""
    license: str = ""
    phone: str = ""
    zip: str = ""
    speaks: tuple[str, ...] = ()
    until: int | None = None
    clients: int = 0
    carriers: tuple[str, ...] = ()
    prefers: str = ""
    person: DemoPerson | None = None


class Place(Line):
    """Where invented people live."""

    zip: str
    county: str


class Ground(Line):
    """What a marketplace's invented people have: numbers that rise from a first one, places."""

    person_id: int
    case_number: int
    places: tuple[Place, ...]


class DemoProspect(Line):
    """Somebody who may become a client; empty and None are not known."""

    first: str
    last: str
    born: date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""


class Book(Line):
    """What stands in the book of one who signs in, besides clients."""

    prospects: tuple[DemoProspect, ...]


class DemoDelegation(Line):
    """That somebody may act for a helper, with every power, for so many days."""

    of: str
    delegate: str
    days: int


class DemoAnnouncement(Line):
    """What somebody of the staff announces to some roles of a marketplace, by language."""

    by: str
    marketplace: str
    roles: tuple[Role, ...]
    is_urgent: bool = False
    titles: dict[str, str]
    texts: dict[str, str]


class Script(Line):
    """The whole file; `books` by the sign-in whose they are."""

    password: str
    names: Names
    agencies: tuple[DemoAgency, ...]
    accounts: tuple[DemoAccount, ...]
    books: dict[str, Book]
    delegations: tuple[DemoDelegation, ...] = ()
    announcements: tuple[DemoAnnouncement, ...] = ()
    marketplaces: dict[str, Ground]


@lru_cache(maxsize=1)
def script() -> Script:
    """Return what the file says."""
    return Script.model_validate(YAML(typ="safe").load(FILE.read_text(encoding="utf-8")))
