"""A helper says where referrals reach them; a new address is used once a code came back from it."""

import re
from datetime import datetime, timedelta

import pytest

from assistdesk.referrals.models import AddressCheck, Duty, Registration
from assistdesk.referrals.queries.participation import participation
from assistdesk.referrals.refusals import CodeWrong, TooManyCodes
from assistdesk.referrals.rules import addresses
from assistdesk.referrals.services import contacts
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import InvalidInput
from tests.referrals import taking_part as build

pytestmark = [pytest.mark.rule("D-15"), pytest.mark.django_db]
TICK = timedelta(microseconds=1)
FIVE_MINUTES = timedelta(minutes=5)
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
def registered(agent: Actor, at: datetime) -> Actor:
    """Return a helper who takes part, reached at the account's own addresses."""
    build.register(agent, at=at)
    return agent


def change(actor: Actor, at: datetime, **values: object) -> None:
    contacts.save_contacts(build.contacts(**values), actor=actor, marketplace=build.KENTUCKY, at=at)


def confirm(actor: Actor, code: str, at: datetime, *, channel: str = "sms") -> None:
    contacts.confirm_address(channel, code, actor=actor, marketplace=build.KENTUCKY, at=at)


def row(actor: Actor) -> Registration:
    return Registration.objects.get(pk=actor.account_id)


def codes() -> list[str]:
    """Return the codes that were sent, oldest first."""
    texts = Outgoing.objects.filter(template="address_check").order_by("queued_at", "id")
    return [re.findall(r"\b\d{6}\b", one.body)[0] for one in texts]


