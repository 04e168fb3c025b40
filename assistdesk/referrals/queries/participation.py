"""What a helper sees of taking part: whether they may, how far they are, how they are reached."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from assistdesk.referrals.models import Absence, AddressCheck, Hours, Registration, schedule_of, standing_of
from assistdesk.referrals.rules import addresses, criteria, duty
from assistdesk.referrals.rules.duty import Schedule, Stretch
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Helper
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack, PartName, ReferralsEdition
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.policy.schema.referrals import Requirement
from assistdesk.shared.refusals import NotAuthorized, NotThere

NOT_STARTED = "none"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A new address that waits to be confirmed by a code, which is good until `expires_at`, exclusive."""

    channel: str
    address: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Participation:
    """One helper and the marketplace's referrals. `registration` is None before the first step."""

    pack: Pack
    edition: ReferralsEdition
    account: Account
    known: Helper | None
    registration: Registration | None
    missing: tuple[Requirement, ...]
    today: date
    at: datetime

    @property
    def status(self) -> str:
        """Where the registration stands; "none" before the first step."""
        return self.registration.status if self.registration else NOT_STARTED

    @property
    def is_in(self) -> bool:
        """Whether the helper takes part now."""
        return self.status == RegistrationStatus.REGISTERED

    @property
    def was_in(self) -> bool:
        """Whether the helper took part once and can come back in one step."""
        return self.status in (RegistrationStatus.DEREGISTERED, RegistrationStatus.LEFT)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """New addresses that wait for their code."""
        if self.registration is None:
            return ()
        checks = {one.channel: one for one in self.registration.checks.all()}
        return tuple(Waiting(one.channel, one.address, one.expires_at) for one in checks.values())

    @property
    def reachable(self) -> tuple[str, ...]:
        """The channels that are on and have a confirmed address."""
        found = self.registration
        if found is None:
            return ()
        confirmed = {addresses.EMAIL: found.email_verified_at, addresses.SMS: found.phone_verified_at}
        return tuple(one for one in found.channels if confirmed.get(one))

    @property
    def account_email(self) -> str:
        """The e-mail address of the sign-in."""
        return addresses.email_address(self.account.email) or ""

    @property
    def account_phone(self) -> str:
        """The phone number of the sign-in, in international form."""
        return addresses.phone_number(self.account.phone) or ""

    @property
    def zone(self) -> str:
        """The zone of the schedule, before there is one the marketplace's."""
        return self.registration.zone if self.registration else self.pack.identity.zone

    @property
    def absences(self) -> tuple[Absence, ...]:
        """Days off and absences, by their start."""
        return tuple(self.registration.absences.all()) if self.registration else ()

    @property
    def schedule(self) -> Schedule:
        """When the helper means to be there."""
        return schedule_of(self.registration) if self.registration else Schedule(zone=self.zone, hours=())

    @property
    def stretch(self) -> Stretch | None:
        """The present or next stretch of duty; None where there is none, or nobody takes part."""
        return duty.present_or_next(self.schedule, at=self.at) if self.is_in else None

    @property
    def is_round_the_clock(self) -> bool:
        """Whether the present stretch has no end in sight."""
        stretch = self.stretch
        return stretch is not None and stretch[1] - stretch[0] >= duty.AHEAD

    @property
    def is_on_duty(self) -> bool:
        """Whether the helper is on duty now."""
        stretch = self.stretch
        return stretch is not None and stretch[0] <= self.at


def participation(actor: Actor, *, marketplace: str, at: datetime) -> Participation:
    """Return how a helper takes part in a marketplace's referrals; six queries at most.

    Raises:
        NotThere: the marketplace has no referrals, or the actor belongs to another one.
        NotAuthorized: people of the actor's role don't take part.
    """
    if not actor.serves(marketplace) or actor.account_id is None:
        raise NotThere
    pack = policy.running(marketplace)
    if not pack.has(PartName.REFERRALS):
        raise NotThere
    today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    edition = pack.referrals_on(today)
    if not takes_part(edition, actor):
        raise NotAuthorized
    account = Account.objects.select_related("helper", "agency").get(pk=actor.account_id)
    known: Helper | None = getattr(account, "helper", None)
    requirements = edition.criteria.by_role[RoleName(actor.role.value)]
    keys = criteria.missing(
        [criteria.Criterion(one.criterion.value) for one in requirements],
        standing_of(account, known),
        on=today,
    )
    return Participation(
        pack=pack,
        edition=edition,
        account=account,
        known=known,
        registration=_registration(account),
        missing=tuple(one for one in requirements if one.criterion.value in keys),
        today=today,
        at=at,
    )


def takes_part(edition: ReferralsEdition, actor: Actor) -> bool:
    """Tell whether people of the actor's role take part."""
    return actor.role.value in {role.value for role in edition.criteria.by_role}


def _registration(account: Account) -> Registration | None:
    rows = Registration.objects.filter(pk=account.pk).prefetch_related(
        Prefetch("hours", Hours.objects.order_by("day", "from_time", "id")),
        Prefetch("absences", Absence.objects.order_by("starts_at", "id")),
        Prefetch("checks", AddressCheck.objects.filter(ended_at__isnull=True).order_by("sent_at", "id")),
    )
    return rows.first()
