"""The incident's page as a place where several people work: drafts, who is here, what came in between."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import MoveForm, NoteForm, ReplyForm, WordsForm
from assistdesk.escalations.queries import DraftRow, IncidentView
from assistdesk.escalations.queries.history import Entry, Kind
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import BOXES, NOTE_BOX, REPLY_BOX
from assistdesk.escalations.views.desks import Desk
from assistdesk.shared.people.guards import ActorRequest
from assistdesk.shared.people.permissions import Permission

SHOWN = 8
"""How many messages of a thread are open; older ones are folded."""


@dataclass(frozen=True, slots=True)
class Box:
    """One place to write: what its form carries along, and its draft.

    `since` is what others did after the draft was begun.
    """

    name: str
    version: int
    writing: str
    revision: int
    text: str
    saved_at: datetime | None
    since: list[Entry]


@dataclass(frozen=True, slots=True)
class Behind:
    """The form whose sender had not seen what others did meanwhile, with what that is."""

    box: str
    entries: list[Entry]


def seen_by(request: ActorRequest) -> int | None:
    """Return the version of the incident that a form was made from; None where it doesn't say."""
    return version_of(request, "version")


def version_of(request: ActorRequest, name: str) -> int | None:
    """Return the version that one input of a form carries; None where it has none."""
    version = request.POST.get(name, "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None


def writing_of(request: ActorRequest) -> str:
    """Return what tells the sent form from another loading of its page; a new one where it has none."""
    try:
        return str(uuid.UUID(request.POST.get("writing", "")))
    except ValueError:
        return str(uuid.uuid4())


def come_in(request: ActorRequest, ref: IncidentRef, *, at: datetime) -> None:
    """Let colleagues know that the actor has the page open, where the actor is a colleague."""
    if request.actor.may(Permission.WORK_INCIDENTS):
        services.be_here(ref, is_writing=False, actor=request.actor, at=at)


def words_of(
    request: ActorRequest, desk: Desk, view: IncidentView, *, box: str, seen: int | None, is_behind: bool
) -> dict[str, object]:
    """Return what the page shows of it. `box` names the form that came back, made from version `seen`."""
    only, place = request.GET.get("history", ""), request.GET.get("by", "")
    actors = queries.history.actors(view)
    by = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else 0
    older = max(0, len(view.messages) - SHOWN)
    behind = Behind(box, queries.history.came_between(view, seen=seen)) if is_behind and seen else None
    return {
        "boxes": _boxes(desk, view, box="" if is_behind else box, seen=seen),
        "here": queries.others_here(view.incident, actor=desk.actor, at=desk.at),
        "behind": behind,
        "earlier": view.messages[:older],
        "latest": view.messages[older:],
        "history": queries.history.entries(
            view, only=only, by=actors[by - 1] if 0 < by <= len(actors) else ""
        ),
        "history_only": only,
        "history_by": by,
        "history_kinds": list(Kind) if desk.actor.is_staff else [Kind.MOVES, Kind.MESSAGES],
        "history_actors": actors,
    }


def forms_of(
    place: dict[str, object], view: IncidentView, *, form: WordsForm | None, name: str
) -> dict[str, object]:
    """Return the forms of the page, with the drafts in them; `form` is the one called `name` that came back.

    `orphan` are the words of one that came back and that the incident has no place for any more.
    """
    boxes = cast("dict[str, Box]", place["boxes"])

    def own(box: str, empty: type[WordsForm], *, field: str, auto_id: str) -> WordsForm:
        if form is not None and name == box:
            return form
        return empty(initial={field: boxes[box].text}, auto_id=auto_id)

    moves = [one for one in view.moves if one != "take" and not (one == "hand_on" and view.can_hand_on)]
    has_place = name in (REPLY_BOX, NOTE_BOX, *moves)
    return {
        "reply_form": own(REPLY_BOX, ReplyForm, field="text", auto_id="id_%s"),
        "note_form": own(NOTE_BOX, NoteForm, field="text", auto_id="id_note_%s"),
        "moves": [
            (one, own(one, MoveForm, field="reason", auto_id=f"id_{one}_%s"), boxes[one]) for one in moves
        ],
        "orphan": "" if form is None or has_place else form.data.get("reason", ""),
        "assign_to": form.data.get("to", "") if form is not None else "",
    }


def apart(
    desk: Desk, view: IncidentView, *, box: str, seen: int | None, is_behind: bool
) -> dict[str, object]:
    """Return what a page shows of the one place to write on it; `seen` is what its form looked at."""
    boxes = _boxes(desk, view, box="" if is_behind else box, seen=seen)
    behind = Behind(box, queries.history.came_between(view, seen=seen)) if is_behind and seen else None
    return {"box": boxes[box], "behind": behind, "is_apart": True}


def _boxes(desk: Desk, view: IncidentView, *, box: str, seen: int | None) -> dict[str, Box]:
    """Return every place to write; the form called `box` came back and keeps the version it was made from."""
    drafts = queries.drafts(view.incident, actor=desk.actor)
    return {
        name: _box(
            name,
            view,
            version=seen if name == box and seen is not None else view.incident.version,
            draft=drafts.get(name),
        )
        for name in BOXES
    }


def _box(name: str, view: IncidentView, *, version: int, draft: DraftRow | None) -> Box:
    has_words = draft is not None and bool(draft.text)
    return Box(
        name=name,
        version=version,
        writing=str(uuid.uuid4()),
        revision=draft.revision if draft else 0,
        text=draft.text if draft else "",
        saved_at=draft.saved_at if draft and has_words else None,
        since=queries.history.came_between(view, seen=draft.version) if draft and has_words else [],
    )
