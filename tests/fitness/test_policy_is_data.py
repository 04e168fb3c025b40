"""What a marketplace says stands in its pack alone: no word of a pack is in the code or on a page."""

import ast
import re
from pathlib import Path

import pytest

from assistdesk.shared.policy.loader import load_folder
from tests.fitness.pack_words import Kind, PackWord, words_of
from tests.fitness.sources import ROOT, Source, texts

PRODUCT = tuple(f"assistdesk/**/*.{kind}" for kind in ("py", "html", "js", "css", "po", "typ", "txt"))
SHORTEST_WORD = 4

PLAIN = {
    "the desk's own words for people and their work, of the glossary": """
        admin administrator agency agent agents auditor auditors authorized caseworker consumer
        consumers delegate delegates desk escalated lead member navigator navigators producer representative
        resident residents staff support team
    """,
    "plain English in the names of firms and offices": """
        based benefit best blue community company connection coverage cross department exchange from health
        healthcare help helpdesk hotline insurance life line passport plan professional services shield
    """,
    "plain Spanish in such names": """
        agente agentes auditores ayuda beneficios cobertura consumidor consumidores departamento
        enrollment exenciones inscripción mercado mesa residente residentes salud
        seguros servicios navegador productor
        delegado
        comunitarios
    """,
    "federal programs and papers, the same in every state": "medicaid waiver",
    "initials of the desk's own glossary, or of everyday use": """
        DHP DOB HELP ID NOTE NPN OTP PII QHP SHOP START STOP TTY
    """,
    "fields that the schema knows in every marketplace": "case_number other reason qhp medicaid",
}
PHRASES = {
    "plain sayings of pages": ("one after the other", "check these materials first"),
    "plain words for the kinds of people": (
        "agency admin",
        "agency administrator",
        "authorized representative",
        "authorized representatives",
        "team lead",
        "team leads",
    ),
    "plain names of everyday things": (
        "commission",
        "contact center",
        "system error",
        "determination",
        "termination",
    ),
}
ALLOWED = {word.casefold() for words in PLAIN.values() for word in words.split()} | {
    phrase for phrases in PHRASES.values() for phrase in phrases
}


def found_in(source: Source, words: set[PackWord]) -> list[str]:
    """Return what of `words` stands in a file."""
    text = source.text
    plain, digits = text.casefold(), re.sub(r"\D", "", text)
    constants = _constants(source)
    return [
        f"{source.name}: {word.text}"
        for word in sorted(words)
        if _is_in(word, text, plain, digits, constants)
    ]


def own_words(folder: Path) -> set[PackWord]:
    """Return the words of the pack in `folder` that nobody else has a use for."""
    return {
        word
        for word in words_of(load_folder(folder))
        if word.text.casefold() not in ALLOWED
        and (word.kind is not Kind.WORD or len(word.text) >= SHORTEST_WORD)
    }


def packs() -> list[Path]:
    """Return the folders of the packs that ship."""
    return sorted(file.parent for file in ROOT.glob("packs/*/pack.yaml"))


def _is_in(word: PackWord, text: str, plain: str, digits: str, constants: set[str]) -> bool:
    match word.kind:
        case Kind.KEY:
            return word.text in constants
        case Kind.NUMBER:
            return word.text in digits
        case Kind.ACRONYM:
            return word.text in text and bool(re.search(rf"(?<!\w){re.escape(word.text)}(?!\w)", text))
        case Kind.WORD:
            low = word.text.casefold()
            return low in plain and bool(re.search(rf"(?<!\w){re.escape(low)}(?!\w)", plain))


def _constants(source: Source) -> set[str]:
    """Return the texts of the code: literals in Python, whatever stands in quotes elsewhere."""
    if source.name.endswith(".py"):
        nodes = ast.walk(ast.parse(source.text))
        return {
            node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return set(re.findall(r"[\"']([\w-]+)[\"']", source.text))


@pytest.mark.rule("P-01")
@pytest.mark.parametrize("folder", packs(), ids=lambda folder: folder.name)
def test_no_word_of_a_pack_stands_in_the_code_or_on_a_page(folder: Path) -> None:
    words = own_words(folder)

    assert not [found for source in texts(*PRODUCT) for found in found_in(source, words)]


@pytest.mark.rule("P-01")
def test_the_packs_have_words_to_look_for() -> None:
    kinds = {folder.name: {word.kind for word in own_words(folder)} for folder in packs()}

    assert len(kinds) >= 2
    assert all(found == set(Kind) for found in kinds.values())


@pytest.mark.parametrize(
    ("kind", "word", "code"),
    [
        pytest.param(Kind.KEY, "lost-card", 'if entry == "lost-card":\n    pass\n', id="a key"),
        pytest.param(
            Kind.WORD, "Lakeside Health Desk", '"""Serves lakeside health desk alone."""\n', id="a name"
        ),
        pytest.param(
            Kind.WORD, "help@lakeside.example.org", 'x = "help@lakeside.example.org"\n', id="an address"
        ),
        pytest.param(Kind.ACRONYM, "LHD", "# as the LHD wants it\n", id="initials"),
        pytest.param(Kind.NUMBER, "2025550123", 'PHONE = "(202) 555-0123"\n', id="a phone number"),
    ],
)
def test_a_word_of_a_pack_in_the_code_is_found(kind: Kind, word: str, code: str) -> None:
    source = Source("sample.py", code)

    assert found_in(source, {PackWord(kind, word)}) == [f"sample.py: {word}"]
    assert not found_in(Source("sample.py", 'x = "lost-cards: LHDX, 2025550124"\n'), {PackWord(kind, word)})


def test_a_word_that_is_let_pass_is_in_a_pack() -> None:
    said = {word.text.casefold() for folder in packs() for word in words_of(load_folder(folder))}
    needless = {word for word in ALLOWED - said if len(word) >= SHORTEST_WORD}

    assert not needless
