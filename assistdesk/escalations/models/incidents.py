"""Incidents, their consumers, and who may see them."""

import uuid

from django.db import models
from django.db.models.functions import Least

from assistdesk.escalations.states import OPEN_STATES, IncidentState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Agency, Person
from assistdesk.shared.people.roles import Role

KEY_LENGTH = 60
QUEUE_ORDER = (
    models.F("urgent").desc(),
    models.F("next_due_at").asc(nulls_last=True),
    models.F("opened_at").asc(),
    models.F("id").asc(),
)
READS_EVERY_TEAM = frozenset({Role.SUPPORT_REPRESENTATIVE, Role.EXCHANGE_ADMIN, Role.AUDITOR})


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Named filters."""

    def in_marketplace(self, actor: Actor) -> "IncidentQuerySet":
        """Return those of the actor's own marketplace; of every one for an actor who serves all."""
        return self if actor.marketplace is None else self.filter(marketplace=actor.marketplace)

    def visible_to(self, actor: Actor) -> "IncidentQuerySet":
        """Return those that `actor` may read.

        A helper: their own; an agency's admin: the agency's besides. Staff: those of their teams; the
        hotline's representatives, the marketplace's admins and auditors: all of the marketplace.
        """
        if actor.account_id is None:
            return self.none()
        incidents = self.in_marketplace(actor)
        if actor.role in READS_EVERY_TEAM:
            return incidents
        if actor.is_staff:
            return incidents.filter(team__in=actor.teams)
        if not actor.is_helper:
            return self.none()
        own = models.Q(filed_by_id=actor.account_id)
        if actor.role is Role.AGENCY_ADMIN and actor.agency_id is not None:
            own |= models.Q(agency_id=actor.agency_id)
        return incidents.filter(own)

    @staticmethod
    def reads_team(actor: Actor, *, team: str) -> bool:
        """Tell whether `actor`, of the same marketplace, reads the incidents of a team."""
        return actor.role in READS_EVERY_TEAM or (actor.is_staff and team in actor.teams)

    def named(self, number: str, *, marketplace: str | None) -> "IncidentQuerySet":
        """Return those of that number; of every marketplace where none is named."""
        named = self.filter(number=number)
        return named if marketplace is None else named.filter(marketplace=marketplace)

    def merged_into(self, number: str, *, marketplace: str | None) -> "IncidentQuerySet":
        """Return those that were merged into the one of that number."""
        merged = self.filter(merged_into__number=number)
        return merged if marketplace is None else merged.filter(merged_into__marketplace=marketplace)

    def open(self) -> "IncidentQuerySet":
        """Return those that are not resolved."""
        return self.filter(state__in=sorted(state.value for state in OPEN_STATES))


