"""Every message that the desk sends: who reads it, by which channels, and what is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from assistdesk.shared.policy.schema.directory import Audience
from assistdesk.shared.policy.schema.identity import PartName
from assistdesk.shared.policy.schema.messages import ChannelName

EMAIL = ChannelName.EMAIL
SMS = ChannelName.SMS
COMMON = frozenset({"receiver_name", "sign_off", "marketplace"})
SMS_LIMIT = 320


@dataclass(frozen=True, slots=True)
class TemplateRule:
    """What the desk fills into one message. `part` is the part of a pack that needs it; None: every pack.

    One that is `answerable` must ask for no personal information, so its body names `{pii_reminder}`. One
    that goes to an office, `by_office`, may be answered by anybody at the office's own mail domain.
    """

    audience: Audience
    channels: tuple[ChannelName, ...]
    placeholders: frozenset[str]
    part: PartName | None
    answerable: bool = False
    by_office: bool = False


def _rule(
    audience: Audience,
    channels: tuple[ChannelName, ...],
    part: PartName | None,
    *names: str,
    answerable: bool = False,
) -> TemplateRule:
    known = COMMON | frozenset(names) | ({"pii_reminder"} if answerable else frozenset())
    return TemplateRule(audience, channels, known, part, answerable)


def _helper(part: PartName, *names: str) -> TemplateRule:
    return _rule(Audience.HELPER, (EMAIL,), part, *names, answerable=True)


def _office(part: PartName, *names: str) -> TemplateRule:
    return replace(_helper(part, *names), by_office=True)


_INCIDENT = ("incident_number", "person_id", "type", "subject_line", "team")
_OFFER = ("area", "language", "program", "closes_at", "link")
_ASKED = ("helper_name", "agency", "npn", "answer_by", "link")

_ESCALATIONS = {
    "escalation_received": _helper(PartName.ESCALATIONS, *_INCIDENT, "promise", "due_at", "link"),
    "escalation_reply": _helper(PartName.ESCALATIONS, *_INCIDENT, "text", "link"),
    "escalation_resolved": _helper(PartName.ESCALATIONS, *_INCIDENT, "text", "link"),
    "escalation_waiting": _helper(PartName.ESCALATIONS, *_INCIDENT, "text", "link"),
    "escalation_merged": _helper(PartName.ESCALATIONS, *_INCIDENT, "new_number", "link"),
    "escalation_unmerged": _helper(PartName.ESCALATIONS, *_INCIDENT, "link"),
    "escalation_to_team": _helper(PartName.ESCALATIONS, *_INCIDENT, "details", "text", "link"),
    "escalation_handed_on": _office(PartName.ESCALATIONS, *_INCIDENT, "text", "agency"),
    "escalation_nudge": _office(PartName.ESCALATIONS, *_INCIDENT, "agency", "handed_on_at"),
    "escalation_alert": _helper(PartName.ESCALATIONS, *_INCIDENT, "warning", "due_at", "link"),
    "escalation_alerts": _rule(
        Audience.HELPER, (EMAIL,), PartName.ESCALATIONS, "count", "numbers", "more", "link"
    ),
    "pii_received": _helper(PartName.ESCALATIONS, "incident_number", "link"),
}

_REFERRALS = {
    "referral_received": _rule(
        Audience.RESIDENT, (EMAIL, SMS), PartName.REFERRALS, "reference", "call_back_by", "link"
    ),
    "referral_helper_found": _rule(
        Audience.RESIDENT,
        (EMAIL, SMS),
        PartName.REFERRALS,
        "reference",
        "helper_name",
        "agency",
        "license",
        "link",
    ),
    "referral_late": _rule(Audience.RESIDENT, (EMAIL, SMS), PartName.REFERRALS, "reference", "link"),
    "referral_scheduled": _rule(
        Audience.RESIDENT, (EMAIL, SMS), PartName.REFERRALS, "reference", "window_from", "window_to", "link"
    ),
    "offer_general": _rule(Audience.HELPER, (EMAIL, SMS), PartName.REFERRALS, *_OFFER),
    "offer_mass": _rule(Audience.HELPER, (EMAIL, SMS), PartName.REFERRALS, *_OFFER),
    "offer_turn": _rule(Audience.HELPER, (EMAIL, SMS), PartName.REFERRALS, *_OFFER),
    "offer_taken": _rule(Audience.HELPER, (EMAIL, SMS), PartName.REFERRALS, "reference"),
    "offer_passcode": _rule(Audience.HELPER, (EMAIL, SMS), PartName.REFERRALS, "passcode", "minutes"),
    "referral_silent": _rule(Audience.HELPER, (EMAIL, SMS), PartName.REFERRALS, "reference", "link"),
    "miss_warning": _rule(Audience.HELPER, (EMAIL, SMS), PartName.REFERRALS, "misses", "most_misses", "link"),
    "deregistered": _rule(Audience.HELPER, (EMAIL, SMS), PartName.REFERRALS, "misses", "link"),
    "address_check": _rule(Audience.HELPER, (EMAIL, SMS), PartName.REFERRALS, "passcode", "minutes"),
    "promise_alert": _rule(
        Audience.HELPER, (EMAIL,), PartName.REFERRALS, "reference", "call_back_by", "link"
    ),
}

_CONSENT = {
    "consent_request": _rule(Audience.RESIDENT, (EMAIL, SMS), PartName.CONSENT, *_ASKED),
    "consent_given_verbally": _rule(
        Audience.RESIDENT, (EMAIL, SMS), PartName.CONSENT, "helper_name", "agency", "npn", "link"
    ),
    "consent_recorded": _rule(
        Audience.RESIDENT, (EMAIL, SMS), PartName.CONSENT, "helper_name", "agency", "npn", "how", "link"
    ),
    "consent_recorded_for_helper": _rule(Audience.HELPER, (EMAIL,), PartName.CONSENT, "case_number", "link"),
    "consent_revoked": _rule(Audience.HELPER, (EMAIL,), PartName.CONSENT, "case_number"),
    "consent_emergency": _rule(
        Audience.HELPER, (EMAIL,), PartName.CONSENT, "case_number", "staff_name", "until", "link"
    ),
}

_EVERY = {
    "sms_stopped": _rule(Audience.RESIDENT, (SMS,), None),
    "sms_started": _rule(Audience.RESIDENT, (SMS,), None),
    "sms_help": _rule(Audience.RESIDENT, (SMS,), None),
    "pii_texted": _rule(Audience.RESIDENT, (SMS,), None, "link"),
}

TEMPLATE_RULES: Mapping[str, TemplateRule] = MappingProxyType(_ESCALATIONS | _REFERRALS | _CONSENT | _EVERY)
"""Every message by its key."""

TEMPLATE_PLACEHOLDERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {key: rule.placeholders for key, rule in TEMPLATE_RULES.items()}
)
"""What may stand in braces in each message."""
