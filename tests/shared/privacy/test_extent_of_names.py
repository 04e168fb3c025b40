"""A name is found as far as it goes: neither a verb behind it nor a word beside it is part of it."""

import pytest

from tests.shared.privacy.sample import found

EXTENTS = [
    ("Su hija Zlatina traduce las cartas.", ["Zlatina"]),
    ("El señor Kabuyaya recogió la tarjeta.", ["Kabuyaya"]),
    ("Her granddaughter Zlatina needs a card.", ["Zlatina"]),
    ("My client Brianna Okonkwo prolly qualifies.", ["Brianna Okonkwo"]),
    ("A nombre de Hermelinda Quispe lic vencida.", ["Hermelinda Quispe"]),
    ("La señora Hermelinda aqui no firma.", ["Hermelinda"]),
    ("Card of Mohammed Alhusain Al-Abdallah A 208 771.", ["Mohammed Alhusain Al-Abdallah"]),
    ("green card MOHAMAD AL HUSSEIN ALABDULLAH is it", ["MOHAMAD AL HUSSEIN ALABDULLAH"]),
    ("Mi niña Dayanara nació allá.", ["Dayanara"]),
    ("Client: Tasha, Tasha Whitlock.", ["Tasha", "Tasha Whitlock"]),
    ("pid,first,last,plan,note\n6618820,Almaz,Tekle,Silver,ok", ["Almaz", "Tekle"]),
    ("Mrs Okonkwo I think is billed twice.", ["Okonkwo"]),
    ("Father: Maung Kyaw Win, on the wrong plan.", ["Maung Kyaw Win"]),
    ("The card of Eh Khu Htoo came back.", ["Eh Khu Htoo"]),
    ('Please add Oluwaseun "Seun" Adebayo to it.', ['Oluwaseun "Seun" Adebayo']),
    ("Client Cleophus Hutchins, Sr. is on the wrong case.", ["Cleophus Hutchins, Sr."]),
    ("Client Rosa Okonkwo is paid up. M. Okonkwo is not.", ["Rosa Okonkwo", "M. Okonkwo"]),
    ("Client Aissatou N'Gom is not found, with NGOM she is.", ["Aissatou N'Gom", "NGOM"]),
]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "names"), EXTENTS)
def test_a_name_ends_where_it_ends(text: str, names: list[str]) -> None:
    assert found(text) == [("PERSON", name) for name in names]
