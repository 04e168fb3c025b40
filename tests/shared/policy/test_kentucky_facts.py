"""Kentucky's pack says all that its documents say: contacts, materials, contents, subject lines, issuers."""

from datetime import date

import pytest

from assistdesk.shared.policy.schema import PlanType
from assistdesk.shared.policy.schema.guide import Arrangement, ContentKind, Entry
from tests.shared.policy.packs import kentucky, read_out

DATED = date(2023, 9, 8)
BEFORE = date(2023, 9, 7)

CONTACTS = [
    ("psl", "1-855-326-4650", None),
    ("khbe", None, "KHBE.Program@ky.gov"),
    ("dire-need", None, "kynectdireneed@ky.gov"),
    ("kog-helpdesk", None, "KOGHelpdesk@ky.gov"),
    ("dcbs", "(855) 306-8959", "DFS.Medicaid@ky.gov"),
    ("dfs-medicaid", None, "DFS.Medicaid@ky.gov"),
    ("waiver-helpdesk", "(844) 784-5614", "1915cWaiverHelpDesk@ky.gov"),
]

MANUALS = ["CHFS Policy Manuals on the DCBS website", "Training manuals on MyPurpose LMS"]
MATERIALS = {
    "self-service-portal": [
        "kynect training materials on the DMS website",
        "Release Notes",
        "kynector and Agent resources at KHBE.ky.gov",
    ],
    "dms": MANUALS,
    "dire-need": ["KHBE Insight Newsletter from 11/18/2021"],
    "kog": ["Agent Welcome Packet", "New kynector Welcome Packet", "kynector KOG QRG", "Agent KOG QRG"],
    "unwanted-medicaid": ["APTC Changes Effective QRG"],
    "aptc-missing-months": ["APTC Changes Effective QRG"],
    "834-transactions": MANUALS,
    "sep-override": ["APTC Changes Effective QRG"],
    "case-association": [
        "kynector Association Protocol",
        "Agent Association to Client Case by Paper or Phone",
        "Agent Association to Client Case by Electronic or Verbal Consent",
    ],
    "waiver": ["CHFS Waiver Page", "How to Apply for Waiver Services"],
    "retroactive-coverage": MANUALS,
    "name-dob-change": MANUALS,
    "other": [],
}

OLDER_MATERIALS = {
    "self-service-portal": [
        "kynect training materials on the DMS website",
        "Release Notes",
        "kynector training materials at KHBE.ky.gov",
    ],
    "dms": [
        "CHFS Policy Manuals on the DCBS website",
        "Training manuals on MyPurpose",
        "Training materials in MyPurpose LMS",
    ],
    "dire-need": ["Newsletter page on the KHBE website"],
    "kog": [
        "Agent Welcome Packet",
        "New kynector Welcome Packet",
        "kynect benefits KOG Quick Reference Guide",
        "Training materials in MyPurpose LMS",
    ],
    "other": [],
}

