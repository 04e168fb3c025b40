"""A helper's dashboard: what the marketplace puts there, in its words, with counts that open lists."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistdesk.shared import clock
from assistdesk.shared.people.models import AccessGrant
from assistdesk.shared.people.powers import Power
from tests.guide.pages import text_within
from tests.shared.announcements.announcing import announce
from tests.shared.people.delegating import let
from tests.site import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk")]

QUICK = [
    "Initiate an Application for Individual",
    "Initiate an Application for Employer",
    "Request Case Access",
    "Pre-Screening (Individual)",
    "Kentucky DOI",
    "Training Materials",
    "SHOP Tax Credit Estimator",
]
COUNTS = {
    "my_clients": ["Current", "Past", "Clients Added in The Last Month"],
    "my_policies": ["Active", "Termed", "Pending", "Expired RFI", "RFI about to expire in a week"],
    "my_prospects": ["Current Prospects", "Abandoned Prospects", "Prospects Added in The Last Month"],
    "my_quotes": ["In Progress", "Accepted", "Submitted", "Rejected"],
}


def home(username: str = "agent", *, language: str = "en") -> str:
    """Return the source of somebody's home."""
    answer = build.browser(username, language=language).get("/home")
    assert answer.status_code == 200
    return answer.content.decode()


def section(source: str, name: str) -> str:
    """Return the source of one section of a home; "" where it has none."""
    found = re.search(rf'<section[^>]*aria-labelledby="{name}".*?</section>', source, re.DOTALL)
    return found[0] if found else ""


def links(source: str) -> dict[str, str]:
    """Return the links of a part of a page: their words, and where they lead."""
    found = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', source, re.DOTALL)
    return {" ".join(re.sub(r"<[^>]*>", " ", words).split()): place for place, words in found}


@pytest.mark.rule("C-01")
def test_request_case_access_is_a_quick_link_that_opens_its_form() -> None:
    place = links(section(home(), "quick-links"))["Request Case Access"]

    page = build.browser("agent").get(place)

    assert page.status_code == 200
    text = text_within(page.content.decode(), "main")
    for label in ("First Name", "Last Name", "Sex", "Date of Birth", "Social Security Number"):
        assert label.lower() in text.lower()
    assert "case number" in text.lower()
    assert "application number" in text.lower()


@pytest.mark.rule("C-16")
def test_the_seven_quick_links_stand_in_their_order_and_lead_somewhere() -> None:
    found = links(section(home(), "quick-links"))

    assert list(found) == QUICK
    for words, place in found.items():
        page = build.browser("agent").get(place)
        assert page.status_code == 200, (words, place)
        assert words in page.content.decode()


@pytest.mark.rule("C-16")
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("doi", "No document of the marketplace gives its web address."),
        ("training", "No document gives the address of the training materials."),
        ("shop-estimator", "No document gives the address of the estimator."),
        ("application-individual", "no document gives the address of that page"),
    ],
)
def test_a_link_without_an_address_says_so_and_whom_to_ask(key: str, words: str) -> None:
    page = build.browser("agent").get(f"/m/kentucky/quick-links/{key}").content.decode()

    assert words in text_within(page, "main")


@pytest.mark.rule("C-16")
def test_a_link_to_a_page_of_the_desk_and_an_unknown_one_have_no_such_page() -> None:
    browser = build.browser("agent")

    assert browser.get("/m/kentucky/quick-links/request-case-access").status_code == 404
    assert browser.get("/m/kentucky/quick-links/nothing").status_code == 404
    assert browser.get("/m/maryland/quick-links/training").status_code == 404
    assert build.browser("resident").get("/m/kentucky/quick-links/doi").status_code == 404


@pytest.mark.rule("C-11")
def test_the_dashboard_warns_not_to_associate_by_a_prospect_or_an_application() -> None:
    warning = "should not associate with clients by creating a prospect"

    assert warning in section(home(), "quick-links")
    page = build.browser("agent").get("/m/kentucky/quick-links/application-individual").content.decode()
    assert warning in page
    assert "Request Case Access" in links(page)


@pytest.mark.rule("C-16")
def test_issuers_sites_lead_where_the_directory_says_and_nothing_is_invented() -> None:
    found = section(home(), "issuer-sites")

    assert links(found) == {
        "BEST Life and Health ↗": "https://bestlife.com/exchange",
        "CareSource Kentucky Co. ↗": "https://caresource.com/marketplace",
        "Molina Healthcare of Kentucky, Inc. ↗": "https://passporthealthplan.com/marketplace",
        "WellCare Health Plans of Kentucky, Inc. ↗": "https://Ambetter.WellCareKY.com",
        "Anthem Health Plans of KY, Inc. ↗": "https://anthem.com",
    }
    assert "Aetna Health Plans of KY, Inc. <span" in found
    assert "(no address known)" in found


