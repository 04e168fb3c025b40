"""Filing an incident: checked, numbered, routed, timed, acknowledged; once, however often it is sent."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from assistdesk.escalations import rules
from assistdesk.escalations.models import Incident, IncidentClock, IncidentConsumer, Likeness, one_at_a_time
from assistdesk.escalations.refusals import FormSentBefore, NotAuthorizedToEscalate
from assistdesk.escalations.services import (
    clocks,
    duplicates,
    history,
    mails,
    numbers,
    promises,
    search_entries,
)
from assistdesk.escalations.services.values import NewEscalation, Submitted
from assistdesk.escalations.states import ABOUT_INCIDENT, INCIDENT
from assistdesk.shared import transactions
from assistdesk.shared.files import steps as files
from assistdesk.shared.people import access
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Person
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.business_time import clock_of
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, EscalationsEdition, EscalationType, Pack
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere


@dataclass(frozen=True, slots=True)
class _Checked:
    """A submission that may become an incident, and what it is decided under."""

    new: NewEscalation
    account: Account
    pack: Pack
    edition: EscalationsEdition
    type: EscalationType
    persons: list[Person]


@transaction.atomic(durable=True)
def submit(new: NewEscalation, *, actor: Actor, at: datetime) -> Submitted:
    """File an incident and return its number; the same submission sent again returns the same incident.

    Raises:
        NotThere: the marketplace is not the actor's, or a consumer or file is not.
        NotAuthorizedToEscalate: the helper's authorization is not in force today.
        InvalidInput: with every field that needs another look.
        DuplicateIncident: an open incident is about the same, and no reason was given to open another.
        FormSentBefore: the submission key made an incident with other content.
    """
    return file(new, helper=actor, actor=actor, at=at)


def file(new: NewEscalation, *, helper: Actor, actor: Actor, at: datetime) -> Submitted:
    """File an incident of `helper` inside the caller's transaction; `actor` writes it down.

    What may be filed, and about whom, follows from the helper alone.

    Raises:
        NoTransaction: the caller holds no transaction open.
        NotThere, NotAuthorizedToEscalate, InvalidInput, FormSentBefore: as `submit` does.
    """
    transactions.required()
    if helper.account_id is None or not helper.serves(new.marketplace):
        raise NotThere
    pack = policy.running(new.marketplace)
    edition = pack.escalations_on(promises.local_day(pack, at=at))
    likeness = _likeness(new, kind=edition.types.get(new.type))
    one_at_a_time(likeness, submission=f"{helper.account_id} {new.submission_key}")
    before = Incident.objects.filter(filed_by_id=helper.account_id, submission_key=new.submission_key).first()
    if before is not None:
        return _again(before, new)
    checked = _checked(new, pack=pack, account_id=helper.account_id, helper=helper, at=at)
    reason = duplicates.reason_to_keep(
        likeness,
        reason=new.duplicate_reason,
        pack=checked.pack,
        edition=checked.edition,
        actor=actor,
    )
    incident = _made(checked, duplicate_reason=reason, helper=helper, actor=actor, at=at)
    files.link(list(new.attachments), subject_kind=ABOUT_INCIDENT, subject_id=incident.id, actor=actor, at=at)
    under = mails.decided(incident, persons=checked.persons)
    mails.acknowledge(incident, under, actor=actor, at=at)
    mails.notify_team(incident, under, actor=actor, at=at)
    search_entries.write([incident])
    history.opened(incident, at=at)
    return _answer(incident, under, is_new=True)


def _checked(new: NewEscalation, *, pack: Pack, account_id: UUID, helper: Actor, at: datetime) -> _Checked:
    today = promises.local_day(pack, at=at)
    edition = pack.escalations_on(today)
    account = _authorized(pack, edition, account_id=account_id, helper=helper, today=today)
    kind = edition.types.get(new.type)
    if kind is None or helper.role.value not in kind.filed_by:
        wrong = FieldError("type", "Choose one of the types offered.")
        described = rules.text_errors(new.description, field="description", longest=rules.LONGEST_TEXT)
        raise InvalidInput([wrong, *described])
    content = rules.Content(
        description=new.description,
        fields=new.fields,
        consumers=new.consumers,
        attachments_count=len(set(new.attachments)),
        checked=new.checked,
        duplicate_reason=new.duplicate_reason,
    )
    rules.check_content(content, needs=_needs(pack, kind, today=today))
    person_ids = list(dict.fromkeys(new.consumers))
    persons = access.require(helper, person_ids=person_ids, at=at)
    return _Checked(new, account, pack, edition, kind, persons)


def _authorized(
    pack: Pack, edition: EscalationsEdition, *, account_id: UUID, helper: Actor, today: date
) -> Account:
    """Return the helper's account, where the helper may file today."""
    known = people.helper_of(helper)
    verdict = rules.eligibility(
        is_needed=edition.eligibility.needs_authorization,
        authorized_until=known.authorized_until if known else None,
        on=today,
    )
    if verdict is rules.Eligibility.ELIGIBLE:
        return known.account if known else people.account_by_id(account_id)
    language = mails.spoken(pack, get_language() or helper.language)
    write_to = pack.contact(edition.eligibility.write_to, audience=Audience.HELPER)
    lapsed = render_words(pack, edition.eligibility.lapsed, language=language, audience=Audience.HELPER)
    raise NotAuthorizedToEscalate(
        lapsed=lapsed, write_to=write_to.email or write_to.name.in_language(language)
    )


