"""The escalations context as a Django app."""

from datetime import datetime
from functools import partial
from importlib import import_module
from uuid import UUID

from django.apps import AppConfig
from django.urls import reverse

from assistdesk.escalations.rules.originals import has_need
from assistdesk.escalations.states import ABOUT_ADDITION, ABOUT_INCIDENT, ABOUT_NOTE
from assistdesk.shared.files import subjects
from assistdesk.shared.messaging import consumers, fates, replies
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.privacy.known import KnownValues


class EscalationsConfig(AppConfig):
    """Name and label of the app; who may see an incident's files, and who takes answers to its mails."""

    name = "assistdesk.escalations"
    label = "escalations"

    def ready(self) -> None:
        """Make incidents known to files and messages."""
        replies.replies_to(ABOUT_INCIDENT, task="escalations.take_reply", together="escalations.take_replies")
        fates.told_by(ABOUT_INCIDENT, self._tell_fate)
        consumers.known_by(ABOUT_INCIDENT, self._known_of)
        subjects.seen_by(ABOUT_INCIDENT, self._may_see)
        subjects.seen_by(ABOUT_ADDITION, self._sees_additions)
        subjects.seen_by(ABOUT_NOTE, self._may_see_note)
        subjects.shown_at(ABOUT_INCIDENT, self._page_of)
        for kind in (ABOUT_INCIDENT, ABOUT_ADDITION, ABOUT_NOTE):
            subjects.told_by(kind, task="escalations.tell_infected")
            subjects.needed_by(kind, partial(self._needs, kind))
        subjects.found_by(ABOUT_INCIDENT, task="escalations.tell_found")

    def _known_of(self, incident_id: UUID) -> KnownValues:
        persons = import_module("assistdesk.escalations.queries.persons")  # needs the tables in place
        known: KnownValues = persons.known_of(incident_id)
        return known

    def _tell_fate(self, about_id: UUID, *, at: datetime) -> None:
        services = import_module("assistdesk.escalations.services")  # needs the tables in place
        services.fate_changed(about_id, at=at)

    def _may_see(self, *, actor: Actor, subject_id: UUID, at: datetime) -> bool:  # noqa: ARG002 - asked by files
        incidents = self.get_model("Incident").objects.visible_to(actor)  # type: ignore[attr-defined]  # named late
        if incidents.filter(pk=subject_id).exists():
            return True
        return bool(actor.is_staff and incidents.filter(merged__pk=subject_id).exists())

    def _sees_additions(self, *, actor: Actor, subject_id: UUID, at: datetime) -> bool:
        return actor.is_staff and self._may_see(actor=actor, subject_id=subject_id, at=at)

    def _may_see_note(self, *, actor: Actor, subject_id: UUID, at: datetime) -> bool:
        posts = self.get_model("Post").objects.filter(pk=subject_id)  # type: ignore[attr-defined]  # named late
        incident_id = posts.values_list("incident_id", flat=True).first()
        if incident_id is None or not actor.is_staff:
            return False
        return self._may_see(actor=actor, subject_id=incident_id, at=at)

    def _needs(self, kind: str, *, actor: Actor, subject_id: UUID, at: datetime) -> bool:  # noqa: ARG002 - asked by files
        incidents = self.get_model("Incident").objects.select_related("merged_into")  # type: ignore[attr-defined]  # named late
        names = {"posts__pk": subject_id} if kind == ABOUT_NOTE else {"pk": subject_id}
        found = incidents.filter(**names).first()
        return found is not None and has_need(actor, filed_by=found.filed_by_id, teams=found.teams_at_it)

    def _page_of(self, subject_id: UUID) -> str:
        incidents = self.get_model("Incident").objects  # type: ignore[attr-defined]  # named late
        found = incidents.filter(pk=subject_id).values_list("marketplace", "number")
        return next((reverse("escalations:incident", args=names) for names in found), "")