@pytest.mark.rule("C-16")
def test_announcements_are_counted_and_listed() -> None:
    announce("Closed on Sunday", at=clock.now(), is_urgent=True)
    announce("New form", at=clock.now())

    source = home()

    text = re.sub(r"<[^>]*>|\s+", " ", section(source, "announcements"))
    assert re.search(r"Urgent +1 .*Unread +2 ", text)
    assert "Closed on Sunday" in links(section(source, "announcements"))
    assert "Closed on Sunday" in source.split("Quick Links")[0]  # what is urgent stands above all


@pytest.mark.rule("C-16")
@pytest.mark.parametrize("key", list(COUNTS))
def test_each_list_has_its_counts_in_the_words_of_the_marketplace(key: str) -> None:
    found = section(home(), f"box-{key}")

    words = re.findall(r"<span>([^<]*)</span> <b>\d+</b>", found)
    assert words == COUNTS[key]


@pytest.mark.rule("C-16")
def test_a_count_is_of_the_helpers_own_clients() -> None:
    mine = AccessGrant.objects.filter(account__username="agent", ends_at__isnull=True)
    mine.filter(pk=mine.values_list("pk", flat=True)[:1]).update(ends_at=clock.now() - timedelta(days=1))

    found = section(home(), "box-my_clients")

    numbers = re.findall(r"<b>(\d+)</b>", found)
    assert numbers[:2] == [str(mine.count()), "1"]


@pytest.mark.rule("C-16")
def test_each_count_opens_its_list() -> None:
    browser, found = build.browser("agent"), home()

    places = [place for key in COUNTS for place in links(section(found, f"box-{key}")).values()]

    assert len(places) == sum(map(len, COUNTS.values()))
    assert {browser.get(place).status_code for place in places} == {200}


@pytest.mark.rule("C-16")
def test_reports_are_the_case_notes_and_the_prospect_template() -> None:
    found = links(section(home(), "reports"))

    assert list(found) == ["Agent Case Notes", "Prospect Template (Individual)"]
    assert {build.browser("agent").get(place).status_code for place in found.values()} == {200}


def test_the_home_of_another_marketplace_has_its_own_links_and_no_empty_parts() -> None:
    source = home("producer")

    assert list(links(section(source, "quick-links"))) == ["Escalate", "Escalated Cases Guide", "Training"]
    assert section(source, "issuer-sites") == ""
    assert section(source, "reports") == ""
    assert section(source, "box-my_clients") != ""
    assert section(source, "box-my_quotes") == ""


def test_the_dashboard_speaks_spanish() -> None:
    source = home(language="es")

    assert "Solicitar acceso al caso" in links(section(source, "quick-links"))
    assert "Mis pólizas" in source


@pytest.mark.rule("C-22")
@pytest.mark.parametrize(
    ("power", "boxes"),
    [
        (Power.CLIENTS, ["my_clients", "my_policies"]),
        (Power.PROSPECTS, ["my_prospects", "my_quotes"]),
        (Power.ESCALATIONS, []),
    ],
)
def test_who_acts_sees_what_was_allowed_on_the_dashboard(power: Power, boxes: list[str]) -> None:
    made = let("agency-admin", powers=(power,), at=clock.now())
    browser = build.browser("agency-admin")
    browser.post(f"/acting/{made.id}")

    source = browser.get("/home").content.decode()

    assert re.findall(r'aria-labelledby="box-(\w+)"', source) == boxes
    assert "Request Case Access" not in links(section(source, "quick-links"))
    assert section(source, "announcements") == ""
    assert ("escalations" in section(source, "reports") + source.split("<main")[1]) is (
        power is Power.ESCALATIONS
    )


@pytest.mark.rule("C-16")
def test_more_of_everything_takes_no_more_queries() -> None:
    browser = build.browser("agent")
    announce(at=clock.now())
    build.incident("agent", at=clock.now(), kind="dire-need", concerns="qhp")
    browser.get("/home")
    with CaptureQueriesContext(connection) as few:
        browser.get("/home")
    for _ in range(3):
        announce(at=clock.now(), is_urgent=True)
        build.incident("agent", at=clock.now(), kind="dire-need", concerns="qhp")
    with CaptureQueriesContext(connection) as many:
        browser.get("/home")

    assert len(many) == len(few)
