"""The search: what a pack says of each entry becomes an index, once for each pack and edition."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistdesk.guide import rules
from assistdesk.guide.queries.reading import Reader
from assistdesk.guide.queries.rows import FoundRow
from assistdesk.guide.rules import Document, Index, NamedIssuer, Passage
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, Pack, Words
from assistdesk.shared.policy.schema.guide import Entry, GuideEdition, Step

MOST_FOUND = 10

# How much a word counts by where it stands: names most, what many entries share least.
NAME, OWN_WORDS, STEPS, BESIDE = 2.0, 1.0, 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Searchable:
    """One edition of a guide made ready for searching."""

    entries: Index
    issuers: tuple[NamedIssuer, ...]


def search(reader: Reader, edition: str, words: str) -> list[FoundRow]:
    """Return what fits `words`, best first: entries, and the issuers that are named.

    A search that asks for an issuer has it first. Where a whole incident is told and an issuer only named
    on the way, the best entry comes first and the issuer behind it.
    """
    ready = made_ready(reader.pack, edition)
    hits = [_entry_row(reader, edition, hit) for hit in ready.entries.rank(words)]
    named = rules.mentions(words, issuers=ready.issuers)
    issuers = [_issuer_row(reader, key) for key in named.issuers]
    ahead = 0 if rules.asks_for_issuer(named, entries=ready.entries) else 1
    return _with_falling_scores([*hits[:ahead], *issuers, *hits[ahead:]])[:MOST_FOUND]


def made_ready(pack: Pack, edition: str) -> Searchable:
    """Return one edition of a pack's guide made ready for searching: one for every language and reader."""
    anybody = Reader.of(pack, language=pack.identity.language, audience=Audience.RESIDENT)
    return searchable(anybody, edition)


@lru_cache(maxsize=32)
def searchable(reader: Reader, edition: str) -> Searchable:
    """Return one edition of the guide made ready for searching."""
    guide = reader.pack.guide_edition(edition)
    if guide is None:
        raise KeyError(edition)
    documents = [
        Document(
            key=key,
            passages=tuple(_passages(reader.pack, guide, key, entry)),
            takes_the_rest=key == guide.for_the_rest,
        )
        for key, entry in guide.entries.items()
    ]
    issuers = tuple(
        NamedIssuer(key, tuple(dict.fromkeys([issuer.name, issuer.heading or "", *issuer.also_called])))
        for key, issuer in reader.pack.directory.issuers.items()
    )
    return Searchable(rules.build_index(documents), issuers)


def _passages(pack: Pack, guide: GuideEdition, key: str, entry: Entry) -> Iterator[Passage]:
    """Yield the texts that an entry is found by, in every language of the pack."""
    for code in pack.identity.languages:
        for words, weight, is_name in _texts(guide, key, entry):
            yield Passage(_plain(pack, words, code), weight, is_name)
        for phrase in entry.also_called.get(code, ()):
            yield Passage(phrase, OWN_WORDS)


def _texts(guide: GuideEdition, key: str, entry: Entry) -> Iterator[tuple[Words, float, bool]]:
    yield entry.title, NAME, True
    yield entry.description, OWN_WORDS, False
    for words in entry.takes:
        yield words, OWN_WORDS, False
    if entry.urgency:
        yield entry.urgency.text, OWN_WORDS, False
    for step in entry.steps:
        yield from _step_texts(step)
    for words in (*entry.notes, *entry.have_at_hand):
        yield words, BESIDE, False
    for _, material in guide.materials_of(key):
        yield material.title, BESIDE, False


def _step_texts(step: Step) -> Iterator[tuple[Words, float, bool]]:
    yield step.text, BESIDE, False
    if step.when:
        yield step.when, STEPS, False
    if step.message and step.message.subject_line:
        yield step.message.subject_line, NAME, True


def _plain(pack: Pack, words: Words, code: str) -> str:
    """Return a text as everybody may read it: what only helpers may know is not even found by."""
    return render_words(pack, words, language=code, audience=Audience.RESIDENT)


def _entry_row(reader: Reader, edition: str, hit: rules.Hit) -> FoundRow:
    guide = reader.pack.guide_edition(edition)
    assert guide is not None
    entry = guide.entries[hit.key]
    return FoundRow(hit.key, reader.says(entry.title), reader.says(entry.description), hit.score)


def _issuer_row(reader: Reader, key: str) -> FoundRow:
    return FoundRow(key, reader.pack.directory.issuers[key].name, "", 0.0, is_issuer=True)


def _with_falling_scores(rows: list[FoundRow]) -> list[FoundRow]:
    """Give each issuer the score of the best row behind it, so that scores never rise down the list."""
    found: list[FoundRow] = []
    behind = 0.0
    for row in reversed(rows):
        behind = max(behind, row.score, 1.0 if row.is_issuer else 0.0)
        found.append(replace(row, score=behind) if row.is_issuer else row)
    return found[::-1]
