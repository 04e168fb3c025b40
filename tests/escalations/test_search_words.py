"""What somebody typed is read as words, phrases and exclusions, and hits are shown where they stand."""

import pytest
from django.db import connection

from assistdesk.escalations.rules.finding import EXCERPT, Piece, Term, excerpt, fold, is_sought, terms_of

pytestmark = pytest.mark.rule("E-15")


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("  - \"\" '' -- ", [], id="signs alone"),
        pytest.param("card ", [Term(("card",))], id="a word that was typed to its end"),
        pytest.param("card", [Term(("card",), is_open=True)], id="a word that may go on"),
        pytest.param("CRÉDITO Ñandú ", [Term(("credito",)), Term(("nandu",))], id="accents and case"),
        pytest.param("ab", [Term(("ab",))], id="too short for the start of a word"),
        pytest.param("2866868", [Term(("2866868",))], id="a number is whole"),
        pytest.param("200528-2866868", [Term(("200528", "2866868"))], id="a whole incident number"),
        pytest.param("#2866868", [Term(("2866868",))], id="a number with its sign"),
        pytest.param('"never came" x', [Term(("never", "came")), Term(("x",))], id="a phrase"),
        pytest.param("“never came”", [Term(("never", "came"))], id="a phrase in curly quotes"),
        pytest.param('"never came', [Term(("never", "came"))], id="a quote that was not closed"),
        pytest.param(
            "card -paid", [Term(("card",)), Term(("paid",), is_excluded=True)], id="a word that is left out"
        ),
        pytest.param(
            '-"was paid" card ',
            [Term(("was", "paid"), is_excluded=True), Term(("card",))],
            id="a phrase that is left out",
        ),
        pytest.param("year-end x", [Term(("year", "end")), Term(("x",))], id="a dash inside a word"),
        pytest.param("' | & ! <-> :*", [], id="signs of the database's own language"),
    ],
)
def test_what_was_typed_is_read(typed: str, terms: list[Term]) -> None:
    assert list(terms_of(typed)) == terms


def test_leaving_out_alone_is_no_search() -> None:
    assert not is_sought(terms_of("-paid"))
    assert is_sought(terms_of("card -paid"))


def test_a_search_has_an_end() -> None:
    assert len(terms_of("ab " * 500)) == 12


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Crédito DENIED, twice!", id="accents, case and signs"),
        pytest.param("200528-2866868 (PID #174097)", id="numbers"),
        pytest.param("Straße Øre łódź ÆON ﬁn ½ ²", id="letters that are several"),
        pytest.param("naïve “quotes” — dash … ¿qué? ¡no! «así»", id="signs of print"),
        pytest.param("ana@example.com https://x.example/?a=b_c", id="addresses"),
        pytest.param("Ελλάδα Москва 日本語 한국", id="other letters"),
        pytest.param("tab\tline\nnull\u200bwidth\u00a0space", id="spaces"),
    ],
)
def test_the_rule_and_the_database_fold_alike(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_search_fold(%s)", [text])
        (folded,) = cursor.fetchone()

    assert fold(text) == folded


def marked(texts: list[str], typed: str, *, stems: tuple[str, ...] = ()) -> tuple[int, str]:
    """Return which text was chosen, and its excerpt with the hits in brackets."""
    place, pieces = excerpt(texts, terms=terms_of(typed), stems=stems)
    return place, "".join(f"[{one.text}]" if one.is_hit else one.text for one in pieces)


def test_hits_are_marked_where_they_stand() -> None:
    assert marked(["The Crédito never came."], "credito ") == (0, "The [Crédito] never came.")
    assert marked(["Enrollments, enrolled."], "enrollment ", stems=("enrol",)) == (
        0,
        "[Enrollments], [enrolled].",
    )
    assert marked(["Policies and policy"], "policies ", stems=("polici",)) == (0, "[Policies] and [policy]")
    assert marked(["An enrollment"], "enrollm") == (0, "An [enrollment]")
    assert marked(["No hit"], "umbrella") == (-1, "")


def test_the_text_that_holds_most_of_it_is_shown() -> None:
    assert marked(["a card", "the card never came", "came"], "card came ")[0] == 1


def test_a_long_text_is_cut_at_words_around_the_hits() -> None:
    text = "start " + "before " * 200 + "umbrella parasol " + "after " * 200

    place, shown = marked([text], "umbrella parasol ")

    assert place == 0
    assert "[umbrella] [parasol]" in shown
    assert shown.startswith("… before")
    assert shown.endswith("after …")
    assert len(shown) <= EXCERPT + 10


def test_pieces_put_together_are_the_text() -> None:
    text = "<b>card</b> & card"

    _, pieces = excerpt([text], terms=terms_of("card "), stems=())

    assert "".join(one.text for one in pieces) == text
    assert [one for one in pieces if one.is_hit] == [Piece("card", is_hit=True)] * 2