def other(code: str) -> str:
    """Return a code that is not this one."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_accounts_own_addresses_count_as_confirmed(registered: Actor, at: datetime) -> None:
    assert (row(registered).email_verified_at, row(registered).phone_verified_at) == (at, at)
    assert not AddressCheck.objects.exists()


def test_a_new_number_is_used_only_after_its_code_came_back(registered: Actor, at: datetime) -> None:
    change(registered, at, phone="502-555-0122")
    (message,) = Outgoing.objects.filter(template="address_check")
    assert (message.channel, message.to_address) == ("sms", build.OTHER_PHONE)
    assert row(registered).phone == build.OWN_PHONE, "the old one is used until then"

    confirm(registered, codes()[0], at)

    assert (row(registered).phone, row(registered).phone_verified_at) == (build.OTHER_PHONE, at)
    assert Entry.objects.filter(action="referrals.address.confirmed").count() == 1


def test_a_new_mail_address_gets_its_code_by_mail(registered: Actor, at: datetime) -> None:
    change(registered, at, email=build.OTHER_EMAIL)
    (message,) = Outgoing.objects.filter(template="address_check")

    confirm(registered, codes()[0], at, channel="email")

    assert (message.channel, message.to_address) == ("email", build.OTHER_EMAIL)
    assert row(registered).email == build.OTHER_EMAIL


@pytest.mark.parametrize(
    ("after", "is_good"),
    [
        pytest.param(timedelta(0), True, id="at once"),
        pytest.param(FIVE_MINUTES - TICK, True, id="one tick before the end"),
        pytest.param(FIVE_MINUTES, False, id="at the end"),
        pytest.param(FIVE_MINUTES + TICK, False, id="one tick after"),
    ],
)
def test_a_code_is_good_for_five_minutes(
    registered: Actor, at: datetime, after: timedelta, *, is_good: bool
) -> None:
    change(registered, at, phone=build.OTHER_PHONE)

    if is_good:
        confirm(registered, codes()[0], at + after)
    else:
        with pytest.raises(CodeWrong):
            confirm(registered, codes()[0], at + after)

    assert (row(registered).phone == build.OTHER_PHONE) is is_good


def test_a_wrong_code_changes_nothing_and_five_are_the_most(registered: Actor, at: datetime) -> None:
    change(registered, at, phone=build.OTHER_PHONE)
    code = codes()[0]

    for _ in range(5):
        with pytest.raises(CodeWrong):
            confirm(registered, other(code), at)
    with pytest.raises(TooManyCodes):
        confirm(registered, code, at)

    assert row(registered).phone == build.OWN_PHONE


def test_a_new_code_does_not_set_the_tries_back(registered: Actor, at: datetime) -> None:
    change(registered, at, phone=build.OTHER_PHONE)
    for _ in range(4):
        with pytest.raises(CodeWrong):
            confirm(registered, other(codes()[0]), at)
    contacts.send_code_again("sms", actor=registered, marketplace=build.KENTUCKY, at=at + HALF_A_MINUTE)
    with pytest.raises(CodeWrong):
        confirm(registered, other(codes()[1]), at + HALF_A_MINUTE)

    with pytest.raises(TooManyCodes):
        confirm(registered, codes()[1], at + HALF_A_MINUTE)


def test_a_code_works_once_and_a_newer_one_takes_its_place(registered: Actor, at: datetime) -> None:
    change(registered, at, phone=build.OTHER_PHONE)
    contacts.send_code_again("sms", actor=registered, marketplace=build.KENTUCKY, at=at + HALF_A_MINUTE)
    first, second = codes()
    if first != second:
        with pytest.raises(CodeWrong):
            confirm(registered, first, at + HALF_A_MINUTE)

    confirm(registered, second, at + HALF_A_MINUTE)
    with pytest.raises(CodeWrong):
        confirm(registered, second, at + HALF_A_MINUTE)


@pytest.mark.parametrize(
    ("after", "may"),
    [(HALF_A_MINUTE - TICK, False), (HALF_A_MINUTE, True)],
    ids=["a tick too soon", "in time"],
)
def test_a_code_is_sent_again_after_half_a_minute(
    registered: Actor, at: datetime, after: timedelta, *, may: bool
) -> None:
    change(registered, at, phone=build.OTHER_PHONE)

    if may:
        contacts.send_code_again("sms", actor=registered, marketplace=build.KENTUCKY, at=at + after)
    else:
        with pytest.raises(TooManyCodes):
            contacts.send_code_again("sms", actor=registered, marketplace=build.KENTUCKY, at=at + after)

    assert len(codes()) == 1 + may


def test_nobody_has_more_than_ten_codes_sent_within_an_hour(registered: Actor, at: datetime) -> None:
    for place in range(addresses.MOST_CODES_AN_HOUR):
        change(registered, at, phone=f"+1502555{130 + place:04d}")

    with pytest.raises(TooManyCodes):
        change(registered, at, phone="+15025550199")
    change(registered, at + timedelta(hours=1), phone="+15025550199")

    assert len(codes()) == addresses.MOST_CODES_AN_HOUR + 1


def test_one_helpers_code_is_no_good_for_another(registered: Actor, at: datetime) -> None:
    stranger = build.helper(email="other@example.com", phone="+15025550140")
    build.register(stranger, at=at, reached=build.contacts(phone="+15025550140", email="other@example.com"))
    change(registered, at, phone=build.OTHER_PHONE)

    with pytest.raises(CodeWrong):
        confirm(stranger, codes()[0], at)


def test_switching_a_channel_off_keeps_its_address(registered: Actor, at: datetime) -> None:
    change(registered, at, channels=("email",))

    assert (row(registered).channels, row(registered).phone) == (["email"], build.OWN_PHONE)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"phone": "12"}, "phone"),
        ({"phone": "call me"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"email": "two@example.com, three@example.com"}, "email"),
        ({"email": "nul\x00@example.com"}, "email"),
        ({"phone": ""}, "phone"),
        ({"channels": ()}, "channels"),
        ({"channels": ("pigeon",)}, "channels"),
    ],
)
def test_what_is_no_address_is_refused_and_changes_nothing(
    registered: Actor, at: datetime, values: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        change(registered, at, **values)

    assert field in [error.field for error in refused.value.errors]
    assert (row(registered).phone, row(registered).email) == (build.OWN_PHONE, build.OWN_EMAIL)


def test_a_helper_without_any_confirmed_address_is_not_registered_until_one_is(
    agent: Actor, at: datetime
) -> None:
    build.register(
        agent, at=at, reached=build.contacts(phone="", email=build.OTHER_EMAIL, channels=("email",))
    )
    assert participation(agent, marketplace=build.KENTUCKY, at=at).status == "started"
    assert not Duty.objects.exists()

    confirm(agent, codes()[0], at, channel="email")

    assert participation(agent, marketplace=build.KENTUCKY, at=at).is_in
    assert Duty.objects.exists()


def test_the_code_is_kept_as_a_fingerprint_alone(registered: Actor, at: datetime) -> None:
    change(registered, at, phone=build.OTHER_PHONE)

    assert codes()[0] not in str(AddressCheck.objects.values())


@pytest.mark.parametrize(
    ("written", "number"),
    [
        pytest.param("(502) 555-0122", "+15025550122", id="as people write it"),
        pytest.param(" ", "", id="none"),
        pytest.param("502-555-0122 ext. 5", None, id="an extension would be lost"),
        pytest.param("123-456-7890", None, id="ten digits, and no network has them"),
        pytest.param("555-0122", None, id="without its area"),
    ],
)
def test_a_number_is_one_where_messages_can_go_to_it(written: str, number: str | None) -> None:
    assert addresses.phone_number(written) == number
