"""The Spanish of the product: compile it, check that it is whole, or print what lacks.

    python -m tools.translations compile
    python -m tools.translations check [FOLDER]
    python -m tools.translations missing [FOLDER]

Each Django app keeps its catalogue in locale/es/LC_MESSAGES/django.po; what the shared parts say stands
in the site's. A phrase may be translated in any of them. `check` ends with 1 where something is wrong,
each with file and line.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.phrases import Phrase, Untranslatable, phrases_below

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ROOT / "assistdesk"
LANGUAGE = "es"
CATALOGUES = f"locale/{LANGUAGE}/LC_MESSAGES/*.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@dataclass(frozen=True, slots=True)
class Translation:
    """One entry of a catalogue: its forms, one, or two where it has a plural."""

    phrase: tuple[str, str]
    sources: tuple[str, ...]
    forms: tuple[str, ...]
    is_sure: bool
    file: Path
    line: int


def catalogues(folder: Path) -> list[Path]:
    """Return the catalogues below `folder`."""
    return sorted(folder.rglob(CATALOGUES))


def translations_of(file: Path) -> Iterator[Translation]:
    """Yield the entries of one catalogue."""
    for entry in _read(file):
        if not entry.id:
            continue
        sources = _forms(entry.id)
        yield Translation(
            phrase=(entry.context or "", sources[0]),
            sources=sources,
            forms=_forms(entry.string),
            is_sure=not entry.fuzzy,
            file=file,
            line=entry.lineno or 0,
        )


def problems_of_phrases(
    phrases: Iterable[Phrase | Untranslatable], known: Mapping[tuple[str, str], Translation]
) -> Iterator[str]:
    """Yield what is wrong with phrases: put together in the code, or without a whole translation."""
    for one in phrases:
        place = f"{_shown(one.file)}:{one.line}"
        if isinstance(one, Untranslatable):
            yield f"{place}: this sentence is put together in the code; use %(name)s and facts"
            continue
        found = known.get(one.key)
        if found is None or not all(found.forms) or not found.is_sure:
            yield f"{place}: no Spanish for {one.text!r}"
        elif one.plural and len(found.forms) < 2:
            yield f"{place}: no Spanish plural for {one.text!r}"


def problems_of_translations(
    entries: Iterable[Translation], used: Iterable[tuple[str, str]]
) -> Iterator[str]:
    """Yield what is wrong with catalogues: entries nobody uses, told twice unlike, or with other gaps."""
    said: dict[tuple[str, str], Translation] = {}
    in_use = frozenset(used)
    for entry in entries:
        place = f"{_shown(entry.file)}:{entry.line}"
        if entry.phrase not in in_use:
            yield f"{place}: nobody says {entry.phrase[1]!r} any more"
        elif said.setdefault(entry.phrase, entry).forms != entry.forms:
            yield f"{place}: {entry.phrase[1]!r} is also in {_shown(said[entry.phrase].file)}, in other words"
        if any(entry.forms) and _gaps(entry.sources) != _gaps(entry.forms):
            yield f"{place}: the gaps of {entry.phrase[1]!r} and of its Spanish are not the same"
        if entry.forms[0] == entry.sources[0] and len(entry.sources[0].split()) > 2:
            yield f"{place}: {entry.phrase[1]!r} is still in English"


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile every catalogue below `folder`; return the files made."""
    made = []
    for file in catalogues(folder):
        target = file.with_suffix(".mo")
        with target.open("wb") as out:
            write_mo(out, _read(file))
        made.append(target)
    return made


def skeleton(phrases: Iterable[Phrase]) -> str:
    """Return `phrases` as entries of a catalogue, ready to be filled in."""
    catalogue = Catalog(locale=LANGUAGE)
    for phrase in phrases:
        catalogue.add(
            (phrase.text, phrase.plural) if phrase.plural else phrase.text,
            locations=[(_shown(phrase.file), phrase.line)],
            context=phrase.context or None,
        )
    return "\n\n".join(_entry(_forms(message.id), message.context) for message in catalogue if message.id)


def _entry(sources: tuple[str, ...], context: str | None) -> str:
    lines = [f"msgctxt {_quoted(context)}"] if context else []
    lines += [f"msgid {_quoted(sources[0])}"]
    if len(sources) == 1:
        return "\n".join([*lines, 'msgstr ""'])
    return "\n".join([*lines, f"msgid_plural {_quoted(sources[1])}", 'msgstr[0] ""', 'msgstr[1] ""'])


def _forms(text: Sequence[str] | str | None) -> tuple[str, ...]:
    """Return what a catalogue holds of one phrase: a text, or one for each number of things."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=LANGUAGE)


def _gaps(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(gap for text in texts for gap in PLACEHOLDER.findall(text))


def _shown(file: Path) -> str:
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else str(file)


def _known() -> tuple[list[Translation], dict[tuple[str, str], Translation]]:
    entries = [entry for file in catalogues(PRODUCT) for entry in translations_of(file)]
    known: dict[tuple[str, str], Translation] = {}
    for entry in entries:
        if all(entry.forms):
            known.setdefault(entry.phrase, entry)
    return entries, known


@click.group()
def main() -> None:
    """The Spanish of the product."""


FOLDER = click.argument(
    "folder",
    default=PRODUCT,
    type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
)


@main.command("compile")
def compile_all() -> None:
    """Compile every catalogue."""
    click.echo(f"{len(compile_catalogues(PRODUCT))} catalogues compiled.")


@main.command("check")
@FOLDER
def check(folder: Path) -> None:
    """Show every phrase below FOLDER without Spanish, and every entry that nobody uses; end with 1."""
    entries, known = _known()
    everywhere = list(phrases_below(PRODUCT))
    used = {one.key for one in everywhere if isinstance(one, Phrase)}
    problems = [
        *problems_of_phrases((one for one in everywhere if one.file.is_relative_to(folder)), known),
        *problems_of_translations((one for one in entries if one.file.is_relative_to(folder)), used),
    ]
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(used)} phrases, {len(problems)} problems.")
    sys.exit(1 if problems else 0)


@main.command("missing")
@FOLDER
def missing(folder: Path) -> None:
    """Print what lacks Spanish below FOLDER as entries of a catalogue."""
    _, known = _known()
    lacking = [one for one in phrases_below(folder) if isinstance(one, Phrase) and one.key not in known]
    click.echo(skeleton(lacking))


if __name__ == "__main__":
    main()
