"""Making a client of a prospect: for somebody new alone. Whoever is known is asked through case access."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from assistdesk.book.models import Prospect, Quote
from assistdesk.book.refusals import NotAble, NotOffered
from assistdesk.book.rules import moves
from assistdesk.book.rules.prospects import NEEDED_TO_CONVERT
from assistdesk.book.rules.writing import NEEDED_MESSAGE
from assistdesk.book.services import terms
from assistdesk.book.services.prospects import known_by, locked_prospect
from assistdesk.book.states import PROSPECT, ProspectState
from assistdesk.shared import limits, places
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people import access, identities, newcomers
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.access import Scope
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Person
from assistdesk.shared.people.newcomers import Newcomer
from assistdesk.shared.people.rules import is_able
from assistdesk.shared.policy.schema import ConsentEdition, Pack, PartName
from assistdesk.shared.refusals import FieldError, InvalidInput

AN_HOUR = timedelta(hours=1)
AGREED_MESSAGE = "Attest that this person asked you to act for them."
SEARCHES = "consent.search"
"""The count of searches for a client, of which this is one more: it would tell as much."""


class Outcome(StrEnum):
    """What came of it. `request_access`: the way is Request Case Access; no more is told."""

    CONVERTED = "converted"
    REQUEST_ACCESS = "request_access"


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came of it; `person` is the new client, None where none was made."""

    outcome: Outcome
    person: Person | None


def check_convert(*, actor: Actor, at: datetime) -> None:
    """Count one try as a search for a client, whatever comes of it.

    Raises:
        NotThere, NotOffered, NotAble: the actor can't make clients at all.
        TooManyRequests: as many searches as the pack allows were made within the hour.
    """
    pack = terms.pack_of(actor, marketplace=None)
    edition = _edition(pack, actor=actor, at=at)
    most = edition.search.searches_per_hour
    limits.hit(SEARCHES, of=str(actor.account_id), most=most, within=AN_HOUR, at=at)


@transaction.atomic(durable=True)
def convert_prospect(prospect_id: UUID, *, has_agreed: bool, actor: Actor, at: datetime) -> Conversion:
    """Make a client of a prospect whom nobody here knows: a record, and the actor's access to it.

    Where the identity fits somebody known, nothing changes. Either is written down.

    Raises:
        NotThere: the actor has no such prospect.
        ProspectMoved: it is not a current one.
        NotOffered, NotAble: the actor can't make clients at all.
        InvalidInput: something that has to be known is missing, or `has_agreed` is not attested.
    """
    prospect = locked_prospect(prospect_id, actor=actor)
    moves.check_prospect_moves("convert", state=ProspectState(prospect.state))
    pack = terms.pack_of(actor, marketplace=prospect.marketplace)
    edition = _edition(pack, actor=actor, at=at)
    _check_whole(prospect, has_agreed=has_agreed)
    newcomers.lock(pack.marketplace)
    if identities.is_known(known_by(prospect), marketplace=pack.marketplace):
        _note(Outcome.REQUEST_ACCESS, prospect, actor=actor, at=at)
        return Conversion(Outcome.REQUEST_ACCESS, None)
    person = newcomers.add(_newcomer(prospect, pack), marketplace=pack.marketplace)
    assert actor.account_id is not None
    lasts = edition.association.lasts
    access.grant(
        account_id=actor.account_id,
        person_id=person.id,
        scope=Scope.SEE_CASE,
        ends_at=at + lasts if lasts else None,
        at=at,
    )
    prospect.state = PROSPECT.target("convert").value
    prospect.person, prospect.moved_at = person, at
    prospect.save(update_fields=["state", "person", "moved_at"])
    Quote.objects.of(actor).filter(prospect=prospect).update(person=person)
    _note(Outcome.CONVERTED, prospect, actor=actor, at=at)
    return Conversion(Outcome.CONVERTED, person)


def _note(outcome: Outcome, prospect: Prospect, *, actor: Actor, at: datetime) -> None:
    facts: dict[str, object] = {"outcome": outcome.value, "attested": True}
    if prospect.person_id:
        facts["person"] = str(prospect.person_id)
    action = "book.prospect.converted" if prospect.person_id else "book.prospect.not_converted"
    audit.record(action=action, subject=prospect.id, actor=actor, at=at, facts=facts)


def _edition(pack: Pack, *, actor: Actor, at: datetime) -> ConsentEdition:
    """Return the edition of case access under which clients are made."""
    if not pack.has(PartName.CONSENT):
        raise NotOffered
    day = terms.days(pack, at=at).today
    edition = pack.consent_on(day)
    helper = people.helper_of(actor)
    if actor.role not in {one.value for one in edition.association.helper_roles} or helper is None:
        raise NotAble
    if not is_able(helper.credentials, on=day):
        raise NotAble
    return edition


def _check_whole(prospect: Prospect, *, has_agreed: bool) -> None:
    errors = [FieldError(name, NEEDED_MESSAGE) for name in NEEDED_TO_CONVERT if not getattr(prospect, name)]
    if not has_agreed:
        errors.append(FieldError("has_agreed", AGREED_MESSAGE))
    if errors:
        raise InvalidInput(errors)


def _newcomer(prospect: Prospect, pack: Pack) -> Newcomer:
    assert prospect.date_of_birth is not None  # looked at before
    place = places.of_zip(prospect.zip_code) if prospect.zip_code else None
    return Newcomer(
        first_name=prospect.first_name,
        last_name=prospect.last_name,
        date_of_birth=prospect.date_of_birth,
        sex=prospect.sex,
        language=prospect.language or pack.identity.language,
        email=prospect.email,
        phone=prospect.phone,
        zip_code=prospect.zip_code,
        county=place.county if place else "",
    )
