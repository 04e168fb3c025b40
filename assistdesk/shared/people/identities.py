"""Finding a person by what they are known by: exact, on normalized values, through keyed hashes.

The hashes are worthless without the desk's key. A Social Security number is kept besides as a sealed value,
which opens only at its own person's place.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from assistdesk.shared import keys
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.compiled import Question
from assistdesk.shared.keys import Tampered
from assistdesk.shared.people import rules
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Case, CaseMember, Person, PersonIdentity

__all__ = [
    "Found",
    "Known",
    "Rehashed",
    "Tampered",
    "find",
    "is_known",
    "likeness",
    "likenesses",
    "put",
    "put_missing",
    "rehash",
    "ssn_of",
    "stale_count",
]

PURPOSE = "identity"
BATCH = 1000
FOUND_MOST = 100  # cases of one person; of two they are nobody's
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Known:
    """What a person is looked for by. All that is given has to match; empty and None are not given."""

    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    sex: str = field(default="", repr=False)
    date_of_birth: date | None = field(default=None, repr=False)
    ssn: str = field(default="", repr=False)
    case_number: str = field(default="", repr=False)
    application_number: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """The one person whom everything fits, and their case: the one that was named, or the newest."""

    person: Person
    case: Case


def find(known: Known, *, marketplace: str) -> Found | None:
    """Return the one person of a marketplace who has a case and whom all that is given fits.

    None where nobody or several do, also where a hundred cases fit: who asks learns no more. The same query
    either way.
    """
    by_key = _by_each_key(known, marketplace=marketplace)
    found = _members(known, by_key, marketplace=marketplace) if by_key[0] else []
    is_one = len({one.person_id for one in found}) == 1 and len(found) < FOUND_MOST
    return Found(found[0].person, found[0].case) if is_one else None


def _members(known: Known, by_key: Sequence[Mapping[str, str]], *, marketplace: str) -> list[CaseMember]:
    numbers = {"case_number": known.case_number, "application_number": known.application_number}
    of_case = {name: rules.number(given) for name, given in numbers.items() if given}
    digests = {f"{name}_{place}": one for place, named in enumerate(by_key) for name, one in named.items()}
    question = _question(tuple(by_key[0]), len(by_key), tuple(of_case))
    return question.ask({"marketplace": marketplace} | of_case | digests)


@cache
def _question(hashed: tuple[str, ...], keys_kept: int, of_case: tuple[str, ...]) -> Question[CaseMember]:
    """Return the question for the members of cases by these identifiers: there are some twenty of them."""

    def members(marketplace: str, **given: str) -> QuerySet[CaseMember]:
        by_key = [{name: given[f"{name}_{place}"] for name in hashed} for place in range(keys_kept)]
        cases = Case.objects.filter(marketplace=marketplace, **{name: given[name] for name in of_case})
        rows = CaseMember.objects.filter(
            _of_identity(by_key), case__in=cases, person__identity__marketplace=marketplace
        )
        return rows.select_related("person", "case").order_by("-case__case_number", "case_id")[:FOUND_MOST]

    digests = [f"{name}_{place}" for place in range(keys_kept) for name in hashed]
    return Question(members, dict.fromkeys(["marketplace", *of_case, *digests], str))


def is_known(known: Known, *, marketplace: str) -> bool:
    """Return whether anybody of a marketplace has this name and date of birth, or this number.

    With or without a case, one or several; the sex is not asked for, since records differ in it.
    """
    rows = PersonIdentity.objects.filter(marketplace=marketplace)
    names = ("last_name", "date_of_birth", "first_name")
    fits = Q(pk=NOBODY)
    for wanted in _by_each_key(known, marketplace=marketplace):
        if all(name in wanted for name in names):
            fits |= Q(**{name: wanted[name] for name in names})
        if "ssn" in wanted:
            fits |= Q(ssn=wanted["ssn"])
    return rows.filter(fits).exists()


def likeness(known: Known, *, marketplace: str) -> str:
    """Return one keyed hash of a name and a date of birth: equal where these are written alike."""
    return likenesses(known, marketplace=marketplace)[0]


def likenesses(known: Known, *, marketplace: str) -> list[str]:
    """Return the same by each of the desk's keys, the newest first: to look for what is kept."""
    names = ("last_name", "first_name", "date_of_birth")
    found = []
    for place, wanted in enumerate(_by_each_key(known, marketplace=marketplace)):
        text = "\n".join([marketplace, *(wanted.get(name, "") for name in names)])
        found.append(keys.fingerprints(text, purpose=PURPOSE)[place])
    return found


