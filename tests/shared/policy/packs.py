"""The packs that ship, read once for all tests."""

from datetime import date
from functools import cache

from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, Pack, Words
from tests.shared.policy.folders import PACKS, STARTER

TODAY = date(2026, 11, 23)


@cache
def kentucky() -> Pack:
    return load_folder(PACKS / "kentucky")


@cache
def maryland() -> Pack:
    return load_folder(PACKS / "maryland")


@cache
def starter() -> Pack:
    return load_folder(STARTER)


def read_out(pack: Pack, words: Words | None, language: str = "en") -> str:
    """Return a text as helpers read it, with the contacts filled in; nothing for no text."""
    return render_words(pack, words, language=language, audience=Audience.HELPER) if words else ""
