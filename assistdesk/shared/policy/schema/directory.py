"""Whom a marketplace knows: contacts, teams, agencies and issuers (`directory.yaml`)."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import phonenumbers
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import Key, Name, Section, Value
from assistdesk.shared.policy.schema.calendar import OpenHours, Weekday
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.policy.schema.references import ContactKey, IssuerKey
from assistdesk.shared.policy.schema.values import EmailAddress, PhoneNumber, ReplyClock, WebUrl
from assistdesk.shared.policy.schema.words import Words


class Audience(StrEnum):
    """Who reads a text or sees a contact. Staff see what helpers see."""

    HELPER = "helper"
    RESIDENT = "resident"


class Phone(Value):
    """A phone number, to dial (E.164) and as the marketplace writes it; `purpose` where there are several."""

    number: PhoneNumber
    shown: Name
    purpose: Words | None = None

    @model_validator(mode="after")
    def _both_are_the_same(self) -> "Phone":
        try:
            shown = phonenumbers.parse(self.shown, "US")
        except phonenumbers.NumberParseException:
            shown = None
        if (
            shown is None
            or phonenumbers.format_number(shown, phonenumbers.PhoneNumberFormat.E164) != self.number
        ):
            raise PydanticCustomError(
                "phone",
                "'{shown}' is another number than '{number}'",
                {"shown": self.shown, "number": self.number, "instead": "write the same number twice"},
            )
        return self


class WebAddress(Value):
    """A web address: to follow, and as the marketplace writes it."""

    url: WebUrl
    shown: Name


class ContactKind(StrEnum):
    """What kind of door a contact is."""

    HELPLINE = "helpline"
    MAILBOX = "mailbox"
    AGENCY = "agency"
    TEAM = "team"
    PORTAL = "portal"
    SITE = "site"


class Contact(Section):
    """Somebody to turn to. One that is `helpers_only` shows residents no number and no address.

    `hours` are its own, where they are not the marketplace's; `used_by` whose door it is, where it is not
    everybody's.
    """

    name: Words
    kind: ContactKind
    phones: tuple[Phone, ...] = ()
    emails: tuple[EmailAddress, ...] = ()
    web: WebAddress | None = None
    helpers_only: bool = False
    purpose: Words | None = None
    not_for: Words | None = None
    warning: Words | None = None
    hours: dict[Weekday, OpenHours] | None = None
    used_by: tuple[RoleName, ...] = ()

    @property
    def phone(self) -> Phone | None:
        """The first phone number."""
        return self.phones[0] if self.phones else None

    @property
    def email(self) -> str | None:
        """The first mail address."""
        return self.emails[0] if self.emails else None

    def as_seen_by(self, audience: Audience) -> "Contact":
        """Return the contact with only what `audience` may know."""
        if audience is Audience.HELPER or not self.helpers_only:
            return self
        hidden = {"phones": (), "emails": (), "web": None, "purpose": None, "not_for": None, "warning": None}
        return self.model_copy(update=hidden)

    def shown(self, what: str) -> str | None:
        """Return the value that a placeholder asks for: `phone`, `email` or `web`."""
        if what == "phone":
            return self.phone.shown if self.phone else None
        if what == "email":
            return self.email
        return self.web.shown if self.web else None


class Team(Section):
    """A team of the marketplace that has a queue on this desk."""

    name: Words
    public_label: Words
    mailbox: ContactKey | None = None
    takes: Words
    hands_on: bool = False


class Agency(Section):
    """An outside office that staff hand incidents on to, and how long it may take to answer."""

    name: Words
    contact: ContactKey | None
    answers_within: ReplyClock
    note: Words | None = None


class PlanType(StrEnum):
    """Kinds of plans that issuers are listed under."""

    DHP = "DHP"
    QHP = "QHP"
    SHOP = "SHOP"


class PlanTypeWords(Section):
    """What a plan type is called, and the wider type that it is one of."""

    title: Words
    description: Words
    part_of: PlanType | None = None


class IssuerPlan(Value):
    """An issuer's contacts for one plan type."""

    type: PlanType
    phones: Annotated[tuple[Phone, ...], Field(min_length=1)]
    web: WebAddress | None = None
    note: Words | None = None


class Issuer(Section):
    """An insurer whose plans the marketplace sells."""

    name: Name
    heading: Name | None = None
    also_called: tuple[Name, ...] = ()
    plans: tuple[IssuerPlan, ...] = ()
    email: EmailAddress | None = None
    answers_within: ReplyClock


class ListedSite(Value):
    """A name in a list of issuer web sites, and the issuer that it is, where the directory has it."""

    name: Name
    issuer: IssuerKey | None = None
    web: WebAddress | None = None


class IssuerSites(Section):
    """One list of issuer web sites, as the marketplace shows it."""

    title: Words
    sites: tuple[ListedSite, ...]


class Directory(Section):
    """Every contact of a marketplace, each once."""

    contacts: dict[Key, Contact]
    teams: dict[Key, Team]
    agencies: dict[Key, Agency] = {}
    plan_types: dict[PlanType, PlanTypeWords] = {}
    issuers: dict[Key, Issuer] = {}
    issuers_title: Words | None = None
    issuer_sites: tuple[IssuerSites, ...] = ()

    def plan_types_of(self, asked: PlanType) -> frozenset[PlanType]:
        """Return the types that `asked` covers: itself, and those that are one of it."""
        return frozenset({asked} | {key for key, words in self.plan_types.items() if words.part_of is asked})

    def issuer_plans(self, asked: PlanType | None) -> Iterator[tuple[str, Issuer, IssuerPlan]]:
        """Yield key, issuer and plan of each listing of the type `asked`; of every type for None."""
        wanted = self.plan_types_of(asked) if asked else frozenset(PlanType)
        for key, issuer in self.issuers.items():
            for plan in issuer.plans:
                if plan.type in wanted:
                    yield key, issuer, plan
