"""What is kept beside a registration is what its offers say, and `doctor` finds where it is not."""

import pytest
from click.testing import CliRunner

from assistdesk.referrals import services
from assistdesk.referrals.models import Duty, Registration
from assistdesk.referrals.queries.recount import wrong_counts
from assistdesk.referrals.services import registering
from assistdesk.shared.audit.models import Entry
from assistdesk.site import checkup
from assistdesk.site.cli import doctor
from tests.referrals import asking, staff
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime


def wrong(desk_time: DeskTime) -> list[str]:
    """Return what the recount finds now."""
    return wrong_counts(build.pack(), at=desk_time.now)


@pytest.mark.rule("D-09")
def test_misses_answers_and_a_new_registration_are_recounted_alike(desk_time: DeskTime) -> None:
    (helper,) = asking.on_duty(1)
    for expected in (1, 2):
        asking.request()
        desk_time.pass_by(minutes=45)
        assert asking.registration(helper).consecutive_misses == expected
        assert wrong(desk_time) == []

    services.reject(asking.offers(asking.request())[0].id, actor=helper, at=desk_time.now)
    assert asking.registration(helper).consecutive_misses == 0
    assert wrong(desk_time) == []

    for _ in range(3):
        asking.request()
        desk_time.pass_by(minutes=45)
    assert asking.registration(helper).status == "deregistered"
    assert wrong(desk_time) == []

    registering.register_again(actor=helper, marketplace=build.KENTUCKY, at=desk_time.now)
    assert asking.registration(helper).consecutive_misses == 0
    assert wrong(desk_time) == []


@pytest.mark.rule("D-09")
def test_open_and_accepted_ones_are_recounted_alike(desk_time: DeskTime) -> None:
    asking.on_duty(1, most_open=3)
    first, second = asking.request(), asking.request()
    helper = staff.accept(asking.offers(first)[0])
    staff.accept(asking.offers(second)[0])
    services.complete(first.reference, outcome="enrolled", actor=helper, at=desk_time.now)

    kept = asking.registration(helper)
    assert (kept.open_count, kept.accepts) == (1, 2)
    assert wrong(desk_time) == []


@pytest.mark.rule("D-09")
@pytest.mark.parametrize("column", ["consecutive_misses", "open_count", "accepts"])
def test_doctor_finds_a_count_that_is_not_what_the_offers_say(desk_time: DeskTime, column: str) -> None:
    (helper,) = asking.on_duty(1)
    assert next(one for one in checkup.findings() if one.name == "referrals").ok

    Registration.objects.filter(pk=helper.account_id).update(**{column: 7})

    finding = next(one for one in checkup.findings() if one.name == "referrals")
    assert not finding.ok
    assert f"{helper.account_id}: 7 " in finding.what
    assert len(wrong(desk_time)) == 1


@pytest.mark.rule("D-09")
def test_doctor_puts_wrong_counts_right_and_writes_down_what_was_kept(desk_time: DeskTime) -> None:
    wrong_one, right_one = asking.on_duty(2, most_open=3)
    staff.accept(asking.offers(asking.request())[0])
    before = Registration.objects.get(pk=right_one.account_id)
    Registration.objects.filter(pk=wrong_one.account_id).update(consecutive_misses=2, open_count=3, accepts=9)

    result = CliRunner().invoke(doctor.command, ["--repair"])

    assert "Counts of 1 helpers were put right." in result.stderr
    assert wrong(desk_time) == []
    assert Registration.objects.get(pk=right_one.account_id).accepts == before.accepts
    entry = Entry.objects.get(action="referrals.registration.recounted")
    assert (entry.subject, sorted(entry.facts)) == (
        str(wrong_one.account_id),
        ["accepts", "consecutive_misses", "open_count"],
    )
    assert Duty.objects.filter(registration_id=wrong_one.account_id, is_free=True).exists()
    assert "Counts of 0 helpers" in CliRunner().invoke(doctor.command, ["--repair"]).stderr
