"""Forgetting what nobody used."""

from datetime import datetime

from django.db import transaction

from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files import vault
from assistdesk.shared.files.models import Attachment, Rendition
from assistdesk.shared.files.queries import LOOSE_FOR
from assistdesk.shared.people.actors import Actor

FORGOTTEN_AT_ONCE = 50


def forget_loose(*, at: datetime) -> int:
    """Remove files that nobody linked for 24 hours, some at a time; return how many.

    Their contents go after them; those that the storage does not give up now go later.
    """
    count = _remove_loose(at=at)
    vault.remove_leftovers(at=at)
    return count


@transaction.atomic(durable=True)
def _remove_loose(*, at: datetime) -> int:
    loose = Attachment.objects.filter(linked_at__isnull=True, made_at__lte=at - LOOSE_FOR)
    rows = list(loose.order_by("made_at", "id").select_for_update(skip_locked=True)[:FORGOTTEN_AT_ONCE])
    for row in rows:
        actor = Actor.system(row.marketplace)
        audit.record(action="files.attachment.forgotten", subject=row.id, actor=actor, at=at)
    pictures = Rendition.objects.filter(attachment__in=rows)
    names = [*(row.storage_name for row in rows), *pictures.values_list("storage_name", flat=True)]
    vault.drop(names, at=at)
    pictures.delete()
    Attachment.objects.filter(id__in=[row.id for row in rows]).delete()
    return len(rows)
