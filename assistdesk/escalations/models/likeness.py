"""Which open incidents are about the same as one that is about to be filed."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, models

from assistdesk.escalations.models.incidents import Incident, IncidentConsumer, IncidentQuerySet
from assistdesk.escalations.rules.duplicates import OpenOne, open_ones
from assistdesk.shared.people.actors import Actor

MOST_BY_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Likeness:
    """What makes an incident the same issue as another of its type: one consumer, or one ticket.

    `person_ids` are those of the actor's own clients; `identifying` are the values of the fields that the
    pack says identify an issue, none of them empty.
    """

    marketplace: str
    type: str
    person_ids: tuple[str, ...]
    identifying: Mapping[str, str] = field(default_factory=dict, repr=False)


def open_like(likeness: Likeness, *, actor: Actor) -> list[OpenOne]:
    """Return the open incidents about the same, as far as `actor` may know of them; at most three queries.

    By a consumer they are found whoever filed them; by what a field says, only those that the actor may see,
    so that nobody learns of others' incidents by guessing numbers, and the oldest of them.
    """
    links = list(
        IncidentConsumer.objects.open_like(
            marketplace=likeness.marketplace, kind=likeness.type, person_ids=list(likeness.person_ids)
        )
        .select_related("incident__merged_into", "person")
        .order_by("incident__opened_at", "incident_id", "place")
    )
    visible = Incident.objects.visible_to(actor)
    ids = {one.id for link in links for one in (link.incident, _head(link))}
    seen_ids = set(visible.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    seen_links = [link for link in links if seen_ids & {link.incident_id, _head(link).id}]
    unseen = [
        (link.person.person_id, _answer_due_at(_head(link))) for link in links if link not in seen_links
    ]
    by_fields = [one for one in _by_fields(likeness, visible) if one.pk not in seen_ids]
    return open_ones([*_seen(seen_links), *(_shown(one, ()) for one in by_fields)], unseen)


def one_at_a_time(likeness: Likeness, *, submission: str) -> None:
    """Let whoever files on the same issue, or sends the same submission, wait until this transaction ends.

    What they say need not be checked yet: it is only hashed.
    """
    issue = f"escalations.issue {likeness.marketplace} {likeness.type}"
    names = [f"{issue} person {one}" for one in likeness.person_ids]
    names += [f"{issue} {key} {value.casefold()}" for key, value in likeness.identifying.items()]
    locks = sorted({_lock(name) for name in [*names, f"escalations.submit {submission}"]})
    with connection.cursor() as cursor:  # in one order for everybody, so that nobody waits in a circle
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [locks])


def _lock(name: str) -> int:
    """Return the number that stands for a name among the database's locks."""
    digest = hashlib.sha256(name.encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:8], signed=True)


def _by_fields(likeness: Likeness, visible: IncidentQuerySet) -> Iterable[Incident]:
    if not likeness.identifying:
        return ()
    same = models.Q()
    for key, value in likeness.identifying.items():
        same |= models.Q(**{f"fields__{key}__iexact": value})
    alike = visible.open().filter(same, marketplace=likeness.marketplace, type=likeness.type)
    return alike.order_by("opened_at", "id")[:MOST_BY_FIELDS]


def _head(link: IncidentConsumer) -> Incident:
    return link.incident.merged_into or link.incident


def _seen(links: list[IncidentConsumer]) -> Iterable[OpenOne]:
    persons: dict[UUID, dict[str, None]] = {}
    for link in links:
        persons.setdefault(_head(link).id, {})[link.person.person_id] = None
    heads = {_head(link).id: _head(link) for link in links}
    return [_shown(head, tuple(persons[pk])) for pk, head in heads.items()]


def _shown(incident: Incident, person_ids: tuple[str, ...]) -> OpenOne:
    return OpenOne(incident.number, incident.state, _answer_due_at(incident), person_ids, incident.version)


def _answer_due_at(incident: Incident) -> datetime | None:
    return incident.reply_due_at if incident.replied_at is None else None
