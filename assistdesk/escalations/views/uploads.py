"""Files that come with a form: each is stored at once, so that a form with errors keeps them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from assistdesk.escalations.forms import Typed
from assistdesk.escalations.views.desks import Desk
from assistdesk.escalations.views.words import errors_said, said
from assistdesk.shared.files import services as files
from assistdesk.shared.people.guards import ActorRequest
from assistdesk.shared.refusals import InvalidInput, Refusal


def named(request: ActorRequest) -> tuple[UUID, ...]:
    """Return the ids of the files that a form kept from the time before."""
    return Typed.read(request.POST).attachments


def with_files(typed: Typed, kept: Iterable[UUID]) -> Typed:
    """Return what was typed with the files that came with it."""
    return replace(typed, attachments=(*typed.attachments, *kept))


def store(request: ActorRequest, desk: Desk) -> tuple[list[UUID], list[tuple[str, str]]]:
    """Keep the files of a form; return their ids, and what is wrong with those that can't be kept."""
    kept: list[UUID] = []
    errors: list[tuple[str, str]] = []
    for upload in cast("list[UploadedFile[bytes]]", request.FILES.getlist("documents")):
        try:
            row = files.store(
                upload,
                limits=desk.edition.attachment_limits,
                pack=desk.pack,
                actor=desk.actor,
                at=desk.at,
            )
        except InvalidInput as refusal:
            errors.extend(("attachments", f"{upload.name}: {words}") for _, words in errors_said(refusal))
        except Refusal as refusal:
            errors.append(("attachments", f"{upload.name}: {said(refusal)}"))
        else:
            kept.append(row.id)
    return kept, errors
