"""My Delegates: the page and the calls by which a helper lets others act."""

from datetime import timedelta

import pytest

from assistdesk.shared import clock
from assistdesk.shared.people.models import Delegation
from assistdesk.shared.people.powers import Power
from tests.guide.pages import text_within
from tests.shared.people.delegating import let, today
from tests.site import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk"), pytest.mark.rule("C-22")]

PAGE = "/m/kentucky/book/delegates"
CALL = "/api/v1/book/delegates"


def main(username: str = "agent", *, language: str = "en") -> str:
    """Return what My Delegates says to somebody."""
    answer = build.browser(username, language=language).get(PAGE)
    assert answer.status_code == 200
    return text_within(answer.content.decode(), "main")


def typed(**changes: object) -> dict[str, object]:
    """Return what a helper types to let somebody act."""
    until = today(clock.now()) + timedelta(days=10)
    return {"whom": "agency-admin", "powers": ["clients"], "until": until.isoformat()} | changes


def test_a_helper_lets_somebody_act_and_sees_it() -> None:
    browser = build.browser("agent")

    assert browser.post(PAGE, typed(powers=["clients", "prospects"])).status_code == 302

    made = Delegation.objects.get()
    assert (made.principal.username, made.delegate.username) == ("agent", "agency-admin")
    assert made.powers == ["clients", "prospects"]
    text = main()
    assert "Lou Hatcher" in text
    assert "Keep my prospects and quotes" in text
    assert "Nobody acts for you." not in text


def test_a_year_is_proposed_and_the_most() -> None:
    source = build.browser("agent").get(PAGE).content.decode()
    last = today(clock.now()) + timedelta(days=365)

    assert f'value="{last.isoformat()}"' in source
    answer = build.browser("agent").post(PAGE, typed(until=(last + timedelta(days=1)).isoformat()))
    assert answer.status_code == 422
    assert "nobody can act for you longer" in answer.content.decode()
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"whom": "khbe"}, "Nobody with this username or email can act for you."),
        ({"whom": ""}, "Fill in this field."),
        ({"powers": []}, "Choose at least one thing that they may do."),
        ({"until": "soon"}, "Write the date as month, day and year"),
        ({"until": "2020-01-01"}, "Choose a day from today on."),
    ],
)
def test_what_can_not_be_granted_is_said_beside_its_field(changes: dict[str, object], words: str) -> None:
    answer = build.browser("agent").post(PAGE, typed(**changes))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Delegation.objects.exists()


def test_a_helper_withdraws_at_once() -> None:
    made = let("agency-admin", at=clock.now())

    assert build.browser("agent").post(f"{PAGE}/{made.id}/withdraw").status_code == 302

    text = main()
    assert "Nobody acts for you." in text
    assert "Lou Hatcher: withdrawn" in text


def test_nobody_withdraws_what_is_anothers() -> None:
    made = let("agency-admin", at=clock.now())

    assert build.browser("agent2").post(f"{PAGE}/{made.id}/withdraw").status_code == 404
    assert build.browser("agent2").post(f"{CALL}/{made.id}/withdraw").status_code == 404

    made.refresh_from_db()
    assert made.ended_at is None


def test_the_page_of_another_marketplace_is_not_there() -> None:
    assert build.browser("producer").get(PAGE).status_code == 404


def test_the_page_speaks_spanish() -> None:
    assert "Mis delegados" in main(language="es")


def test_the_calls_grant_list_and_withdraw() -> None:
    browser = build.browser("agent")

    made = browser.post(CALL, typed(powers=["escalations"]), content_type="application/json")

    assert made.status_code == 201, made.content
    (listed,) = browser.get(CALL).json()["items"]
    assert listed == made.json()
    assert (listed["username"], listed["powers"], listed["status"]) == (
        "agency-admin",
        ["escalations"],
        "active",
    )
    assert browser.post(f"{CALL}/{listed['id']}/withdraw").status_code == 204
    assert browser.get(CALL).json()["items"][0]["status"] == "withdrawn"
    assert build.browser("agent2").get(CALL).json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"whom": "nobody"}, 404),
        ({"powers": []}, 422),
        ({"powers": ["all"]}, 422),
        ({"until": "2020-01-01"}, 422),
    ],
)
def test_the_call_refuses_what_the_page_refuses(changes: dict[str, object], status: int) -> None:
    answer = build.browser("agent").post(CALL, typed(**changes), content_type="application/json")

    assert answer.status_code == status
    assert not Delegation.objects.exists()


def test_names_can_not_be_tried_without_end() -> None:
    browser = build.browser("agent")
    statuses = [
        browser.post(CALL, typed(whom=f"somebody{one}"), content_type="application/json").status_code
        for one in range(21)
    ]

    assert statuses == [404] * 20 + [429]


@pytest.mark.parametrize("power", list(Power))
def test_each_power_is_said_in_words(power: Power) -> None:
    let("agency-admin", powers=(power,), at=clock.now())

    panel = main().split("Until")[0]

    assert len(panel.split("Lou Hatcher (agency-admin)")[1].strip()) > len(power.value)


def test_until_when_somebody_may_act_is_said_by_the_last_day() -> None:
    last = today(clock.now()) + timedelta(days=10)
    assert build.browser("agent").post(PAGE, typed()).status_code == 302

    said = f"Until the end of {last:%A, %B} {last.day}"

    assert said in main()
    empty = build.browser("agent").post(PAGE, typed(whom="", until=""))
    assert text_within(empty.content.decode(), "main").count("Fill in this field.") == 4  # above and beside
