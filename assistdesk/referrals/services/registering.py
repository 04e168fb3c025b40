"""Taking part in on-demand referrals, in three steps or at once, and coming back in one."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assistdesk.referrals.models import Registration
from assistdesk.referrals.refusals import NotRegistered
from assistdesk.referrals.services import availability, contacts, taking_part
from assistdesk.referrals.services.availability import Availability
from assistdesk.referrals.services.contacts import Contacts
from assistdesk.referrals.services.participants import Participant, locked, participant
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput

AGREE_MESSAGE = "Agree to the terms to take part."
NO_ADDRESS_MESSAGE = "Confirm an e-mail address or a phone number first."


@dataclass(frozen=True, slots=True)
class WholeRegistration:
    """Everything at once, as a program sends it."""

    has_agreed: bool
    contacts: Contacts
    availability: Availability
    is_paused: bool


@transaction.atomic(durable=True)
def agree(*, has_agreed: bool, actor: Actor, marketplace: str, at: datetime) -> None:
    """Keep that the helper agrees to the terms in force: the first step.

    Raises:
        NotAbleToHelp: a criterion is not met; it says which.
        InvalidInput: the helper did not agree.
    """
    helper = participant(actor, marketplace=marketplace, at=at)
    helper.check_criteria()
    if not has_agreed:
        raise InvalidInput([FieldError("agree", AGREE_MESSAGE)])
    _agree(helper, actor=actor, at=at)


@transaction.atomic(durable=True)
def finish(given: Availability, *, actor: Actor, marketplace: str, at: datetime) -> None:
    """Keep hours and availability, and register the helper: the last step.

    Raises:
        NotRegistered: the helper has not agreed yet.
        NotAbleToHelp: a criterion is not met; it says which.
        InvalidInput: a field can't be used, or no address is confirmed.
    """
    helper = participant(actor, marketplace=marketplace, at=at)
    helper.check_criteria()
    registration = locked(helper)
    if not taking_part.reachable(registration):
        raise InvalidInput([FieldError("contact", NO_ADDRESS_MESSAGE)])
    availability.put(given, registration, helper)
    taking_part.settle(registration, helper, actor=actor, at=at, again=True)


@transaction.atomic(durable=True)
def register(whole: WholeRegistration, *, actor: Actor, marketplace: str, at: datetime) -> None:
    """Register with everything at once, or change it. Addresses that need a code are used after it.

    Until at least one address is confirmed the registration stays started.

    Raises:
        NotAbleToHelp: a criterion is not met; it says which.
        InvalidInput: a field can't be used, or somebody who doesn't take part yet did not agree.
        TooManyCodes: too many codes were sent within the hour.
    """
    helper = participant(actor, marketplace=marketplace, at=at)
    helper.check_criteria()
    registration = Registration.objects.select_for_update().filter(pk=helper.account.id).first()
    is_in = registration is not None and registration.status == RegistrationStatus.REGISTERED
    if not is_in and not whole.has_agreed:
        raise InvalidInput([FieldError("agree", AGREE_MESSAGE)])
    if registration is None or not is_in:
        registration = _agree(helper, actor=actor, at=at)
    registration.is_paused = whole.is_paused
    availability.put(whole.availability, registration, helper)
    contacts.put(whole.contacts, registration, helper, actor=actor, at=at)
    audit.record(action="referrals.availability.saved", subject=registration.pk, actor=actor, at=at)


@transaction.atomic(durable=True)
def register_again(*, actor: Actor, marketplace: str, at: datetime) -> None:
    """Take part again with all as it was, after misses or after leaving.

    Raises:
        NotRegistered: the helper never finished registering.
        NotAbleToHelp: a criterion is not met; it says which.
        InvalidInput: no address is confirmed any more.
    """
    helper = participant(actor, marketplace=marketplace, at=at)
    helper.check_criteria()
    registration = locked(helper)
    if registration.status == RegistrationStatus.REGISTERED:
        return
    if registration.status == RegistrationStatus.STARTED:
        raise NotRegistered
    if not taking_part.reachable(registration):
        raise InvalidInput([FieldError("contact", NO_ADDRESS_MESSAGE)])
    registration = _agree(helper, actor=actor, at=at)
    taking_part.settle(registration, helper, actor=actor, at=at, again=True)


def _agree(helper: Participant, *, actor: Actor, at: datetime) -> Registration:
    """Write down the agreement, and return the registration, locked; made where there is none."""
    terms = helper.edition.registration
    made, _ = Registration.objects.get_or_create(
        account=helper.account,
        defaults={
            "marketplace": helper.pack.marketplace,
            "status": RegistrationStatus.STARTED.value,
            "registered_at": at,
            "agreed_at": at,
            "agreement_version": terms.agreement_version,
            "channels": [channel.value for channel in helper.edition.offers.channels],
            "languages": [helper.pack.identity.language],
            "programs": helper.programs,
            "zone": helper.pack.identity.zone,
            "zip_code": helper.known.zip_code if helper.known else "",
            "most_open": terms.default_most_open,
        },
    )
    registration = Registration.objects.select_for_update().get(pk=made.pk)
    registration.agreed_at, registration.agreement_version = at, terms.agreement_version
    if registration.status != RegistrationStatus.REGISTERED:
        registration.status = RegistrationStatus.STARTED.value
    registration.save(update_fields=["agreed_at", "agreement_version", "status"])
    facts: dict[str, object] = {"version": terms.agreement_version}
    audit.record(action="referrals.terms.agreed", subject=registration.pk, actor=actor, at=at, facts=facts)
    return registration