SAID = [
    ("self-service-portal", "Call the Professional Services Line (PSL): 1-855-326-4650"),
    ("self-service-portal", "KHBE.Program@ky.gov. KHBE will review and escalate further as appropriate"),
    ("dms", "related to eligibility requirements for residents"),
    ("dms", "KHBE.Program@ky.gov"),
    ("dire-need", "requiring attention within a 24-hour period"),
    ("dire-need", "kynectdireneed@ky.gov"),
    ("dire-need", "KHBE determines the appropriate response agency for escalation"),
    ("kog", "KOGHelpdesk@ky.gov"),
    ("aptc-missing-months", "submit an SR&I Ticket to have APTC reapplied to missing months"),
    ("aptc-missing-months", "not a KOG Helpdesk ticket. Please call the PSL: 1-855-326-4650"),
    ("834-transactions", "electronic communication amongst kynect and Insurers"),
    ("834-transactions", 'showing a status of "Enrollment Sent to Insurer"'),
    ("834-transactions", "has not received an ID Card or Invoice"),
    ("834-transactions", "in order to request further action from KHBE"),
    ("sep-override", "due to a Special Enrollment Period (SEP)"),
    ("sep-override", "KHBE.Program@ky.gov"),
    ("case-association", "contacts the PSL at 1-855-326-4650 with the Individual"),
    ("case-association", "The Individual calls the Contact Center"),
    ("case-association", '"Authorized Reps, kynectors, and Agents" tile on the kynect Resident Dashboard'),
    ("case-association", "electronic association from the Agent Portal"),
    ("waiver", "DCBS at (855) 306-8959"),
    ("waiver", "DFS.Medicaid@ky.gov"),
    ("waiver", "1915(c) Waiver Help Desk at (844) 784-5614"),
    ("waiver", "1915(c) Waiver Help Desk at 1915cWaiverHelpDesk@ky.gov"),
    (
        "retroactive-coverage",
        "DFS.Medicaid@ky.gov and explain the reason for requesting retroactive coverage",
    ),
    ("retroactive-coverage", "Be prepared to provide necessary verifications"),
    ("name-dob-change", "KHBE.Program@ky.gov and explain the reason for the change in name, DOB, etc."),
    ("other", "For any other incidents, please contact KHBE.Program@ky.gov"),
]

CONTENTS = {
    "self-service-portal": ["psl_ticket_number", "case_number", "description", "screenshot"],
    "dire-need": ["concerns"],
    "kog": ["description", "screenshot"],
    "834-transactions": ["description"],
    "retroactive-coverage": ["reason"],
    "name-dob-change": ["reason"],
}

ISSUERS = [
    ("Anthem Blue Cross and Blue Shield", "DHP", ["855-769-1464"], "Anthem.com"),
    ("Anthem Blue Cross and Blue Shield", "QHP", ["855-738-6671"], "Anthem.com"),
    ("Anthem Blue Cross and Blue Shield", "SHOP", ["855-738-6673"], "Anthem.com"),
    ("BEST Life and Health Insurance Company", "DHP", ["877-205-8767"], "bestlife.com/exchange"),
    ("CareSource", "QHP", ["888-815-6446"], "caresource.com/marketplace"),
    (
        "Passport Health Plan by Molina Healthcare",
        "QHP",
        ["833-644-1621", "888-466-4477"],
        "passporthealthplan.com/marketplace",
    ),
    ("Ambetter from WellCare of Kentucky", "QHP", ["1-833-705-2175"], "Ambetter.WellCareKY.com"),
]


def entry(key: str) -> Entry:
    return kentucky().guide_on(DATED).entries[key]


def everything_in(key: str, language: str = "en") -> str:
    found = entry(key)
    texts = [found.description, *found.notes]
    texts += [words for step in found.steps for words in (step.when, step.text) if words]
    return "\n".join(read_out(kentucky(), words, language) for words in texts)


@pytest.mark.rule("P-05")
@pytest.mark.parametrize(("key", "phone", "email"), CONTACTS)
def test_each_contact_has_its_number_and_address(key: str, phone: str | None, email: str | None) -> None:
    contact = kentucky().directory.contacts[key]

    assert (contact.phone.shown if contact.phone else None) == phone
    assert contact.email == email


@pytest.mark.rule("P-05", "G-02")
@pytest.mark.parametrize(("day", "due"), [(DATED, MATERIALS), (BEFORE, OLDER_MATERIALS)])
def test_each_entry_of_both_editions_has_its_materials_in_order(day: date, due: dict[str, list[str]]) -> None:
    guide = kentucky().guide_on(day)

    found = {
        key: [material.title.in_language("en") for _, material in guide.materials_of(key)]
        for key in guide.entries
    }

    assert found == due


@pytest.mark.rule("P-05", "G-01", "G-13")
@pytest.mark.parametrize(("key", "said"), SAID)
def test_each_entry_says_what_its_document_says(key: str, said: str) -> None:
    assert said in everything_in(key)


@pytest.mark.rule("G-07", "G-13")
def test_each_message_must_contain_what_is_prescribed() -> None:
    entries = kentucky().guide_on(DATED).entries

    found = {
        key: [content.key for content in one.message.must_contain]
        for key, one in entries.items()
        if one.message and one.message.must_contain
    }

    assert found == CONTENTS


