"""A consumer's phone or e-mail is found; the directory's and the parties' may stand."""

import pytest

from assistdesk.shared.privacy import Directory, screen
from assistdesk.shared.privacy.recognizers.mail_shapes import OPEN_PROVIDERS
from tests.shared.privacy.sample import PARTIES, found


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        pytest.param("call (502) 555-0134", "(502) 555-0134", id="brackets"),
        pytest.param("502.555.0134", "502.555.0134", id="dots"),
        pytest.param("+1 502 555 0134", "+1 502 555 0134", id="country code"),
        pytest.param("tel:+15025550134", "+15025550134", id="link"),
        pytest.param("cell 5025550134", "5025550134", id="ten bare digits"),
        pytest.param("see 5025550134", "5025550134", id="ten bare digits, no label"),
        pytest.param("text her at 555-0134", "555-0134", id="local"),
        pytest.param("teléfono: 502 555 0134", "502 555 0134", id="Spanish"),
        pytest.param("in Mexico +52 55 5555 0134", "+52 55 5555 0134", id="abroad"),
        pytest.param(
            "last four of social? her cell is +1 502 555 0134", "+1 502 555 0134", id="near another label"
        ),
    ],
)
def test_a_phone_number_is_found(text: str, phone: str) -> None:
    assert found(text) == [("PHONE", phone)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        pytest.param("mail jane.doe+kids@example.com.", "jane.doe+kids@example.com", id="plain"),
        pytest.param("<JANE_DOE@MAIL.EXAMPLE.COM>", "JANE_DOE@MAIL.EXAMPLE.COM", id="capitals"),
        pytest.param("jane (at) example (dot) com", "jane (at) example (dot) com", id="written out"),
        pytest.param("5025550134@example.com", "5025550134@example.com", id="a number for a name"),
    ],
)
def test_an_email_address_is_found(text: str, address: str) -> None:
    assert found(text) == [("EMAIL", address)]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize(
    "text",
    [
        "call 1-800-555-0100",
        "call (800) 555-0100 or 800.555.0100 or 8005550100",
        "1 (844) 555 0101",
        "\u0668\u0660\u0660-555-0100 in other digits",
        "write to help@example.org or HELP@EXAMPLE.ORG.",
        "jo@exchange.example.org answers",
        "case 2000148871",
    ],
)
def test_the_directorys_contacts_are_not_flagged(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["reach me at 502 555 0150", "I am avery@example.com", "avery+desk@example.com"]
)
def test_the_messages_own_parties_are_not_flagged(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("provider", sorted(OPEN_PROVIDERS))
def test_a_provider_where_anybody_has_an_address_is_never_staffs_domain(provider: str) -> None:
    directory = Directory(domains=frozenset({provider, "exchange.example.org"}))

    verdict = screen(f"jane@{provider}, jo@exchange.example.org", directory=directory, parties=PARTIES)

    assert [finding.start for finding in verdict.findings] == [0]


def test_an_address_that_only_resembles_the_directorys_is_found() -> None:
    assert found("help@example.org.example.com") == [("EMAIL", "help@example.org.example.com")]
    assert found("xhelp@example.org") == [("EMAIL", "xhelp@example.org")]
