"""Behind the link of a request, without an account or scripts: where it stands, and what can be changed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assistdesk.referrals import services
from assistdesk.referrals.models import Referral
from assistdesk.referrals.states import ReferralState
from tests.referrals import asking
from tests.referrals.conftest import DeskTime
from tests.referrals.resident import Resident, Seen
from tests.site.reading import title_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def resident(desk_time: DeskTime) -> Resident:
    """Return a resident at ten in the morning."""
    return Resident()


def taken() -> Referral:
    """Let the helper who was asked accept the only referral, and return it."""
    referral = Referral.objects.get()
    offer = referral.offers.filter(state="offered").latest("offered_at")
    services.accept(offer.id, actor=asking.actor_of(offer), at=DeskTime().now)
    referral.refresh_from_db()
    return referral


@pytest.mark.rule("D-17")
@pytest.mark.parametrize(
    "moment", ["", "tomorrow", "2027-03-03T03:00:00+00:00", "2027-03-03T09:00:00", "9" * 99]
)
def test_a_time_that_is_not_offered_is_refused_with_those_that_are(resident: Resident, moment: str) -> None:
    asking.on_duty()
    here = resident.has_asked()

    answer = resident.browser.post(f"{here}/times", {"from": moment})

    assert answer.status_code == 409
    assert Seen(answer).buttons("from")
    assert Referral.objects.get().state == ReferralState.PENDING.value


@pytest.mark.rule("D-24")
def test_the_resident_sees_who_will_call_and_nobody_sees_the_resident(resident: Resident) -> None:
    asking.on_duty()
    here = resident.has_asked()
    helper = taken().helper
    assert helper is not None

    said = resident.sees(here).words

    assert f"{helper.name} will call you" in said
    assert f"Who calls you {helper.name}, Agent" in said
    assert "License DOI-1" in said
    assert "Rosa" not in said
    assert "502" not in said
    assert "We call …0199" in said


@pytest.mark.rule("D-13", "D-24")
@pytest.mark.parametrize(("method", "contact"), [("email", "rosa@example.com"), ("sms", "502-555-0199")])
def test_who_is_written_to_never_reads_of_a_call(resident: Resident, method: str, contact: str) -> None:
    asking.on_duty()
    here = resident.has_asked(contact_method=method, contact=contact)
    pages = [resident.sees(here).words, resident.sees(f"{here}/cancel").words]
    referral = taken()
    assert referral.taken_offer is not None
    helper = asking.actor_of(referral.taken_offer)
    found = resident.sees(here).words
    assert f"{helper.name} will write to you" in found
    pages += [found, resident.sees(f"{here}/not-called").words]
    DeskTime().jump(minutes=31)
    pages.append(resident.sees(here).words)
    now = DeskTime().now
    services.attempt(referral.reference, result="reached", key="1", actor=helper, at=now)
    pages.append(resident.sees(here).words)
    services.complete(referral.reference, outcome="enrolled", actor=helper, at=now)
    pages.append(resident.sees(here).words)

    assert [said for said in pages if "call" in said.lower() or "spoken" in said] == []


@pytest.mark.rule("D-24")
def test_nobody_called_me_opens_the_request_again_after_asking_once(resident: Resident) -> None:
    asking.on_duty(2)
    here = resident.has_asked()
    taken()
    assert "not-called" in resident.sees(here).element("not-called")["href"]
    asked_once = resident.sees(f"{here}/not-called").words
    assert "Did nobody call you?" in asked_once
    assert Referral.objects.get().state == ReferralState.IN_PROGRESS.value

    answer = resident.browser.post(f"{here}/not-called")
    resident.browser.post(f"{here}/not-called")

    assert answer.headers["Location"] == here
    referral = Referral.objects.get()
    assert (referral.state, referral.round, referral.helper_id) == (ReferralState.PENDING.value, 2, None)
    assert "We are looking for somebody to call you" in resident.sees(here).words


@pytest.mark.rule("D-17")
def test_the_number_is_changed_and_typed_wrong_it_is_kept_to_be_mended(resident: Resident) -> None:
    here = resident.has_asked()
    wrong = resident.browser.post(f"{here}/change", {"contact_method": "email", "contact": "rosa@"})
    assert wrong.status_code == 422
    assert Seen(wrong).field("contact") == "rosa@"
    assert resident.browser.post(f"{here}/change", {"contact_method": "pigeon"}).status_code == 422

    resident.browser.post(f"{here}/change", {"contact_method": "email", "contact": "rosa@example.com"})

    referral = Referral.objects.get()
    assert (referral.contact_method, referral.contact) == ("email", "rosa@example.com")
    assert "We write to r…@example.com" in resident.sees(here).words


@pytest.mark.rule("D-17")
def test_cancelling_asks_once_and_ends_it(resident: Resident) -> None:
    asking.on_duty()
    here = resident.has_asked()
    resident.sees(f"{here}/cancel")
    assert Referral.objects.get().state == ReferralState.PENDING.value

    resident.browser.post(f"{here}/cancel")
    resident.browser.post(f"{here}/cancel")

    page = resident.sees(here)
    assert "You cancelled this request" in page.words
    assert "hx-get" not in page.element("standing")
    assert Referral.objects.get().state == ReferralState.CANCELLED.value
    for gone in ("change", "cancel", "not-called", "times"):
        assert not resident.sees(f"{here}/{gone}").has_form


@pytest.mark.rule("D-17")
def test_the_page_asks_again_and_gets_an_answer_only_where_something_changed(resident: Resident) -> None:
    asking.on_duty()
    here = resident.has_asked()
    part = resident.sees(here).element("standing")
    assert part["hx-trigger"] == "every 3s"
    assert resident.polls(part["hx-get"]).status_code == 204

    taken()
    news = Seen(resident.polls(part["hx-get"]))

    assert "will call you" in news.words
    assert news.element("said")["hx-swap-oob"] == "innerHTML"
    DeskTime().jump(minutes=2)
    later = Seen(resident.polls(news.element("standing")["hx-get"]))
    assert later.element("standing")
    assert not later.element("said")


@pytest.mark.rule("D-17")
def test_what_takes_longer_is_said_honestly(resident: Resident) -> None:
    asking.on_duty()
    here = resident.has_asked()
    desk_time = DeskTime()

    desk_time.pass_by(minutes=22, seconds=30)
    assert "It takes longer than usual" in resident.sees(here).words
    desk_time.pass_by(minutes=8)
    assert "We are sorry" in resident.sees(here).words or "we are sorry" in resident.sees(here).words
    desk_time.pass_by(minutes=40)
    unfilled = resident.sees(here).words

    assert "We could not find anybody yet" in unfilled
    assert "Choose a time" in unfilled
    assert Referral.objects.get().state == ReferralState.UNFILLED.value


@pytest.mark.rule("D-17")
def test_attempts_and_the_end_are_told(resident: Resident) -> None:
    asking.on_duty()
    here = resident.has_asked()
    referral = taken()
    assert referral.taken_offer is not None
    helper = asking.actor_of(referral.taken_offer)
    now = DeskTime().now

    services.attempt(referral.reference, result="wrong_number", key="1", actor=helper, at=now)
    assert "tried to reach you" in resident.sees(here).words
    assert "Wrong number" in resident.sees(here).words
    services.attempt(referral.reference, result="reached", key="2", actor=helper, at=now)
    assert "You have spoken with" in resident.sees(here).words
    services.complete(referral.reference, outcome="enrolled", actor=helper, at=now)
    closed = resident.sees(here).words

    assert "This request is closed Result: Helped to choose a plan and enroll" in closed
    assert "Nobody called me" in closed
    services.not_called(here.rpartition("/")[2], actor=helper, at=now)
    assert "tried to reach you" not in resident.sees(here).words


@pytest.mark.rule("D-17")
@pytest.mark.parametrize("page", ["", "/change", "/cancel", "/not-called", "/times"])
def test_a_link_that_is_none_and_one_that_is_too_old_say_the_same_and_nothing(
    resident: Resident, page: str
) -> None:
    here = resident.has_asked()
    cut, other = f"{here[:-2]}{page}", f"/r/0123456789abcdef0123456789abcdef.{'a' * 16}{page}"
    resident.browser.post(f"{here}/cancel")
    assert resident.browser.get(f"{here}{page}").status_code == 200
    DeskTime().jump(days=30)

    answers = [resident.browser.get(address) for address in (cut, other, f"{here}{page}")]

    assert [one.status_code for one in answers] == [410] * 3
    assert len({Seen(one).words for one in answers}) == 1
    assert all("R-" not in Seen(one).words for one in answers)
    assert resident.browser.post(f"{here}{page}").status_code in (405, 410)


@pytest.mark.rule("D-17")
@pytest.mark.parametrize("page", ["", "/change", "/cancel", "/not-called", "/times"])
def test_a_status_page_is_kept_from_search_engines_and_tells_no_other_site(
    resident: Resident, page: str
) -> None:
    here = resident.has_asked()

    for address in (f"{here}{page}", f"/r/x{page}"):
        answer = resident.browser.get(address)
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert here.rpartition("/")[2] not in title_of(answer.content.decode())


@pytest.mark.rule("D-01")
def test_a_link_opens_in_the_residents_language_until_the_reader_chose_another(resident: Resident) -> None:
    here = resident.has_asked(language="es")
    stranger = Client(headers={"Accept-Language": "en"})
    assert "Su llamada" in Seen(stranger.get(here)).words

    stranger.post("/language", {"language": "en", "next": here})

    assert "Your call back" in Seen(stranger.get(here)).words


def test_a_link_changes_so_often_and_no_more(resident: Resident) -> None:
    here = resident.has_asked()
    for _ in range(30):
        resident.browser.post(f"{here}/change", {"contact_method": "sms", "contact": "502-555-0198"})

    assert resident.browser.post(f"{here}/cancel").status_code == 429
    assert resident.browser.get(here).status_code == 200
    assert Referral.objects.get().state != ReferralState.CANCELLED.value


@pytest.mark.parametrize(
    ("address", "most"),
    [
        pytest.param("{here}", 6, id="where it stands"),
        pytest.param("{here}/times", 12, id="the times"),
        pytest.param("/m/kentucky/call-back", 5, id="the form"),
    ],
)
def test_a_page_asks_the_database_little_however_many_there_are(
    resident: Resident, address: str, most: int
) -> None:
    asking.on_duty(3)
    here = resident.has_asked()
    if address == "{here}":
        taken()
    resident.sees(address.format(here=here))

    with CaptureQueriesContext(connection) as queries:
        resident.sees(address.format(here=here))

    assert len(queries) <= most, [one["sql"] for one in queries.captured_queries]
