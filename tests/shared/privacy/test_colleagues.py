"""Colleagues, whom a message may name, and consumers who are named with the same words beside them."""

import pytest

from tests.shared.privacy.sample import found

CLEAN = [
    "I raised the notice wording with Priya Raman on 10/03, and Priya Raman said it stays.",
    "Which form counts? Gwen Price said the long one.",
    "The rate tables differ by a cent. Ms. Delacroix promised an answer on the 2nd.",
    "Please confirm the new hours with Grace Kowalski, she's on leave till 3/3.",
    "Who took over the training? We lost Hyacinth Cole and Jordan Price, we gained Mai Nguyen.",
    "¿Sigue vigente la regla de los 60 días? Me dijo Marisol que no.",
    "The crosswalk lacks two rows. Lakeisha Odom at QRST has it.",
    "Does the fee change in 2026? Wilhelmina from QRST says no.",
    "Rosalind at Molina agrees that rating area 8 is whole.",
    "Hablé con Kevin de la línea QRST, luego otra vez con Kevin.",
    "Estimada Shanice:\n\n¿Cuál es la fecha de la capacitación?",
    "Dear Mr. Kowalski,\n\nwhich room is the training in?",
    "When is the next webinar for assisters, and will it be recorded?\n\nGertrude Oyelaran",
    "Rosa lleva las mesas y Anselmo trae las sillas.",
    "Who is on Friday? Rosalind handles the fair.",
    "For the toner press 4, ask for Gwen.",
    "We have no Will on nights, only Wilma in imaging.",
    "The office moves to César Chávez Street in May.",
    "Deacon Whitfield will bring the flyers to the fair.",
]
PERSONAL = [
    "I raised this with my client Priya Raman on 10/03.",
    "Gwen Price said her coverage ended.",
    "Delgado, Maria",
    "Maria Delgado - portal",
    "Please ask Grace Kowalski for her paystubs.",
    "Case 110448271: Priya Raman said it stays.",
    "Thomas Whitaker at QRST and client Lakeisha Odom disagree.",
    "Lakeisha Odom wants to drop dental.",
    "Told Hyacinth Cole that the RFI is open.",
    "Her husband Jordan Price confirmed it.",
    "I checked with Nicole Fuentes and her Mastercard ending in 4444.",
    "Hyacinth Cole, DOB 3/4/1988, said that it stays.",
]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", CLEAN)
def test_a_colleague_is_let_pass_where_a_message_speaks_of_no_consumer(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize("text", PERSONAL)
def test_a_consumer_is_found_whatever_colleagues_do(text: str) -> None:
    assert "PERSON" in {kind for kind, _ in found(text)}


@pytest.mark.rule("V-02")
def test_a_word_for_a_consumer_anywhere_in_the_message_holds_its_names() -> None:
    assert found("Which form? Gwen Price said the long one.") == []
    assert found("Which form? Gwen Price said the long one.\n\nThe client waits.") == [
        ("PERSON", "Gwen Price")
    ]
