"""What residents ask for."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assistdesk.referrals.states import FREE_STATES, OPEN_STATES, BreachCause, ReferralState
from assistdesk.shared.people.models import Account

KEY_LENGTH = 60
NAME_LENGTH = 150
ADDRESS_LENGTH = 254
CALL = "phone"
"""The way to be reached that is a call; all others are written."""


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Named filters."""

    def open(self) -> "ReferralQuerySet":
        """Return those that are at no end."""
        return self.filter(state__in=sorted(state.value for state in OPEN_STATES))

    def free(self) -> "ReferralQuerySet":
        """Return those that nobody has for good."""
        return self.filter(state__in=sorted(state.value for state in FREE_STATES))


class Referral(models.Model):
    """One request for a call back.

    `call_back_by` is the promise, None where none was given: nobody was on duty, or the resident chose a
    window, from `window_from` (inclusive) to `window_to` (exclusive). A request goes up the ladder of its
    marketplace in rounds: `round` counts from 1, `rung` is how many steps of this round were taken,
    `next_look_at` when the next is to be looked at, None while nothing can come by time alone. `asked_at`,
    `rejected_at`, `alerted_at`, `breached_at`, `first_attempt_at` and `reached_at` are of this round;
    `late_since` is the first breach of any. `held_offer` with `held_until` (exclusive) is who pressed Accept
    by link; past that moment nobody holds it, whatever the state says. `helper` and `taken_offer` are who
    accepted. `first_attempt_at` is what the promise is measured by; `last_news_at` the last that was heard
    from the helper.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    edition = models.CharField(max_length=40)
    reference = models.CharField(max_length=20)
    state = models.CharField(
        max_length=20,
        default=ReferralState.PENDING.value,
        choices=[(state.value, state.value) for state in ReferralState],
    )
    name = models.CharField(max_length=NAME_LENGTH)
    contact_method = models.CharField(max_length=10)
    contact = models.CharField(max_length=ADDRESS_LENGTH)
    zip_code = models.CharField(max_length=10, blank=True)
    county = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    language = models.CharField(max_length=10)
    program = models.CharField(max_length=20)
    helper_type = models.CharField(max_length=40, blank=True)
    aids = ArrayField(models.CharField(max_length=KEY_LENGTH), default=list, blank=True)
    requested_at = models.DateTimeField()
    call_back_by = models.DateTimeField(null=True)
    window_from = models.DateTimeField(null=True)
    window_to = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=1)
    round_started_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)
    next_look_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    rejected_at = models.DateTimeField(null=True)
    held_offer = models.ForeignKey("Offer", on_delete=models.PROTECT, null=True, related_name="+")
    held_until = models.DateTimeField(null=True)
    helper = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    taken_offer = models.ForeignKey("Offer", on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    first_attempt_at = models.DateTimeField(null=True)
    reached_at = models.DateTimeField(null=True)
    last_news_at = models.DateTimeField(null=True)
    asked_about_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=KEY_LENGTH, blank=True)
    ended_at = models.DateTimeField(null=True)
    alerted_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    late_since = models.DateTimeField(null=True)
    breach_cause = models.CharField(
        max_length=20, blank=True, choices=[(cause.value, cause.value) for cause in BreachCause]
    )
    version = models.PositiveIntegerField(default=1)
    request_key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marketplace", "reference"], name="referrals_reference_once"),
            models.UniqueConstraint(fields=["marketplace", "request_key"], name="referrals_request_once"),
            models.CheckConstraint(
                name="referrals_held_by_one",
                condition=~models.Q(state=ReferralState.HELD.value)
                | models.Q(held_offer__isnull=False, held_until__isnull=False),
            ),
            models.CheckConstraint(
                name="referrals_taken_by_one",
                condition=~models.Q(state=ReferralState.IN_PROGRESS.value)
                | models.Q(helper__isnull=False, taken_offer__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="referrals_free_of_helpers",
                condition=~models.Q(state__in=sorted(state.value for state in FREE_STATES))
                | models.Q(helper__isnull=True, taken_offer__isnull=True),
            ),
            models.CheckConstraint(
                name="referrals_complete_with_outcome",
                condition=~models.Q(state=ReferralState.COMPLETE.value) | ~models.Q(outcome=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_look_at"],
                name="referrals_to_look_at",
                condition=models.Q(next_look_at__isnull=False),
            ),
            models.Index(
                fields=["held_until"],
                name="referrals_held",
                condition=models.Q(state=ReferralState.HELD.value),
            ),
            models.Index(
                fields=["marketplace", "call_back_by", "id"],
                name="referrals_board",
                condition=models.Q(state__in=sorted(state.value for state in OPEN_STATES)),
            ),
            models.Index(fields=["helper", "state", "accepted_at"], name="referrals_of_helper"),
            models.Index(fields=["marketplace", "requested_at", "id"], name="referrals_by_time"),
            models.Index(
                fields=["last_news_at"],
                name="referrals_silent",
                condition=models.Q(state=ReferralState.IN_PROGRESS.value),
            ),
        ]

    def __repr__(self) -> str:
        return f"Referral({self.id}, {self.state})"


class Attempt(models.Model):
    """One attempt of a helper to contact the resident; `result` is one of the pack's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="attempts")
    helper = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    result = models.CharField(max_length=KEY_LENGTH)
    key = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "key"], name="referrals_attempt_once"),
        ]
        indexes = [models.Index(fields=["referral", "at"], name="referrals_attempts")]


class Step(models.Model):
    """One thing that happened to a referral, by its name. `who` is None for the desk itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps", db_index=False)
    at = models.DateTimeField()
    what = models.CharField(max_length=KEY_LENGTH)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    who = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["referral", "at"], name="referrals_steps")]
