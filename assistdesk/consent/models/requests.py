"""The questions to clients: may this helper see your case?"""

import uuid

from django.db import models
from django.db.models.functions import Least

from assistdesk.consent.models.searches import KEY_LENGTH, Search
from assistdesk.consent.states import OPEN_STATES, AnsweredBy, Ending, RequestMethod, RequestState, SpokenWhy
from assistdesk.shared.deadlines import DeskNow
from assistdesk.shared.people.models import Account, Case, Person

OPEN = sorted(state.value for state in OPEN_STATES)


class RequestQuerySet(models.QuerySet["ConsentRequest"]):
    """Named filters; what concerns a deadline compares with the desk's clock at that very moment."""

    def answerable(self) -> "RequestQuerySet":
        """Return those whose client's answer counts now."""
        return self.filter(
            models.Q(lease_at__isnull=True) | models.Q(lease_at__gt=DeskNow()),
            state=RequestState.PENDING.value,
            expires_at__gt=DeskNow(),
            away_until__isnull=True,
        )

    def watched(self) -> "RequestQuerySet":
        """Return the pending ones whose page is open now, or may still come back."""
        return self.filter(
            models.Q(away_until__isnull=True) | models.Q(away_until__gt=DeskNow()),
            state=RequestState.PENDING.value,
            expires_at__gt=DeskNow(),
            lease_at__gt=DeskNow(),
        )

    def confirmable(self) -> "RequestQuerySet":
        """Return those that were approved and whose helper may press Ok now."""
        return self.filter(state=RequestState.APPROVED.value, confirm_by__gt=DeskNow())

    def overdue(self) -> "RequestQuerySet":
        """Return those whose time is over, though nobody has written it down yet."""
        return self.filter(
            models.Q(state=RequestState.PENDING.value, ends_at__lte=DeskNow())
            | models.Q(state=RequestState.APPROVED.value, confirm_by__lte=DeskNow())
        )


class ConsentRequest(models.Model):
    """One question to one client, asked electronically or by voice. Its id is the `auth_req_id`.

    Pending: an answer counts until `expires_at`, and only while the helper's page is open: until `lease_at`,
    and not while it is away (`away_until` is when it may be back at the latest). All are exclusive; None:
    doesn't apply. `visits` counts how often the page was opened, so that leaving an older one of them, as a
    reload does, ends nothing. Approved: the helper has until `confirm_by`. `text` is what the client was
    shown, word for word, in `language`. `follows` is the request whose end opened the way by voice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    helper = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    search = models.ForeignKey(Search, on_delete=models.PROTECT, related_name="requests")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    method = models.CharField(max_length=10, choices=[(one.value, one.value) for one in RequestMethod])
    spoken_why = models.CharField(
        max_length=20, blank=True, choices=[(one.value, one.value) for one in SpokenWhy]
    )
    state = models.CharField(
        max_length=10,
        default=RequestState.PENDING.value,
        choices=[(one.value, one.value) for one in RequestState],
    )
    ending = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Ending])
    edition = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    text = models.TextField()
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    lease_at = models.DateTimeField(null=True)
    away_until = models.DateTimeField(null=True)
    visits = models.PositiveIntegerField(default=0, db_default=0)
    ends_at = models.GeneratedField(
        expression=Least("expires_at", "lease_at", "away_until"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.value) for one in AnsweredBy]
    )
    confirm_by = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    from_on_demand = models.BooleanField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["helper", "person"], condition=models.Q(state__in=OPEN), name="consent_one_open"
            ),
            models.CheckConstraint(
                name="consent_answered_in_time",
                condition=models.Q(answered_at__isnull=True)
                | models.Q(answered_at__lt=models.F("expires_at")),
            ),
            models.CheckConstraint(
                name="consent_yes_was_given",
                condition=~models.Q(state__in=[RequestState.APPROVED.value, RequestState.CONFIRMED.value])
                | (models.Q(answered_at__isnull=False, confirm_by__isnull=False) & ~models.Q(answered_by="")),
            ),
            models.CheckConstraint(
                name="consent_request_ended",
                condition=models.Q(state__in=OPEN, ended_at__isnull=True)
                | (~models.Q(state__in=OPEN) & models.Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="consent_expired_why",
                condition=(models.Q(state=RequestState.EXPIRED.value) & ~models.Q(ending=""))
                | (~models.Q(state=RequestState.EXPIRED.value) & models.Q(ending="")),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "started_at"], name="consent_requests_to"),
            models.Index(fields=["helper", "person", "started_at"], name="consent_requests_of"),
            models.Index(
                fields=["ends_at"],
                name="consent_to_expire",
                condition=models.Q(state=RequestState.PENDING.value),
            ),
            models.Index(
                fields=["confirm_by"],
                name="consent_to_confirm",
                condition=models.Q(state=RequestState.APPROVED.value),
            ),
            models.Index(
                fields=["marketplace", "ended_at"],
                name="consent_to_erase",
                condition=models.Q(erased_at__isnull=True),
            ),
        ]

    def __repr__(self) -> str:
        return f"ConsentRequest({self.id}, {self.state})"
