"""The words that say what the number beside them is, in English and Spanish.

A word alone ("case") is a weak label: it speaks for a number that stands right after it. With
"number", "id" or "#" ("case number", "número de caso") it is strong and reaches further.
"""

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from assistdesk.shared.privacy import gaps
from assistdesk.shared.privacy.kinds import AllowedType, Kind, PersonalType
from assistdesk.shared.privacy.names.phrases import phrases_of

# In these expressions a space stands for a space or a tab.
HEAD = r"(?:(?:n[uú]meros?|n[º°]\.?|ids?) (?:de(?:l| la)? )?)"
NUMBER = r"numbers?|nbrs?|nos?\.|nos?\b|num\.?|#s?|id ?(?:numbers?|#)|ids?|codes?|n[º°]|n[uú]meros?"
TAIL = rf"(?: ?(?:\(s\))? ?(?:{NUMBER}))"
A_NUMBER_FOLLOWS = r"(?=(?:ids?|number|no\.|#|code))"

MEMBERSHIP = (
    r"member|subscriber|enrollee|recipient|beneficiary|policy ?holder|policy|medicaid|medicare|insurance"
    r"|insured|health plan|contract|certificate"
)

WORDS: dict[Kind, tuple[str, ...]] = {
    PersonalType.US_SSN: (
        r"ssns?|s\.s\.n\.?|nss|ss ?(?:#|no\.?|number)",
        r"socials?(?: security)?(?: card)?|soc\.? ?sec\.?|seguro social",
    ),
    PersonalType.ITIN: (r"itins?|tins?|(?:individual )?tax(?:payer)? (?:id|identification)",),
    PersonalType.MEMBER_ID: (
        rf"(?:{MEMBERSHIP})s?(?: (?:mco|plan|card|account|member)){{0,2}}",
        r"hicn?|mbi|maid|p[oó]liza|miembro|afiliad[oa]|asegurad[oa]",
        r"tarjeta de (?:seguro|salud|medicaid|medicare)",
    ),
    PersonalType.BANK_ACCOUNT: (
        r"(?:(?:bank|checking|savings|deposit) )?(?:accounts?|accts?\.?|a/c)|iban|checking|savings|bank",
        r"cuenta(?: (?:bancaria|corriente|de (?:banco|ahorros?|cheques)))?",
    ),
    PersonalType.BANK_ROUTING: (r"(?:bank )?routing|aba|rtn|ruta(?: bancaria)?",),
    PersonalType.CREDIT_CARD: (
        r"(?:(?:credit|debit|bank|payment) )?cards?|cc|visa|master ?card|amex|american express|discover",
        r"tarjeta(?: de (?:cr[eé]dito|d[eé]bito))?",
    ),
    PersonalType.ALIEN_NUMBER: (
        rf"a-? ?{A_NUMBER_FOLLOWS}|alien(?: registration)?|uscis {A_NUMBER_FOLLOWS}",
        r"(?:registro de )?extranjer[oa]",
    ),
    PersonalType.IMMIGRATION_ID: (
        rf"i-?(?:94|551|766|797)|(?:uscis )?receipt|sevis|visa {A_NUMBER_FOLLOWS}",
        r"(?:naturalization|citizenship)(?: cert(?:ificate|\.)?)?|ead(?: card)?|green card",
        r"permanent resident card|tarjeta de residente",
    ),
    PersonalType.PASSPORT: (r"passports?|pasaporte",),
    PersonalType.DRIVER_LICENSE: (
        r"(?:driver(?:'?s'?|s)?|operator'?s|driving) (?:licen[sc]es?|lic\.?)|licen[sc]es?|dl|d\.l\.|state id",
        r"licencia(?: de (?:conducir|manejar|conductor))?",
    ),
    PersonalType.PHONE: (
        r"(?:(?:cell|home|work|mobile|tele) ?)?phones?|ph\.?|cell(?:ular)?|mobile|tel\.?",
        r"fax|whatsapp|contact",
        r"call(?:ed|ing|s|back)?|reach(?:ed|able)?|text(?:ed|ing)?|dial(?:ed)?",
        r"tel[eé]fono|celular|m[oó]vil|ll[aá]m\w{1,6}",
    ),
    AllowedType.CASE_NO: (
        r"(?<!in this )(?<!in that )(?<!in any )(?<!in which )cases?|households?|casos?|expediente",
    ),
    AllowedType.INCIDENT_NO: (r"incidents?|escalations?|incidentes?",),
    AllowedType.TICKET: (r"tickets?|tkts?|(?:service )?requests?|boletos?",),
    AllowedType.PERSON_ID: (
        rf"(?:person|individual)s? {A_NUMBER_FOLLOWS}|pids?|(?<=id de )persona|(?<=id de la )persona",
    ),
    AllowedType.APP_ID: (r"applications?|apps?|solicitud(?:es)?",),
    AllowedType.NPN: (
        r"npns?|national producer",
        rf"(?:agent|producer|broker|insurance|navigator)s?'?s? (?:licen[sc]es?|{A_NUMBER_FOLLOWS})",
    ),
    AllowedType.REFERENCE: (
        r"transactions?|txn|control|trace|tracking|batch|confirmation|referenc(?:e|ia)|ref|isa\d{0,2}|tcn",
        r"group|error|release|version|build|order|invoice|zip(?: code)?",
    ),
}
ALWAYS_STRONG: frozenset[Kind] = frozenset(
    {PersonalType.US_SSN, PersonalType.ITIN, PersonalType.BANK_ROUTING, PersonalType.PHONE, AllowedType.NPN}
)


