"""Kentucky's on-demand, case access and dashboard parts have the words of their documents."""

from collections.abc import Iterable

import pytest

from assistdesk.shared.policy.schema import RoleName, Words
from assistdesk.shared.policy.schema.consent import VerbalReason
from tests.shared.policy.packs import TODAY, kentucky, read_out

ANSWERS = {
    "What is kynect On Demand?": [
        "registered and available insurance agents or kynectors and Agency Admins within 30 minutes",
        "in as little as 15 minutes",
    ],
    "Are Agents and kynectors or Agency Admins required to meet certain criteria before registering for "
    "kynect On Demand?": [
        "an active license",
        "their My Purpose Certification",
        "latest contact information in the DOI",
        "complete the registration process",
        "Only active kynectors and Agency Admins",
    ],
    "How do Agents and kynectors or Agency Admins register to participate in kynect On Demand?": [
        '"kynect On Demand" tab',
        "1. Agree to Register",
        "2. Provide Preferred Contact Information",
        "3. Establish Schedule & Availability",
        "fully enrolled",
    ],
    "What is a referral?": [
        "(program, proximity, availability, preferred language, and how many missed referrals)",
        "accepted or rejected within 15 minutes of being assigned",
        "first come, first served",
        "shared with the first individual who accepted it",
        "by email and text message",
        "on a desktop or a mobile device",
    ],
    "What happens if I miss a referral?": ["3 consecutive referrals", "must re-register"],
    "How do I complete a referral?": [
        '"Referral Manager" section of the Quick Updates Dashboard',
        'select "Accept" on the "Manage Referral" page',
        'five minutes to enter the One Time Passcode (OTP) and click "Continue"',
        'can be sent with "Resend"',
        '"Customer Details" page displays',
        "expires after five minutes",
        "from Pending to In Progress",
        "via their preferred contact method",
        "to Complete to close out the referral",
    ],
    "How do I update my contact information?": [
        'upper right-hand corner to access the "My Information" screen',
        'in the Additional Preferences tile, they click the "Edit" hyperlink',
        'click "Save"',
        "a KOD Phone Number and/or KOD Email on the Preferred Contact screen",
        "if they use the KOG Phone Number or Email",
    ],
}


def said(words: Iterable[Words | None]) -> list[str]:
    return [read_out(kentucky(), one) for one in words]


@pytest.mark.rule("P-05")
def test_the_on_demand_document_asks_seven_questions() -> None:
    questions = kentucky().referrals_on(TODAY).questions

    assert said(one.question for one in questions) == list(ANSWERS)


@pytest.mark.rule("P-05")
@pytest.mark.parametrize("question", list(ANSWERS))
def test_each_question_has_its_whole_answer(question: str) -> None:
    (found,) = [
        one
        for one in kentucky().referrals_on(TODAY).questions
        if read_out(kentucky(), one.question) == question
    ]

    text = "\n".join(said(found.answer))

    assert not [one for one in ANSWERS[question] if one not in text]


@pytest.mark.rule("P-05")
def test_each_kind_of_helper_is_told_how_to_change_contact_information() -> None:
    steps = kentucky().referrals_on(TODAY).registration.update_contact

    assert {role: len(told) for role, told in steps.items()} == {
        RoleName.AGENT: 3,
        RoleName.NAVIGATOR: 2,
        RoleName.AGENCY_ADMIN: 2,
    }
    assert steps[RoleName.NAVIGATOR] == steps[RoleName.AGENCY_ADMIN]


@pytest.mark.rule("P-05")
def test_case_access_says_how_consent_is_asked_for() -> None:
    rules = kentucky().consent_on(TODAY)

    text = read_out(kentucky(), rules.introduction)

    for part in (
        "through their preferred communication method, and they have 90 seconds to accept",
        "by logging in to kynect benefits or by responding to the survey in the text message or email",
        "verbal consent by reading through the acknowledgements with the client",
        "navigates to a different screen, the requested electronic consent expires",
        "a maximum of 3 electronic consents to the same client",
    ):
        assert part in text
    assert read_out(kentucky(), rules.words.received) == "Client Consent Received"
    assert "preference is not electronic" in read_out(
        kentucky(), rules.verbal.reasons[VerbalReason.NOT_ELECTRONIC]
    )


@pytest.mark.rule("P-05")
def test_agents_are_told_not_to_associate_through_a_prospect() -> None:
    warning = read_out(kentucky(), kentucky().consent_on(TODAY).association.prospect_warning)

    assert "by creating a prospect or by completing a new benefits application" in warning
    assert "an existing enrollment or benefits application" in warning


@pytest.mark.rule("P-05")
def test_the_frame_and_the_dashboard_have_their_links_and_counts() -> None:
    board = kentucky().dashboard_on(TODAY)

    assert said(one.title for one in board.frame_links) == ["My Account", "Help", "About", "Sign Out"]
    assert said(one.title for one in board.footer_links) == ["Privacy Policy", "Terms of Use", "Contact Us"]
    assert said(one.title for one in board.announcements) == ["Urgent", "Unread"]
    assert said(one.title for one in board.reports) == ["Agent Case Notes", "Prospect Template (Individual)"]
    assert (board.phone, board.site) == ("psl", "khbe-site")
    assert [said(count.title for count in one.counts) for one in board.lists] == [
        ["Current", "Past", "Clients Added in The Last Month"],
        ["Active", "Termed", "Pending", "Expired RFI", "RFI about to expire in a week"],
        ["Current Prospects", "Abandoned Prospects", "Prospects Added in The Last Month"],
        ["In Progress", "Accepted", "Submitted", "Rejected"],
    ]
