"""Staff whose work needs no case open one for a reason: for an hour, in the client's record, and reviewed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assistdesk.consent.models import CaseOpening, CaseView
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.models import Account
from tests.consent.playing import Resident, Somebody, Time, problem
from tests.guide.pages import text_within

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C-14", "C-13")]
REASON = "Complaint 48213: the client says that a stranger calls about the case."
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)


@pytest.fixture
def number(rosa: Resident) -> str:
    """Return the number of the client's case."""
    return rosa.record.cases.get().case_number


@pytest.fixture
def admin(desk_time: Time) -> Somebody:
    """Return somebody who runs the desk and needs no cases for that."""
    return Somebody("admin")


@pytest.fixture
def lead(desk_time: Time) -> Somebody:
    """Return who reviews."""
    return Somebody("khbe-lead")


def opened(staff: Somebody, number: str, status: int = 201, reason: str = REASON) -> Any:
    """Let staff open a case for a reason."""
    return staff.posts(f"/marketplaces/kentucky/cases/{number}/emergency", {"reason": reason}, status)


def waiting(staff: Somebody) -> Any:
    """Return what waits for a review."""
    return staff.gets("/marketplaces/kentucky/case-access/openings")["items"]


def test_a_reason_opens_the_case_and_it_is_told_and_reviewed(
    admin: Somebody, lead: Somebody, rosa: Resident, number: str
) -> None:
    assert problem(admin.gets(f"/cases/{number}", 403)) == "case-reason-needed"
    made = opened(admin, number)

    assert admin.gets(f"/cases/{number}")["case_number"] == number
    (view,) = rosa.gets("/me/views")["items"]
    assert (view["role"], view["name"], view["is_emergency"]) == ("exchange_admin", None, True)
    messaging.deliver_due()
    (sent,) = Outgoing.objects.filter(template="consent_emergency")
    assert sent.to_account == Account.objects.get(username="khbe-lead")
    assert "48213" not in sent.body
    (row,) = waiting(lead)
    assert (row["id"], row["reason"], row["opened_by"]) == (made["id"], REASON, "Chris Vale")
    lead.posts(f"/case-access/openings/{made['id']}/review", {"remark": "In order."})
    lead.posts(f"/case-access/openings/{made['id']}/review", {"remark": "Again."})
    assert waiting(lead) == []
    assert CaseOpening.objects.get().remark == "In order."
    actions = ["consent.case.opened", "consent.case.viewed", "consent.case.opening_reviewed"]
    entries = Entry.objects.filter(action__in=actions).order_by("id")
    assert [one.action for one in entries] == actions
    assert "48213" not in str([one.facts for one in entries])


@pytest.mark.parametrize(("left", "status"), [(timedelta(minutes=1), 200), (timedelta(0), 403), (-TICK, 403)])
def test_it_counts_until_its_end_and_not_on_it(
    admin: Somebody, number: str, desk_time: Time, left: timedelta, status: int
) -> None:
    opened(admin, number)

    ends_at = desk_time.now + left
    CaseOpening.objects.update(opened_at=ends_at - HOUR, ends_at=ends_at)

    admin.gets(f"/cases/{number}", status)


def test_time_ends_it_and_a_new_reason_opens_it_again(admin: Somebody, number: str, desk_time: Time) -> None:
    first = opened(admin, number)
    assert opened(admin, number)["id"] == first["id"]
    desk_time.jump(minutes=61)

    admin.gets(f"/cases/{number}", 403)
    assert opened(admin, number)["id"] != first["id"]
    assert admin.gets(f"/cases/{number}")


def test_nobody_reviews_what_they_opened_themselves(admin: Somebody, number: str) -> None:
    made = opened(admin, number)

    refused = admin.posts(f"/case-access/openings/{made['id']}/review", {}, 409)

    assert problem(refused) == "own-opening"
    opening = CaseOpening.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseOpening.objects.update(reviewed_at=opening.opened_at, reviewed_by=opening.account)


def test_no_opening_lasts_longer_than_an_hour(admin: Somebody, number: str) -> None:
    opened(admin, number)

    with pytest.raises(IntegrityError), transaction.atomic():
        CaseOpening.objects.update(ends_at=CaseOpening.objects.get().opened_at + HOUR + TICK)


def test_a_reason_has_to_say_something(admin: Somebody, number: str) -> None:
    assert opened(admin, number, 422, " . ")["errors"][0]["field"] == "reason"
    assert opened(admin, "999999999", 404)
    assert not CaseOpening.objects.exists()


@pytest.mark.parametrize(
    ("username", "status"), [("psl", 200), ("khbe", 200), ("khbe-lead", 200), ("auditor", 403)]
)
def test_whose_work_needs_cases_gives_no_reason(
    desk_time: Time, number: str, username: str, status: int
) -> None:
    staff = Somebody(username)

    staff.gets(f"/cases/{number}", status)

    assert CaseView.objects.filter(opening__isnull=True).count() == (1 if status == 200 else 0)
    opened(staff, number, 201 if username == "auditor" else 403)


@pytest.mark.parametrize("username", ["agent", "resident", "psl"])
def test_only_leads_review(desk_time: Time, username: str) -> None:
    Somebody(username).gets("/marketplaces/kentucky/case-access/openings", 403)


def test_on_pages(admin: Somebody, lead: Somebody, rosa: Resident, number: str) -> None:
    desk = "/m/kentucky/case-access/staff"
    assert "You will be asked for a reason" in admin.browser.get(desk).content.decode()
    place: Any = admin.browser.post(desk, {"case_number": number})
    asked: Any = admin.browser.get(place.url)
    assert asked.url.endswith("/emergency")
    assert admin.browser.post(asked.url, {"reason": "?"}).status_code == 422

    assert admin.browser.post(asked.url, {"reason": REASON}).headers["Location"] == place.url
    case = admin.browser.get(place.url)

    assert "a lead reviews your reason" in text_within(case.content.decode(), "main")
    assert b'http-equiv="refresh"' in case.content
    assert admin.browser.get(f"{place.url}/standing").status_code == 200
    assert rosa.record.last_name not in admin.browser.get(f"{place.url}/standing").content.decode()
    queue = "/m/kentucky/case-access/openings"
    assert REASON in text_within(lead.browser.get(queue).content.decode(), "main")
    opening = CaseOpening.objects.get()
    assert lead.browser.post(f"{queue}/{opening.id}/review", {"remark": "Fine"}).status_code == 302
    assert "Nothing waits for a review" in lead.browser.get(queue).content.decode()
    assert "Fine" in lead.browser.get(f"{queue}?show=all").content.decode()
    assert "for a reason that is on file" in rosa.browser.get("/m/kentucky/my-access").content.decode()
