"""Steps that fill a template's words from an incident, in the language of the helper who reads them."""

from assistdesk.escalations.models import Incident
from assistdesk.escalations.rules import filling
from assistdesk.escalations.services import mails
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy

_NAME = "helper_name"


def is_for_several(incident: Incident) -> bool:
    """Tell whether an answer goes to other helpers too, whose incidents were merged into this one."""
    return any(other.filed_by_id != incident.filed_by_id for other in incident.merged.all())


def text_for(incident: Incident, text: str, *, actor: Actor) -> str:
    """Return a text with its placeholders filled from an incident whose helper is fetched with it.

    No helper's name is filled in where other helpers get the same words.
    """
    if f"{{{_NAME}}}" in text and is_for_several(incident):
        text = filling.without(text, _NAME)
    pack = policy.loaded(incident.marketplace, incident.pack_digest)
    edition = next(one for one in pack.escalations if one.edition == incident.edition)
    language = mails.spoken(pack, incident.filed_by.language)
    team = pack.directory.teams[incident.team].public_label.in_language(language)
    values = {
        "incident_number": incident.number,
        "type": edition.types[incident.type].title.in_language(language),
        "due": mails.moment(incident.reply_due_at, zone=pack.identity.zone, language=language) or "-",
        _NAME: incident.filed_by.name,
        "team": team,
        "my_name": actor.name,
    }
    return filling.fill(text, values)
