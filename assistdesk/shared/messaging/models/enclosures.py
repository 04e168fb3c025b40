"""The files that go along with a message."""

from django.db import models

from assistdesk.shared.messaging.models.outgoing import Outgoing


class Enclosure(models.Model):
    """One file that goes along with a message, by its id; `place` counts from 1.

    What leaves is asked for when the message does: a copy that somebody has looked through.
    """

    outgoing = models.ForeignKey(Outgoing, on_delete=models.PROTECT, related_name="enclosures")
    place = models.PositiveSmallIntegerField()
    file_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outgoing", "place"], name="messaging_enclosure_once")]

    def __repr__(self) -> str:
        return f"Enclosure({self.outgoing_id}, {self.place})"