class Incident(models.Model):
    """One escalated problem.

    `edition` and `pack_digest` say which edition of the escalation types, in which pack, it was decided
    under. The clock that was promised is kept in `clock_kind` and `clock_amount`; it runs since
    `clock_started_at`: the submission, or the helper's words that wait for an answer. `reply_due_at` is
    None where nothing is promised and while the desk waits for the helper (`paused_at`). `replied_at` is
    when the answer that was owed was given. These say where the reply's clock stands, so that lists read one
    table; its runs and the other clocks are rows of `IncidentClock`. `other_due_at` is the earliest due time
    of those others that is owed, and `next_due_at` the earliest of all: what the queue sorts by.
    `merged_into` is the incident that goes on in its place, itself merged into none.
    `duplicate_reason` is the helper's, where an open incident was about the same already when this one was
    filed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    number = models.CharField(max_length=30)
    running = models.PositiveBigIntegerField()
    type = models.CharField(max_length=KEY_LENGTH)
    edition = models.CharField(max_length=40)
    pack_digest = models.CharField(max_length=64)
    team = models.CharField(max_length=KEY_LENGTH)
    state = models.CharField(
        max_length=20,
        default=IncidentState.NEW.value,
        choices=[(state.value, state.value) for state in IncidentState],
    )
    filed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    consumers = models.ManyToManyField(Person, through="IncidentConsumer", related_name="+")
    description = models.TextField()
    fields = models.JSONField(default=dict)
    checked = models.JSONField(default=list)
    urgent = models.BooleanField(default=False)
    clock_kind = models.CharField(max_length=20)
    clock_amount = models.PositiveIntegerField()
    clock_started_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    reply_due_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    first_replied_at = models.DateTimeField(null=True)
    other_due_at = models.DateTimeField(null=True)
    next_due_at = models.GeneratedField(
        expression=Least(
            models.Case(models.When(replied_at__isnull=True, then=models.F("reply_due_at"))),
            models.F("other_due_at"),
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    assignee = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    submission_key = models.CharField(max_length=200)
    submission_digest = models.CharField(max_length=64)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    duplicate_reason = models.TextField(blank=True, default="", db_default="")

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marketplace", "number"], name="escalations_number_once"),
            models.UniqueConstraint(fields=["marketplace", "running"], name="escalations_running_once"),
            models.UniqueConstraint(
                fields=["filed_by", "submission_key"], name="escalations_submission_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(state.value for state in IncidentState)),
                name="escalations_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=IncidentState.WAITING_ON_HELPER.value)
                | models.Q(paused_at__isnull=True),
                name="escalations_paused_while_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(state=IncidentState.CLOSED.value),
                name="escalations_merged_is_closed",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="escalations_merged_into_another"
            ),
        ]
        indexes = [
            models.Index(
                "marketplace",
                "team",
                models.F("urgent").desc(),
                models.F("next_due_at").asc(nulls_last=True),
                "opened_at",
                "id",
                name="escalations_queue",
                condition=models.Q(state__in=sorted(state.value for state in OPEN_STATES)),
            ),
            models.Index(
                "filed_by", models.F("opened_at").desc(), models.F("id").desc(), name="escalations_mine"
            ),
            models.Index(
                "agency", models.F("opened_at").desc(), models.F("id").desc(), name="escalations_agency"
            ),
            models.Index(
                "marketplace",
                "team",
                models.F("opened_at").desc(),
                models.F("id").desc(),
                name="escalations_team",
            ),
            models.Index(
                "marketplace",
                models.F("opened_at").desc(),
                models.F("id").desc(),
                name="escalations_newest",
            ),
            models.Index(
                fields=["marketplace", "opened_at"],
                include=["team", "type", "first_replied_at", "resolved_at", "id"],
                condition=models.Q(merged_into__isnull=True),
                name="escalations_reported",
            ),
            models.Index(
                "marketplace",
                "team",
                models.F("changed_at").desc(),
                models.F("id").desc(),
                name="escalations_changed",
            ),
            models.Index(
                "marketplace",
                "team",
                "opened_at",
                "id",
                name="escalations_oldest",
                condition=models.Q(state__in=sorted(state.value for state in OPEN_STATES)),
            ),
        ]

    def __repr__(self) -> str:
        return f"Incident({self.number}, {self.state})"

    @property
    def teams_at_it(self) -> frozenset[str]:
        """The team that has it, and the one that has the incident which it was merged into."""
        return frozenset({self.team} | ({self.merged_into.team} if self.merged_into else set()))


class IncidentConsumerQuerySet(models.QuerySet["IncidentConsumer"]):
    """Named filters."""

    def open_like(self, *, marketplace: str, kind: str, person_ids: list[str]) -> "IncidentConsumerQuerySet":
        """Return the links of open incidents of one type to the consumers with these Person IDs.

        One that was merged counts as open while the incident that goes on in its place is.
        """
        open_states = sorted(state.value for state in OPEN_STATES)
        return self.filter(
            person__marketplace=marketplace,
            person__person_id__in=person_ids,
            incident__type=kind,
        ).filter(
            models.Q(incident__state__in=open_states) | models.Q(incident__merged_into__state__in=open_states)
        )


class IncidentConsumer(models.Model):
    """One consumer whom an incident is about; `place` is their place in the helper's choice, from 0."""

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="consumer_links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    objects = IncidentConsumerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "person"], name="escalations_consumer_once")
        ]
