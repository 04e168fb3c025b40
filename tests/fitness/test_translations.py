"""Everything that people read is in Spanish too, whole and in the same words everywhere."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from tools import translations
from tools.phrases import Phrase, Untranslatable, phrases_below

CATALOGUE = Path("locale/es/LC_MESSAGES/django.po")


def phrase(text: str, *, plural: str = "") -> Phrase:
    """Return a phrase of a page."""
    return Phrase(text, plural, "", Path("page.html"), 1)


def entry(source: str, *forms: str, file: str = "one.po", is_sure: bool = True) -> translations.Translation:
    """Return an entry of a catalogue."""
    return translations.Translation(("", source), (source,), forms, is_sure, Path(file), 1)


def problems(
    phrases: Sequence[Phrase | Untranslatable], entries: Sequence[translations.Translation]
) -> list[str]:
    """Return what is wrong with the phrases of a product and its catalogues."""
    used = [one.key for one in phrases if isinstance(one, Phrase)]
    known = {one.phrase: one for one in entries}
    return [
        *translations.problems_of_phrases(phrases, known),
        *translations.problems_of_translations(entries, used),
    ]


def test_every_phrase_of_the_product_has_its_spanish() -> None:
    answer = CliRunner().invoke(translations.main, ["check"])

    assert answer.exit_code == 0, answer.output


def test_a_phrase_with_its_spanish_is_in_order() -> None:
    assert not problems([phrase("Take %(number)s")], [entry("Take %(number)s", "Tomar %(number)s")])


@pytest.mark.parametrize(
    ("phrases", "entries", "said"),
    [
        pytest.param([phrase("Take")], [], "no Spanish for 'Take'", id="nothing"),
        pytest.param([phrase("Take")], [entry("Take", "")], "no Spanish for 'Take'", id="an empty one"),
        pytest.param([phrase("Take")], [entry("Take", "Tomar", is_sure=False)], "no Spanish", id="a guess"),
        pytest.param(
            [phrase("day", plural="days")], [entry("day", "día")], "no Spanish plural", id="no plural"
        ),
        pytest.param([], [entry("Take", "Tomar")], "nobody says", id="one that nobody uses"),
        pytest.param(
            [phrase("%(n)s left")], [entry("%(n)s left", "quedan")], "gaps", id="a gap that is lost"
        ),
        pytest.param([phrase("A B C")], [entry("A B C", "A B C")], "still in English", id="left in English"),
        pytest.param(
            [phrase("Take")],
            [entry("Take", "Tomar"), entry("Take", "Coger", file="two.po")],
            "in other words",
            id="two unlike",
        ),
    ],
)
def test_what_lacks_is_named(
    phrases: list[Phrase], entries: list[translations.Translation], said: str
) -> None:
    assert said in problems(phrases, entries)[0]


def test_a_sentence_that_is_put_together_in_the_code_is_found(tmp_path: Path) -> None:
    code = 'def f(n):\n    return FieldError("files", f"{n} left")\n'
    (tmp_path / "forms.py").write_text(code, encoding="utf-8")

    assert "put together in the code" in problems(list(phrases_below(tmp_path)), [])[0]


def test_a_catalogue_is_compiled_where_django_looks_for_it(tmp_path: Path) -> None:
    file = tmp_path / CATALOGUE
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Take"\nmsgstr "Tomar"\n', encoding="utf-8")

    [made] = translations.compile_catalogues(tmp_path)

    assert made == file.with_suffix(".mo")
    assert b"Tomar" in made.read_bytes()
