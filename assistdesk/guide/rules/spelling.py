"""Whether one word was meant by another: typing in a hurry, on a phone, in a second language."""

from collections import Counter

SHORTEST = 6
LONG = 8


def is_meant_by(said: str, wanted: str) -> bool:
    """Whether `said` is `wanted`, but for as many slips as a word of its length may have."""
    if said == wanted:
        return True
    allowed = slips_allowed(wanted)
    if said[:1] != wanted[:1] or abs(len(said) - len(wanted)) > allowed:
        return False
    if (Counter(wanted) - Counter(said)).total() > allowed:
        return False  # so many letters are missing that there is no need to count slips
    return slips(said, wanted) <= allowed


def slips_allowed(word: str) -> int:
    """Return how many slips a word of this length may have and still be recognised."""
    if len(word) < SHORTEST or word.isdigit():
        return 0
    return 1 if len(word) < LONG else 2


def slips(said: str, wanted: str) -> int:
    """Return how many letters have to be changed, added, dropped or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(wanted) + 1))
    for place, letter in enumerate(said, start=1):
        older, before, row = before, row, [place]
        for other_place, other in enumerate(wanted, start=1):
            least = min(
                before[other_place] + 1, row[other_place - 1] + 1, before[other_place - 1] + (letter != other)
            )
            if place > 1 and other_place > 1 and said[place - 2 : place] == other + wanted[other_place - 2]:
                least = min(least, older[other_place - 2] + 1)
            row.append(least)
    return row[-1]
