"""Values in tables, forms and lists: what the heading, the row above or their likes say of them."""

import pytest

from tests.shared.privacy.sample import found

ALIGNED = """RESULTS (2)
Person ID   Last        DOB          Status
4410207     Roe         03/09/2017   Active
4410208     Sample      11/30/2018   Pending
"""
RULED = """Name | DOB | Visa foil no. | I-94
Roe, A | 2017-04-02 | 20259981774 | B7794408D31
Roe, B | 2019-12-25 | 20259981779 | B7794408D42
"""
CHILDREN = """ 1  Ana       -  self    05-11-1984
 2  Zoë       -  child   10-10-2019
"""


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param(ALIGNED, {"03/09/2017", "11/30/2018"}, id="columns of spaces"),
        pytest.param(
            RULED,
            {"2017-04-02", "2019-12-25", "20259981774", "20259981779", "B7794408D31", "B7794408D42"},
            id="a heading with a figure in it",
        ),
        pytest.param(CHILDREN, {"05-11-1984", "10-10-2019"}, id="below a date of birth"),
        pytest.param("SSN ............................ 900-11-2233", {"900-11-2233"}, id="dots that lead"),
        pytest.param(
            "subscriber QQX5520183-00, and the boy, QQX5520183-02",
            {"QQX5520183-00", "QQX5520183-02"},
            id="a family's numbers",
        ),
        pytest.param(
            "The policy no. is Q5520183. Later it was gone, and he called: Q5520183 is wrong.",
            {"Q5520183"},
            id="said twice",
        ),
    ],
)
def test_a_value_in_a_row_is_found(text: str, values: set[str]) -> None:
    assert values <= {words for _, words in found(text)}


@pytest.mark.rule("V-03")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("  Case status ..... OPEN\n  Case .............................. 107734402", id="dots"),
        pytest.param("Case                                   107734402", id="spaces"),
        pytest.param("Case         Team\n107734402    Billing\n107734499    Appeals", id="columns of spaces"),
        pytest.param(
            "Notice       Printed\nN-114        03/09/2017\nN-118        03/10/2017", id="events in columns"
        ),
    ],
)
def test_a_case_in_a_row_is_let_pass(text: str) -> None:
    assert found(text) == []
