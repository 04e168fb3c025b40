"""What is open already about the consumers of a form, and adding to that instead of opening another."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import Typed
from assistdesk.escalations.queries import ConsumerRow, TypeRow
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.views.desks import Desk
from assistdesk.escalations.views.outcomes import Done, go_to
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission

ANOTHER = "person "


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One open incident as the form shows it. `to` is what its button sends; `names` are own clients'."""

    number: str | None
    state: str | None
    due_at: datetime | None
    names: tuple[str, ...]
    to: str
    version: int | None


def open_ones(desk: Desk, kind: TypeRow | None, typed: Typed, persons: list[ConsumerRow]) -> list[OpenRow]:
    """Return what is open about the same, as far as the actor may know of it."""
    if kind is None:
        return []
    names = {row.person_id: f"{row.first_name} {row.last_name}" for row in persons}
    found = queries.open_like(
        desk.actor,
        marketplace=desk.marketplace,
        kind=kind.key,
        person_ids=tuple(names),
        identifying={one.key: typed.fields.get(one.key, "") for one in kind.fields if one.identifies},
    )
    return [
        OpenRow(
            number=one.number,
            state=one.state,
            due_at=one.due_at,
            names=tuple(names[person_id] for person_id in one.person_ids if person_id in names),
            to=one.number or f"{ANOTHER}{one.person_ids[0]}",
            version=one.version,
        )
        for one in found
    ]


def add(desk: Desk, kind: TypeRow, typed: Typed, *, to: str, seen: int | None) -> HttpResponse:
    """Add what was typed to the open incident that a button named, and go to it or to a confirmation.

    Raises:
        InvalidInput: the words say nothing or too much.
        IncidentNotFound: it is not open any more.
        ChangedMeanwhile: somebody did something to an own one since version `seen`.
    """
    if not to.startswith(ANOTHER):
        ref = IncidentRef(to, desk.marketplace)
        services.reply(
            ref,
            text=typed.description,
            attachments=typed.attachments,
            actor=desk.actor,
            at=desk.at,
            seen=seen,
            key=typed.submission_key,
        )
        return go_to(ref, Done.REPLIED)
    new = services.Addition(
        marketplace=desk.marketplace,
        type=kind.key,
        person_id=to.removeprefix(ANOTHER),
        text=typed.description,
        attachments=typed.attachments,
        key=typed.submission_key,
    )
    services.add_to_another(new, actor=desk.actor, at=desk.at)
    return redirect("escalations:added", desk.marketplace)


@require_safe
@allows(Permission.ESCALATE)
def added(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Confirm that words were added to an incident that the actor doesn't see."""
    desk = Desk.of(request, marketplace)
    return render(request, "escalations/added.html", {"pack": desk.pack})