@pytest.mark.rule("G-07")
def test_a_screenshot_is_an_attachment() -> None:
    message = entry("self-service-portal").message

    assert message is not None
    assert [one.key for one in message.must_contain if one.kind is ContentKind.ATTACHMENT] == ["screenshot"]


@pytest.mark.rule("G-01", "G-08", "G-13")
def test_two_subject_lines_are_prescribed() -> None:
    entries = kentucky().guide_on(DATED).entries

    found = {
        key: one.message.subject_line.in_language("en")
        for key, one in entries.items()
        if one.message and one.message.subject_line
    }

    assert found == {"dire-need": "Dire Need", "834-transactions": "834 Transaction"}


@pytest.mark.rule("G-01")
def test_waivers_and_case_association_are_alternatives_each_with_its_when() -> None:
    for key, ways in (("waiver", 4), ("case-association", 4)):
        assert entry(key).arrangement is Arrangement.ALTERNATIVES
        assert len([step for step in entry(key).steps if step.when]) == ways


@pytest.mark.rule("G-11")
def test_the_program_mailbox_warns_that_it_is_not_the_first_door() -> None:
    (wrong,) = entry("self-service-portal").wrong_doors

    assert wrong.contact == "khbe"
    assert "Call the Professional Services Line first" in read_out(kentucky(), wrong.text)
    assert "appropriate helpdesk" in read_out(kentucky(), kentucky().guide_on(DATED).right_door)


@pytest.mark.rule("G-13")
def test_entries_whose_door_is_a_phone_line_are_no_escalation_types() -> None:
    guide, types = kentucky().guide_on(DATED), kentucky().escalations_on(DATED).types

    lines = {key for key, one in guide.entries.items() if one.is_phone_line}

    assert lines == {"unwanted-medicaid", "aptc-missing-months", "case-association"}
    assert set(types) == set(guide.entries) - lines


@pytest.mark.rule("G-04", "P-05")
def test_the_issuers_have_their_numbers_and_web_sites_by_plan_type() -> None:
    found = [
        (
            issuer.name,
            plan.type.value,
            [phone.shown for phone in plan.phones],
            plan.web.shown if plan.web else None,
        )
        for _, issuer, plan in kentucky().directory.issuer_plans(None)
    ]

    assert found == ISSUERS


@pytest.mark.rule("G-04")
def test_whoever_asks_for_qualified_plans_sees_dental_plans_too() -> None:
    directory = kentucky().directory

    asked = {
        kind: {plan.type for _, _, plan in directory.issuer_plans(kind)}
        for kind in (PlanType.QHP, PlanType.DHP, PlanType.SHOP)
    }

    assert asked[PlanType.QHP] == {PlanType.QHP, PlanType.DHP}
    assert asked[PlanType.DHP] == {PlanType.DHP}
    assert asked[PlanType.SHOP] == {PlanType.SHOP}


@pytest.mark.rule("G-04")
def test_passport_has_one_number_for_members_and_another_for_billing() -> None:
    (plan,) = kentucky().directory.issuers["passport"].plans

    purposes = [read_out(kentucky(), phone.purpose) for phone in plan.phones]

    assert purposes == ["Member Services", "billing and payment services"]


@pytest.mark.rule("G-04", "P-05")
def test_both_lists_of_issuer_web_sites_are_kept_without_invented_addresses() -> None:
    common = [
        "BEST Life and Health",
        "CareSource Kentucky Co.",
        "Molina Healthcare of Kentucky, Inc.",
        "WellCare Health Plans of Kentucky, Inc.",
    ]

    lists = kentucky().directory.issuer_sites

    assert [[site.name for site in one.sites] for one in lists] == [
        ["Aetna Health Plans of KY, Inc.", *common],
        ["Anthem Health Plans of KY, Inc.", *common],
    ]
    assert not [site for one in lists for site in one.sites if site.web]
