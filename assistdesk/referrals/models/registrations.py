"""Helpers who take part: how they are reached, and when they are there."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models

from assistdesk.referrals.models.referrals import ADDRESS_LENGTH, KEY_LENGTH
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.shared.people.models import Account


class Registration(models.Model):
    """That a helper takes part, and on which terms.

    An address is used from its `..._verified_at` on. `consecutive_misses`, `open_count`, the record and
    `accepts` are kept beside the offers they follow from, so that a decision reads one row;
    `recount` works them out again. `record_accepted` of `record_asked` offers were accepted, both weighted by
    age as of `record_at`. `hours_available` is the weekly hours of the schedule, breaks taken off.
    """

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, primary_key=True, related_name="registration"
    )
    marketplace = models.CharField(max_length=KEY_LENGTH)
    status = models.CharField(
        max_length=20, choices=[(status.value, status.value) for status in RegistrationStatus]
    )
    registered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField()
    agreement_version = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)
    phone_verified_at = models.DateTimeField(null=True)
    email = models.CharField(max_length=ADDRESS_LENGTH, blank=True)
    email_verified_at = models.DateTimeField(null=True)
    channels = ArrayField(models.CharField(max_length=10), default=list)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    programs = ArrayField(models.CharField(max_length=20), default=list)
    zip_code = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    zone = models.CharField(max_length=60)
    is_paused = models.BooleanField(default=False)
    sound = models.BooleanField(default=False)
    most_open = models.PositiveSmallIntegerField()
    open_count = models.PositiveSmallIntegerField(default=0)
    consecutive_misses = models.PositiveSmallIntegerField(default=0)
    last_offer_at = models.DateTimeField(null=True)
    record_accepted = models.FloatField(default=0)
    record_asked = models.FloatField(default=0)
    record_at = models.DateTimeField(null=True)
    accepts = models.PositiveIntegerField(default=0)
    hours_available = models.FloatField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["marketplace", "status"], name="referrals_registered")]

    def __repr__(self) -> str:
        return f"Registration({self.account_id}, {self.status})"


class Hours(models.Model):
    """Weekly hours of work, or a break in them, in the helper's own zone.

    `day` is 1 for Monday to 7 for Sunday; `from_time` is inclusive, `to_time` exclusive and on the next day
    where it is not later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="hours")
    is_break = models.BooleanField(default=False)
    day = models.PositiveSmallIntegerField()
    from_time = models.TimeField()
    to_time = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "is_break", "day", "from_time"], name="referrals_hours_once"
            ),
            models.CheckConstraint(
                name="referrals_hours_day", condition=models.Q(day__gte=1) & models.Q(day__lte=7)
            ),
        ]


class Absence(models.Model):
    """When a helper is away: from `starts_at`, inclusive, to `ends_at`, exclusive, or until taken back.

    A day off is an absence from midnight to midnight in the helper's zone; `whole_day` says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    whole_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="referrals_absence_forward",
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
            ),
        ]
        indexes = [models.Index(fields=["registration", "starts_at"], name="referrals_absences")]


class AddressCheck(models.Model):
    """That a code was sent to an address which somebody says is theirs. Of the code a keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="checks")
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=ADDRESS_LENGTH)
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["registration", "channel", "sent_at"], name="referrals_checks")]


class Duty(models.Model):
    """One helper on one sheet of the map, for the search of those near: kept by `services.duty_roll`.

    A sheet is one language and programme of one marketplace: sheets lie side by side along `x`, far enough
    apart that the nearest on a sheet come before all others. The helper is on duty from `on_from`, inclusive,
    to `on_until`, exclusive: the present or next stretch of the schedule. `is_free` is false for those who
    take no more for now. Who has no place lies at the middle of the marketplace.
    """

    id = models.BigAutoField(primary_key=True)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="duties")
    marketplace = models.CharField(max_length=KEY_LENGTH)
    language = models.CharField(max_length=10)
    program = models.CharField(max_length=20)
    sheet = models.PositiveIntegerField()
    x = models.FloatField()
    y = models.FloatField()
    on_from = models.DateTimeField()
    on_until = models.DateTimeField()
    is_free = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "language", "program"], name="referrals_duty_once"
            ),
        ]
        indexes = [
            GistIndex(models.Func("x", "y", function="point"), name="referrals_duty_near"),
            models.Index(fields=["on_until"], name="referrals_duty_to_roll"),
            models.Index(fields=["marketplace", "on_from"], name="referrals_duty_roster"),
        ]


class SeasonSwitch(models.Model):
    """That staff closed or opened a marketplace's referrals; the newest one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    is_open = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["marketplace", "-at"], name="referrals_season")]
