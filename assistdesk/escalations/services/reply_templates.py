"""Reply templates that a team's lead writes, in every language of the marketplace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from assistdesk.escalations import rules
from assistdesk.escalations.models import ReplyTemplate
from assistdesk.escalations.models.desk import NAME_LENGTH
from assistdesk.escalations.refusals import NotYourTeam
from assistdesk.escalations.rules import filling
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

MOST = 100


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A template to keep, by language; with `id`, in the place of the one that is there."""

    marketplace: str
    team: str
    names: Mapping[str, str]
    texts: Mapping[str, str] = field(repr=False)
    id: UUID | None


@transaction.atomic(durable=True)
def save_template(new: NewTemplate, *, actor: Actor, at: datetime) -> UUID:
    """Keep a reply template for a team, and return its id.

    Raises:
        NotYourTeam: the actor doesn't lead that team.
        NotThere: there is no template of that id in the team.
        InvalidInput: a name or a text is missing in a language, or names what can't be filled in.
    """
    account_id = _leader(actor, marketplace=new.marketplace, team=new.team)
    languages = policy.running(new.marketplace).identity.languages
    errors = [error for language in languages for error in _errors(new, language)]
    if errors:
        raise InvalidInput(errors)
    own = ReplyTemplate.objects.filter(marketplace=new.marketplace, team=new.team)
    row = ReplyTemplate(id=uuid4(), marketplace=new.marketplace, team=new.team)
    if new.id is not None:
        row = own.select_for_update().filter(pk=new.id).first() or _missing()
    elif own.count() >= MOST:
        raise InvalidInput([FieldError("template", "Delete one of the team's templates first.")])
    row.names = {language: new.names[language] for language in languages}
    row.texts = {language: new.texts[language] for language in languages}
    row.made_by_id, row.changed_at = account_id, at
    row.save()
    audit.record(action="escalations.template.saved", subject=row.id, actor=actor, at=at)
    return row.id


@transaction.atomic(durable=True)
def delete_template(template_id: UUID, *, marketplace: str, team: str, actor: Actor, at: datetime) -> None:
    """Forget a reply template of a team.

    Raises:
        NotYourTeam: the actor doesn't lead that team.
        NotThere: there is no template of that id in the team.
    """
    _leader(actor, marketplace=marketplace, team=team)
    own = ReplyTemplate.objects.filter(marketplace=marketplace, team=team, pk=template_id)
    if not own.delete()[0]:
        raise NotThere
    audit.record(action="escalations.template.deleted", subject=template_id, actor=actor, at=at)


def _leader(actor: Actor, *, marketplace: str, team: str) -> UUID:
    """Return the account of an actor who leads the team."""
    leads = actor.may(Permission.LEAD_TEAM) and actor.serves(marketplace) and team in actor.teams
    if not leads or actor.account_id is None:
        raise NotYourTeam
    return actor.account_id


def _errors(new: NewTemplate, language: str) -> list[FieldError]:
    name, text = f"name_{language}", f"text_{language}"
    errors = rules.text_errors(new.names.get(language, ""), field=name, longest=NAME_LENGTH)
    errors += rules.text_errors(new.texts.get(language, ""), field=text, longest=rules.LONGEST_TEXT)
    strange = filling.unknown(new.texts.get(language, ""))
    if strange:
        facts = (("known", ", ".join("{" + one + "}" for one in filling.PLACEHOLDERS)),)
        errors.append(FieldError(text, "Only these can be filled in: %(known)s.", facts))
    return errors


def _missing() -> ReplyTemplate:
    raise NotThere
