"""Who a marketplace is: its names, words, languages, zones and look (`pack.yaml`)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from assistdesk.shared.policy.schema.base import Key, Name, Section, Value
from assistdesk.shared.policy.schema.references import ContactKey
from assistdesk.shared.policy.schema.values import AccentColour, LanguageCode, StateCode, ZoneName
from assistdesk.shared.policy.schema.words import PublicWords


class PartName(StrEnum):
    """The parts of a pack that have editions."""

    CALENDAR = "calendar"
    GUIDE = "guide"
    ESCALATIONS = "escalations"
    HOTLINE = "hotline"
    REFERRALS = "referrals"
    CONSENT = "consent"
    DASHBOARD = "dashboard"
    MESSAGES = "messages"
    RETENTION = "retention"


OPTIONAL_PARTS = frozenset(
    {PartName.ESCALATIONS, PartName.HOTLINE, PartName.REFERRALS, PartName.CONSENT, PartName.DASHBOARD}
)


class RoleName(StrEnum):
    """The desk's own names of the roles that a marketplace has words for."""

    RESIDENT = "resident"
    AUTHORIZED_REPRESENTATIVE = "authorized_representative"
    AGENT = "agent"
    NAVIGATOR = "navigator"
    AGENCY_ADMIN = "agency_admin"
    DELEGATE = "delegate"
    SUPPORT_REPRESENTATIVE = "support_representative"
    CASEWORKER = "caseworker"
    TEAM_LEAD = "team_lead"
    EXCHANGE_ADMIN = "exchange_admin"
    AUDITOR = "auditor"


class RoleWords(Value):
    """What the marketplace calls the people of one role."""

    singular: PublicWords
    plural: PublicWords


class Look(Section):
    """How pages show whose they are."""

    logo_text: Name
    tagline: PublicWords | None = None
    accent: AccentColour
    accent_dark: AccentColour


class Identity(Section):
    """The whole marketplace; what stands here has no editions.

    The first language is the one used where nothing says otherwise; the first zone is the marketplace's own,
    in which its days and incident numbers are. `state` is the two letters of the state whose counties its
    residents name, where it serves one. `agency_tiers` are levels of rights within an agency, the
    highest first, where the marketplace has such.
    """

    key: Key
    name: PublicWords
    short_name: PublicWords
    organisation: PublicWords
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1)]
    zones: Annotated[tuple[ZoneName, ...], Field(min_length=1)]
    state: StateCode | None = None
    look: Look
    roles: dict[RoleName, RoleWords]
    helper_roles: Annotated[tuple[RoleName, ...], Field(min_length=1)]
    agency_tiers: dict[Key, RoleWords] = {}
    phone: ContactKey | None
    site: ContactKey | None
    about: PublicWords
    without: tuple[PartName, ...] = ()

    @property
    def language(self) -> str:
        """The language used where nothing says otherwise."""
        return self.languages[0]

    @property
    def zone(self) -> str:
        """The marketplace's own time zone."""
        return self.zones[0]
