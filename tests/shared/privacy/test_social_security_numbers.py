"""A Social Security number is found however it is written, and a look-alike is left alone."""

import pytest

from tests.shared.privacy.sample import found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("Her social is 900-12-3456.", "900-12-3456", id="hyphens"),
        pytest.param("SSN 900 12 3456 on file", "900 12 3456", id="spaces"),
        pytest.param("SSN 900.12.3456", "900.12.3456", id="dots"),
        pytest.param("it reads 900 - 12 - 3456 now", "900 - 12 - 3456", id="spaced hyphens"),
        pytest.param("no label at all: 900-12-3456", "900-12-3456", id="no label"),
        pytest.param("please look up 900123456 today", "900123456", id="nine bare digits"),
        pytest.param("SSN#900123456", "900123456", id="label without a space"),
        pytest.param("ssn900123456", "900123456", id="label glued on"),
        pytest.param("SSN 90012345", "90012345", id="a digit short"),
        pytest.param("SSN is 9001234567", "9001234567", id="a digit too many"),
        pytest.param("9 0 0 1 2 3 4 5 6", "9 0 0 1 2 3 4 5 6", id="digit by digit"),
        pytest.param("SSN: ***-**-3456", "***-**-3456", id="masked with stars"),
        pytest.param("SSN ***_**-3456", "***_**-3456", id="masked, a dash misread"),
        pytest.param("SSN: ***_**  3456", "***_**  3456", id="masked, a dash not read"),
        pytest.param("SSN * * * _ ** - 3456", "* * * _ ** - 3456", id="masked with stars apart"),
        pytest.param("the portal shows XXX-XX-3456", "XXX-XX-3456", id="masked with letters"),
        pytest.param("the portal shows 900-12-XXXX", "900-12-XXXX", id="masked at the end"),
        pytest.param("last four of her social: 3456", "3456", id="last four"),
        pytest.param("SSN ending in 3456", "3456", id="ending in"),
        pytest.param("SSN\n900123456", "900123456", id="label on the line above"),
        pytest.param("900123456 is her social", "900123456", id="label behind"),
        pytest.param("Número de Seguro Social: 900123456", "900123456", id="Spanish"),
        pytest.param(
            "SSN is wrong. It should be 900123456.", "900123456", id="taken up by the next sentence"
        ),
    ],
)
def test_a_social_security_number_is_found(text: str, number: str) -> None:
    assert found(text) == [("US_SSN", number)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("case 900123450 ssn 900123456", "900123456", id="each has its own label"),
        pytest.param("The SSN for case 900123450 is 900123456", "900123456", id="the label's head word"),
        pytest.param(
            "In this case the client 900123456 is missing", "900123456", id="case as an everyday word"
        ),
        pytest.param(
            "I have no case number, she gave me 900123456", "900123456", id="a label that names nothing"
        ),
        pytest.param("Case 900123450. She also gave 900123456.", "900123456", id="a new sentence"),
        pytest.param("case 900123450, 900123456 is her social", "900123456", id="personal label behind"),
        pytest.param(
            "cases 900123450, 900123456 is her social", "900123456", id="personal label behind a list"
        ),
        pytest.param("the case of our client 900123456", "900123456", id="a person between"),
        pytest.param("case 900-12-3456", "900-12-3456", id="its own groups outweigh the label"),
    ],
)
def test_an_allowed_label_nearby_does_not_free_it(text: str, number: str) -> None:
    assert found(text) == [("US_SSN", number)]


@pytest.mark.parametrize(
    "text",
    [
        "SSN and DOB verified. Case 900123456.",
        "The SSN does not match for Person ID 900123456",
        "SSN mismatch on case 900123456",
        "SSN check pending since 2020",
        "her plan ending in 2024",
        "ZIP 40202-1234",
        "part ERR-900123456 of the log",
        "123,456,789 rows",
        "ratio 0.900123456",
        "$900123456",
    ],
)
def test_a_look_alike_is_left_alone(text: str) -> None:
    assert found(text) == []
