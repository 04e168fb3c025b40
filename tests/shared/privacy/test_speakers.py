"""Who speaks in a chat as one who helps may be named; who asks for help may not."""

import pytest

from tests.shared.privacy.sample import found

DESK = """[2:14 PM] Agent: hi i have a client stuck on the citizenship screen
[2:14 PM] Imelda: Sure! Case number please?
[2:15 PM] Agent: 119330218
[2:17 PM] Imelda: Thank you. I see her request is still pending."""
SUPPORT = """[11:20] Soporte (Imelda): Buenos días, ¿en qué le ayudo?
[11:20] Agente: mi cliente no recibe el código
[11:21] Soporte (Imelda): ¿A su celular o al correo?"""
CONSUMER = """[2:14 PM] Agent: hi how can i help you
[2:14 PM] Imelda: my card never came, the case number please? i lost it
[2:15 PM] Agent: one moment
[2:17 PM] Imelda: thank you"""
QUIET = """[2:14 PM] Agent: hi how can i help you
[2:14 PM] Imelda: it never came
[2:17 PM] Imelda: thank you"""


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", [DESK, SUPPORT])
def test_who_helps_in_a_chat_may_be_named(text: str) -> None:
    assert [words for _, words in found(text) if "Imelda" in words] == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize("text", [CONSUMER, QUIET])
def test_who_asks_for_help_in_a_chat_is_found(text: str) -> None:
    assert ("PERSON", "Imelda") in found(text)
