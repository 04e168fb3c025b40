"""How residents who want help now get a call back (`referrals/`)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import Edition, FieldKey, Key, Section, Value
from assistdesk.shared.policy.schema.guide import Choice
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.policy.schema.ladder import LadderProfile
from assistdesk.shared.policy.schema.messages import ChannelName
from assistdesk.shared.policy.schema.values import Count, Duration, Share, Some
from assistdesk.shared.policy.schema.words import PublicWords, Words


class Program(StrEnum):
    """What a resident wants help with."""

    MEDICAID = "medicaid"
    QHP = "qhp"
    DENTAL = "dental"
    OTHER = "other"


class RequestForm(Section):
    """What a resident is asked."""

    introduction: PublicWords
    contact_methods: Annotated[tuple[ChannelName, ...], Field(min_length=1)]
    programs: dict[Program, PublicWords]
    helper_types: tuple[RoleName, ...]
    aids: tuple[Choice, ...]
    nobody_on_duty: PublicWords


class Promise(Section):
    """What a resident is promised, and how a call-back window is offered where it can't be kept."""

    call_back_within: Duration
    text: PublicWords
    window_length: Duration
    windows_ahead: Duration
    keepable_chance: Share


class Registration(Section):
    """How a helper takes part: where, in which steps, and the text agreed to."""

    tab: Words
    steps: Annotated[tuple[Words, ...], Field(min_length=1)]
    takes_minutes: Count
    agreement: Words
    agreement_version: FieldKey
    update_contact: dict[RoleName, tuple[Words, ...]]
    default_most_open: Count


class Criterion(StrEnum):
    """What a helper must have to register and to be offered a referral."""

    ACTIVE_LICENSE = "active_license"
    CERTIFICATION = "certification"
    CONTACT_ON_FILE = "contact_on_file"
    ACTIVE = "active"


class Requirement(Value):
    """One criterion and what is said where it is missing."""

    criterion: Criterion
    missing: Words


class Criteria(Section):
    """The criteria by role. A role that is not named can't take part."""

    by_role: dict[RoleName, tuple[Requirement, ...]]
    programs_by_role: dict[RoleName, tuple[Program, ...]]


class OfferRules(Section):
    """How an offer is answered. `preview` is what it shows before acceptance."""

    general_window: Duration
    mass_window: Duration
    channels: Annotated[tuple[ChannelName, ...], Field(min_length=1)]
    preview: tuple[FieldKey, ...]
    hold: Duration
    second_check_by_link: bool
    second_check_signed_in: bool
    passcode_lasts: Duration
    passcode_digits: Annotated[int, Field(ge=4, le=10)]
    passcode_tries: Count
    resends: Some
    resend_after: Duration
    details_shown_for: Duration


class MissRules(Section):
    """What counts as a miss, and what follows."""

    general_unanswered_is_a_miss: bool
    mass_unanswered_is_a_miss: bool
    deregister_after: Count
    warn_at: tuple[Count, ...]
    reset_by: tuple[FieldKey, ...]

    @model_validator(mode="after")
    def _warns_before(self) -> "MissRules":
        if any(count >= self.deregister_after for count in self.warn_at):
            instead = "warn at fewer misses than 'deregister_after'"
            raise PydanticCustomError("misses", "a warning comes too late", {"instead": instead})
        return self


class Scoring(Section):
    """How helpers are compared: the weight of each term, and what its scale is.

    A helper without a record is taken to accept `acceptance_prior` of the offers, and that counts as
    `acceptance_prior_weight` offers of their own.
    """

    acceptance: Share
    proximity: Share
    rest: Share
    language: Share
    missed_referrals: Share
    miles_scale: Count
    rest_scale: Duration
    tie_band: Share
    acceptance_prior: Share
    acceptance_prior_weight: Count
    acceptance_half_life: Duration
    censor_withdrawn: bool


class StatusRule(Value):
    """A state after acceptance: its label, and the fields that setting it requires."""

    key: FieldKey
    label: Words
    requires: tuple[FieldKey, ...] = ()


class FollowUp(Section):
    """From acceptance to the end: states, results of attempts, outcomes, and when silence is asked about.

    `status_link_lasts` is how long after the end of a request its resident's link still opens.
    """

    statuses: Annotated[tuple[StatusRule, ...], Field(min_length=1)]
    attempt_results: Annotated[tuple[Choice, ...], Field(min_length=1)]
    outcomes: Annotated[tuple[Choice, ...], Field(min_length=1)]
    ask_after_silence: Duration
    offer_again_after: Duration
    status_link_lasts: Duration


class Availability(Section):
    """How helpers say when they are there. `model` is weekly hours in the helper's own zone."""

    model: FieldKey
    breaks: bool
    days_off: bool
    pause: bool


class Season(Value):
    """Days on which referrals are taken: `from_date` included, `to_date` not."""

    from_date: date
    to_date: date


class ReferralKind(Value):
    """One kind of referral, in the marketplace's words."""

    key: Key
    title: Words
    description: Words


class HelpText(Value):
    """A question of helpers and its answer, in paragraphs or steps."""

    question: Words
    answer: Annotated[tuple[Words, ...], Field(min_length=1)]


class ReferralsEdition(Edition):
    """On-demand referrals between two days. No `seasons` means open all year."""

    title: Words
    description: PublicWords
    kinds: Annotated[tuple[ReferralKind, ...], Field(min_length=1)]
    seasons: tuple[Season, ...] = ()
    form: RequestForm
    promise: Promise
    registration: Registration
    criteria: Criteria
    availability: Availability
    offers: OfferRules
    misses: MissRules
    scoring: Scoring
    profile: Key
    profiles: Annotated[dict[Key, LadderProfile], Field(min_length=1)]
    follow_up: FollowUp
    questions: tuple[HelpText, ...] = ()

    @property
    def ladder(self) -> LadderProfile:
        """The profile that runs."""
        return self.profiles[self.profile]

    def is_open_on(self, day: date) -> bool:
        """Whether referrals are taken on `day`."""
        return not self.seasons or any(season.from_date <= day < season.to_date for season in self.seasons)
