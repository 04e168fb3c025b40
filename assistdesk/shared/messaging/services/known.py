"""What the desk has sent that mails may be about: looked up once for all that are read together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models.functions import Upper

from assistdesk.shared.messaging import addresses, replies
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.values import About, Inbound
from assistdesk.shared.people.models import Account
from assistdesk.shared.policy import queries as policy

_UNREAD = ("body", "findings", "subject", "release_reason", "drop_reason")


@dataclass(frozen=True)
class Known:
    """Messages of ours: `sent` by their ids, and `written` about each thing, the oldest first.

    What only strangers' mails need is looked up when the first of them asks.
    """

    senders: frozenset[str] = field(repr=False)
    sent: Mapping[UUID, Outgoing]
    written: Mapping[About, Sequence[Outgoing]]

    @classmethod
    def to(cls, mails: Sequence[Inbound]) -> "Known":
        """Return what there is about all that the mails name, by two questions however many they are."""
        ids = {one for mail in mails for one in named_messages(mail)}
        rows = Outgoing.objects.defer(*_UNREAD)
        sent = rows.in_bulk(list(ids)) if ids else {}
        things = {one for mail in mails for one in named_things(mail)}
        things |= {About(row.about_kind, row.about_id) for row in sent.values()}
        written: dict[About, list[Outgoing]] = defaultdict(list)
        kinds, thing_ids = {one.kind for one in things}, {one.id for one in things}
        about = rows.filter(about_kind__in=kinds, about_id__in=thing_ids) if things else rows.none()
        for row in about.order_by("queued_at", "id"):
            written[About(row.about_kind, row.about_id)].append(row)
        senders = frozenset(mail.sender.upper() for mail in mails if mail.sender)
        return cls(senders, sent, dict(written))

    def about(self, thing: About) -> Sequence[Outgoing]:
        """Return what we wrote about a thing, the oldest first; empty where that is nothing."""
        return self.written.get(thing, ())

    @cached_property
    def running(self) -> tuple[str, ...]:
        """The marketplaces that run here."""
        return tuple(pack.marketplace for pack in policy.marketplaces())

    def homes(self, sender: str) -> frozenset[str]:
        """Return the marketplaces of those who may sign in with this mail address; empty where nobody may."""
        return frozenset(self._homes.get(sender.upper(), ()))

    @cached_property
    def _homes(self) -> dict[str, set[str]]:
        accounts = Account.objects.annotate(upper=Upper("email"))
        found: dict[str, set[str]] = defaultdict(set)
        rows = accounts.filter(upper__in=self.senders, is_active=True)
        for sender, marketplace in rows.values_list("upper", "marketplace"):
            found[sender].add(marketplace)
        return dict(found)


def named_things(inbound: Inbound) -> Iterator[About]:
    """Yield the things whose signed addresses a mail was sent to."""
    for address in inbound.to:
        found = addresses.thing_of_reply_address(bare(address), kinds=replies.kinds())
        if found is not None:
            yield About(*found)


def named_messages(inbound: Inbound) -> Iterator[UUID]:
    """Yield the ids of our messages that a mail names, by its addresses or its headers."""
    for address in inbound.to:
        outgoing_id = addresses.outgoing_of_bounce_address(bare(address))
        if outgoing_id is not None:
            yield outgoing_id
    reported = inbound.receipt.message_ids if inbound.receipt else ""
    yield from addresses.outgoing_ids(reported, inbound.in_reply_to, inbound.references)


def bare(written: str) -> str:
    """Return the bare address of `Name <address>`, in lower case."""
    inside = written.rpartition("<")[2].partition(">")[0]
    return inside.strip().lower()
