"""Names in tables: the heading says whether they are consumers' or of those who help them."""

import pytest

from tests.shared.privacy.sample import found

ALIGNED = """Okonkwo family, two are missing:

 #  first        rel     dob          sent
 1  Mwajuma      self    03-19-1978   y
 2  Iwona        spouse  12-24-1981   n
"""
RULED = "| Member | Rel | Status |\n|---|---|---|\n| Maren | child | open |\n| Iwona | self | open |"
STAFFED = "ticket,opened,status,owner\n20911873,10/02/2025,Closed,Marlowe\n20917740,10/09/2025,Open,Iwona"


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "names"), [(ALIGNED, {"Mwajuma", "Iwona"}), (RULED, {"Maren", "Iwona"})])
def test_a_column_of_consumers_names_is_found(text: str, names: set[str]) -> None:
    assert {words for kind, words in found(text) if kind == "PERSON"} >= names


@pytest.mark.rule("V-03")
def test_a_column_of_those_who_work_on_tickets_is_let_pass() -> None:
    assert found(STAFFED) == []
