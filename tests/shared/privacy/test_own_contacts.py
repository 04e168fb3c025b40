"""The telephone of a helper who writes passes by what stands beside it; a consumer's never does."""

import pytest

from tests.shared.privacy.sample import found

HELPERS = [
    "my client's link expired. 502 555 0134 is my cell call me",
    "Please call me, not him, he has no minutes left: 502-555-0134.\n\nAvery Sample, kynector",
    "The incident is stuck. I'm at 502-555-0134 until five. Avery",
    "La clienta espera. Me puede llamar al 502 555 0134.\nAvery Sample",
    "dire need, the ticket is closed. 502 555 0134 (me, Avery)",
    "The old number is gone, mine's 502-555-0134 now. Thanks\nAvery",
    'Voicemail: "Hi, this is Avery, call me when you can, 502 555 0134. Bye."',
    "Avery Sample here about rates and forms: are the tables loaded? 502-555-0134",
    "Contact: Jo Roe, agent, 502-555-0134",
    "From the carrier's side: we (Example enrollment team, 502-555-0134) got two files.",
    "The form still has 502-555-0134, which is Jo Roe's line now.",
    "signed form faxed 2/20 to 502-555-0134",
    "fax cover sheet to 502-555-0134",
]
CONSUMERS = [
    "Please call me at 502-555-0134, my Medicaid stopped.\nAvery",
    "The client says call me at 502-555-0134.\nAvery Sample",
    '> "I lost my card, call me at 502-555-0134"\nSee above. Avery',
    "My client needs help. Her cell is 502-555-0134.\nAvery Sample",
    "I am her agent, 502-555-0134 is her cell. Avery",
    "Avery, please call me at 502-555-0134 about the bill. Jo",
    "Me puede marcar al 502 555 0134, mi esposo trabaja hasta las 6.",
]
OWN_MAIL = "NPN 1234567 shows expired. The login is my work mail sam@rivertown.example. Please reset."
WRITTEN = [
    ("ph 502_555_0134", "502_555_0134"),
    ("ph 502\u00b7555\u00b70134", "502\u00b7555\u00b70134"),
    ("ph [502] 555-0134", "[502] 555-0134"),
    ("tel 50 25 55 01 34", "50 25 55 01 34"),
    ("her number is 502 555 01 34", "502 555 01 34"),
    ("her number: 5 0 2 5 5 5 0 1 3 4", "5 0 2 5 5 5 0 1 3 4"),
    ("call her at 5550134", "5550134"),
    ("her home number is 555 0134", "555 0134"),
]
SLIPS = [
    ("it is ana.roe77@ gmail.com", "ana.roe77@ gmail.com"),
    ("it is ana.roe77@gmail", "ana.roe77@gmail"),
    ("it is ana.roe77@gmail,com", "ana.roe77@gmail,com"),
    ("email: ana.roe77 gmail.com", "ana.roe77 gmail.com"),
    (
        "write to t roe underscore nine at example dot com. And soon",
        "t roe underscore nine at example dot com",
    ),
]


def kinds(text: str) -> set[str]:
    """Return the kinds of the contacts found."""
    return {kind for kind, _ in found(text)} & {"PHONE", "EMAIL"}


@pytest.mark.parametrize("text", HELPERS)
def test_a_helpers_own_telephone_is_not_flagged(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize("text", CONSUMERS)
def test_a_consumers_own_telephone_is_found(text: str) -> None:
    assert kinds(text) == {"PHONE"}


def test_a_helpers_own_mail_is_not_flagged_and_a_clients_is() -> None:
    assert kinds(OWN_MAIL) == set()
    assert kinds(OWN_MAIL.replace("my work mail", "her mail")) == {"EMAIL"}


@pytest.mark.parametrize(("text", "phone"), WRITTEN)
def test_a_telephone_is_found_however_it_is_grouped(text: str, phone: str) -> None:
    assert found(text) == [("PHONE", phone)]


@pytest.mark.parametrize("text", ["ticket 5550134 is open", "called about 4418827", "rows 50 25 55 01 34"])
def test_other_numbers_of_such_lengths_are_no_telephones(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize(("text", "address"), SLIPS)
def test_an_address_with_a_slip_is_found(text: str, address: str) -> None:
    assert [words for kind, words in found(text) if kind == "EMAIL"] == [address]


@pytest.mark.parametrize("text", ["log in with gmail.com", "the v2 gmail page", "look at yahoo.com"])
def test_a_provider_alone_is_no_address(text: str) -> None:
    assert kinds(text) == set()
