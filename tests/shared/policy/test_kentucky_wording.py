"""Kentucky's guide has the words of its documents: titles, headings, notes, contents, warnings."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from assistdesk.shared.policy.schema import Words
from tests.shared.policy.packs import kentucky, read_out

DATED = date(2023, 9, 8)
BEFORE = date(2023, 9, 7)
HEADING = "Incorrect or unwanted Medicaid enrollment Incidents"

TITLES = {
    "self-service-portal": "kynect Self-Service Portal (SSP) Incidents",
    "dms": "Department for Medicaid Services (DMS) Incidents",
    "dire-need": "Dire Need Incidents",
    "kog": "Kentucky Online Gateway (KOG) Incidents",
    "unwanted-medicaid": "Incorrect or Unwanted Medicaid Enrollment Incidents",
    "aptc-missing-months": "APTC for Missing Months",
    "834-transactions": "834 Transactions",
    "sep-override": "SEP Overrides",
    "case-association": "Case Association",
    "waiver": "Waiver Questions",
    "retroactive-coverage": "Retroactive Coverage Requests",
    "name-dob-change": "Name/DOB Changes",
    "other": "Any Other Incident",
}
DESCRIPTIONS = {
    "self-service-portal": "kynect incidents and technical incidents.",
    "kog": "Kentucky Online Gateway (KOG) account related incidents.",
    "aptc-missing-months": "Individual needs APTC applied to missing months.",
    "sep-override": "Individual requires an override due to a Special Enrollment Period (SEP).",
    "case-association": "Individual would like to add a kynector, Agent, or Rep to their case.",
    "waiver": "Individual interested in Medicaid Waiver.",
    "retroactive-coverage": "Individual requesting retroactive coverage for Medicaid.",
    "name-dob-change": "Individual requires a name or DOB change in kynect.",
}
LABELS = {
    "self-service-portal": [
        "ticket number from PSL",
        "case number",
        "description of the incident",
        "screenshot of the incident",
    ],
    "dire-need": ["whether it is for a Medicaid, QHP or another case"],
    "kog": ["brief description of the incident", "screenshot of the incident"],
    "834-transactions": ["brief details"],
    "retroactive-coverage": ["reason for requesting retroactive coverage"],
    "name-dob-change": ["reason for the change in name, DOB, etc."],
}
OLDER = {
    "self-service-portal": [
        "SSP issues are typically technical access issues",
        "Call the Professional Services Line: 1-855-326-4650",
        "For any issue that remains unresolved or requires further escalation",
        "KHBE.Program@ky.gov. KHBE will review and escalate further as appropriate",
        "ticket number from PSL, the case number, a description of the issue, and a screenshot of the issue",
    ],
    "dms": ["typically related to eligibility requirements for residents", "KHBE.Program@ky.gov"],
    "dire-need": [
        "requiring attention within a 24-hour period",
        'kynectdireneed@ky.gov for Dire Need issues. kynectors should use the subject line "Dire Need"',
        "KHBE determines the appropriate response agency",
    ],
    "kog": [
        "Contact for KOG account related issues",
        "These unresolved issues should be emailed to KOGHelpdesk@ky.gov",
        "a brief description and screenshot of the issue",
    ],
    "other": [
        "Always reach out to the appropriate helpdesk",
        "should then be escalated to KHBE.Program@ky.gov",
    ],
}


def said(words: Iterable[Words | None]) -> list[str]:
    return [read_out(kentucky(), one) for one in words]


@pytest.mark.rule("P-05", "G-01")
def test_each_entry_has_the_title_of_its_row() -> None:
    entries = kentucky().guide_on(DATED).entries

    assert {key: read_out(kentucky(), one.title) for key, one in entries.items()} == TITLES
    for key in ("unwanted-medicaid", "aptc-missing-months"):
        assert read_out(kentucky(), entries[key].heading) == HEADING


@pytest.mark.rule("P-05", "G-01")
@pytest.mark.parametrize("key", list(DESCRIPTIONS))
def test_each_entry_is_described_as_its_row_is(key: str) -> None:
    assert read_out(kentucky(), kentucky().guide_on(DATED).entries[key].description) == DESCRIPTIONS[key]


@pytest.mark.rule("P-05", "G-13")
@pytest.mark.parametrize("key", list(LABELS))
def test_what_a_message_must_contain_is_named_as_the_document_names_it(key: str) -> None:
    message = kentucky().guide_on(DATED).entries[key].message

    assert message is not None
    assert said(content.label for content in message.must_contain) == LABELS[key]


@pytest.mark.rule("P-05", "G-01")
@pytest.mark.parametrize("day", [DATED, BEFORE])
def test_two_mails_are_said_to_take_no_personal_information(day: date) -> None:
    entries = kentucky().guide_on(day).entries

    forbidden = {
        key: read_out(kentucky(), one.message.must_not_contain)
        for key, one in entries.items()
        if one.message and one.message.must_not_contain
    }

    assert forbidden == {
        "self-service-portal": "No PII can be included in the email.",
        "kog": "No Personally Identifiable Information (PII) can be included in the email.",
    }


@pytest.mark.rule("P-05", "G-02")
def test_the_materials_keep_their_notes_and_the_one_address_they_have() -> None:
    materials = kentucky().guide_on(DATED).materials

    assert {key: read_out(kentucky(), one.note) for key, one in materials.items() if one.note} == {
        "kynect-training": "kynect benefits - Cabinet for Health and Family Services",
        "release-notes": "KHBE will share Release Notes as applicable.",
        "khbe-resources": "Agent Training Materials, kynector Training Materials",
    }
    assert [one.web.shown for one in materials.values() if one.web] == ["KHBE.ky.gov"]


@pytest.mark.rule("P-03", "P-05", "G-05")
def test_both_editions_have_their_title_headings_and_date() -> None:
    dated, older = kentucky().guide_on(DATED), kentucky().guide_on(BEFORE)

    for one in (dated, older):
        assert read_out(kentucky(), one.title) == "kynector and Agent Escalation Process"
        assert said([one.headings.materials, one.headings.contact]) == [
            "Check These Materials First",
            "I still have questions, who do I contact?",
        ]
    assert said([dated.headings.problem, older.headings.problem]) == [
        "Incident Description",
        "Helpdesk Issue Escalation",
    ]
    assert read_out(kentucky(), dated.label) == "Last Updated: September 8, 2023"
    assert older.last_updated is None


@pytest.mark.rule("P-03", "P-05")
@pytest.mark.parametrize("key", list(OLDER))
def test_each_entry_of_the_older_edition_says_what_that_document_says(key: str) -> None:
    entry = kentucky().guide_on(BEFORE).entries[key]
    steps = [words for step in entry.steps for words in (step.when, step.text)]

    text = "\n".join(said([entry.description, *steps, *entry.notes]))

    assert not [one for one in OLDER[key] if one not in text]


@pytest.mark.rule("G-11")
@pytest.mark.parametrize("day", [DATED, BEFORE])
@pytest.mark.parametrize("key", ["self-service-portal", "kog", "other"])
def test_who_would_write_to_the_program_mailbox_first_is_told_of_the_helpdesk(day: date, key: str) -> None:
    entry = kentucky().guide_on(day).entries[key]

    assert [wrong.contact for wrong in entry.wrong_doors] == ["khbe"]


@pytest.mark.rule("G-08", "P-05")
@pytest.mark.parametrize("day", [DATED, BEFORE])
def test_dire_need_is_urgent_within_a_day_in_both_editions(day: date) -> None:
    urgent = {key: one.urgency.within for key, one in kentucky().guide_on(day).entries.items() if one.urgency}

    assert urgent == {"dire-need": timedelta(hours=24)}


@pytest.mark.rule("P-05")
def test_dcbs_is_reached_by_phone_and_by_the_mailbox_of_its_row() -> None:
    by_mail = next(
        step for step in kentucky().guide_on(DATED).entries["waiver"].steps if step.contact == "dfs-medicaid"
    )

    assert read_out(kentucky(), by_mail.text) == "Contact DCBS at DFS.Medicaid@ky.gov."
    assert kentucky().directory.contacts["dcbs"].email == "DFS.Medicaid@ky.gov"


@pytest.mark.rule("P-05", "P-07")
def test_the_marketplace_has_its_name_tagline_number_and_site() -> None:
    identity, contacts = kentucky().identity, kentucky().directory.contacts

    assert said([identity.name, identity.organisation, identity.look.tagline]) == [
        "kynect health coverage",
        "Kentucky Health Benefit Exchange",
        "Together for a better Kentucky",
    ]
    assert identity.phone == "psl"
    assert contacts["khbe-site"].shown("web") == "www.khbe.ky.gov"
    assert "Standalone Dental Plan, which is a type of QHP" in read_out(
        kentucky(), next(iter(kentucky().directory.plan_types.values())).description
    )
