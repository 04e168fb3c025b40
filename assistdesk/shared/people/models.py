"""Accounts of those who sign in, records of those who are helped, and who may see whose."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from assistdesk.shared.people.roles import Role
from assistdesk.shared.people.rules import Credentials

NAME_LENGTH = 150
HASH_LENGTH = 64


class Agency(models.Model):
    """A firm or organisation that helpers belong to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60)
    name = models.CharField(max_length=NAME_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["marketplace", "name"], name="people_agency_once")]


class Person(models.Model):
    """Somebody who is helped: consumer, client and resident are one record.

    `person_id` is the number that the marketplace knows the person by. It is no secret, and no
    personal information by itself; everything else here is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60)
    person_id = models.CharField(max_length=20)
    first_name = models.CharField(max_length=NAME_LENGTH)
    last_name = models.CharField(max_length=NAME_LENGTH)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, default="en")
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    contact_preference = models.CharField(max_length=10, blank=True)
    zip_code = models.CharField(max_length=10, blank=True)
    county = models.CharField(max_length=60, blank=True)
    carrier = models.CharField(max_length=NAME_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marketplace", "person_id"], name="people_person_id_once")
        ]

    def __repr__(self) -> str:
        return f"Person({self.id})"


class PersonIdentity(models.Model):
    """What a person is found by: keyed hashes of normalized values, empty where nothing is known.

    `ssn_sealed` is the number itself, encrypted for this very person. `hashed_by` tells by which key: all
    hashes of a row are made by one; empty where that was not written down yet.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="identity")
    marketplace = models.CharField(max_length=60)
    first_name = models.CharField(max_length=HASH_LENGTH)
    last_name = models.CharField(max_length=HASH_LENGTH)
    sex = models.CharField(max_length=HASH_LENGTH)
    date_of_birth = models.CharField(max_length=HASH_LENGTH)
    ssn = models.CharField(max_length=HASH_LENGTH)
    ssn_sealed = models.BinaryField(null=True)
    hashed_by = models.CharField(max_length=8, default="", db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["last_name", "date_of_birth", "first_name"], name="people_identity_names"),
            models.Index(fields=["ssn"], name="people_identity_ssn", condition=~models.Q(ssn="")),
        ]

    def __repr__(self) -> str:
        return f"PersonIdentity({self.person_id})"


class Case(models.Model):
    """One household's case with the marketplace; `application_number` is empty where none is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60)
    case_number = models.CharField(max_length=20)
    application_number = models.CharField(max_length=20, blank=True, default="", db_default="")
    members = models.ManyToManyField(Person, through="CaseMember", related_name="cases")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marketplace", "case_number"], name="people_case_number_once")
        ]


class CaseMember(models.Model):
    """One person's place in a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="people_case_member_once")]


class AccountManager(BaseUserManager["Account"]):
    """How Django's sign-in finds an account: by its username, upper and lower case alike."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account with this username."""
        wanted = (username or "").strip().lower()
        if "\x00" in wanted:
            raise self.model.DoesNotExist
        return self.get(username=wanted)


class Account(AbstractBaseUser):
    """Somebody who can sign in. `marketplace` is empty for those who serve every marketplace.

    `teams` holds the keys of the staff teams they belong to, their own first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    username = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    email = models.CharField(max_length=254)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=10, default="en")
    marketplace = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=40, choices=[(role.value, role.value) for role in Role])
    teams = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")),
                name="people_account_username_lower",
            )
        ]
        indexes = [models.Index(fields=["marketplace", "role"], name="people_account_role")]

    def __repr__(self) -> str:
        return f"Account({self.id})"


class Helper(models.Model):
    """What a marketplace knows of a helper: numbers, and until when authorization, license, certificate run.

    `authorized_until`, `license_until` and `certified_until` are the last days, inclusive, in the
    marketplace's zone; None means that there is none. `contact_on_file`: the state's department of insurance
    has the helper's present contact information. `zip_code` is where they work.
    """

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True)
    marketplace = models.CharField(max_length=60)
    npn = models.CharField(max_length=12, blank=True)
    authorized_until = models.DateField(null=True)
    license_number = models.CharField(max_length=20, blank=True, default="", db_default="")
    license_until = models.DateField(null=True)
    certified_until = models.DateField(null=True)
    contact_on_file = models.BooleanField(default=False, db_default=False)
    zip_code = models.CharField(max_length=10, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["marketplace", "npn"], condition=~models.Q(npn=""), name="people_helper_npn_once"
            )
        ]

    @property
    def credentials(self) -> Credentials:
        """What the helper works by, as the rules know it."""
        return Credentials(self.authorized_until, self.license_number, self.license_until)


class AccessGrant(models.Model):
    """That an account may see a person's case, for what, and between which moments.

    `starts_at` is inclusive, `ends_at` exclusive; None means until it is taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    scope = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "person", "scope"],
                condition=models.Q(ends_at__isnull=True),
                name="people_grant_open_once",
            )
        ]
        indexes = [
            models.Index(fields=["person", "scope"], name="people_grant_person"),
            models.Index(fields=["account", "scope", "-starts_at", "-id"], name="people_grant_account"),
        ]


class Delegation(models.Model):
    """That `delegate` may act for `principal`, with which powers, and between which moments.

    `starts_at` is inclusive, `ends_at` exclusive and never missing. `ended_at` says when it was withdrawn, or
    put away because another took its place; of those without it there is at most one for the two.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60)
    principal = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="acts_by")
    powers = ArrayField(models.CharField(max_length=40))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["principal", "delegate"],
                condition=models.Q(ended_at__isnull=True),
                name="people_delegation_once",
            ),
            models.CheckConstraint(
                name="people_delegation_of_another",
                condition=~models.Q(principal=models.F("delegate")),
            ),
            models.CheckConstraint(
                name="people_delegation_ends", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
        ]

    def __repr__(self) -> str:
        return f"Delegation({self.id})"


class ApiToken(models.Model):
    """A key to the API. Only its fingerprint is kept; it is shown once, when it is made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
