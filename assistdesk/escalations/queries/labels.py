"""The words of an incident's pack: titles of types, teams and materials, as it was decided under."""

from dataclasses import dataclass

from assistdesk.escalations.models import Incident
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import EscalationsEdition, EscalationType, Pack


@dataclass(frozen=True, slots=True)
class Labels:
    """What an incident's keys mean in one language."""

    pack: Pack
    edition: EscalationsEdition
    kind: EscalationType
    language: str

    @property
    def type_title(self) -> str:
        """The title of the incident's type."""
        return self.kind.title.in_language(self.language)

    def team_name(self, key: str) -> str:
        """Return what a team is called."""
        team = self.pack.directory.teams.get(key)
        return team.name.in_language(self.language) if team else key

    def hands_on(self, key: str) -> bool:
        """Tell whether a team hands incidents on to offices outside."""
        team = self.pack.directory.teams.get(key)
        return team is not None and team.hands_on

    def team_public_label(self, key: str) -> str:
        """Return what a team signs its mails as."""
        team = self.pack.directory.teams.get(key)
        return team.public_label.in_language(self.language) if team else key


def labels_of(incident: Incident, *, language: str) -> Labels:
    """Return the words for an incident; no query but for a pack that this process has not read yet."""
    pack = policy.loaded(incident.marketplace, incident.pack_digest)
    edition = next(one for one in pack.escalations if one.edition == incident.edition)
    return Labels(pack, edition, edition.types[incident.type], language)
