"""How a helper gets to see a client's case: searches, requests, acknowledgements (`consent/`)."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import Edition, FieldKey, Key, Section, Value
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.policy.schema.messages import ChannelName
from assistdesk.shared.policy.schema.references import ContactKey
from assistdesk.shared.policy.schema.values import Count, Duration
from assistdesk.shared.policy.schema.words import PublicWords, Words


class Method(StrEnum):
    """A way to an association."""

    ELECTRONIC = "electronic"
    VERBAL = "verbal"
    CLIENT_STARTS = "client_starts"
    THREE_WAY_CALL = "three_way_call"
    PAPER = "paper"
    ATTESTATION = "attestation"


class VerbalReason(StrEnum):
    """Why consent may be asked for by voice."""

    FAILED = "failed"
    NOT_ELECTRONIC = "not_electronic"
    NO_RESPONSE = "no_response"


class NoVerbalAfter(StrEnum):
    """Ends of an electronic request after which no verbal consent follows."""

    DENIED = "denied"
    LEFT = "left"
    CANCELLED = "cancelled"


class Identifier(StrEnum):
    """What a client is searched by."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    SEX = "sex"
    DATE_OF_BIRTH = "date_of_birth"
    SSN = "ssn"
    CASE_NUMBER = "case_number"
    APPLICATION_NUMBER = "application_number"


class AttestedBy(StrEnum):
    """What attests: that the helper searches, below the text; or a box to be ticked besides."""

    SEARCHING = "searching"
    TICKING = "ticking"


class NumberedText(Value):
    """A text that is agreed to: its number, version and words. A changed text is a new version."""

    number: Count
    key: Key
    version: FieldKey
    text: PublicWords


class SearchRules(Section):
    """Which identifiers make a search. All that are given must match, exactly.

    `counts_for`: how long after it a request may be made.
    """

    required: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    optional: tuple[Identifier, ...] = ()
    full_sets: Annotated[tuple[tuple[Identifier, ...], ...], Field(min_length=1)]
    searches_per_hour: Count
    attestations: tuple[NumberedText, ...]
    attested_by: AttestedBy
    counts_for: Duration
    labels: dict[Identifier, Words]
    sexes: dict[FieldKey, Words]


class RequestRules(Section):
    """How an electronic request runs. `confirm_within`: how long after a yes the helper may press Ok."""

    methods: Annotated[tuple[Method, ...], Field(min_length=1)]
    channels: Annotated[tuple[ChannelName, ...], Field(min_length=1)]
    answer_within: Duration
    confirm_within: Duration
    lease: Duration
    refresh_every: Duration
    most_requests: Count
    request_window: Duration
    counts_when_left: bool
    client_daily_cap: Count
    match_code: bool
    asked: PublicWords
    purpose: PublicWords
    how_to_take_back: PublicWords


class VerbalRules(Section):
    """When consent may be asked for by voice, and what the page says. `read_within`: how long it may take."""

    reasons: dict[VerbalReason, Words]
    read_within: Duration
    never_after: Annotated[tuple[NoVerbalAfter, ...], Field(min_length=1)]
    acknowledgements: Annotated[tuple[NumberedText, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _numbers_run(self) -> "VerbalRules":
        numbers = [text.number for text in self.acknowledgements]
        if numbers != list(range(1, len(numbers) + 1)):
            raise PydanticCustomError(
                "numbers",
                "the acknowledgements are not numbered 1, 2, 3 ...",
                {"instead": "number them in order"},
            )
        return self


class NextStep(Value):
    """What to do where no request can reach the client."""

    key: Key
    method: Method
    text: Words
    contact: ContactKey | None = None


class Association(Section):
    """What stands after consent. No `lasts` means until it is taken back."""

    lasts: Duration | None
    keep_record: Duration
    on_demand_question: Words
    tile: PublicWords
    helper_roles: Annotated[tuple[RoleName, ...], Field(min_length=1)]
    prospect_warning: Words


class StaffMethod(StrEnum):
    """A way to an association that staff record."""

    THREE_WAY_CALL = "three_way_call"
    PAPER = "paper"


AN_HOUR = timedelta(hours=1)


class StaffRules(Section):
    """What the marketplace's own staff do in case access.

    `record_roles` write down an association that was made on a call or on paper, at most `recorded_within`
    after it; `told` is how each of the two is called to the client. Every text of `acknowledgements` is
    confirmed for it: on a call they are read aloud, of a form they are checked. `sees_roles` see a case
    because their work needs it. `emergency_roles` open one for a reason that they type, for
    `emergency_lasts`, an hour or less; those of `review_roles` are told, and review it. Where a list of
    roles is empty nobody may, and what goes with it can be left empty too.
    """

    record_roles: tuple[RoleName, ...]
    recorded_within: Duration
    told: dict[StaffMethod, PublicWords]
    acknowledgements: dict[StaffMethod, Annotated[tuple[NumberedText, ...], Field(min_length=1)]]
    sees_roles: tuple[RoleName, ...]
    emergency_roles: tuple[RoleName, ...]
    emergency_lasts: Annotated[Duration, Field(le=AN_HOUR)]
    review_roles: tuple[RoleName, ...]

    @model_validator(mode="after")
    def _says_all(self) -> "StaffRules":
        if self.emergency_roles and not self.review_roles:
            raise PydanticCustomError(
                "review",
                "nobody would review what is opened in an emergency",
                {"instead": "name 'review_roles', or leave 'emergency_roles' empty"},
            )
        if not self.record_roles:
            return self
        if set(self.told) != set(StaffMethod) or set(self.acknowledgements) != set(StaffMethod):
            raise PydanticCustomError(
                "methods",
                "something is missing for a call or for a paper form",
                {"instead": "give told and acknowledgements for three_way_call and for paper"},
            )
        return self


NOBODY = StaffRules(
    source="assumed, where a pack says nothing of it",
    record_roles=(),
    recorded_within=timedelta(days=30),
    told={},
    acknowledgements={},
    sees_roles=(),
    emergency_roles=(),
    emergency_lasts=AN_HOUR,
    review_roles=(),
)


class ConsentWords(Section):
    """What the pages say at each point."""

    quick_link: Words
    not_associated: Words
    received: Words
    confirmation: Words
    declined: Words
    expired: Words
    left: Words
    limit_reached: Words


class ConsentEdition(Edition):
    """Case access between two days. Without `staff` no staff member has a part in it."""

    title: Words
    introduction: Words
    search: SearchRules
    requests: RequestRules
    verbal: VerbalRules
    no_route: Annotated[tuple[NextStep, ...], Field(min_length=1)]
    no_route_introduction: Words
    association: Association
    staff: StaffRules = NOBODY
    words: ConsentWords
