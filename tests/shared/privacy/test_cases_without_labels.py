"""Nine digits without a label are a case's where the words around them say so, and nobody's is let out so."""

import pytest

from tests.shared.privacy.sample import found

CASES = [
    "2 cases for 1 client after the call to the desk. 112660914 and 110227763. Keep the first.",
    "Tengo dos casos esperando, 112654071 y 110700938.",
    "112654071 still pending",
    "- 112654071 stuck at pending\n- 110700938 denied",
    "The page says my application id is 700431127 but the letter has 109561440. Which one?",
    "Interchange 000004417, group 28101",
    "re 112654071 any news",
    "caso 112654071 (antes 110700938)",
    "please merge 112654071 into 110700938",
]
STILL = [
    "Two cases: Ana Roe 402538817 and Ben Roe 410538825",
    "two cases with the wrong social. 412654071 and 419654088",
    "412654071 and 412654088",
    "please merge 912654071",
    "her 412654071 is still pending",
    "it is 412654071 still",
    "my application id is 700431127 but her passport has 412654071",
]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", CASES)
def test_a_case_that_is_spoken_of_is_not_flagged(text: str) -> None:
    assert [kind for kind, _ in found(text) if kind != "PERSON"] == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize("text", STILL)
def test_nine_digits_that_may_be_somebodys_are_found(text: str) -> None:
    assert {kind for kind, _ in found(text)} - {"PERSON"} != set()
