"""The guide prints: the PDF says what the page says, and nothing in a pack is read as markup."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple

import pypdfium2
import pytest
from django.test import Client

from assistdesk.guide import queries
from assistdesk.guide.queries import Reader
from assistdesk.shared.policy.schema import Audience, Pack
from tests.guide.packs import LANGUAGES, MARKETPLACES, latest, pack_of, reader_of, secrets
from tests.guide.pages import text_within

pytestmark = pytest.mark.rule("G-05")


@contextmanager
def opened(made: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF and close it again."""
    document = pypdfium2.PdfDocument(made)
    try:
        yield document
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Return `text` without spaces, and without the marks that lists and broken lines are drawn with."""
    return re.sub(r"[\s•\u2010\u00ad\ufffe]", "", text)


def paper_text(made: bytes, sheet: queries.Sheet) -> str:
    """Return what a PDF says, but for what each page repeats: the table's head and the page's foot."""
    heads = [squeezed("".join(sheet.headings)), squeezed("".join(astuple(sheet.said)[1:]))]
    found = ""
    with opened(made) as document:
        for number, page in enumerate(document):
            text = re.sub(
                re.escape(squeezed(sheet.label)) + r"·\d+/\d+$",
                "",
                squeezed(page.get_textpage().get_text_bounded()),
            )
            for head in heads:
                text = text.removeprefix(head) if number and head in found else text
            found += text
    return found


def sheet_text(sheet: queries.Sheet) -> str:
    """Return what a sheet says, in reading order."""

    def flat(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            for one in value:
                yield from flat(one)

    issuers = ("",) if not sheet.issuers else (*astuple(sheet.said), *flat(sheet.issuers))
    entries = (text for entry in sheet.entries for text in flat(astuple(entry)))
    return squeezed("".join((sheet.title, *sheet.before, *sheet.headings, *entries, *issuers)))


@pytest.mark.parametrize("marketplace", MARKETPLACES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", list(Audience))
def test_the_paper_says_what_the_sheet_says(marketplace: str, language: str, audience: Audience) -> None:
    for edition in pack_of(marketplace).guide:
        reader = reader_of(marketplace, language=language, audience=audience)
        sheet = queries.sheet(reader, edition.edition)

        assert paper_text(queries.paper(reader, edition.edition), sheet) == sheet_text(sheet)


@pytest.mark.django_db
@pytest.mark.parametrize("marketplace", MARKETPLACES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("packs")
def test_the_paper_says_what_the_print_page_says(client: Client, marketplace: str, language: str) -> None:
    headers = {"Accept-Language": language}
    page = client.get(f"/m/{marketplace}/guide/print", headers=headers).content.decode()
    made = client.get(f"/m/{marketplace}/guide.pdf", headers=headers)
    sheet = queries.sheet(
        reader_of(marketplace, language=language, audience=Audience.RESIDENT), latest(marketplace)
    )

    assert made.headers["Content-Type"] == "application/pdf"
    assert paper_text(made.content, sheet) == squeezed(text_within(page, "sheet"))


@pytest.mark.parametrize("marketplace", MARKETPLACES)
def test_the_paper_says_when_it_was_updated_and_every_title(marketplace: str) -> None:
    reader = reader_of(marketplace)
    shown = queries.guide(reader, latest(marketplace))

    said = paper_text(queries.paper(reader, latest(marketplace)), queries.sheet(reader, latest(marketplace)))

    assert squeezed(shown.label) in said
    assert all(squeezed(entry.title) in said for entry in shown.entries)


NASTY = r'#set page(width: 1cm) $x^2$ *b* _i_ [c] \ "q" @ref <l> `code` // gone /* */ = h - l #panic() {{ }}'


def with_nasty_title(pack: Pack) -> Pack:
    """Return `pack` with markup in a title and a description."""
    guide = pack.guide[-1]
    key, entry = next(iter(guide.entries.items()))
    words = type(entry.title)(dict.fromkeys(pack.identity.languages, NASTY))
    changed = entry.model_copy(update={"title": words, "description": words})
    edition = guide.model_copy(update={"entries": {**guide.entries, key: changed}})
    return pack.model_copy(update={"guide": (*pack.guide[:-1], edition)})


def test_markup_in_a_pack_is_printed_as_it_is_written() -> None:
    pack = with_nasty_title(pack_of("kentucky"))
    reader = Reader("a digest of its own", "en", Audience.HELPER, pack)

    said = paper_text(queries.paper(reader, latest("kentucky")), queries.sheet(reader, latest("kentucky")))

    assert said.count(squeezed(NASTY)) == 2


def test_the_paper_is_made_for_screen_readers_and_names_its_language() -> None:
    made = queries.paper(reader_of("kentucky", language="es"), latest("kentucky"))

    assert b"pdfuaid" in made
    with opened(made) as document:
        assert document.is_tagged()
        assert (
            document.get_metadata_dict()["Title"]
            == queries.sheet(reader_of("kentucky", language="es"), latest("kentucky")).title
        )


@pytest.mark.rule("G-09")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_for_residents_holds_no_contact_for_helpers_alone(language: str) -> None:
    hidden = [squeezed(one) for one in secrets(pack_of("maryland"))]

    def said(audience: Audience) -> str:
        reader = reader_of("maryland", language=language, audience=audience)
        made = queries.paper(reader, latest("maryland"))
        return paper_text(made, queries.sheet(reader, latest("maryland")))

    assert hidden
    assert not [one for one in hidden if one in said(Audience.RESIDENT)]
    assert [one for one in hidden if one in said(Audience.HELPER)]


@pytest.mark.parametrize("marketplace", MARKETPLACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_holds_all_that_the_guide_says(marketplace: str, language: str) -> None:
    reader = reader_of(marketplace, language=language)
    shown = queries.guide(reader, latest(marketplace))

    said = sheet_text(queries.sheet(reader, latest(marketplace)))

    texts = [shown.title, shown.label, shown.introduction, shown.right_door, shown.pii_notice]
    for entry in shown.entries:
        texts += [entry.title, entry.description, entry.urgency, *entry.takes, *entry.notes]
        texts += [
            *entry.have_at_hand,
            *(one.title for one in entry.materials),
            *(one.note for one in entry.materials),
        ]
        texts += [warning.text for warning in entry.warnings]
        for step in entry.steps:
            texts += [step.when, step.text, step.subject_line, step.must_not_contain]
            texts += [one.label for one in step.must_contain] + [warning.text for warning in step.warnings]
    texts += [phone.shown for row in queries.issuers(reader, plan_type=None) for phone in row.phones]
    assert not [text for text in texts if squeezed(text) not in said]
