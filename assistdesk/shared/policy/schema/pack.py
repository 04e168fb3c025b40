"""A whole pack: who the marketplace is, whom it knows, and the editions of each part."""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from assistdesk.shared.policy.refusals import NoEditionInForce, PartLeftOut
from assistdesk.shared.policy.schema.base import Edition, Value
from assistdesk.shared.policy.schema.calendar import BusinessCalendar
from assistdesk.shared.policy.schema.consent import ConsentEdition
from assistdesk.shared.policy.schema.dashboard import DashboardEdition
from assistdesk.shared.policy.schema.directory import Audience, Contact, Directory
from assistdesk.shared.policy.schema.escalations import EscalationsEdition
from assistdesk.shared.policy.schema.guide import GuideEdition
from assistdesk.shared.policy.schema.hotline import HotlineEdition
from assistdesk.shared.policy.schema.identity import Identity, PartName
from assistdesk.shared.policy.schema.messages import MessagesEdition
from assistdesk.shared.policy.schema.referrals import ReferralsEdition
from assistdesk.shared.policy.schema.retention import RetentionEdition

AnyEdition = TypeVar("AnyEdition", bound=Edition)


def in_force(editions: Sequence[AnyEdition], *, part: PartName, day: date) -> AnyEdition:
    """Return the edition that covers `day`, a day in the marketplace's own zone.

    Raises:
        PartLeftOut: the pack has no such part.
        NoEditionInForce: it has, and none of its editions covers the day.
    """
    if not editions:
        raise PartLeftOut(part=part.value)
    for edition in editions:
        if edition.covers(day):
            return edition
    raise NoEditionInForce(part=part.value, day=day.isoformat())


class Pack(Value):
    """One marketplace as data. Editions stand in the order of time, the oldest first.

    Each `..._on(day)` returns the edition in force on that day and raises as `in_force` does.
    """

    identity: Identity
    directory: Directory
    calendar: tuple[BusinessCalendar, ...]
    guide: tuple[GuideEdition, ...]
    messages: tuple[MessagesEdition, ...]
    retention: tuple[RetentionEdition, ...]
    escalations: tuple[EscalationsEdition, ...] = ()
    hotline: tuple[HotlineEdition, ...] = ()
    referrals: tuple[ReferralsEdition, ...] = ()
    consent: tuple[ConsentEdition, ...] = ()
    dashboard: tuple[DashboardEdition, ...] = ()

    @property
    def marketplace(self) -> str:
        """The marketplace's key."""
        return self.identity.key

    @cached_property
    def digest(self) -> str:
        """A fingerprint of the whole pack: equal for two that say the same in the same order."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def editions(self, part: PartName) -> tuple[Edition, ...]:
        """Return the editions of `part`, the oldest first; none where the pack leaves it out."""
        return tuple(getattr(self, part.value))

    def has(self, part: PartName) -> bool:
        """Whether the pack has this part at all."""
        return bool(self.editions(part))

    def contact(self, key: str, *, audience: Audience) -> Contact:
        """Return a contact with what `audience` may know of it."""
        return self.directory.contacts[key].as_seen_by(audience)

    def guide_edition(self, label: str) -> GuideEdition | None:
        """Return the edition of the guide with this label."""
        return next((edition for edition in self.guide if edition.edition == label), None)

    def calendar_on(self, day: date) -> BusinessCalendar:
        """Return the business hours and holidays in force on `day`."""
        return in_force(self.calendar, part=PartName.CALENDAR, day=day)

    def guide_on(self, day: date) -> GuideEdition:
        """Return the guide in force on `day`."""
        return in_force(self.guide, part=PartName.GUIDE, day=day)

    def messages_on(self, day: date) -> MessagesEdition:
        """Return the messages in force on `day`."""
        return in_force(self.messages, part=PartName.MESSAGES, day=day)

    def retention_on(self, day: date) -> RetentionEdition:
        """Return how long what is kept, as in force on `day`."""
        return in_force(self.retention, part=PartName.RETENTION, day=day)

    def escalations_on(self, day: date) -> EscalationsEdition:
        """Return the escalation types in force on `day`."""
        return in_force(self.escalations, part=PartName.ESCALATIONS, day=day)

    def hotline_on(self, day: date) -> HotlineEdition:
        """Return the hotline's rules in force on `day`."""
        return in_force(self.hotline, part=PartName.HOTLINE, day=day)

    def referrals_on(self, day: date) -> ReferralsEdition:
        """Return the referral rules in force on `day`."""
        return in_force(self.referrals, part=PartName.REFERRALS, day=day)

    def consent_on(self, day: date) -> ConsentEdition:
        """Return the rules of case access in force on `day`."""
        return in_force(self.consent, part=PartName.CONSENT, day=day)

    def dashboard_on(self, day: date) -> DashboardEdition:
        """Return the agent's dashboard in force on `day`."""
        return in_force(self.dashboard, part=PartName.DASHBOARD, day=day)