def _needs(pack: Pack, kind: EscalationType, *, today: date) -> rules.Needs:
    return rules.Needs(
        fields=tuple(
            rules.FieldNeed(one.key, one.required, frozenset(choice.key for choice in one.choices))
            for one in kind.fields
        ),
        consumers=rules.Bounds(kind.consumers.min, kind.consumers.max),
        attachments=rules.Bounds(kind.attachments.min, kind.attachments.max),
        materials=frozenset(key for key, _ in pack.guide_on(today).materials_of(kind.entry)),
    )


def _likeness(new: NewEscalation, *, kind: EscalationType | None) -> Likeness:
    """Return what makes a submission the same issue as another, before anything in it was checked."""
    identifying = {
        one.key: new.fields[one.key]
        for one in (kind.fields if kind else ())
        if one.identifies and not rules.is_blank(new.fields.get(one.key, ""))
    }
    return Likeness(new.marketplace, new.type, tuple(dict.fromkeys(new.consumers)), identifying)


def _made(checked: _Checked, *, duplicate_reason: str, helper: Actor, actor: Actor, at: datetime) -> Incident:
    new, kind, edition = checked.new, checked.type, checked.edition
    fields = {key: value for key, value in new.fields.items() if not rules.is_blank(value)}
    running, on = numbers.next_number(
        new.marketplace, first=edition.incident_numbers.first, today=_number_day(checked, at=at)
    )
    clock = clock_of(kind.clock)
    incident = Incident(
        marketplace=new.marketplace,
        number=rules.incident_number(on=on, running=running),
        running=running,
        type=new.type,
        edition=edition.edition,
        pack_digest=checked.pack.digest,
        team=new.team or kind.team_for(fields),
        state=INCIDENT.start.value,
        filed_by=checked.account,
        agency_id=helper.agency_id,
        description=new.description,
        fields=fields,
        checked=list(dict.fromkeys(new.checked)),
        urgent=kind.urgent,
        clock_kind=clock.kind.value,
        clock_amount=clock.amount,
        opened_at=at,
        changed_at=at,
        submission_key=new.submission_key,
        submission_digest=_digest(new),
        duplicate_reason=duplicate_reason,
    )
    started = clocks.opened(incident, pack=checked.pack, at=at)
    incident.save(force_insert=True)
    IncidentClock.objects.bulk_create(started)
    _link(incident, checked.persons)
    history.record(incident, "submit", from_state=None, actor=actor, at=at, reason=duplicate_reason)
    return incident


def _link(incident: Incident, persons: list[Person]) -> None:
    IncidentConsumer.objects.bulk_create(
        IncidentConsumer(incident=incident, person=person, place=place)
        for place, person in enumerate(persons)
    )


def _number_day(checked: _Checked, *, at: datetime) -> date:
    return promises.day_in(checked.edition.incident_numbers.zone, at=at)


def _digest(new: NewEscalation) -> str:
    content = [
        new.marketplace, new.type, new.description, sorted(new.fields.items()), list(new.consumers),
        [str(one) for one in new.attachments], sorted(new.checked),
        *([new.duplicate_reason] if new.duplicate_reason else []),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _again(before: Incident, new: NewEscalation) -> Submitted:
    if before.submission_digest != _digest(new):
        raise FormSentBefore(incident_number=before.number)
    return _answer(before, mails.decided(before), is_new=False)


def _answer(incident: Incident, under: mails.Decided, *, is_new: bool) -> Submitted:
    return Submitted(
        number=incident.number,
        marketplace=incident.marketplace,
        type=incident.type,
        state=incident.state,
        team=incident.team,
        person_id=under.person_id,
        reply_due_at=incident.reply_due_at,
        zone=under.pack.identity.zone,
        is_new=is_new,
    )
