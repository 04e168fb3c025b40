"""Random look-alikes of each kind are let pass, and as many formatted identifiers are found.

`LOOK_ALIKES=10000` tries ten thousand of each, which takes some minutes; else there are fewer.
"""

import os
import random
from collections.abc import Callable

import pytest

from assistdesk.shared.privacy import Directory, Parties, screen
from assistdesk.shared.privacy.names import sentences
from tools.bench.look_alikes import look_alikes

MANY = int(os.environ.get("LOOK_ALIKES", "300"))
AT_ONCE = 25
"""So many stand in a text, each on a line of its own: lines are read by themselves, and texts cost time."""


def digits(made: random.Random, count: int) -> str:
    return "".join(made.choice("0123456789") for _ in range(count))


def day(made: random.Random) -> str:
    return f"{made.randint(1, 12):02}/{made.randint(1, 28):02}/{made.randint(2019, 2027)}"


LOOK_ALIKES: dict[str, Callable[[random.Random], str]] = {
    "case number": lambda made: f"{made.choice(['case', 'Case #', 'case number', 'caso'])} {digits(made, 9)}",
    "incident number": lambda made: f"{digits(made, 6)}-{digits(made, 7)}",
    "ticket": lambda made: f"ticket {made.choice(['', 'PSL-'])}{digits(made, 7)}",
    "person id": lambda made: (
        f"{made.choice(['Person ID', 'PID', 'person id #'])} {digits(made, made.randint(6, 10))}"
    ),
    "application number": lambda made: (
        f"application {made.choice(['number ', 'ID ', '#'])}{digits(made, 10)}"
    ),
    "npn": lambda made: f"NPN {digits(made, made.randint(7, 10))}",
    "transaction id": lambda made: f"transaction id {digits(made, made.randint(6, 12))}",
    "amount": lambda made: f"${made.randint(1, 99_999):,}.{digits(made, 2)}",
    "event date": lambda made: f"effective {day(made)}",
    "zip": lambda made: f"zip {digits(made, 5)}",
    "link": lambda made: f"https://desk.example.org/help/{digits(made, made.randint(4, 11))}",
}
IDENTIFIERS: dict[str, tuple[str, Callable[[random.Random], str]]] = {
    "ssn with hyphens": (
        "US_SSN",
        lambda made: f"{made.randint(0, 8)}{digits(made, 2)}-{digits(made, 2)}-{digits(made, 4)}",
    ),
    "itin with hyphens": (
        "ITIN",
        lambda made: f"9{digits(made, 2)}-{made.choice([50, 65, 70, 88, 90, 92, 94, 99])}-{digits(made, 4)}",
    ),
    "ssn with a label": ("US_SSN", lambda made: f"ssn {digits(made, 9)}"),
    "bare nine digits": ("US_SSN", lambda made: f"it is {digits(made, 9)} now"),
    "a-number": ("ALIEN_NUMBER", lambda made: f"A{digits(made, 9)}"),
    "telephone": ("PHONE", lambda made: f"({made.randint(201, 799)}) 555-{digits(made, 4)}"),
    "date of birth": ("DOB", lambda made: f"DOB {day(made)}"),
    "member id": ("MEMBER_ID", lambda made: f"Member ID: {digits(made, 11)}"),
    "medicaid id": ("MEMBER_ID", lambda made: f"Medicaid ID {digits(made, 10)}"),
    "bank account": ("BANK_ACCOUNT", lambda made: f"account number {digits(made, made.randint(8, 14))}"),
    "bank routing": ("BANK_ROUTING", lambda made: f"routing number {digits(made, 9)}"),
    "passport": ("PASSPORT", lambda made: f"passport {made.choice('ABCDEG')}{digits(made, 8)}"),
    "receipt": ("IMMIGRATION_ID", lambda made: f"{made.choice(['MSC', 'IOE', 'WAC'])}{digits(made, 10)}"),
    "box": ("ADDRESS", lambda made: f"PO Box {made.randint(1, 99_999)}"),
}


@pytest.fixture(autouse=True)
def by_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers are a matter of rules: the model would only take time."""
    monkeypatch.setattr(sentences, "scores_of", lambda _: ())


def lines_with(make: Callable[[random.Random], str], seed: str) -> list[str]:
    made = random.Random(seed)  # noqa: S311  # the same each time, and no secrets
    lines = [make(made) for _ in range(MANY)]
    return ["\n".join(lines[start : start + AT_ONCE]) for start in range(0, MANY, AT_ONCE)]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("kind", LOOK_ALIKES)
def test_no_look_alike_is_flagged(kind: str) -> None:
    flagged = [
        (text[one.start : one.end], one.rule)
        for text in lines_with(LOOK_ALIKES[kind], kind)
        for one in screen(text, directory=Directory(), parties=Parties()).findings
    ]

    assert flagged == []


@pytest.mark.rule("V-03")
def test_no_sentence_with_look_alikes_is_flagged() -> None:
    flagged = [
        (sentence[one.start : one.end], one.rule, sentence)
        for sentence in look_alikes(MANY, seed=3)
        for one in screen(sentence, directory=Directory(), parties=Parties()).findings
    ]

    assert flagged == []


@pytest.mark.rule("V-03")
def test_all_sentences_with_look_alikes_are_tried_and_are_the_same_for_a_seed() -> None:
    made = list(look_alikes(MANY, seed=3))

    assert made == list(look_alikes(MANY, seed=3)) != list(look_alikes(MANY, seed=4))
    assert not any("{" in sentence for sentence in made)


@pytest.mark.rule("V-02")
@pytest.mark.parametrize("kind", IDENTIFIERS)
def test_every_formatted_identifier_is_found(kind: str) -> None:
    label, make = IDENTIFIERS[kind]
    missed = []
    for text in lines_with(make, kind):
        verdict = screen(text, directory=Directory(), parties=Parties())
        found = {text.count("\n", 0, one.start) for one in verdict.findings if one.type.value == label}
        missed += [line for number, line in enumerate(text.split("\n")) if number not in found]

    assert missed == []
