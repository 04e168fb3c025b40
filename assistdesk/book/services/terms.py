"""What a marketplace's pack lets people choose, as the rules know it."""

from datetime import date, datetime

from assistdesk.book.rules.days import Days, days_of
from assistdesk.book.rules.plans import PlanTerms
from assistdesk.book.rules.prospects import ProspectTerms
from assistdesk.book.rules.writing import Choice, called
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack, PartName
from assistdesk.shared.policy.schema.directory import PlanType
from assistdesk.shared.refusals import NotThere

PLAIN_SEXES = ("female", "male")
"""What can be chosen where a pack has no list of its own."""


def pack_of(actor: Actor, *, marketplace: str | None) -> Pack:
    """Return the running pack of the actor's marketplace.

    Raises:
        NotThere: they have none, or `marketplace` is another one.
    """
    if actor.marketplace is None or marketplace not in (None, actor.marketplace):
        raise NotThere
    return policy.running(actor.marketplace)


def days(pack: Pack, *, at: datetime) -> Days:
    """Return what a moment means in the pack's zone."""
    return days_of(at, zone=pack.identity.zone)


def prospect_terms(pack: Pack, *, today: date) -> ProspectTerms:
    """Return what can be chosen for a prospect."""
    sexes = tuple(Choice(key, _called(key, *words)) for key, words in sexes_of(pack, today=today).items())
    languages = tuple(Choice(code, _called(code)) for code in pack.identity.languages)
    return ProspectTerms(sexes, languages, today)


def sexes_of(pack: Pack, *, today: date) -> dict[str, tuple[str, ...]]:
    """Return the sexes by key, each with its words in the pack's languages, where it has some."""
    if not pack.has(PartName.CONSENT):
        return dict.fromkeys(PLAIN_SEXES, ())
    listed = pack.consent_on(today).search.sexes
    return {
        key: tuple(words.in_language(code) for code in pack.identity.languages)
        for key, words in listed.items()
    }


def plan_terms(pack: Pack) -> PlanTerms:
    """Return what can be chosen for a plan."""
    issuers = tuple(
        Choice(key, _called(key, one.name, *([one.heading] if one.heading else []), *one.also_called))
        for key, one in pack.directory.issuers.items()
    )
    return PlanTerms(issuers, tuple(Choice(one.value, _called(one.value)) for one in PlanType))


def _called(*names: str) -> frozenset[str]:
    return frozenset(called(name) for name in names)
