"""What waits for somebody: the content of each role's home, asked of the contexts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistdesk.consent.queries import own as consent
from assistdesk.escalations import queries as escalations
from assistdesk.escalations import rules
from assistdesk.escalations.queries import HotlineCallRow, IncidentRow, ListAsked, TeamSummary
from assistdesk.escalations.queries.board import TeamBoard, own_boards
from assistdesk.escalations.rules import Eligibility
from assistdesk.referrals import queries as referrals
from assistdesk.referrals.queries import QuickUpdates
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.people import delegations
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.delegations import DelegationRow
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack, PartName, Words
from assistdesk.site.dashboard import Dashboard, dashboard_of

SHOWN = 5


@dataclass(frozen=True, slots=True)
class MailWaiting:
    """How much mail waits for a person in a marketplace; `held` None where the actor decides on none.

    `strays`: how much of which nobody knows whose it is, for who serves every marketplace.
    """

    marketplace: str
    name: Words
    mails: int
    held: int | None
    strays: int


@dataclass(frozen=True, slots=True)
class Home:
    """What a home shows. `lapsed_words` say so where a helper's authorization is over.

    `takes_calls`: the actor answers helpers' calls; `open_calls` are those that they did not end yet.
    `updates`: on-demand referrals, of who may take them. `acts_for`: the helpers for whom a helper may act.
    `board`: the dashboard, of a helper whose marketplace has one. `own_access`: what the page is
    called on which a client sees who has access; `asks_me`: somebody waits for their answer there.
    """

    packs: list[Pack] = field(default_factory=list)
    incidents: list[IncidentRow] = field(default_factory=list)
    open_count: int = 0
    waiting_count: int = 0
    teams: list[TeamSummary] = field(default_factory=list)
    boards: list[TeamBoard] = field(default_factory=list)
    lapsed_words: Words | None = None
    mail: list[MailWaiting] = field(default_factory=list)
    takes_calls: bool = False
    open_calls: list[HotlineCallRow] = field(default_factory=list)
    updates: QuickUpdates | None = None
    acts_for: list[DelegationRow] = field(default_factory=list)
    board: Dashboard | None = None
    own_access: Words | None = None
    asks_me: bool = False


def home_of(actor: Actor, *, language: str, at: datetime) -> Home:
    """Return what waits for `actor`; a handful of queries, the same however much there is."""
    packs = policy.marketplaces() if actor.marketplace is None else [policy.running(actor.marketplace)]
    if actor.is_helper and packs[0].has(PartName.ESCALATIONS):
        return _helpers_home(actor, packs[0], language=language, at=at)
    if actor.may(Permission.WORK_INCIDENTS):
        return _teams_home(actor, packs, language=language, at=at)
    if actor.may(Permission.OWN_ACCESS):
        return _clients_home(actor, packs[0], at=at)
    return Home(
        packs=packs,
        open_count=escalations.open_count(actor) if actor.is_staff else 0,
        mail=_mail_waiting(actor, packs),
    )


def _clients_home(actor: Actor, pack: Pack, *, at: datetime) -> Home:
    if not pack.has(PartName.CONSENT):
        return Home(packs=[pack])
    edition = pack.consent_on(at.astimezone(ZoneInfo(pack.identity.zone)).date())
    asks_me = consent.is_asked(actor)
    return Home(packs=[pack], own_access=edition.association.tile, asks_me=asks_me)


def _helpers_home(actor: Actor, pack: Pack, *, language: str, at: datetime) -> Home:
    acts_for = delegations.open_to(actor, at=at)
    board = dashboard_of(actor, pack, language=language, at=at) if pack.dashboard else None
    if not actor.may(Permission.SEE_INCIDENTS):
        return Home(packs=[pack], acts_for=acts_for, board=board)
    newest = escalations.incidents(
        actor, ListAsked(status="open"), language=language, cursor=None, limit=SHOWN
    )
    helper = people.helper_of(actor)
    today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    until = helper.authorized_until if helper else None
    eligibility = pack.escalations_on(today).eligibility
    verdict = rules.eligibility(is_needed=eligibility.needs_authorization, authorized_until=until, on=today)
    return Home(
        packs=[pack],
        incidents=newest.items,
        open_count=escalations.open_count(actor),
        waiting_count=escalations.waiting_for_helper_count(actor),
        lapsed_words=None if verdict is Eligibility.ELIGIBLE else eligibility.lapsed,
        updates=_updates(actor, pack, today=today, at=at),
        acts_for=acts_for,
        board=board,
    )


def _updates(actor: Actor, pack: Pack, *, today: date, at: datetime) -> QuickUpdates | None:
    if not (pack.has(PartName.REFERRALS) and actor.may(Permission.TAKE_REFERRALS)):
        return None
    return referrals.quick_updates(actor, edition=pack.referrals_on(today), at=at)


def _teams_home(actor: Actor, packs: list[Pack], *, language: str, at: datetime) -> Home:
    is_at_home = actor.marketplace is not None  # calls are of one marketplace
    takes_calls = is_at_home and actor.may(Permission.ANSWER_HOTLINE) and packs[0].has(PartName.HOTLINE)
    return Home(
        takes_calls=takes_calls,
        open_calls=escalations.open_calls(actor) if takes_calls else [],
        packs=packs,
        teams=escalations.team_summaries(actor, language=language, at=at),
        boards=own_boards(actor, language=language, at=at),
        incidents=escalations.due_first(actor, language=language, limit=SHOWN),
        open_count=escalations.open_count(actor),
        mail=_mail_waiting(actor, packs),
    )


def _mail_waiting(actor: Actor, packs: list[Pack]) -> list[MailWaiting]:
    """Return what waits in each marketplace of somebody who sorts mail."""
    if not actor.may(Permission.SORT_MAIL):
        return []
    found = []
    for pack in packs:
        count = messages.waiting_count(actor, marketplace=pack.marketplace)
        held = count.held if actor.may(Permission.RELEASE_MESSAGES) else None
        found.append(MailWaiting(pack.marketplace, pack.identity.name, count.mails, held, count.strays))
    return found
