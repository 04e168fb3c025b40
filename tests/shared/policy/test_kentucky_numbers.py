"""Kentucky's pack holds the numbers of its documents: referrals, case access, the dashboard, escalations."""

from datetime import date, timedelta

import pytest

from assistdesk.shared.policy.schema import ClockKind, RoleName
from assistdesk.shared.policy.schema.consent import Identifier, Method, NoVerbalAfter, VerbalReason
from assistdesk.shared.policy.schema.ladder import LadderAction
from assistdesk.shared.policy.schema.referrals import Criterion
from tests.shared.policy.packs import TODAY, kentucky, read_out


@pytest.mark.rule("P-05", "P-08")
def test_the_times_of_on_demand_referrals_are_those_of_the_document() -> None:
    rules = kentucky().referrals_on(TODAY)

    assert rules.promise.call_back_within == timedelta(minutes=30)
    assert rules.offers.general_window == timedelta(minutes=15)
    assert rules.offers.hold == timedelta(minutes=5)
    assert rules.offers.passcode_lasts == timedelta(minutes=5)
    assert rules.offers.details_shown_for == timedelta(minutes=5)
    assert rules.registration.takes_minutes == 15
    assert rules.misses.deregister_after == 3
    assert rules.misses.warn_at == (1, 2)


@pytest.mark.rule("P-05", "P-08")
def test_registration_has_three_steps_and_criteria_by_role() -> None:
    rules = kentucky().referrals_on(TODAY)

    assert [read_out(kentucky(), step) for step in rules.registration.steps] == [
        "Agree to Register",
        "Provide Preferred Contact Information",
        "Establish Schedule & Availability",
    ]
    assert [one.criterion for one in rules.criteria.by_role[RoleName.AGENT]] == [
        Criterion.ACTIVE_LICENSE,
        Criterion.CERTIFICATION,
        Criterion.CONTACT_ON_FILE,
    ]
    assert [one.criterion for one in rules.criteria.by_role[RoleName.NAVIGATOR]] == [Criterion.ACTIVE]


@pytest.mark.rule("P-08")
def test_two_ladders_ship_and_the_overlapping_one_runs() -> None:
    rules = kentucky().referrals_on(TODAY)

    assert set(rules.profiles) == {"strict", "overlap"}
    assert rules.ladder is rules.profiles["overlap"]
    assert [step.after for step in rules.profiles["strict"].steps if step.action is LadderAction.GENERAL] == [
        timedelta(0),
        timedelta(minutes=15),
    ]
    assert rules.profiles["strict"].exclusive


@pytest.mark.rule("P-05", "P-08")
def test_case_access_has_ninety_seconds_and_three_requests_a_day() -> None:
    rules = kentucky().consent_on(TODAY)

    assert rules.requests.answer_within == timedelta(seconds=90)
    assert rules.requests.most_requests == 3
    assert rules.requests.request_window == timedelta(hours=24)
    assert rules.requests.lease == timedelta(seconds=12)
    assert rules.association.keep_record > timedelta(days=3652)
    assert rules.requests.methods[:2] == (Method.ELECTRONIC, Method.VERBAL)


@pytest.mark.rule("P-05", "P-08")
def test_a_search_asks_for_four_things_and_offers_three_more() -> None:
    search = kentucky().consent_on(TODAY).search

    assert search.required == (
        Identifier.FIRST_NAME,
        Identifier.LAST_NAME,
        Identifier.SEX,
        Identifier.DATE_OF_BIRTH,
    )
    assert search.optional == (Identifier.SSN, Identifier.CASE_NUMBER, Identifier.APPLICATION_NUMBER)


