"""Excerpts: what of an incident's words shows best that it holds what was looked for."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Window
from django.db.models.functions import RowNumber, Substr

from assistdesk.escalations.models import Incident, Post
from assistdesk.escalations.queries import finding
from assistdesk.escalations.queries.rows import IncidentRow, row_of
from assistdesk.escalations.rules.finding import Term, excerpt
from assistdesk.escalations.states import STAFF_ONLY, WORDS_FOR_STAFF
from assistdesk.shared.people.actors import Actor

_LONGEST_TEXT = 4_000  # characters of one message that an excerpt is taken from
_MOST_TEXTS = 20  # messages of one incident that an excerpt is taken from, the newest


def with_excerpts(
    items: list[Incident], terms: Sequence[Term], *, actor: Actor, language: str
) -> list[IncidentRow]:
    """Return the incidents as rows, each with an excerpt of what `actor` may read; two queries."""
    if not items:
        return []
    stems = finding.stems_of(terms)
    texts: dict[UUID, list[tuple[str, bool]]] = {one.id: [(one.description, False)] for one in items}
    for incident_id, kind, text in _posts(items, actor=actor):
        texts[incident_id].append((text, kind in {one.value for one in STAFF_ONLY}))
    rows = []
    for one in items:
        place, pieces = excerpt([text for text, _ in texts[one.id]], terms=terms, stems=stems)
        is_of_note = place >= 0 and texts[one.id][place][1]
        row = row_of(one, language=language)
        rows.append(replace(row, excerpt=tuple(pieces), is_of_note=is_of_note))
    return rows


def _posts(items: list[Incident], *, actor: Actor) -> list[tuple[UUID, str, str]]:
    """Return incident, kind and words of the newest messages that the actor may read."""
    posts = Post.objects.filter(incident__in=[one.id for one in items]).exclude(text="")
    if not actor.is_staff:
        posts = posts.exclude(kind__in=[one.value for one in STAFF_ONLY | WORDS_FOR_STAFF])
    place = Window(RowNumber(), partition_by="incident_id", order_by=["-at", "-id"])
    newest = posts.annotate(place=place, start=Substr("text", 1, _LONGEST_TEXT)).filter(
        place__lte=_MOST_TEXTS
    )
    return list(newest.order_by("place", "id").values_list("incident_id", "kind", "start"))
