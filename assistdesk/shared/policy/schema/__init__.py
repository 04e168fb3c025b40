"""What a marketplace pack may say, part by part: frozen, strict values, each section with its source."""

from assistdesk.shared.policy.schema.calendar import BusinessCalendar, OpenHours, Weekday
from assistdesk.shared.policy.schema.consent import ConsentEdition
from assistdesk.shared.policy.schema.dashboard import DashboardEdition
from assistdesk.shared.policy.schema.directory import (
    Agency,
    Audience,
    Contact,
    ContactKind,
    Directory,
    Issuer,
    IssuerPlan,
    Phone,
    PlanType,
    Team,
    WebAddress,
)
from assistdesk.shared.policy.schema.escalations import (
    Channel,
    EscalationsEdition,
    EscalationType,
    FileKind,
    FormField,
    HandingOn,
)
from assistdesk.shared.policy.schema.guide import Arrangement, DoorKind, Entry, GuideEdition, Material, Step
from assistdesk.shared.policy.schema.hotline import HotlineEdition
from assistdesk.shared.policy.schema.identity import Identity, PartName, RoleName
from assistdesk.shared.policy.schema.messages import ChannelName, MessagesEdition
from assistdesk.shared.policy.schema.pack import Pack
from assistdesk.shared.policy.schema.referrals import ReferralsEdition
from assistdesk.shared.policy.schema.retention import RetentionEdition
from assistdesk.shared.policy.schema.values import ClockKind, ReplyClock
from assistdesk.shared.policy.schema.words import Words

__all__ = [
    "Agency",
    "Arrangement",
    "Audience",
    "BusinessCalendar",
    "Channel",
    "ChannelName",
    "ClockKind",
    "ConsentEdition",
    "Contact",
    "ContactKind",
    "DashboardEdition",
    "Directory",
    "DoorKind",
    "Entry",
    "EscalationType",
    "EscalationsEdition",
    "FileKind",
    "FormField",
    "GuideEdition",
    "HandingOn",
    "HotlineEdition",
    "Identity",
    "Issuer",
    "IssuerPlan",
    "Material",
    "MessagesEdition",
    "OpenHours",
    "Pack",
    "PartName",
    "Phone",
    "PlanType",
    "ReferralsEdition",
    "ReplyClock",
    "RetentionEdition",
    "RoleName",
    "Step",
    "Team",
    "WebAddress",
    "Weekday",
    "Words",
]
