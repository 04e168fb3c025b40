"""Views of a queue that somebody keeps for themselves, or a lead for the team."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from assistdesk.escalations import services
from assistdesk.escalations.models import SavedFilter
from assistdesk.escalations.refusals import NotYourTeam
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import NotAuthorized, NotThere
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

pytestmark = pytest.mark.rule("E-15")

QUEUE = f"/m/maryland/queue/{build.TEAM}"
DAY = timedelta(days=1)


def listed(browser: Client, address: str = QUEUE) -> list[str]:
    """Return the numbers in the rows of a queue's page, in their order."""
    return re.findall(r"data-open>([\d-]+)</a>", text_of(browser.get(address)))


@pytest.mark.django_db
def test_a_view_is_kept_as_a_tab_with_its_count(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer, description="Umbrella", at=build.EARLIER)
    build.incident(producer, at=build.EARLIER)
    browser = signed_in(caseworker)

    address = browser.post(
        f"{QUEUE}/filters", {"name": "Rain", "is_tab": "1", "words": "umbrella", "status": "new"}
    )["Location"]

    assert listed(browser, address) == [incident.number]
    assert re.search(
        r'aria-current="page">Rain <span class="queue-count">1</span>', text_of(browser.get(address))
    )
    assert "Rain" not in text_of(signed_in(build.staff(build.TEAM)).get(QUEUE))


@pytest.mark.django_db
def test_a_lead_shares_a_view_with_the_team(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    lead = build.staff(build.TEAM, role=Role.TEAM_LEAD)
    new = {"name": "Rain", "is_tab": "1", "is_shared": "1", "status": "new"}

    assert signed_in(caseworker).post(f"{QUEUE}/filters", new).status_code == 403
    assert signed_in(lead).post(f"{QUEUE}/filters", new).status_code == 302

    assert "Rain" in text_of(signed_in(caseworker).get(QUEUE))
    shared = SavedFilter.objects.get()
    with pytest.raises(NotThere):
        services.delete_filter(shared.id, actor=caseworker, at=TEN_O_CLOCK)
    other_lead = build.staff(build.TEAM, role=Role.TEAM_LEAD)
    services.delete_filter(shared.id, actor=other_lead, at=TEN_O_CLOCK)
    assert not SavedFilter.objects.exists()


@pytest.mark.django_db
def test_a_view_of_the_same_name_is_replaced(caseworker: Actor) -> None:
    new = services.NewFilter(
        marketplace=build.MARYLAND,
        team=build.TEAM,
        name="Rain",
        asked={"status": "new"},
        is_shared=False,
        is_tab=True,
    )
    first = services.save_filter(new, actor=caseworker, at=TEN_O_CLOCK)

    assert services.save_filter(new, actor=caseworker, at=TEN_O_CLOCK) == first
    assert SavedFilter.objects.count() == 1
    assert Entry.objects.filter(action="escalations.filter.saved").count() == 2
    with pytest.raises(NotYourTeam):
        services.save_filter(new, actor=build.staff(build.OPERATIONS), at=TEN_O_CLOCK)
    shared = services.NewFilter(build.MARYLAND, build.TEAM, "x", {}, is_shared=True, is_tab=False)
    with pytest.raises(NotAuthorized):
        services.save_filter(shared, actor=caseworker, at=TEN_O_CLOCK)


@pytest.mark.django_db
def test_a_view_without_a_name_is_asked_for_again(caseworker: Actor, signed_in: SignIn) -> None:
    page = signed_in(caseworker).post(f"{QUEUE}/filters", {"name": " ", "status": "new"})

    assert page.status_code == 422
    assert "Write something here." in text_of(page)
    assert not SavedFilter.objects.exists()