def _of_identity(by_key: Sequence[Mapping[str, str]]) -> Q:
    """Return that somebody's hashes are all those given, made by one and the same key."""
    either = [
        Q(**{f"person__identity__{name}": digest for name, digest in digests.items()}) for digests in by_key
    ]
    return reduce(or_, either)


def put(persons: Iterable[Person], *, ssns: Mapping[UUID, str]) -> None:
    """Let persons be found by what their records say now; `ssns` are those that are known, by person's id.

    A number that is none of nine digits is left out.
    """
    rows = [_row(one, rules.ssn(ssns.get(one.id, ""))) for one in persons]
    fields = [column for column in _FIELDS if column != "person_id"]
    PersonIdentity.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person"], update_fields=fields, batch_size=BATCH
    )


@dataclass(frozen=True, slots=True)
class Rehashed:
    """One batch: how many are hashed by the newest key now, how many can't be, and where the next one begins.

    `last` None: this was the last batch.
    """

    done: int
    left_out: int
    last: UUID | None


@transaction.atomic(durable=True)
def rehash(*, after: UUID, at: datetime) -> Rehashed:
    """Hash a batch of those who are still hashed by another key, beginning after a person's id.

    Whose sealed number can't be opened any more stays as they are. Safe to stop and to begin again anywhere.
    """
    rows = PersonIdentity.objects.select_for_update(of=("self",)).select_related("person")
    stale = rows.exclude(hashed_by=keys.key_id()).filter(person_id__gt=after).order_by("person_id")
    found, ssns = list(stale[:BATCH]), dict[UUID, str]()
    for row in found:
        with suppress(Tampered):
            ssns[row.person_id] = ssn_of(row)
    put([row.person for row in found if row.person_id in ssns], ssns=ssns)
    if ssns:
        facts: dict[str, object] = {"rows": len(ssns)}
        key, actor = keys.key_id(), Actor.system(None)
        audit.record(action="people.identities.rehashed", subject=key, actor=actor, at=at, facts=facts)
    last = found[-1].person_id if len(found) == BATCH else None
    return Rehashed(len(ssns), len(found) - len(ssns), last)


def stale_count() -> int:
    """Return how many persons are hashed by another key than the newest."""
    return PersonIdentity.objects.exclude(hashed_by=keys.key_id()).count()


def put_missing() -> int:
    """Let those be found who can't be yet, such as everybody of before; return how many. In batches."""
    count = 0
    while True:
        with transaction.atomic():
            missing = list(Person.objects.filter(identity__isnull=True).order_by("id")[:BATCH])
            put(missing, ssns={})
        count += len(missing)
        if len(missing) < BATCH:
            return count


_HASHED = ("first_name", "last_name", "sex", "date_of_birth", "ssn")
_FIELDS = ("person_id", "marketplace", *_HASHED, "ssn_sealed", "hashed_by")


def _row(person: Person, ssn: str) -> PersonIdentity:
    known = Known(person.first_name, person.last_name, person.sex, person.date_of_birth, ssn)
    sealed = keys.seal(ssn.encode(), context=_place(person.id)) if ssn else None
    digests = _digests(known, marketplace=person.marketplace)
    return PersonIdentity(
        person_id=person.id,
        marketplace=person.marketplace,
        ssn_sealed=sealed,
        hashed_by=keys.key_id(),
        **{name: digests.get(name, "") for name in _HASHED},
    )


def _digests(known: Known, *, marketplace: str) -> dict[str, str]:
    """Return the keyed hash of each thing that is given, by the newest key."""
    return _by_each_key(known, marketplace=marketplace)[0]


def _by_each_key(known: Known, *, marketplace: str) -> list[dict[str, str]]:
    """Return the keyed hashes of all that is given by each of the desk's keys, the newest first."""
    plain = {
        "first_name": rules.name(known.first_name),
        "last_name": rules.name(known.last_name),
        "sex": rules.code(known.sex),
        "date_of_birth": rules.day(known.date_of_birth) if known.date_of_birth else "",
        "ssn": rules.ssn(known.ssn),
    }
    hashed = {
        name: keys.identity_fingerprints(marketplace, name, value) for name, value in plain.items() if value
    }
    kept = len(keys.fingerprints("", purpose=PURPOSE))
    return [{name: by_key[place] for name, by_key in hashed.items()} for place in range(kept)]


def ssn_of(row: PersonIdentity) -> str:
    """Return the Social Security number of a person; empty where none is known.

    Raises:
        Tampered: the value was changed, or moved from somebody else's row.
    """
    sealed = row.ssn_sealed
    return keys.open_sealed(bytes(sealed), context=_place(row.person_id)).decode() if sealed else ""


def _place(person_id: UUID) -> str:
    return f"person's social security number {person_id}"