@pytest.mark.rule("P-08")
def test_verbal_consent_has_three_reasons_and_never_follows_a_refusal() -> None:
    verbal = kentucky().consent_on(TODAY).verbal

    assert set(verbal.reasons) == set(VerbalReason)
    assert read_out(kentucky(), verbal.reasons[VerbalReason.NO_RESPONSE]) == "Client did not respond."
    assert NoVerbalAfter.DENIED in verbal.never_after
    assert NoVerbalAfter.LEFT in verbal.never_after
    assert [text.number for text in verbal.acknowledgements] == [1, 2, 3, 4, 5]


@pytest.mark.rule("P-05")
def test_without_a_route_there_are_four_next_steps() -> None:
    steps = kentucky().consent_on(TODAY).no_route

    assert [step.key for step in steps] == [
        "three-way-call",
        "contact-center",
        "dashboard-tile",
        "paper-form",
    ]
    assert "1-855-326-4650" in read_out(kentucky(), steps[0].text)


@pytest.mark.rule("P-05")
def test_the_dashboard_has_seven_quick_links_six_tabs_and_four_counted_lists() -> None:
    board = kentucky().dashboard_on(TODAY)

    assert [read_out(kentucky(), link.title) for link in board.quick_links] == [
        "Initiate an Application for Individual",
        "Initiate an Application for Employer",
        "Request Case Access",
        "Pre-Screening (Individual)",
        "Kentucky DOI",
        "Training Materials",
        "SHOP Tax Credit Estimator",
    ]
    assert [tab.key for tab in board.tabs] == [
        "overview",
        "book_of_business",
        "my_quotes",
        "my_delegates",
        "messages",
        "settings",
    ]
    assert {one.key: len(one.counts) for one in board.lists} == {
        "my_clients": 3,
        "my_policies": 5,
        "my_prospects": 3,
        "my_quotes": 4,
    }
    assert not [link for link in board.quick_links if link.web]


@pytest.mark.rule("E-08", "G-08")
def test_dire_need_has_twenty_four_hours_on_the_clock_and_asks_what_it_concerns() -> None:
    kind = kentucky().escalations_on(TODAY).types["dire-need"]

    assert (kind.clock.kind, kind.clock.amount) == (ClockKind.HOURS, 24)
    assert kind.urgent
    assert [choice.key for choice in kind.fields[0].choices] == ["medicaid", "qhp", "other"]
    assert read_out(kentucky(), kind.subject_line) == "Dire Need"


@pytest.mark.rule("E-08")
def test_types_without_a_time_in_their_document_promise_nothing() -> None:
    types = kentucky().escalations_on(TODAY).types

    assert {key for key, kind in types.items() if kind.clock.is_running} == {"dire-need"}
    assert all(kind.promise is None for key, kind in types.items() if key != "dire-need")


@pytest.mark.rule("E-09")
def test_each_type_goes_to_the_door_its_entry_names() -> None:
    types = kentucky().escalations_on(TODAY).types

    assert {key: kind.team for key, kind in types.items()} == {
        "self-service-portal": "khbe",
        "dms": "khbe",
        "dire-need": "dire-need",
        "kog": "kog",
        "834-transactions": "khbe",
        "sep-override": "khbe",
        "waiver": "dfs-medicaid",
        "retroactive-coverage": "dfs-medicaid",
        "name-dob-change": "khbe",
        "other": "khbe",
    }
    assert types["waiver"].team_for({"waiver_question": "services"}) == "waiver-helpdesk"
    assert types["waiver"].team_for({"waiver_question": "medicaid"}) == "dfs-medicaid"


@pytest.mark.rule("E-08")
@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        pytest.param(date(2026, 11, 25), True, id="the day before Thanksgiving"),
        pytest.param(date(2026, 11, 26), False, id="Thanksgiving"),
        pytest.param(date(2026, 11, 28), False, id="a Saturday"),
        pytest.param(date(2026, 4, 3), False, id="Good Friday"),
    ],
)
def test_the_marketplace_is_closed_on_its_holidays_and_weekends(day: date, is_open: bool) -> None:  # noqa: FBT001 - a case
    assert (kentucky().calendar_on(day).hours_on(day) is not None) is is_open
