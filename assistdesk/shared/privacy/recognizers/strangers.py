"""Telephone numbers and e-mail addresses that are no consumer's: offices', examples, a party's own."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistdesk.shared.privacy.names.phrases import rows_of, words_of
from assistdesk.shared.privacy.parties import Parties, ten_digits

TOLL_FREE = frozenset({"800", "822", "833", "844", "855", "866", "877", "888"})
EXAMPLE_NUMBERS = frozenset({"1234567890", "1235550100", "5551234567", "0123456789"})
ROLE = (
    r"info|support|help|desk|helpdesk|contact(?:us)?|service|services|customer|care|billing|claims"
    r"|enroll(?:ment)?s?"
    r"|sales|admin|office|noreply|donotreply|reply|no|do|not|notifications?|alerts?|team|hello|privacy"
    r"|compliance"
    r"|produc(?:ers?)|brokers?|agents?|agency|navigators?|appeals|eligibility|members?(?:hip)?|intake"
    r"|documents|docs|fax"
    r"|hr|payroll|careers|webmaster|postmaster|mailbox|training|outreach|questions|program|it|tech"
    r"|health|benefits"
    r"|ayuda|soporte|contacto|servicios?|clientes?|citas|inscripci[oó]n"
)
FUNCTION = (
    r"appeals?|hearings?|training|support|helpdesk|agents?|brokers?|press|prensa|office|oficina|events?"
    r"|apelaciones|audiencias|capacitaci[oó]n|soporte|intake|outreach|compliance|billing|claims|navigators?"
)
OF_A_FUNCTION = re.compile(rf"(?:[a-z]{{2,14}}[._-])?(?:{FUNCTION})(?:[._-]?(?:{FUNCTION}|[a-z]{{2,6}}))?")
EXAMPLE_DOMAINS = frozenset({"example.com", "example.net", "example.org"})
MAILBOX = re.compile(rf"(?:{ROLE})(?:[._-]?(?:{ROLE})){{0,4}}")
EXAMPLE_MAIL = re.compile(
    r"(?:(?:your|user|my|some)?(?:name|email|mail|user|one)|first(?:name)?[._]?last(?:name)?|you"
    r"|username|address|abc|xxx+|test(?:er|user)?|nombre|usuario|correo|ejemplo|example)\d{0,3}"
    r"@(?:example|domain|mail|email|e-mail|company|test|abc|xxx+|dominio|correo|ejemplo)\.\w{2,4}"
)
FIRM = re.compile(
    r"insur|agency|agencia|benefit|broker|advisor|seguros|navega|enroll|clinic|hospital|health|medic"
    r"|marketplace"
    r"|exchange|helpdesk|-desk\.|support|legal|law(?:firm|office)|consult|financial|(?:group|services"
    r"|center)\."
)
NOBODYS = re.compile(r"(?:no|do[._-]?not)[._-]?reply|mailer-?daemon|postmaster")
NOT_LETTERS = re.compile(r"[\W\d_]+")
CONTACT_WORD = (
    r"office|cell(?:ular)?|mobile|direct|main|(?:tele)?phone|tel|fax|ph|toll|free|ext|line|desk|work"
    r"|[opcmfdte]|call|or"
    r"|text|e-?mail|and|y|oficina|celular|m[oó]vil|tel[eé]fono|whatsapp|directo|correo|web"
)
CONTACT_LINE = re.compile(
    rf"(?:(?:{CONTACT_WORD})(?![^\W\d_])|\S+@\S+|(?:https?://|www\.)\S+|[\W\d_])*", re.IGNORECASE
)
MOST_LINES = 8
MOST_WORDS_BEHIND = 8
SHORT = 4


def is_no_telephone(written: str) -> bool:
    """Tell whether a number is an office's or an example: nobody's own is toll-free or all of one digit.

    Only of a number that is written as a telephone's: the digits alone could be anything else's.
    """
    number = ten_digits(written)
    return len(number) == 10 and (
        number[:3] in TOLL_FREE or number in EXAMPLE_NUMBERS or len(set(number)) == 1
    )


def is_no_mailbox(address: str, *, is_open: bool) -> bool:
    """Tell whether an address in lower case is an office's or an example; `is_open`: anybody can have one."""
    local, _, domain = address.rpartition("@")
    if EXAMPLE_MAIL.fullmatch(address) or NOBODYS.match(local):
        return True
    if FIRM.search(domain):
        return True
    return not is_open and (domain.endswith(".gov") or MAILBOX.fullmatch(local) is not None)


def is_of_a_function(local: str) -> bool:
    """Tell whether what stands before the @, in lower case, names what an office does: "appeals.ana"."""
    return OF_A_FUNCTION.fullmatch(local) is not None


def is_of_a_party(address: str, parties: Parties, *, is_open: bool) -> bool:
    """Tell whether an address in lower case is made of a party's name, or from where a party's own one is."""
    local, _, domain = address.rpartition("@")
    if not is_open and domain in {known.rpartition("@")[2] for known in parties.emails}:
        return True
    if not is_open and any(domain.startswith(last) for last in _surnames(parties.names)):
        return True
    plain = NOT_LETTERS.sub("", local)
    return plain in _made_of(parties.names) or (not is_open and plain in _single(parties.names))


@lru_cache(maxsize=1024)
def _made_of(names: frozenset[str]) -> frozenset[str]:
    """Return how addresses are made of first and last names."""
    rows = [words for words in map(words_of, names) if len(words) > 1]
    return frozenset(
        made
        for first, *middle, last in rows
        for made in (
            first + last,
            last + first,
            first[0] + last,
            first + last[0],
            last + first[0],
            first + "".join(word[0] for word in middle) + last,
            first + "".join(middle) + last,
        )
    )


@lru_cache(maxsize=1024)
def _surnames(names: frozenset[str]) -> frozenset[str]:
    """Return the surnames by which firms are called, as in "roe-insurance.example"."""
    rows = [words for words in map(words_of, names) if len(words) > 1]
    return frozenset(words[-1] for words in rows if len(words[-1]) > SHORT)


@lru_cache(maxsize=1024)
def _single(names: frozenset[str]) -> frozenset[str]:
    return frozenset(word for words in map(words_of, names) for word in (*words[:1], *words[-1:]))


def is_in_signature(text: str, start: int, parties: Parties) -> bool:
    """Tell whether `start` is in a line of contacts alone that is below or beside a party's whole name."""
    if not parties.names:
        return False
    begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    line = text[begin : end if end >= 0 else len(text)]
    if _starts_with_party(line, parties):
        return True
    if CONTACT_LINE.fullmatch(line) is None:
        return False
    return any(_starts_with_party(above, parties) for above in _lines_above(text, begin))


def _lines_above(text: str, begin: int) -> Iterator[str]:
    """Yield the lines above `begin`, the nearest first, up to an empty one."""
    for _ in range(MOST_LINES):
        before = text.rfind("\n", 0, max(0, begin - 1)) + 1
        line = text[before : max(0, begin - 1)].strip(" \t>")
        if not begin or not line:
            return
        yield line
        begin = before


def _starts_with_party(line: str, parties: Parties) -> bool:
    words = words_of(line[:200])
    return any(
        len(name) > 1 and words[: len(name)] == name and len(words) <= len(name) + MOST_WORDS_BEHIND
        for name in rows_of(parties.names)
    )
