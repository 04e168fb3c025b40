"""What came in: each mail as it came over the wire, and each message as it is read."""

import uuid

from django.db import models

from assistdesk.shared.messaging.models.outgoing import ADDRESS_LENGTH, Outgoing
from assistdesk.shared.messaging.states import ARRIVAL, INCOMING, ArrivalState, IncomingState, MailKind
from assistdesk.shared.people.models import Account


class Incoming(models.Model):
    """One message from the outside, kept whatever becomes of it.

    A matched one is about `about_kind`, `about_id`: by what it answers (`answers`), or because somebody of
    the staff joined it (`decided_by`). An unmatched one lies in the tray of staff for the reason in
    `why_unmatched`; where it names what it means to be about, but its sender is a stranger there, the two
    columns say what it named. One that told us what became of a mail of ours is noted, as is a command by
    text message, and one that nobody needs dismissed.

    `key` tells one message from the next: a Message-ID with its sender, or the content where that was not
    enough. `digest` tells one content from another. `own_text` is empty where nobody told the own words
    apart. `waits_since` says since when the thing it is about has been asked to take it; None where nobody
    is asked, or it is taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, default=MailKind.PERSON.value)
    sender = models.CharField(max_length=ADDRESS_LENGTH)
    to = models.TextField()
    subject = models.TextField()
    text = models.TextField()
    own_text = models.TextField(blank=True)
    history = models.TextField(blank=True)
    files = models.JSONField(default=list)
    message_id = models.CharField(max_length=400, blank=True)
    in_reply_to = models.TextField()
    key = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    is_automatic = models.BooleanField()
    state = models.CharField(max_length=10, default=IncomingState.UNMATCHED.value)
    why_unmatched = models.CharField(max_length=20, blank=True)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True)
    answers = models.ForeignKey(Outgoing, on_delete=models.PROTECT, null=True, related_name="replies")
    received_at = models.DateTimeField()
    waits_since = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="messaging_incoming_matched",
                condition=models.Q(state=INCOMING.target("match").value)
                & ~models.Q(about_kind="")
                & models.Q(about_id__isnull=False)
                & (models.Q(answers__isnull=False, why_unmatched="") | models.Q(decided_by__isnull=False))
                | models.Q(state=INCOMING.start.value) & ~models.Q(why_unmatched="")
                | models.Q(state=INCOMING.target("note").value)
                & (models.Q(answers__isnull=False) | models.Q(kind=MailKind.COMMAND.value))
                | models.Q(state=INCOMING.target("dismiss").value, decided_by__isnull=False)
                & ~models.Q(reason=""),
            )
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_id", "received_at"], name="messaging_incoming_about"),
            models.Index(
                fields=["marketplace", "received_at", "id"],
                name="messaging_incoming_waiting",
                condition=models.Q(state=INCOMING.start.value),
            ),
            models.Index(
                fields=["waits_since"],
                name="messaging_incoming_untaken",
                condition=models.Q(waits_since__isnull=False),
            ),
        ]

    def __repr__(self) -> str:
        return f"Incoming({self.id}, {self.state})"


class SealedWords(models.Model):
    """What a message said before personal information was taken out of it, sealed.

    `found` counts what was taken out, by type. `is_read` is false where the guard could not look through some
    of it, which is then not shown at all.
    """

    incoming = models.OneToOneField(
        Incoming, on_delete=models.PROTECT, primary_key=True, related_name="sealed_words"
    )
    sealed = models.BinaryField()
    found = models.JSONField(default=dict)
    is_read = models.BooleanField()
    sealed_at = models.DateTimeField()

    def __repr__(self) -> str:
        return f"SealedWords({self.incoming_id})"


class Arrival(models.Model):
    """One mail as it came over the wire, sealed: kept before its sender is told that we have it.

    `envelope_from` is empty for the null sender. `incoming` is the message it was read as, which for a second
    copy is the first one's (`is_copy`). `tries` counts readings that failed for a fault of the desk's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    door = models.CharField(max_length=10)
    envelope_from = models.CharField(max_length=ADDRESS_LENGTH, blank=True)
    envelope_to = models.JSONField()
    size = models.PositiveBigIntegerField()
    sealed = models.BinaryField()
    state = models.CharField(max_length=10, default=ArrivalState.WAITING.value)
    tries = models.PositiveSmallIntegerField(default=0)
    incoming = models.ForeignKey(Incoming, on_delete=models.PROTECT, null=True, related_name="arrivals")
    is_copy = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="messaging_arrival_read",
                condition=models.Q(state=ArrivalState.WAITING.value, incoming__isnull=True)
                | models.Q(state=ARRIVAL.target("read").value, incoming__isnull=False, read_at__isnull=False),
            )
        ]
        indexes = [
            models.Index(
                fields=["received_at", "id"],
                name="messaging_arrival_waiting",
                condition=models.Q(state=ArrivalState.WAITING.value),
            )
        ]

    def __repr__(self) -> str:
        return f"Arrival({self.id}, {self.state})"
