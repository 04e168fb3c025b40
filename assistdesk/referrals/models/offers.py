"""What helpers are offered, how they hold it by link, and why they were chosen."""

import uuid

from django.db import models

from assistdesk.referrals.models import judgements
from assistdesk.referrals.models.judgements import Judgement
from assistdesk.referrals.models.referrals import KEY_LENGTH, Referral
from assistdesk.referrals.states import DecisionKind, HoldEnding, OfferEnding, OfferKind, OfferState
from assistdesk.shared.people.models import Account


class Decision(models.Model):
    """Why these helpers were asked at this step and not others.

    `judged` lists them best first, those ruled out after them, up to the number that `services.offering`
    keeps; `counts` says how many there were for each reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions", db_index=False)
    round = models.PositiveSmallIntegerField()
    rung = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in DecisionKind])
    offers = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in OfferKind])
    profile = models.CharField(max_length=KEY_LENGTH)
    edition = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    considered = models.JSONField(default=list)
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["referral", "at"], name="referrals_decisions")]

    @property
    def judged(self) -> list[Judgement]:
        """How each of the helpers was judged."""
        return [judgements.judged(one) for one in self.considered]


class OfferQuerySet(models.QuerySet["Offer"]):
    """Named filters."""

    def open(self) -> "OfferQuerySet":
        """Return those that wait for an answer."""
        return self.filter(state=OfferState.OFFERED.value)


class Offer(models.Model):
    """One referral, offered to one helper.

    It may be answered from `offered_at` until `closes_at`, exclusive. `answered_at` is when the helper
    accepted, rejected, or pressed Accept by link, `ended_at` when it came to its final state. `waits_since`
    is when Accept was pressed while somebody else held the referral: the line goes by it. `score` and `terms`
    are None for an offer by hand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="offers", db_index=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="made")
    helper = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="offers", db_index=False)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    round = models.PositiveSmallIntegerField()
    rung = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in OfferKind])
    state = models.CharField(
        max_length=10,
        default=OfferState.OFFERED.value,
        choices=[(state.value, state.value) for state in OfferState],
    )
    offered_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    waits_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(
        max_length=20, blank=True, choices=[(ending.value, ending.value) for ending in OfferEnding]
    )
    score = models.FloatField(null=True)
    terms = models.JSONField(default=dict)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "round"],
                condition=models.Q(state=OfferState.ACCEPTED.value),
                name="referrals_one_winner",
            ),
            models.UniqueConstraint(
                fields=["referral", "helper"],
                condition=models.Q(state=OfferState.OFFERED.value),
                name="referrals_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                name="referrals_offer_ended",
                condition=models.Q(state=OfferState.OFFERED.value, ended_at__isnull=True)
                | (~models.Q(state=OfferState.OFFERED.value) & models.Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["closes_at"],
                name="referrals_to_close",
                condition=models.Q(state=OfferState.OFFERED.value),
            ),
            models.Index(fields=["helper", "offered_at", "id"], name="referrals_offers_to"),
            models.Index(fields=["referral", "round", "state"], name="referrals_offers_of"),
        ]

    def __repr__(self) -> str:
        return f"Offer({self.id}, {self.state})"


class Hold(models.Model):
    """That a helper pressed Accept by link and has until `expires_at` (exclusive) to type the passcode.

    Of the passcode a keyed hash is kept. `tries` counts wrong ones over the whole hold, resends included.
    After the right one the resident's details are shown by the link until `shown_until`, exclusive.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="holds")
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    passcode_hash = models.CharField(max_length=64)
    passcode_expires_at = models.DateTimeField()
    passcode_sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    resends = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(
        max_length=20, blank=True, choices=[(ending.value, ending.value) for ending in HoldEnding]
    )
    shown_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer"], condition=models.Q(ended_at__isnull=True), name="referrals_one_live_hold"
            ),
        ]
