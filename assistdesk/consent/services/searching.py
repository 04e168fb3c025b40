"""Searching for a client: exact, counted, written down, and told no more than has to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from assistdesk.consent.models import Search
from assistdesk.consent.rules.asking import Ways
from assistdesk.consent.services import ending, ways
from assistdesk.consent.services.rulebook import Rulebook, able_helper, rulebook
from assistdesk.consent.services.ways import NO_WAYS
from assistdesk.consent.states import Result
from assistdesk.shared import limits
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.compiled import insert
from assistdesk.shared.people import access, identities
from assistdesk.shared.people import rules as normal
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.identities import Found, Known
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema.consent import AttestedBy, Identifier
from assistdesk.shared.policy.schema.directory import Audience
from assistdesk.shared.refusals import FieldError, InvalidInput

AN_HOUR = timedelta(hours=1)
MISSING_MESSAGE = "Fill in this field."
NO_NAME_MESSAGE = "Give a name with letters."
NO_NUMBER_MESSAGE = "Give the number with its letters and digits."
NO_SSN_MESSAGE = "Give all nine digits of this number."
NO_DAY_MESSAGE = "Give a day in the past, after 1900."
NOT_OFFERED_MESSAGE = "This is not asked for here. Leave it out."
NO_CHOICE_MESSAGE = "Choose one of the list."
ATTEST_MESSAGE = "Attest this before you search."
FIRST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a helper typed; empty and None are left out. `attested` None: nothing was said."""

    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    sex: str = field(default="", repr=False)
    date_of_birth: date | None = field(default=None, repr=False)
    ssn: str = field(default="", repr=False)
    case_number: str = field(default="", repr=False)
    application_number: str = field(default="", repr=False)
    attested: bool | None = None

    def given(self) -> dict[str, object]:
        """Return what was given, by the names of the identifiers."""
        named = {one.value: getattr(self, one.value) for one in Identifier}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search tells. `case_number` is of an associated client alone."""

    search_id: UUID
    result: Result
    ways: Ways
    case_number: str = ""


def search(wanted: Wanted, *, actor: Actor, marketplace: str, at: datetime) -> Searched:
    """Search for one client and return what may be told; the search counts, whatever comes of it.

    Unknown, ambiguous, without a case and out of reach are the same answer, after the same work.

    Raises:
        NotThere, NotAuthorized, NotAbleToAsk: the actor may not search there.
        TooManyRequests: as many as the pack allows were made within the hour.
        InvalidInput: with every field that needs another look.
    """
    book = rulebook(marketplace, at=at)
    able_helper(actor, book, at=at)
    most = book.edition.search.searches_per_hour
    limits.hit("consent.search", of=str(actor.account_id), most=most, within=AN_HOUR, at=at)
    return _searched(wanted, checked(wanted, book, at=at), book=book, actor=actor, at=at)


@transaction.atomic(durable=True)
def _searched(wanted: Wanted, known: Known, *, book: Rulebook, actor: Actor, at: datetime) -> Searched:
    found = identities.find(known, marketplace=book.pack.marketplace)
    person = found.person if found else None
    person_id = found.person.id if found else identities.NOBODY
    assert actor.account_id is not None
    before = ending.settled_between(actor.account_id, person_id, book=book, at=at)
    is_associated = access.has(actor.account_id, person_id, at=at)
    open_ways = ways.after(before, person, book=book, at=at)
    result = _result(found, book, is_associated=is_associated)
    made = _keep(result, found, wanted, book=book, actor=actor, at=at)
    if result is Result.ASSOCIATED and found is not None:
        return Searched(made.id, result, NO_WAYS, found.case.case_number)
    return Searched(made.id, result, open_ways if result is Result.CONSENT_NEEDED else NO_WAYS)


def _result(found: Found | None, book: Rulebook, *, is_associated: bool) -> Result:
    if found is None:
        return Result.NO_MATCH
    if is_associated:
        return Result.ASSOCIATED
    return Result.CONSENT_NEEDED if ways.is_reachable(found.person, book) else Result.NO_MATCH


def _keep(
    result: Result, found: Found | None, wanted: Wanted, *, book: Rulebook, actor: Actor, at: datetime
) -> Search:
    told = found if result is not Result.NO_MATCH else None
    texts = book.edition.search.attestations
    assert actor.account_id is not None
    made = Search(
        marketplace=book.pack.marketplace,
        helper_id=actor.account_id,
        at=at,
        result=result.value,
        asked_by=sorted(wanted.given()),
        attested=[[one.key, one.version] for one in texts],
        edition=book.edition.edition,
        person=told.person if told else None,
        case=told.case if told else None,
    )
    insert(made)
    facts = {"result": result.value, "asked_by": made.asked_by, "attested": made.attested}
    audit.record(action="consent.search.made", subject=made.id, actor=actor, at=at, facts=facts)
    return made


def checked(wanted: Wanted, book: Rulebook, *, at: datetime) -> Known:
    """Return what to look for.

    Raises:
        InvalidInput: with every field that needs another look.
    """
    rules = book.edition.search
    given = wanted.given()
    errors = [FieldError(one.value, MISSING_MESSAGE) for one in rules.required if one.value not in given]
    offered = {one.value for one in (*rules.required, *rules.optional)}
    errors += [FieldError(name, NOT_OFFERED_MESSAGE) for name in given if name not in offered]
    sex = _sex(wanted.sex, book)
    errors += [FieldError(name, words) for name, words in _faults(wanted, given, sex, book.day(at))]
    is_refused = wanted.attested is False
    has_to_tick = rules.attested_by is AttestedBy.TICKING and not wanted.attested
    if rules.attestations and (is_refused or has_to_tick):
        errors.append(FieldError("attestation", ATTEST_MESSAGE))
    if errors:
        raise InvalidInput(errors)
    return Known(
        wanted.first_name,
        wanted.last_name,
        sex,
        wanted.date_of_birth,
        wanted.ssn,
        wanted.case_number,
        wanted.application_number,
    )


def _faults(wanted: Wanted, given: Mapping[str, object], sex: str, today: date) -> list[tuple[str, str]]:
    """Return what of the given is none, by field: it must not count as left out."""
    normalized = {
        "first_name": (normal.name(wanted.first_name), NO_NAME_MESSAGE),
        "last_name": (normal.name(wanted.last_name), NO_NAME_MESSAGE),
        "sex": (sex, NO_CHOICE_MESSAGE),
        "ssn": (normal.ssn(wanted.ssn), NO_SSN_MESSAGE),
        "case_number": (normal.number(wanted.case_number), NO_NUMBER_MESSAGE),
        "application_number": (normal.number(wanted.application_number), NO_NUMBER_MESSAGE),
    }
    faults = [(name, words) for name, (value, words) in normalized.items() if name in given and not value]
    born = wanted.date_of_birth
    if born is not None and not FIRST_BIRTH <= born <= today:
        faults.append(("date_of_birth", NO_DAY_MESSAGE))
    return faults


def _sex(written: str, book: Rulebook) -> str:
    """Return the key of a sex of the list by its key or by its words in any language; empty for another."""
    wanted = normal.code(written)
    languages = book.pack.identity.languages
    for key, words in book.edition.search.sexes.items():
        if wanted in {normal.code(one) for one in (key, *(words.in_language(code) for code in languages))}:
            return key
    return ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do where nobody can be asked from here."""

    key: str
    method: str
    text: str


def next_steps(marketplace: str, *, language: str, at: datetime) -> list[NextStep]:
    """Return the next steps for a client who is not found or can't be asked: the same for both.

    Raises:
        NotThere: the marketplace offers no case access.
    """
    book = rulebook(marketplace, at=at)
    return [
        NextStep(
            one.key,
            one.method.value,
            render_words(book.pack, one.text, language=language, audience=Audience.HELPER),
        )
        for one in book.edition.no_route
    ]
