"""A team's queue as a colleague's daily place: filters, search, saved views, the next one to take."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assistdesk.escalations import services
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

pytestmark = pytest.mark.rule("E-15")

QUEUE = f"/m/maryland/queue/{build.TEAM}"
DAY = timedelta(days=1)


def listed(browser: Client, address: str = QUEUE) -> list[str]:
    """Return the numbers in the rows of a queue's page, in their order."""
    return re.findall(r"data-open>([\d-]+)</a>", text_of(browser.get(address)))


def asked(browser: Client, **typed: str) -> tuple[str, list[str]]:
    """Send the form above the queue; return the address it leads to and the numbers there."""
    address = browser.post(QUEUE, typed)["Location"]
    return address, listed(browser, address)


@pytest.mark.django_db
def test_filters_narrow_the_queue_and_stand_in_its_address(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    colleague = build.staff(build.TEAM)
    fresh = build.incident(producer, at=build.EARLIER)
    own, other = (build.incident(producer, type="termination", at=build.EARLIER) for _ in range(2))
    services.take(build.ref(own), actor=caseworker, at=build.EARLIER)
    services.take(build.ref(other), actor=colleague, at=build.EARLIER)
    done = build.incident(producer, at=build.EARLIER)
    services.take(build.ref(done), actor=caseworker, at=build.EARLIER)
    services.transition(
        build.ref(done), to=IncidentState.RESOLVED, reason="Done.", actor=caseworker, at=build.EARLIER
    )
    browser = signed_in(caseworker)

    assert set(listed(browser)) == {fresh.number, own.number, other.number}
    for typed, expected in [
        ({"assigned": "nobody"}, {fresh}),
        ({"assigned": "me"}, {own}),
        ({"assigned": str(colleague.account_id)}, {other}),
        ({"assigned": "me", "status": "all"}, {own, done}),
        ({"status": "resolved"}, {done}),
        ({"status": "new"}, {fresh}),
        ({"type": "termination", "status": "in_review"}, {own, other}),
        ({"urgent": "1"}, set()),
        ({"due": "late"}, {fresh, own, other}),
    ]:
        address, found = asked(browser, **typed)
        assert set(found) == {one.number for one in expected}, typed
        assert {name: value[0] for name, value in parse_qs(urlparse(address).query).items()} == typed


@pytest.mark.django_db
def test_days_are_whole_days_of_the_marketplace(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    midnight = TEN_O_CLOCK.replace(hour=5, minute=0)  # in Baltimore, in winter
    tick = timedelta(microseconds=1)
    before, first, last, after = (
        build.incident(producer, at=moment)
        for moment in (midnight - tick, midnight, midnight + DAY - tick, midnight + DAY)
    )
    browser = signed_in(caseworker)
    day = f"{midnight:%Y-%m-%d}"

    assert set(asked(browser, since=day, until=day)[1]) == {first.number, last.number}
    assert before.number in asked(browser, until=day)[1]
    assert after.number in asked(browser, since=day)[1]


@pytest.mark.django_db
def test_the_queue_stands_in_the_order_asked_for(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    oldest, middle, newest = (build.incident(producer, at=build.EARLIER + DAY * day) for day in range(3))
    services.add_note(build.ref(middle), text="A note", actor=caseworker, at=build.EARLIER + DAY * 9)
    browser = signed_in(caseworker)

    assert asked(browser, sort="oldest")[1] == [oldest.number, middle.number, newest.number]
    assert asked(browser, sort="changed")[1] == [middle.number, newest.number, oldest.number]


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["time_left", "oldest", "changed", "best"])
def test_pages_of_every_order_go_on_where_the_last_one_ended(
    producer: Actor, caseworker: Actor, signed_in: SignIn, sort: str
) -> None:
    made = {build.incident(producer, description="Umbrella", at=build.EARLIER).number for _ in range(27)}
    browser = signed_in(caseworker)
    address, first = asked(browser, sort=sort, words="umbrella" if sort == "best" else "")

    following = re.search(r'href="([^"]+)">Show more', text_of(browser.get(address)))
    assert following
    rest = listed(browser, following[1].replace("&amp;", "&"))

    assert len(first) == 25
    assert set(first) | set(rest) == made
    assert len(rest) == 2


@pytest.mark.django_db
def test_words_and_names_stand_in_no_address(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    person = build.client(producer, first_name="Ximena", last_name="Zapata")
    incident = build.incident(producer, consumers=[person], at=build.EARLIER)
    build.incident(producer, at=build.EARLIER)
    browser = signed_in(caseworker)

    address, found = asked(browser, words="Ximena Zapata", filed_by="pat prod")

    assert found == [incident.number]
    assert "search=" in address
    for said in ("ximena", "zapata", "pat"):
        assert said not in address.lower().replace(QUEUE, "")
    assert 'value="Ximena Zapata"' in text_of(browser.get(address))
    assert listed(signed_in(caseworker), address) != found


@pytest.mark.django_db
def test_hits_are_marked_and_nothing_typed_becomes_markup(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    build.incident(producer, description="<script>alert(1)</script> umbrella & <b>co</b>", at=build.EARLIER)
    browser = signed_in(caseworker)

    page = text_of(browser.get(asked(browser, words='umbrella "<script>"')[0]))

    assert "<mark>umbrella</mark> &amp; &lt;b&gt;co" in page
    assert "<script>alert" not in page


@pytest.mark.django_db
def test_a_helper_searches_the_own_incidents(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    own = build.incident(producer, description="Umbrella", at=build.EARLIER)
    build.incident(build.helper(), description="Umbrella", at=build.EARLIER)
    services.add_note(build.ref(own), text="Secret gazebo", actor=caseworker, at=build.EARLIER)
    browser = signed_in(producer)

    shown = text_of(browser.post("/m/maryland/escalations/", {"words": "umbrella"}, follow=True))
    of_note = text_of(browser.post("/m/maryland/escalations/", {"words": "gazebo"}, follow=True))

    assert "1 incident found." in shown
    assert own.number in shown
    assert "<mark>Umbrella</mark>" in shown
    assert own.number not in of_note


@pytest.mark.django_db
def test_the_cost_of_the_page_does_not_grow(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    browser = signed_in(caseworker)
    address = browser.post(QUEUE, {"words": "umbrella"})["Location"]
    counts = []
    for size in range(3):
        build.incident(producer, description="Umbrella", at=build.EARLIER)
        browser.post(f"{QUEUE}/filters", {"name": f"Tab {size}", "is_tab": "1", "status": "new"})
        asked_now = []
        for one in (QUEUE, address):
            with CaptureQueriesContext(connection) as caught:
                browser.get(one)
            asked_now.append(len(caught))
        counts.append(tuple(asked_now))

    assert set(counts) == {(10, 15)}  # what is looked for: its plan, then its hits


@pytest.mark.django_db
def test_a_search_from_the_page_as_it_stands_shows_the_best_first(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    """The form sends an order along: were it the queue's, the best hit could stand on the last page."""
    said_once = build.incident(producer, description="A card", at=build.EARLIER)
    services.add_note(build.ref(said_once), text="Umbrella", actor=caseworker, at=build.EARLIER)
    best = build.incident(producer, description="Umbrella umbrella", at=build.EARLIER + DAY)
    browser = signed_in(caseworker)
    page = text_of(browser.get(QUEUE))
    order = re.search(r'name="sort" id="sort">\s*<option value="([^"]*)"', page)

    assert order
    assert "selected" not in page[page.index('id="sort"') :][:200]
    assert asked(browser, words="umbrella", sort=order[1])[1] == [best.number, said_once.number]


@pytest.mark.django_db
def test_each_row_says_how_the_incident_begins_in_whole_words(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    build.incident(producer, description="The <b>card</b>\nnever came. " + "again " * 40, at=build.EARLIER)

    page = text_of(signed_in(caseworker).get(QUEUE))

    found = re.search(r'<p class="queue-excerpt">(.*?)</p>', page)
    assert found is not None
    assert re.fullmatch(r"The &lt;b&gt;card&lt;/b&gt; never came\.( again)+…", found[1])
