"""The people of a simulated day: residents with their requests, helpers with their hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from assistdesk.referrals.rules.duty import Schedule, Stretch, WeeklyHours, windows
from assistdesk.referrals.rules.values import Record, Spot
from assistdesk.referrals.simulation.scenario import Channel, Helpers, Messages, Scenario
from assistdesk.shared import places
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.referrals import ReferralsEdition

CHANNELS: tuple[Channel, ...] = ("email", "sms")
HELPER_IDS = 1 << 64
"""Helpers' ids start here, so that nobody takes one for a request's."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where people live: a place, how many, and their time zone."""

    spot: Spot
    people: int
    zone: str


@dataclass(frozen=True, slots=True)
class Resident:
    """One request of the day, counted by `number` in the order of time."""

    number: int
    id: UUID
    requested_at: datetime
    place: Place
    language: str
    program: str
    helper_type: str

    @property
    def local_hour(self) -> int:
        """The hour of the request where the resident lives."""
        return self.requested_at.astimezone(ZoneInfo(self.place.zone)).hour


@dataclass(frozen=True, slots=True)
class Helper:
    """One helper. `duty` holds when they are there; `answers` is how often they answer, from 0 to 1.

    `number` is their place in the day's helpers; `channels` are those by which offers come.
    """

    number: int
    id: UUID
    role: str
    programs: frozenset[str]
    languages: frozenset[str]
    spot: Spot
    duty: tuple[Stretch, ...]
    answers: float
    record: Record
    channels: tuple[Channel, ...] = CHANNELS


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """Everything that is given before the desk decides anything; the same seed gives the same day."""

    seed: int
    scenario: Scenario
    language: str
    residents: tuple[Resident, ...]
    helpers: tuple[Helper, ...]


def places_of(pack: Pack) -> tuple[Place, ...]:
    """Return where the residents of a marketplace live.

    Raises:
        NoState: the pack names no state.
    """
    if pack.identity.state is None:
        raise NoState(pack.marketplace)
    return tuple(
        Place(Spot(one.latitude, one.longitude, one.zip), one.population, one.zone)
        for one in places.zips_of(pack.identity.state)
        if one.population
    )


class NoState(Exception):
    """The pack names no state, so nobody knows where its residents live."""


def make(
    scenario: Scenario, *, pack: Pack, edition: ReferralsEdition, where: Sequence[Place], seed: int
) -> Day:
    """Return a day of `scenario` among the people of `where`, drawn by `seed`."""
    language = pack.identity.language
    zone = ZoneInfo(pack.identity.zone)
    midnight = datetime.combine(scenario.day, time(), zone).astimezone(UTC)
    return Day(
        seed=seed,
        scenario=scenario,
        language=language,
        residents=_residents(scenario, edition, midnight, where, language, draw=Random(f"residents {seed}")),
        helpers=_helpers(
            scenario,
            edition,
            where,
            language,
            draw=Random(f"helpers {seed}"),
            of_channels=Random(f"channels {seed}"),
        ),
    )


def _residents(
    scenario: Scenario,
    edition: ReferralsEdition,
    midnight: datetime,
    where: Sequence[Place],
    language: str,
    *,
    draw: Random,
) -> tuple[Resident, ...]:
    asked = scenario.requests
    in_all = round(asked.per_hour * sum(weight > 0 for weight in asked.by_hour))
    hours = draw.choices(range(24), weights=asked.by_hour, k=in_all)
    moments = sorted(midnight + timedelta(hours=hour + draw.random()) for hour in hours)
    homes = draw.choices(where, weights=[place.people for place in where], k=in_all)
    programs = draw.choices(list(asked.programs), weights=list(asked.programs.values()), k=in_all)
    types = {str(one): share for one, share in asked.helper_types.items()}
    helps = {str(role): frozenset(some) for role, some in edition.criteria.programs_by_role.items()}
    residents: list[Resident] = []
    for number, (moment, home, program) in enumerate(zip(moments, homes, programs, strict=True)):
        wanted = _one_of(types, otherwise="", draw=draw)
        residents.append(
            Resident(
                number=number,
                id=UUID(int=number + 1),
                requested_at=moment,
                place=home,
                language=_one_of(asked.other_languages, otherwise=language, draw=draw),
                program=str(program),
                helper_type=wanted if program in helps.get(wanted, ()) else "",
            )
        )
    return tuple(residents)


def _one_of(shares: Mapping[str, float], *, otherwise: str, draw: Random) -> str:
    left = draw.random()
    for name, share in shares.items():
        left -= share
        if left < 0:
            return str(name)
    return otherwise


def _helpers(
    scenario: Scenario,
    edition: ReferralsEdition,
    where: Sequence[Place],
    language: str,
    *,
    draw: Random,
    of_channels: Random,
) -> tuple[Helper, ...]:
    given = scenario.helpers
    homes = draw.choices(where, weights=[place.people for place in where], k=given.registered)
    roles = draw.choices(list(given.roles), weights=list(given.roles.values()), k=given.registered)
    made: list[Helper] = []
    for number, (home, role) in enumerate(zip(homes, roles, strict=True)):
        other = _one_of(given.other_languages, otherwise=language, draw=draw)
        answers = draw.betavariate(scenario.answers.answers_alpha, scenario.answers.answers_beta)
        made.append(
            Helper(
                number=number,
                id=UUID(int=HELPER_IDS + number),
                role=str(role),
                programs=frozenset(str(one) for one in edition.criteria.programs_by_role[role]),
                languages=frozenset({language, other}),
                spot=home.spot,
                duty=_duty(scenario, home.zone, draw=draw),
                answers=answers,
                record=_record(answers * (1 - scenario.answers.rejects), given, draw=draw),
                channels=_channels(scenario.messages, draw=of_channels),
            )
        )
    return tuple(made)


def _channels(given: Messages, *, draw: Random) -> tuple[Channel, ...]:
    shares = {str(one): share for one, share in given.by_one_alone.items()}
    only = _one_of(shares, otherwise="", draw=draw)
    return tuple(one for one in CHANNELS if only in (one, ""))


def _duty(scenario: Scenario, zone: str, *, draw: Random) -> tuple[Stretch, ...]:
    given = scenario.helpers
    start = draw.choice(given.shifts_start)
    if draw.random() >= given.on_shift:
        return ()
    day = scenario.day.isoweekday()
    shift = WeeklyHours(day, time(start), time((start + given.shift_hours) % 24))
    pause = time((start + given.break_after_hours) % 24)
    rest = WeeklyHours(day, pause, pause.replace(minute=given.break_minutes))
    schedule = Schedule(zone, (shift,), (rest,) if given.break_minutes else ())
    begin = datetime.combine(scenario.day, time(), ZoneInfo(zone)).astimezone(UTC)
    return tuple(windows(schedule, start=begin, end=begin + timedelta(days=2)))


def _record(accepts: float, given: Helpers, *, draw: Random) -> Record:
    """Return what the desk remembers of the days before, as if it had all been just now."""
    taken = sum(draw.random() < accepts for _ in range(given.offers_before))
    return Record(float(taken), float(given.offers_before))
