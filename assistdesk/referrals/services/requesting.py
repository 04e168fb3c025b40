"""Taking a resident's request: checked, promised where that can be kept, and offered at once."""

import hashlib
import json
import secrets
import uuid
from datetime import datetime

from django.db import connection, transaction

from assistdesk.referrals.models import Referral
from assistdesk.referrals.refusals import KeyReused, SeasonClosed
from assistdesk.referrals.rules import asking
from assistdesk.referrals.services import dispatching, history, promising, seasons, tokens
from assistdesk.referrals.services.rulebook import Rulebook, rulebook, rulebook_of
from assistdesk.referrals.services.values import CallWindow, NewRequest, Requested
from assistdesk.referrals.states import REFERRAL, ReferralState
from assistdesk.shared import places
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS_OF_A_REFERENCE = 7


@transaction.atomic(durable=True)
def request(new: NewRequest, *, actor: Actor, at: datetime) -> Requested:
    """Take a request for a call back; the same form sent again gives the same answer.

    With somebody on duty the promise is made and the first helper asked at once; with nobody there the
    answer has no `call_back_by`, and the times that can be chosen instead.

    Raises:
        NotThere: the marketplace takes no requests.
        SeasonClosed: it takes none now.
        KeyReused: the key came with another request.
        InvalidInput: with every field that needs another look.
    """
    book = rulebook(new.marketplace, at=at)
    with connection.cursor() as cursor:
        key = f"referrals.request {new.marketplace} {new.key}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    before = _before(new)
    if before is not None:
        return _answer(before, rulebook_of(before), is_new=False, at=at)
    referral = _made(new, _checked(new, book, at=at), book, at=at)
    referral.save(force_insert=True)
    history.note(referral, "request", actor=actor, at=at)
    dispatching.advance(referral, book, at=at)
    history.save(referral)
    return _answer(referral, book, is_new=True, at=at)


def is_new(new: NewRequest, *, at: datetime) -> bool:
    """Tell whether a request that can be taken is a new one, and not the same form sent again.

    Raises:
        NotThere: the marketplace takes no requests.
        SeasonClosed: it takes none now.
        KeyReused: the key came with another request.
        InvalidInput: with every field that needs another look.
    """
    book = rulebook(new.marketplace, at=at)
    if _before(new) is not None:
        return False
    _checked(new, book, at=at)
    return True


def _before(new: NewRequest) -> Referral | None:
    """Return what the same form made before; nobody learns of it with a key alone."""
    found = Referral.objects.filter(marketplace=new.marketplace, request_key=new.key).first()
    if found is not None and not secrets.compare_digest(found.request_digest, _digest(new)):
        raise KeyReused
    return found


def _checked(new: NewRequest, book: Rulebook, *, at: datetime) -> places.Place:
    """Return where the resident is, of a request that can be taken."""
    if not seasons.is_open(new.marketplace, book, at=at):
        raise SeasonClosed
    spot = _spot(new, book)
    edition, languages = book.edition, book.pack.identity.languages
    helps_with = edition.criteria.programs_by_role
    errors = asking.errors(asking_of(new), form=edition.form, languages=languages, helps_with=helps_with)
    if spot is None:
        field = "zip" if new.zip_code or not new.county else "county"
        errors = [*errors, FieldError(field, "Give a ZIP code or a county of this state that we know.")]
    if errors or spot is None:
        raise InvalidInput(errors)
    return spot


def _made(new: NewRequest, spot: places.Place, book: Rulebook, *, at: datetime) -> Referral:
    return Referral(
        id=uuid.uuid4(),
        marketplace=new.marketplace,
        edition=book.edition.edition,
        reference=_reference(),
        state=REFERRAL.start.value,
        name=new.name.strip(),
        contact_method=new.contact_method,
        contact=asking.contact_of(new.contact, method=new.contact_method),
        zip_code=spot.zip,
        county=spot.county,
        latitude=spot.latitude,
        longitude=spot.longitude,
        language=new.language,
        program=new.program,
        helper_type=new.helper_type,
        aids=list(dict.fromkeys(new.aids)),
        requested_at=at,
        next_look_at=at,
        request_key=new.key,
        request_digest=_digest(new),
    )


def asking_of(new: NewRequest) -> asking.Asked:
    """Return what was typed, as the rules read it."""
    return asking.Asked(
        name=new.name,
        contact_method=new.contact_method,
        contact=new.contact,
        language=new.language,
        program=new.program,
        helper_type=new.helper_type,
        aids=new.aids,
    )


def _spot(new: NewRequest, book: Rulebook) -> places.Place | None:
    """Return where the resident is: by ZIP code where one is given, else the middle of the county."""
    state = book.pack.identity.state
    if new.zip_code.strip():
        found = places.of_zip(new.zip_code)
        return found if found is not None and state in (None, found.state) else None
    return places.of_county(state, new.county) if state and new.county.strip() else None


def _reference() -> str:
    """Return a reference that can be read out and says nothing: 30^7 of them, without lookalikes."""
    return "R-" + "".join(secrets.choice(LETTERS) for _ in range(LETTERS_OF_A_REFERENCE))


def _digest(new: NewRequest) -> str:
    content = [
        new.name, new.contact_method, new.contact, new.zip_code, new.county, new.language, new.program,
        new.helper_type, sorted(new.aids),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _answer(referral: Referral, book: Rulebook, *, is_new: bool, at: datetime) -> Requested:
    waits_for_somebody = referral.state == ReferralState.PENDING.value and referral.round_started_at is None
    windows: tuple[CallWindow, ...] = promising.windows(referral, book, at=at) if waits_for_somebody else ()
    return Requested(
        id=referral.id,
        reference=referral.reference,
        token=tokens.status_token(referral.id),
        call_back_by=referral.call_back_by,
        windows=windows,
        is_new=is_new,
    )
