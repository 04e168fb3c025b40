"""An association that staff record: made on a call with client and helper, or on a paper form."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.consent.models import Association, Search
from assistdesk.consent.refusals import AlreadyAssociated
from assistdesk.consent.rules import verifier
from assistdesk.consent.services import asking, associating, history, notices, staff_notices, texts
from assistdesk.consent.services.adding import helper_named
from assistdesk.consent.services.associating import Beginning
from assistdesk.consent.services.rulebook import Rulebook, staff_rulebook
from assistdesk.consent.services.searching import AN_HOUR, MISSING_MESSAGE, Wanted, checked
from assistdesk.consent.services.texts import ReadAloud
from assistdesk.consent.states import Result, Step
from assistdesk.shared import limits
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people import access, identities
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Helper, Person
from assistdesk.shared.people.rules import is_able
from assistdesk.shared.policy.schema.consent import StaffMethod
from assistdesk.shared.refusals import FieldError, InvalidInput

NOT_ABLE_MESSAGE = (
    "This helper's authorization or license is not in force. Nobody can be associated with them."
)
ALL_AGREED_MESSAGE = "Confirm every point of the list, or record nothing."
WHEN_MESSAGE = "Give a moment that has passed, and not longer ago than may be recorded."
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Heard:
    """What staff heard on a call or have on paper.

    The helper is named by producer number or e-mail address. `happened_at` is when the call was or the form
    was signed, `caller` who was on the line or handed the form in, `reference` the call's number or where the
    form is kept, `agreed` the keys of what was confirmed.
    """

    method: StaffMethod
    happened_at: datetime
    npn: str = ""
    email: str = field(default="", repr=False)
    caller: str = field(default="", repr=False)
    reference: str = field(default="", repr=False)
    agreed: Collection[str] = ()
    from_on_demand: bool = False


@dataclass(frozen=True, slots=True)
class RecordedAssociation:
    """What was recorded. `is_told`: a message to the client is on its way."""

    association: Association
    is_told: bool


@dataclass(frozen=True, slots=True)
class ClientFound:
    """A client whom staff found, with what is confirmed for each way, in the client's language."""

    search_id: UUID
    person: Person = field(repr=False)
    case_number: str
    language: str
    texts: dict[StaffMethod, list[ReadAloud]]


def find_client(wanted: Wanted, *, actor: Actor, marketplace: str, at: datetime) -> Search:
    """Search for the client of an association to be recorded; out of reach is no hindrance here.

    Each search counts, as a helper's does.

    Raises:
        NotThere, NotAuthorized: the actor may not record there.
        TooManyRequests: as many as the pack allows were made within the hour.
        InvalidInput: with every field that needs another look.
    """
    book = staff_rulebook(actor, marketplace, at=at)
    most = book.edition.search.searches_per_hour
    limits.hit("consent.search", of=str(actor.account_id), most=most, within=AN_HOUR, at=at)
    known = checked(replace(wanted, attested=True), book, at=at)
    with transaction.atomic(durable=True):
        found = identities.find(known, marketplace=marketplace)
        result = Result.CONSENT_NEEDED if found else Result.NO_MATCH
        assert actor.account_id is not None
        made = Search.objects.create(
            marketplace=marketplace,
            helper_id=actor.account_id,
            at=at,
            result=result.value,
            asked_by=sorted(wanted.given()),
            attested=[],
            edition=book.edition.edition,
            person=found.person if found else None,
            case=found.case if found else None,
        )
        facts: dict[str, object] = {"result": result.value, "asked_by": made.asked_by, "by_staff": True}
        audit.record(action="consent.search.made", subject=made.id, actor=actor, at=at, facts=facts)
    return made


def client_found(search_id: UUID, *, actor: Actor, at: datetime) -> ClientFound:
    """Return whom a search of the actor's found, and what is read aloud or checked.

    Raises:
        RequestNotFound, SearchTooOld: as `asking.own_search`.
        NotThere, NotAuthorized: the actor may not record there.
    """
    search = asking.own_search(search_id, actor=actor, at=at)
    book = staff_rulebook(actor, search.marketplace, at=at)
    assert search.person is not None
    assert search.case is not None
    language = book.language(search.person.language)
    said = {one: texts.staff_acknowledgements(book, one, language) for one in StaffMethod}
    return ClientFound(search.id, search.person, search.case.case_number, language, said)