@dataclass(frozen=True, slots=True)
class Label:
    """One label in a text: where it stands, what it says a number is, and whether it reaches far."""

    start: int
    end: int
    kind: Kind
    strong: bool


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(words)
    whole = rf"(?<![^\W_])(?P<head>{HEAD})?(?:{alternatives})(?P<tail>{TAIL})?(?:(?<=[#.])|(?![^\W\d_]))"
    return re.compile(whole.replace(" ", r"[ \t]"), re.IGNORECASE)


PATTERNS = {kind: _pattern(words) for kind, words in WORDS.items()}


def labels_in(text: str, *, allowed_labels: frozenset[str], names: frozenset[str]) -> tuple[Label, ...]:
    """Return the labels of `text` by their place; where two overlap, the longer one.

    A word that belongs to one of the `names` is no label: "Passport" may be an insurer. No label goes over
    the end of a line, so that each line is read by itself: those that all messages share only once.
    """
    found: list[Label] = []
    start = 0
    for line in text.split("\n"):
        known = SEEN.labels_of(line, allowed_labels, names) if line else ()
        found += [Label(start + one.start, start + one.end, one.kind, one.strong) for one in known]
        start += len(line) + 1
    return tuple(found)


class SeenLines:
    """Where the labels of lines stand that were read before. Of a line a keyed digest is kept, no word.

    The key is this process's own and is written down nowhere, so that nobody can try out what a line said.
    """

    def __init__(self, most: int) -> None:
        self._key = secrets.token_bytes(32)
        self._most = most
        self._known: dict[tuple[bytes, frozenset[str], frozenset[str]], tuple[Label, ...]] = {}

    def labels_of(
        self, line: str, allowed_labels: frozenset[str], names: frozenset[str]
    ) -> tuple[Label, ...]:
        """Return the labels of one line by their place in it."""
        digest = blake2b(line.encode(errors="surrogatepass"), key=self._key, digest_size=16).digest()
        key = (digest, allowed_labels, names)
        known = self._known.get(key)
        if known is None:
            known = _labels_of(line, allowed_labels, names)
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[key] = known
        return known


SEEN = SeenLines(most=4096)


def _labels_of(line: str, allowed_labels: frozenset[str], names: frozenset[str]) -> tuple[Label, ...]:
    found = [label for kind, pattern in PATTERNS.items() for label in _labels(line, kind, pattern)]
    if allowed_labels:
        found.extend(_labels(line, AllowedType.TICKET, _pattern_of(allowed_labels)))
    in_names = _places_of(names, line)
    return tuple(_longest(label for label in found if not in_names[label.start]))


def _labels(text: str, kind: Kind, pattern: re.Pattern[str]) -> Iterator[Label]:
    for match in pattern.finditer(text):
        strong = kind in ALWAYS_STRONG or bool(match["head"] or match["tail"])
        yield Label(match.start(), match.end(), kind, strong)


@lru_cache(maxsize=64)
def _pattern_of(labels: frozenset[str]) -> re.Pattern[str]:
    return _pattern(_longest_first(labels))


def _longest_first(literals: Iterable[str]) -> list[str]:
    """Return `literals` as expressions in which a space stands for a space or a tab, as in `WORDS`."""
    ordered = sorted(literals, key=lambda literal: (-len(literal), literal))
    return [" ".join(re.escape(word) for word in literal.split()) for literal in ordered]


def _places_of(names: frozenset[str], text: str) -> bytearray:
    """Return for each character of `text` whether it belongs to one of `names`.

    One of a single word is meant only with its capital, and where no value follows: "passport FE48" is one.
    """
    places = bytearray(len(text))
    for start, end, words in phrases_of(names).found_in(text, 0, len(text)):
        if words == 1 and (text[start].islower() or gaps.is_followed_by_value(text, end)):
            continue
        places[start:end] = b"\x01" * (end - start)
    return places


def _longest(labels: Iterable[Label]) -> Iterator[Label]:
    """Return the labels that no longer one overlaps, in order of their start."""
    kept: list[Label] = []
    for label in sorted(labels, key=lambda label: (label.start, -label.end)):
        if not kept or label.start >= kept[-1].end:
            kept.append(label)
        elif label.end - label.start > kept[-1].end - kept[-1].start:
            kept[-1] = label
    return iter(kept)
