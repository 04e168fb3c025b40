"""Which issuers a search names, and whether it asks for one of them or only mentions it on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistdesk.guide.rules.ranking import Index
from assistdesk.guide.rules.spelling import is_meant_by
from assistdesk.guide.rules.words import words_of

LITTLE = 1.5  # what is left without the name says so little that the name is what was asked for
MUCH = 5.0  # what is left says so much that asking for a number is part of an incident
FEW = 3  # so few words beside a question for a number tell no incident
SHORTEST = 4
ASKING = frozenset(
    word
    for line in (
        "address billing call called calling care claim claims contact copay customer deductible dental",
        "dentist department dept dial email fax group helpline network",
        "hotline hours line member number numbers page pay payment phone portal provider reach ring service",
        "services site speak support talk tel telephone toll url web webpage website",
        "atencion clientes cliente comunicarme contacto correo deducible dental dentista direccion grupo",
        "hablar horario linea llamar reclamo red",
        "llamo miembros numero pagar pago pagina servicio servicios sitio telefono",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class NamedIssuer:
    """An issuer by its key, and all that it is called."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The issuers that a search names, in its order, and the words that are left without their names."""

    issuers: tuple[str, ...]
    rest: tuple[str, ...]


def mentions(search: str, *, issuers: Sequence[NamedIssuer]) -> Mentions:
    """Return which of `issuers` the search names, however it spaces or misspells the name."""
    words = words_of(search)
    found: dict[int, tuple[int, str]] = {}
    for issuer in issuers:
        for name in issuer.names:
            for start, end in _places(words_of(name), words):
                longest = found.get(start, (start, ""))[0]
                if end > longest:
                    found[start] = (end, issuer.key)
    taken = {place for start, (end, _) in found.items() for place in range(start, end)}
    return Mentions(
        issuers=tuple(dict.fromkeys(found[start][1] for start in sorted(found))),
        rest=tuple(word for place, word in enumerate(words) if place not in taken),
    )


def asks_for_issuer(found: Mentions, *, entries: Index) -> bool:
    """Whether a search wants the issuer that it names, rather than help with an incident it is part of."""
    if not found.issuers:
        return False
    asking = [word for word in found.rest if word in ASKING]
    others = [word for word in found.rest if word not in ASKING]
    says = entries.best_score(" ".join(others))
    return says < LITTLE or (bool(asking) and (says < MUCH or len(others) <= FEW))


def _places(name: Sequence[str], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where `name` stands in `words`: start and end, exclusive; spaces don't matter, nor a typo."""
    wanted = "".join(name)
    if len(wanted) < SHORTEST:
        return
    for length in range(max(1, len(name) - 1), len(name) + 2):
        for start in range(len(words) - length + 1):
            if words[start][0] == wanted[0] and is_meant_by("".join(words[start : start + length]), wanted):
                yield start, start + length
