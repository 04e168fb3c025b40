"""Maryland's pack has the words of its guide: purpose, each step, what follows, the automatic mail."""

import pytest

from assistdesk.shared.policy.rendering import render_message
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.policy.schema.guide import DoorKind
from tests.shared.policy.packs import TODAY, maryland, read_out

PORTAL = ["consumer-enrollment", "determination", "system-error", "termination", "1095-a"]

PURPOSE = [
    "Producers, as a service to their clients, are involved in trying to resolve enrollment issues",
    "between Maryland Health Connection and their client's insurance carrier",
    "from the Producer Operations Team, the Producer Support Hotline, or through the Producer Portal",
    "a detailed resource on how to get enrollment issues resolved through the escalation process",
    "while protecting Personally Identifiable Information (PII)",
    "an evolving document and may be subject to change at any point",
    "a basic framework on how best to assist your clients",
    "Authorized producers should utilize the contacts",
]
STEPS = [
    'Select the "Escalate" button, search for the consumer, select the radio button',
    'select the "Proceed to Escalate" button',
    "Select the escalation type from the drop down",
    "by reviewing the PII shown",
    "type a description, upload any additional documents if applicable, and select Submit",
]
AFTERWARDS = [
    "A confirmation appears at once",
    "an automated email with the incident number and the Person ID follows",
    "either the Producer Support Hotline team or the Producer Operations Team with resolution or next steps",
    "the Escalated Cases team will reach out to you by email with instructions",
    "able to reply to this email, but you should not include any PII in your response",
]
COMMISSION = [
    "Select the $ icon. Search for the consumer or the carrier, and select the checkbox next to the names",
    'the Escalate button changes to "Proceed to Escalate (#)"',
    "use the search function again",
    "verify that the correct consumers were selected, enter a description, and select Submit",
    "A confirmation appears at once, and an automated email with the incident number follows",
    "the Producer Operations Team will reach out to you by email with instructions",
    "able to reply to this email, but you should not include any PII in your response",
]
HOTLINE = [
    "designated specifically for producers to assist their clients with enrollment questions or issues",
    "the best place to start with enrollment questions or if you find a problem with a client's enrollment",
    "your first contact for any specific consumer issue",
    "Call 1-844-224-6761",
    "your name and NPN as well as identifying information for your clients",
    "may be able to resolve your question or enrollment issue during the phone call",
    "may have to escalate the case to ask for assistance from the escalated cases team",
    "Enrollment issues can be escalated via this phone number",
    "this should be used to follow up on the issue",
]


def everything_in(key: str) -> str:
    entry = maryland().guide_on(TODAY).entries[key]
    texts = [entry.description, *(step.text for step in entry.steps), *entry.notes]
    return "\n".join(read_out(maryland(), words) for words in texts)


def missing(said: list[str], text: str) -> list[str]:
    return [one for one in said if one not in text]


@pytest.mark.rule("P-05", "G-12")
def test_the_guide_says_what_it_is_for() -> None:
    guide = maryland().guide_on(TODAY)

    assert read_out(maryland(), guide.title) == "Escalated Cases Guide"
    assert not missing(PURPOSE, read_out(maryland(), guide.introduction))


@pytest.mark.rule("G-11", "P-05")
def test_nobody_goes_to_each_resource_about_the_same_issue() -> None:
    advice = (
        "Producer Operations does not recommend going to each resource about the same issue, "
        "as it tends to exacerbate as well as duplicate issues."
    )

    assert advice in read_out(maryland(), maryland().guide_on(TODAY).right_door)


@pytest.mark.rule("P-05", "G-01")
@pytest.mark.parametrize("key", PORTAL)
def test_each_issue_of_the_portal_has_every_step_and_what_follows(key: str) -> None:
    assert not missing(STEPS + AFTERWARDS, everything_in(key))


@pytest.mark.rule("P-05", "G-01")
def test_commission_has_every_step_of_its_own() -> None:
    assert not missing(COMMISSION, everything_in("commission"))


@pytest.mark.rule("P-05", "G-12")
def test_the_hotline_says_all_that_the_guide_says_of_it() -> None:
    assert not missing(HOTLINE, everything_in("support-hotline"))


@pytest.mark.rule("P-05", "G-12")
def test_each_entry_has_the_door_that_the_guide_names() -> None:
    doors = {
        key: (one.door.kind, one.door.contact) for key, one in maryland().guide_on(TODAY).entries.items()
    }

    portal = dict.fromkeys([*PORTAL, "commission"], (DoorKind.PORTAL, "producer-portal"))
    assert doors == portal | {
        "support-hotline": (DoorKind.PHONE, "support-hotline"),
        "producer-operations": (DoorKind.EMAIL, "producer-operations"),
        "training-support": (DoorKind.EMAIL, "training-support"),
        "portal-access": (DoorKind.EMAIL, "producer-operations"),
    }


@pytest.mark.rule("E-05", "E-06", "P-05")
def test_the_automatic_mail_has_the_words_of_the_guide() -> None:
    team = read_out(maryland(), maryland().directory.teams["escalated-cases"].public_label)
    values = {
        "receiver_name": "Sam",
        "incident_number": "200528-2866868",
        "person_id": "174097",
        "type": "Enrollment",
        "subject_line": "Escalated Case: Enrollment. PID #: 174097",
        "team": team,
        "promise": "within 2 business days",
        "due_at": "June 1, 2020, 8:00 a.m.",
        "link": "http://127.0.0.1/",
    }

    mail = render_message(
        maryland(),
        "escalation_received",
        channel=ChannelName.EMAIL,
        day=TODAY,
        language="en",
        values=values,
    )

    assert read_out(maryland(), maryland().messages_on(TODAY).sender_name) == "Case Auto Reply"
    assert mail.body.startswith("Hi Sam,")
    assert not missing(
        [
            "We have received your inquiry. The assigned incident number is 200528-2866868.",
            "You can expect a reply within 2 business days",
            "Thanks\nMHBE Escalated caseworkers Team",
        ],
        mail.body,
    )


@pytest.mark.rule("E-07")
def test_the_running_number_starts_at_that_of_the_guide() -> None:
    numbers = maryland().escalations_on(TODAY).incident_numbers

    assert (numbers.first, numbers.zone) == (2866868, "America/New_York")
