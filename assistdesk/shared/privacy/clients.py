"""Making keyed hashes of what the desk knows of consumers, so that the guard finds it in any spelling."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assistdesk.shared.privacy.known import KnownValues, Sort, digest
from assistdesk.shared.privacy.names.lists import fold
from assistdesk.shared.privacy.names.tokens import PARTICLES, SUFFIXES
from assistdesk.shared.privacy.parties import ten_digits

WORD = re.compile(r"[^\W\d_]+")
APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`\u00b4]")
SHORTEST_CODE = 5
PHONE_DIGITS = 10


@dataclass(frozen=True, slots=True, repr=False)
class Client:
    """What is known of one consumer. Empty and None are not known; `ssn` is hashed as identities are."""

    first_name: str = ""
    last_name: str = ""
    born_on: date | None = None
    phone: str = ""
    email: str = ""
    ssn: str = ""
    numbers: tuple[str, ...] = ()


def known_values(clients: Iterable[Client], *, marketplace: str) -> KnownValues:
    """Return the keyed hashes of all that is known of consumers of a marketplace."""
    known = list(clients)
    names = [words_of(name) for one in known for name in (one.first_name, one.last_name)]
    codes = [code for one in known for code in map(code_of, one.numbers) if len(code) >= SHORTEST_CODE]
    return KnownValues(
        digests=frozenset(
            digest(sort, value) for one in known for sort, value in _values(one) if len(value) > 1
        ),
        most_words=max(map(len, names), default=1),
        lengths=frozenset(map(len, codes)),
        marketplace=marketplace,
        ssns=frozenset(one.ssn for one in known if one.ssn),
    )


def words_of(name: str) -> list[str]:
    """Return the folded words of a name, each without apostrophes: "O'Neill-Cruz" has two."""
    return [fold(word) for word in WORD.findall(APOSTROPHES.sub("", name))]


def code_of(written: str) -> str:
    """Return a number as it is compared: capital letters and digits alone."""
    return "".join(one for one in written if one.isalnum()).upper()


def _values(one: Client) -> Iterator[tuple[Sort, str]]:
    """Yield all of a consumer by which they are known, normalized."""
    given, family = _forms(one.first_name), _forms(one.last_name)
    yield from ((Sort.GIVEN, form) for form in given)
    yield from ((Sort.FAMILY, form) for form in family)
    for first in given:
        for last in family:
            yield Sort.WHOLE, first + last
            yield Sort.WHOLE, last + first
    if one.born_on is not None:
        yield Sort.DAY, one.born_on.isoformat()
    if len(ten_digits(one.phone)) == PHONE_DIGITS:
        yield Sort.PHONE, ten_digits(one.phone)
    yield Sort.EMAIL, one.email.strip().lower()
    yield from ((Sort.CODE, code) for code in map(code_of, one.numbers) if len(code) >= SHORTEST_CODE)


def _forms(name: str) -> set[str]:
    """Return the words of a name that tell it by themselves, and all of them run together."""
    words = words_of(name)
    own = [word for word in words if word not in PARTICLES and word not in SUFFIXES and len(word) > 1]
    return {*own, "".join(own), "".join(word for word in words if word not in SUFFIXES)} - {""}
