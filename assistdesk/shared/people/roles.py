"""The roles of the desk, in the code's words; what a marketplace calls them is its pack's."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is at the desk."""

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
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


HELPERS = frozenset({Role.AGENT, Role.NAVIGATOR, Role.AGENCY_ADMIN, Role.DELEGATE})
STAFF = frozenset(
    {Role.SUPPORT_REPRESENTATIVE, Role.CASEWORKER, Role.TEAM_LEAD, Role.EXCHANGE_ADMIN, Role.AUDITOR}
)