@transaction.atomic(durable=True)
def record_association(search_id: UUID, heard: Heard, *, actor: Actor, at: datetime) -> RecordedAssociation:
    """Let a helper see a client's case, as the client said on a call or signed on paper; both are told.

    Raises:
        RequestNotFound, SearchTooOld: as `asking.own_search`.
        NotThere, NotAuthorized: the actor may not record there.
        InvalidInput: with every field that needs another look.
        AlreadyAssociated: the helper may see the case already.
    """
    search = asking.own_search(search_id, actor=actor, at=at)
    book = staff_rulebook(actor, search.marketplace, at=at)
    helper = _checked(heard, book, at=at)
    account = helper.account
    assert search.person_id is not None
    person = Person.objects.select_for_update(no_key=True).get(pk=search.person_id)
    if access.has(account.id, person.id, at=at):
        raise AlreadyAssociated
    assert search.case is not None
    new = Beginning(account.id, person.id, search.case, heard.method.value, heard.from_on_demand)
    association = associating.begin(new, book=book, actor=actor, at=at)
    sent = staff_notices.recorded(association, method=heard.method, book=book, at=at)
    staff_notices.recorded_for(association, book=book, at=at)
    facts = _facts(heard, association, helper, book=book, actor=actor)
    facts["search"] = str(search.id)
    facts["messages"] = [{"id": str(one.id), "channel": one.channel} for one in sent]
    history.keep(search.marketplace, Step.CONFIRMED, facts, request=None, grant=association.grant_id, at=at)
    return RecordedAssociation(association, is_told=bool(sent))


def _checked(heard: Heard, book: Rulebook, *, at: datetime) -> Helper:
    """Return the helper who is meant.

    Raises:
        InvalidInput: with every field that needs another look.
    """
    errors = [
        FieldError(name, MISSING_MESSAGE)
        for name, value in (("caller", heard.caller), ("reference", heard.reference))
        if not value.strip()
    ]
    if not at - book.edition.staff.recorded_within < heard.happened_at <= at:
        errors.append(FieldError("happened_at", WHEN_MESSAGE))
    if set(heard.agreed) != {one.key for one in book.edition.staff.acknowledgements[heard.method]}:
        errors.append(FieldError("acknowledgements", ALL_AGREED_MESSAGE))
    account: Account | None = None
    try:
        account = helper_named(book, npn=heard.npn.strip(), email=heard.email.strip())
    except InvalidInput as refusal:
        errors += refusal.errors
    helper = Helper.objects.select_related("account__agency").filter(account=account).first()
    if account is not None and (helper is None or not is_able(helper.credentials, on=book.day(at))):
        errors.append(FieldError("npn" if heard.npn else "email", NOT_ABLE_MESSAGE))
    if errors or helper is None:
        raise InvalidInput(errors)
    return helper


def _facts(
    heard: Heard, association: Association, helper: Helper, *, book: Rulebook, actor: Actor
) -> dict[str, object]:
    """Return what proves who agreed to what, in which way, and who wrote it down."""
    person = association.grant.person
    language = book.language(person.language)
    said = texts.staff_acknowledgements(book, heard.method, language)
    text = "\n".join(one.text for one in said)
    return {
        "method": heard.method.value,
        "grant": str(association.grant_id),
        "helper": str(helper.account_id),
        **notices.who(helper),
        **history.credentials(helper),
        "person": str(person.id),
        "client_name": f"{person.first_name} {person.last_name}",
        "case_number": association.case.case_number,
        "recorded_by": str(actor.account_id),
        "recorded_by_name": actor.name,
        "recorded_by_role": actor.role.value,
        "happened_at": heard.happened_at.isoformat(),
        "caller": heard.caller.strip()[:LONGEST],
        "reference": heard.reference.strip()[:LONGEST],
        "read": [[one.key, one.version] for one in said],
        "edition": book.edition.edition,
        "pack": book.pack.digest,
        "language": language,
        "text": text,
        "text_digest": verifier.digest(text),
        "answer": "accept",
        "from_on_demand": heard.from_on_demand,
    }
