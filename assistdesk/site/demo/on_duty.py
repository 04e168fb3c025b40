"""The demo's helpers who take part in on-demand referrals, on duty round the clock."""

from datetime import datetime, time

from assistdesk.referrals.rules.duty import WeeklyHours
from assistdesk.referrals.services import registering
from assistdesk.referrals.services.availability import Availability
from assistdesk.referrals.services.contacts import Contacts
from assistdesk.referrals.services.registering import WholeRegistration
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.models import Account
from assistdesk.shared.policy import queries as policy
from assistdesk.site.demo.script import DemoAccount, script

ROUND_THE_CLOCK = tuple(WeeklyHours(day, time(), time()) for day in range(1, 8))


def put_on_duty(*, at: datetime) -> None:
    """Register the demo's helpers who take part, or put them back as they were first."""
    for wanted in script().accounts:
        if wanted.speaks:
            _register(wanted, Account.objects.get(username=wanted.username), at=at)


def _register(wanted: DemoAccount, account: Account, *, at: datetime) -> None:
    pack = policy.running(wanted.marketplace)
    whole = WholeRegistration(
        has_agreed=True,
        contacts=Contacts(phone=account.phone, email=account.email, channels=("email", "sms")),
        availability=Availability(
            zone=pack.identity.zone,
            hours=ROUND_THE_CLOCK,
            breaks=(),
            most_open=5,
            zip_code=wanted.zip,
            languages=wanted.speaks,
        ),
        is_paused=False,
    )
    registering.register(whole, actor=people.actor_of(account), marketplace=wanted.marketplace, at=at)
