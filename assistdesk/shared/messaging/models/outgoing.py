"""The outbox."""

import uuid
from datetime import timedelta

from django.db import models

from assistdesk.shared.deadlines import DatabaseNow, DeskNow, DeskNowOnce
from assistdesk.shared.messaging.states import CLEARED, OUTGOING, Decision, Failure, OutgoingState
from assistdesk.shared.people.models import Account, Person

ADDRESS_LENGTH = 254
NAME_LENGTH = 200
LEASE = timedelta(minutes=2)  # longer than a provider may take over one message


UNSENT = sorted(state.value for state in OUTGOING.sources("claim"))  # what the partial index holds


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    """Named filters of the outbox."""

    def in_time(self) -> "OutgoingQuerySet":
        """Return those whose own deadline has not come, by the desk's clock at this very moment."""
        return self.filter(models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=DeskNow()))

    def first_things_first(self) -> "OutgoingQuerySet":
        """Return them in the order in which they leave."""
        return self.order_by("-priority", "queued_at", "rank", "id")

    def due(self) -> "OutgoingQuerySet":
        """Return those to be sent now: those that wait no longer, and those whose sender has died."""
        waiting = models.Q(state=OUTGOING.start.value) & (
            models.Q(next_attempt_at__isnull=True) | models.Q(next_attempt_at__lte=DeskNowOnce())
        )
        in_time = models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=DeskNowOnce())
        return self.filter(waiting | _has_dead_claim(), in_time, state__in=UNSENT)

    def overdue(self) -> "OutgoingQuerySet":
        """Return those that nobody is sending and whose own deadline has come."""
        return self.filter(
            models.Q(state=OUTGOING.start.value) | _has_dead_claim(),
            state__in=UNSENT,
            expires_at__lte=DeskNow(),
        )

    def about(self, kind: str, thing_id: uuid.UUID) -> "OutgoingQuerySet":
        """Return those about one thing."""
        return self.filter(about_kind=kind, about_id=thing_id)


def _has_dead_claim() -> models.Q:
    return models.Q(state=OUTGOING.target("claim").value, claimed_at__lt=DatabaseNow() - LEASE)


class Outgoing(models.Model):
    """One message to the outside: written in the transaction of its cause, sent after it.

    `next_attempt_at` None means at once. `claim` names who is sending it and `claimed_at`, by the database's
    own clock, since when; an old claim has died. Of messages that are as urgent and were queued at the same
    moment, the one of the smallest `rank` is first. Messages of one `group` say the same to one receiver by
    several channels; a spare one waits until no other can arrive. `findings` says what the guard
    found, by type and place. The database lets nothing but a message with a favourable decision leave the
    states that wait.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    template = models.CharField(max_length=80)
    edition = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    priority = models.SmallIntegerField()
    rank = models.IntegerField(default=0, db_default=0)
    group = models.UUIDField(null=True)
    to_account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    to_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    to_name = models.CharField(max_length=NAME_LENGTH)
    to_address = models.CharField(max_length=ADDRESS_LENGTH)
    from_name = models.CharField(max_length=NAME_LENGTH)
    from_address = models.CharField(max_length=ADDRESS_LENGTH)
    is_automatic = models.BooleanField()
    subject = models.TextField()
    body = models.TextField()
    about_kind = models.CharField(max_length=60)
    about_id = models.UUIDField()
    decision = models.CharField(max_length=10)
    findings = models.JSONField(default=list)
    release_reason = models.TextField(blank=True)
    drop_reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, default=OutgoingState.QUEUED.value)
    dedupe_key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    answers = models.CharField(max_length=400, blank=True)
    queued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    claim = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)
    provider_reference = models.CharField(max_length=200, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="messaging_outgoing_decided",
                condition=models.Q(
                    decision=Decision.HOLD.value,
                    state__in=[OutgoingState.HELD.value, OutgoingState.FAILED.value],
                    sent_at__isnull=True,
                    claim__isnull=True,
                )
                | (
                    models.Q(decision__in=sorted(one.value for one in CLEARED))
                    & ~models.Q(state=OutgoingState.HELD.value)
                ),
            ),
            models.CheckConstraint(
                name="messaging_outgoing_released_why",
                condition=~models.Q(decision=Decision.RELEASED.value) | ~models.Q(release_reason=""),
            ),
            models.CheckConstraint(
                name="messaging_outgoing_dropped_why",
                condition=~models.Q(failure=Failure.DROPPED.value) | ~models.Q(drop_reason=""),
            ),
            models.CheckConstraint(
                name="messaging_outgoing_sent_when",
                condition=~models.Q(state=OutgoingState.SENT.value) | models.Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="messaging_outgoing_delivered_when",
                condition=~models.Q(state=OutgoingState.DELIVERED.value)
                | models.Q(delivered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="messaging_outgoing_failed_why",
                condition=~models.Q(state=OutgoingState.FAILED.value)
                | (models.Q(failed_at__isnull=False) & ~models.Q(failure="")),
            ),
            models.CheckConstraint(
                name="messaging_outgoing_claimed_by",
                condition=~models.Q(state=OutgoingState.SENDING.value)
                | models.Q(claim__isnull=False, claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="messaging_outgoing_addressed",
                condition=~models.Q(to_address="") | models.Q(state=OutgoingState.FAILED.value),
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_id", "queued_at"], name="messaging_outgoing_about"),
            models.Index(
                models.F("priority").desc(),
                "queued_at",
                "rank",
                "id",
                name="messaging_outgoing_waiting",
                condition=models.Q(state__in=UNSENT),
            ),
            models.Index(fields=["sent_at", "id"], name="messaging_outgoing_sent"),
            models.Index(
                fields=["group"], name="messaging_outgoing_group", condition=models.Q(group__isnull=False)
            ),
            models.Index(fields=["channel", "to_address", "queued_at"], name="messaging_outgoing_to"),
            models.Index(
                fields=["to_account", "sent_at", "id"],
                name="messaging_outgoing_own",
                condition=models.Q(sent_at__isnull=False),
            ),
            models.Index(
                fields=["marketplace", "queued_at", "id"],
                name="messaging_outgoing_held",
                condition=models.Q(state=OutgoingState.HELD.value),
            ),
        ]

    def __repr__(self) -> str:
        return f"Outgoing({self.id}, {self.state})"
