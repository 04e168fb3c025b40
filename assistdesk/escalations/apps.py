"""The escalations context as a Django app."""

from datetime import datetime
from uuid import UUID

from django.apps import AppConfig

from assistdesk.escalations.states import ABOUT_INCIDENT
from assistdesk.shared.files import subjects
from assistdesk.shared.messaging import replies
from assistdesk.shared.people.actors import Actor


class EscalationsConfig(AppConfig):
    """Name and label of the app; who may see an incident's files, and who takes answers to its mails."""

    name = "assistdesk.escalations"
    label = "escalations"

    def ready(self) -> None:
        """Make incidents known to files and messages."""
        replies.replies_to(ABOUT_INCIDENT, task="escalations.take_reply")
        subjects.seen_by(ABOUT_INCIDENT, self._may_see)

    def _may_see(self, *, actor: Actor, subject_id: UUID, at: datetime) -> bool:  # noqa: ARG002 - asked by files
        incidents = self.get_model("Incident").objects.visible_to(actor)  # type: ignore[attr-defined]  # named late
        return bool(incidents.filter(pk=subject_id).exists())
