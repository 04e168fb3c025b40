"""Helpers who meet the criteria take part in three steps; who doesn't, learns what is missing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistdesk.referrals.models import Duty, Registration
from assistdesk.referrals.queries.participation import participation
from assistdesk.referrals.refusals import NotAbleToHelp, NotRegistered
from assistdesk.referrals.rules import criteria
from assistdesk.referrals.rules.criteria import Standing
from assistdesk.referrals.services import contacts, leaving, registering
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput, NotAuthorized
from tests.conftest import at_the_same_time
from tests.referrals import taking_part as build

TODAY = date(2027, 3, 2)
DAY = timedelta(days=1)
WHOLE = Standing(
    is_active=True,
    authorized_until=TODAY,
    has_license=True,
    license_until=TODAY,
    certified_until=TODAY,
    is_contact_on_file=True,
)
ALL = list(criteria.Criterion)


@pytest.mark.rule("D-04")
@pytest.mark.parametrize(
    ("standing", "on", "missing"),
    [
        pytest.param(WHOLE, TODAY, (), id="on the last day of all"),
        pytest.param(
            WHOLE,
            TODAY + DAY,
            ("active_license", "certification", "active"),
            id="the day after: only the address on file has no end",
        ),
        pytest.param(Standing(is_active=False), TODAY, tuple(ALL), id="a closed account"),
        pytest.param(
            Standing(is_active=True),
            TODAY,
            ("active_license", "certification", "contact_on_file"),
            id="nothing but an account",
        ),
        pytest.param(
            Standing(is_active=True, license_until=TODAY, certified_until=TODAY, is_contact_on_file=True),
            TODAY,
            ("active_license",),
            id="a day, and no license",
        ),
    ],
)
def test_each_criterion_counts_to_its_last_day(
    standing: Standing, on: date, missing: tuple[str, ...]
) -> None:
    assert criteria.missing(ALL, standing, on=on) == missing


@pytest.mark.rule("D-03")
def test_three_steps_register_a_helper(agent: Actor, at: datetime) -> None:
    place = build.doing(agent, at)

    registering.agree(has_agreed=True, **place)
    assert _row(agent).status == RegistrationStatus.STARTED
    contacts.save_contacts(build.contacts(), **place)
    assert _row(agent).status == RegistrationStatus.STARTED
    registering.finish(build.availability(), **place)

    row = _row(agent)
    assert row.status == RegistrationStatus.REGISTERED
    assert (row.agreed_at, row.agreement_version, row.registered_at) == (at, "v1", at)
    assert (row.phone, row.email, row.channels) == (build.OWN_PHONE, build.OWN_EMAIL, ["email", "sms"])
    assert row.programs == ["qhp", "dental", "other"]
    assert Entry.objects.filter(action="referrals.helper.registered").count() == 1


@pytest.mark.rule("D-03")
def test_no_step_can_be_left_out(agent: Actor, at: datetime) -> None:
    place = build.doing(agent, at)

    with pytest.raises(NotRegistered):
        contacts.save_contacts(build.contacts(), **place)
    with pytest.raises(InvalidInput):
        registering.agree(has_agreed=False, **place)
    assert not Registration.objects.exists()

    registering.agree(has_agreed=True, **place)
    with pytest.raises(InvalidInput):
        registering.finish(build.availability(), **place)
    assert _row(agent).status == RegistrationStatus.STARTED
    assert not Duty.objects.exists()


@pytest.mark.rule("D-04")
@pytest.mark.parametrize(
    ("known", "words"),
    [
        pytest.param({"license_until": date(2027, 3, 1)}, "Your license is not active.", id="license"),
        pytest.param({"certified_until": None}, "My Purpose Certification", id="certificate"),
        pytest.param({"contact_on_file": False}, "Department of Insurance", id="contact on file"),
    ],
)
def test_an_agent_who_lacks_something_is_told_what(
    running_pack: None, at: datetime, known: dict[str, object], words: str
) -> None:
    agent = build.helper(known=known)

    with pytest.raises(NotAbleToHelp) as refused:
        registering.agree(has_agreed=True, actor=agent, marketplace=build.KENTUCKY, at=at)
    with pytest.raises(NotAbleToHelp):
        build.register(agent, at=at)

    assert words in str(refused.value.facts["missing"])
    assert not Registration.objects.exists()


@pytest.mark.rule("D-04")
def test_all_that_is_missing_is_said_at_once_in_the_helpers_language(
    running_pack: None, at: datetime
) -> None:
    agent = build.helper(known={"license_number": "", "contact_on_file": False}, language="es")

    with pytest.raises(NotAbleToHelp) as refused:
        build.register(agent, at=at)

    said = str(refused.value.facts["missing"])
    assert "Su licencia no está activa." in said
    assert "Departamento de Seguros" in said


@pytest.mark.rule("D-04")
@pytest.mark.parametrize("role", [Role.NAVIGATOR, Role.AGENCY_ADMIN])
def test_a_navigator_needs_no_license_but_has_to_be_active(
    running_pack: None, at: datetime, role: Role
) -> None:
    build.register(build.helper(role=role), at=at)
    over = build.helper(role=role, known={"authorized_until": date(2027, 3, 1)})

    with pytest.raises(NotAbleToHelp):
        build.register(over, at=at)

    assert Registration.objects.get().programs == ["medicaid", "qhp", "dental", "other"]


@pytest.mark.rule("D-04")
def test_the_last_day_of_a_license_ends_at_midnight_of_the_marketplace(running_pack: None) -> None:
    agent = build.helper(known={"license_until": TODAY})
    midnight = datetime(2027, 3, 3, tzinfo=ZoneInfo("America/New_York"))
    last = midnight - timedelta(microseconds=1)

    asked = (
        participation(agent, marketplace=build.KENTUCKY, at=last),
        participation(agent, marketplace=build.KENTUCKY, at=midnight),
    )

    assert [[one.criterion.value for one in each.missing] for each in asked] == [[], ["active_license"]]


@pytest.mark.rule("D-04")
def test_a_role_that_the_marketplace_does_not_name_takes_no_part(running_pack: None, at: datetime) -> None:
    with pytest.raises(NotAuthorized):
        build.register(build.helper(role=Role.DELEGATE), at=at)


@pytest.mark.rule("D-03")
def test_who_left_comes_back_in_one_step_with_all_as_it_was(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at)

    leaving.leave(**build.doing(agent, at))
    assert (_row(agent).status, _row(agent).ended_at) == (RegistrationStatus.LEFT, at)
    assert not Duty.objects.exists()
    registering.register_again(**build.doing(agent, at + DAY))

    row = _row(agent)
    assert (row.status, row.ended_at, row.registered_at) == (RegistrationStatus.REGISTERED, None, at + DAY)
    assert Duty.objects.count() == 6


@pytest.mark.rule("D-09")
def test_who_was_deregistered_registers_again_in_one_step_with_a_clean_count(
    agent: Actor, at: datetime
) -> None:
    build.register(agent, at=at)
    Registration.objects.update(
        status=RegistrationStatus.DEREGISTERED.value, consecutive_misses=3, ended_at=at
    )

    registering.register_again(actor=agent, marketplace=build.KENTUCKY, at=at)

    assert (_row(agent).status, _row(agent).consecutive_misses) == (RegistrationStatus.REGISTERED, 0)


@pytest.mark.rule("D-04")
def test_coming_back_is_checked_like_the_first_time(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at)
    leaving.leave(actor=agent, marketplace=build.KENTUCKY, at=at)

    with pytest.raises(NotAbleToHelp):
        registering.register_again(actor=agent, marketplace=build.KENTUCKY, at=at + timedelta(days=4 * 366))

    assert _row(agent).status == RegistrationStatus.LEFT


@pytest.mark.django_db(transaction=True)
def test_agreeing_twice_at_once_makes_one_registration(at: datetime) -> None:
    build.run_pack()
    agent = build.helper()

    def register() -> None:
        build.register(agent, at=at)

    outcomes = at_the_same_time(register, register, register)

    assert outcomes == [None, None, None]
    assert Registration.objects.count() == 1
    assert Duty.objects.count() == 6


def _row(actor: Actor) -> Registration:
    return Registration.objects.get(pk=actor.account_id)
