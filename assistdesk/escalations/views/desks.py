"""What the pages of one marketplace start from: its pack, the moment, the day and the types of today."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from assistdesk.escalations import queries
from assistdesk.escalations.queries import TypeRow
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import EscalationsEdition, Pack
from assistdesk.shared.refusals import NotThere

INVALID = 422
FORBIDDEN = 403
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Desk:
    """A marketplace as one request meets it."""

    pack: Pack
    actor: Actor
    language: str
    at: datetime
    today: date

    @classmethod
    def of(cls, request: ActorRequest, marketplace: str) -> "Desk":
        """Return the desk of a marketplace that the actor belongs to.

        Raises:
            NotThere: the actor belongs to another one, or there is none of that name.
        """
        if not request.actor.serves(marketplace):
            raise NotThere
        pack = policy.running(marketplace)
        at = clock.now()
        return cls(pack, request.actor, language(), at, queries.local_day(pack, at=at))

    @property
    def marketplace(self) -> str:
        """The marketplace's key."""
        return self.pack.marketplace

    @property
    def edition(self) -> EscalationsEdition:
        """The escalation types in force today."""
        return self.pack.escalations_on(self.today)

    def types(self) -> list[TypeRow]:
        """Return the types that the actor may file today."""
        return queries.types_of(self.pack, actor=self.actor, on=self.today, language=self.language)


def language() -> str:
    """Return the language of the page."""
    return get_language() or "en"
