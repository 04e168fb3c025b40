"""Which guide somebody reads: the marketplace's, of the edition asked for, in a language, as they may."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistdesk.guide.queries.reading import Reader, guide
from assistdesk.guide.queries.rows import EntryRow, GuideRow
from assistdesk.guide.refusals import NoSuchEdition, NoSuchEntry
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Audience, Pack


@dataclass(frozen=True, slots=True)
class OpenGuide:
    """A guide opened at one edition. `is_in_force` where that is the one of today."""

    pack: Pack
    reader: Reader
    today: date
    edition: str
    is_in_force: bool

    @property
    def shown(self) -> GuideRow:
        """The whole edition, as the reader may read it."""
        return guide(self.reader, self.edition)

    def entry(self, key: str) -> EntryRow:
        """Return one entry.

        Raises:
            NoSuchEntry: this edition has none of that name.
        """
        found = self.shown.entry(key)
        if found is None:
            raise NoSuchEntry
        return found


def open_guide(
    marketplace: str, *, actor: Actor, language: str, at: datetime, edition: str = "", on: date | None = None
) -> OpenGuide:
    """Return the guide of a marketplace: the edition named, else the one in force `on` a day, else today's.

    Raises:
        NoSuchMarketplace: there is none of that name.
        NoSuchEdition: the guide has no edition of that name.
        NoEditionInForce: none was in force on that day.
    """
    pack = policy.running(marketplace)
    today = today_of(pack, at=at)
    if edition:
        found = pack.guide_edition(edition)
        if found is None:
            raise NoSuchEdition
    else:
        found = pack.guide_on(on or today)
    reader = Reader.of(pack, language=language, audience=audience_of(actor, marketplace=marketplace))
    return OpenGuide(pack, reader, today, found.edition, found.covers(today))


def today_of(pack: Pack, *, at: datetime) -> date:
    """Return the day that it is in the marketplace's own zone."""
    return at.astimezone(ZoneInfo(pack.identity.zone)).date()


def audience_of(actor: Actor, *, marketplace: str) -> Audience:
    """Return as whom `actor` reads a guide: its marketplace's own helpers and staff know all contacts."""
    knows = actor.may(Permission.READ_HELPER_CONTACTS) and actor.serves(marketplace)
    return Audience.HELPER if knows else Audience.RESIDENT
