"""Parties may be called by what people are called for short; consumers may not."""

import pytest

from assistdesk.shared.privacy import Directory, Parties, screen

PARTIES = Parties(names=frozenset({"Guadalupe Castellano", "William Banks", "Beatriz Cantú"}))
PARTYS = [
    "Lupita, ¿me confirmas el caso del cliente?",
    "Bill,\nthe client never got the card.",
    "Bill, Bety: the client never got the card.",
    "The client got the card on Monday, all is well.\nThanks,\nLupe",
    "Lupe Castellano here, about the client with no card.",
]
CONSUMERS = [
    ("The client Lupe Castellano never got the card.", "Lupe Castellano"),
    ("Bill Mendoza never got the card, his income is fine.", "Bill Mendoza"),
    ("The client is mine. Lupita never got her card.", "Lupita"),
]


def named(text: str) -> list[str]:
    verdict = screen(text, directory=Directory(), parties=PARTIES)
    return [text[finding.start : finding.end] for finding in verdict.findings]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", PARTYS)
def test_a_party_may_be_called_by_a_short_name(text: str) -> None:
    assert named(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "name"), CONSUMERS)
def test_a_consumer_with_a_partys_short_name_is_found(text: str, name: str) -> None:
    assert name in named(text)
