"""What is decided under: a marketplace's pack and its edition of case access, and who may act by it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.refusals import NotAbleToAsk
from assistdesk.consent.rules.asking import AskingPolicy
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Helper
from assistdesk.shared.people.rules import is_able
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import ConsentEdition, Pack
from assistdesk.shared.policy.schema.consent import Method
from assistdesk.shared.refusals import NotAuthorized, NotThere


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The running pack and the edition of case access."""

    pack: Pack
    edition: ConsentEdition

    def language(self, wanted: str) -> str:
        """Return the language to speak in: the wanted one where the pack speaks it, else its first."""
        known = self.pack.identity.languages
        return wanted if wanted in known else self.pack.identity.language

    def day(self, at: datetime) -> date:
        """Return the day of a moment in the marketplace's zone."""
        return at.astimezone(ZoneInfo(self.pack.identity.zone)).date()

    @property
    def asking(self) -> AskingPolicy:
        """What the edition says on asking, as the rules know it."""
        requests, verbal = self.edition.requests, self.edition.verbal
        return AskingPolicy(
            most_requests=requests.most_requests,
            window=requests.request_window,
            daily_cap=requests.client_daily_cap,
            counts_when_left=requests.counts_when_left,
            is_electronic_offered=Method.ELECTRONIC in requests.methods,
            is_verbal_offered=Method.VERBAL in requests.methods,
            never_spoken_after=frozenset(one.value for one in verbal.never_after),
        )


def rulebook(marketplace: str, *, at: datetime) -> Rulebook:
    """Return what a request of `at` is decided under.

    Raises:
        NotThere: the marketplace offers no case access.
    """
    pack = policy.running(marketplace)
    if not pack.consent:
        raise NotThere
    return Rulebook(pack, pack.consent_on(at.astimezone(ZoneInfo(pack.identity.zone)).date()))


def rulebook_of(request: ConsentRequest) -> Rulebook:
    """Return what a request is decided under: its own edition, or its day's where the pack lost that."""
    pack = policy.running(request.marketplace)
    for edition in pack.consent:
        if edition.edition == request.edition:
            return Rulebook(pack, edition)
    return rulebook(request.marketplace, at=request.started_at)


def able_helper(actor: Actor, book: Rulebook, *, at: datetime) -> Helper:
    """Return what is known of a helper who may ask for consent at `at`.

    Raises:
        NotThere: the actor belongs to another marketplace.
        NotAuthorized: people of their role ask for no consent there.
        NotAbleToAsk: their authorization or license is not in force on that day.
    """
    if not actor.serves(book.pack.marketplace):
        raise NotThere
    if actor.role not in {one.value for one in book.edition.association.helper_roles}:
        raise NotAuthorized
    helper = people.helper_of(actor)
    if helper is None or not is_able(helper.credentials, on=book.day(at)):
        raise NotAbleToAsk
    return helper


def staff_rulebook(actor: Actor, marketplace: str, *, at: datetime) -> Rulebook:
    """Return what staff record an association under.

    Raises:
        NotThere: the actor belongs to another marketplace, or it offers no case access.
        NotAuthorized: people of the actor's role record none there.
    """
    if not actor.serves(marketplace):
        raise NotThere
    book = rulebook(marketplace, at=at)
    if actor.role not in {one.value for one in book.edition.staff.record_roles}:
        raise NotAuthorized
    return book
