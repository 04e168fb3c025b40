"""Maryland's pack says all that its guide says: contacts, types, hotline, who is for what."""

from datetime import date

import pytest

from assistdesk.shared.policy.schema import Audience, Channel, ClockKind
from tests.shared.policy.packs import TODAY, maryland, read_out

PORTAL = ["consumer-enrollment", "determination", "system-error", "termination", "1095-a"]


def everything_in(key: str) -> str:
    entry = maryland().guide_on(TODAY).entries[key]
    texts = [entry.description, *entry.notes, *entry.have_at_hand, *entry.takes]
    texts += [words for step in entry.steps for words in (step.when, step.text) if words]
    texts += [
        step.message.must_not_contain
        for step in entry.steps
        if step.message and step.message.must_not_contain
    ]
    return "\n".join(read_out(maryland(), words) for words in texts)


@pytest.mark.rule("P-05", "G-12")
@pytest.mark.parametrize(
    ("key", "phone", "email"),
    [
        ("producer-operations", None, "mhbe.producers@maryland.gov"),
        ("training-support", None, "mhc.trainingsupport@maryland.gov"),
        ("support-hotline", "1-844-224-6761", None),
    ],
)
def test_each_contact_has_its_number_and_address(key: str, phone: str | None, email: str | None) -> None:
    contact = maryland().directory.contacts[key]

    assert (contact.phone.shown if contact.phone else None) == phone
    assert contact.email == email


@pytest.mark.rule("P-05", "G-12")
@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("producer-operations", "Current authorization status"),
        ("producer-operations", "Renewal of authorization"),
        ("producer-operations", "Producer Portal password resets"),
        ("producer-operations", "Status of training"),
        ("producer-operations", "General policy questions"),
        ("producer-operations", "not designed to handle your enrollment support issues"),
        ("training-support", "accessing or completing your authorization training or annual training"),
        ("training-support", "mhc.trainingsupport@maryland.gov"),
        ("support-hotline", "no more than three consumers"),
        ("support-hotline", "Do not share this number with your clients"),
        ("support-hotline", "very important to maintain the incident number"),
        ("support-hotline", "Your name and NPN"),
        ("support-hotline", "Your client's identifying information"),
        ("support-hotline", "The incident number"),
        ("portal-access", "mhbe.producers@maryland.gov"),
        ("portal-access", "Do not include any consumer information in your email"),
        ("consumer-enrollment", "within 2 business days"),
        ("commission", "Select the $ icon"),
        ("commission", "the Producer Operations Team will reach out to you by email"),
    ],
)
def test_each_entry_says_what_the_guide_says(key: str, said: str) -> None:
    assert said in everything_in(key)


@pytest.mark.rule("E-01")
def test_the_six_types_are_those_of_the_guide() -> None:
    types = maryland().escalations_on(TODAY).types

    assert {key: read_out(maryland(), kind.title) for key, kind in types.items()} == {
        "consumer-enrollment": "Consumer Enrollment Issue",
        "determination": "Determination Issue",
        "system-error": "System Error Issue",
        "termination": "Termination Issue",
        "1095-a": "1095-A Issue",
        "commission": "Commission Issue",
    }


@pytest.mark.rule("E-01", "E-04")
@pytest.mark.parametrize("key", PORTAL)
def test_the_listed_types_take_one_consumer_and_documents(key: str) -> None:
    kind = maryland().escalations_on(TODAY).types[key]

    assert kind.channel is Channel.TYPE_LIST
    assert (kind.consumers.min, kind.consumers.max) == (1, 1)
    assert kind.attachments.max > 0
    assert kind.team == "escalated-cases"


@pytest.mark.rule("E-01", "E-04", "E-09")
def test_commission_has_an_icon_takes_several_consumers_and_no_documents() -> None:
    kind = maryland().escalations_on(TODAY).types["commission"]

    assert (kind.channel, kind.icon) == (Channel.ICON, "$")
    assert kind.consumers.max > 1
    assert kind.attachments.max == 0
    assert kind.team == "producer-operations"


@pytest.mark.rule("E-06", "E-08")
def test_every_type_promises_two_business_days_in_the_guides_words() -> None:
    for kind in maryland().escalations_on(TODAY).types.values():
        assert (kind.clock.kind, kind.clock.amount) == (ClockKind.BUSINESS_DAYS, 2)
        assert read_out(maryland(), kind.promise) == "within 2 business days"


@pytest.mark.rule("E-06")
def test_the_subject_line_names_type_and_person_or_the_incident_alone() -> None:
    types = maryland().escalations_on(TODAY)

    one = types.subject_line(
        "consumer-enrollment", language="en", incident_number="200528-2866868", person_id="174097"
    )
    several = types.subject_line(
        "commission", language="en", incident_number="200528-2866868", person_id=None
    )

    assert one == "Escalated Case: Enrollment. PID #: 174097"
    assert several == "Escalated Case: Commission. Incident 200528-2866868"


@pytest.mark.rule("E-11")
def test_a_call_takes_three_consumers_and_its_rest_goes_to_the_escalated_cases_team() -> None:
    hotline = maryland().hotline_on(TODAY)

    assert hotline.consumers_per_call == 3
    assert hotline.escalates_to == "escalated-cases"
    assert [detail.value for detail in hotline.verify_caller] == ["name", "npn"]
    assert "keep the incident number" in read_out(maryland(), hotline.keep_number)


@pytest.mark.rule("E-13")
def test_a_lapsed_producer_is_told_to_write_to_producer_operations() -> None:
    eligibility = maryland().escalations_on(TODAY).eligibility

    assert eligibility.needs_authorization
    assert "mhbe.producers@maryland.gov" in read_out(maryland(), eligibility.lapsed)


@pytest.mark.rule("G-11")
def test_the_hotline_comes_first_and_producer_operations_never_for_enrollment() -> None:
    guide = maryland().guide_on(TODAY)

    assert "should be your first contact" in read_out(maryland(), guide.right_door)
    for key in PORTAL:
        assert guide.entries[key].steps[0].contact == "support-hotline"
        assert [wrong.contact for wrong in guide.entries[key].wrong_doors] == ["producer-operations"]


@pytest.mark.rule("G-09")
def test_residents_are_never_shown_the_hotlines_number() -> None:
    hotline = maryland().contact("support-hotline", audience=Audience.RESIDENT)

    assert hotline.phones == ()
    assert "844" not in hotline.model_dump_json()


@pytest.mark.rule("E-08")
def test_the_marketplace_keeps_the_day_after_thanksgiving() -> None:
    day = date(2026, 11, 27)

    assert maryland().calendar_on(day).hours_on(day) is None
