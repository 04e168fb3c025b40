"""Who is on duty: hour by hour for a day ahead, and now by area and language; counts alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from assistdesk.referrals.models import Referral, Registration, schedules_of
from assistdesk.referrals.queries.board import ZIP_SHOWN
from assistdesk.referrals.queries.staff import check_reads
from assistdesk.referrals.rules.duty import Schedule, Stretch, windows
from assistdesk.referrals.states import FREE_STATES, RegistrationStatus
from assistdesk.shared import places
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import Pack

HOUR = timedelta(hours=1)
HOURS_AHEAD = 24
LANGUAGES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class HourRow:
    """How many helpers are there at a moment: in all, and of each language in the roster's order."""

    at: datetime
    there: int
    by_language: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area now: ZIP codes that begin so, and the county where most of its people live.

    `there` are on duty, `free` of them take one more; `waiting` referrals wait for a helper there.
    """

    zip_area: str
    county: str
    there: int
    free: int
    waiting: int
    by_language: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is on duty. `languages` are the codes of the columns, those of most helpers first."""

    registered: int
    paused: int
    languages: tuple[str, ...]
    hours: list[HourRow]
    areas: list[AreaRow]


@dataclass(frozen=True, slots=True)
class _There:
    """What the roster tells of a helper: those alike are counted together."""

    languages: frozenset[str]
    zip_area: str
    is_free: bool
    stretches: tuple[Stretch, ...]

    def is_on_duty(self, at: datetime) -> bool:
        """Tell whether the helper is there at a moment; stretches end exclusively."""
        return any(start <= at < end for start, end in self.stretches)


def roster(actor: Actor, *, pack: Pack, at: datetime) -> Roster:
    """Return who is on duty in a marketplace from `at` on, for 24 hours; five queries.

    A row counts who is there at its moment: the first is now, the others are the whole hours after it.

    Raises:
        NotThere: it is not the actor's to read.
    """
    check_reads(actor, marketplace=pack.marketplace)
    registered = Registration.objects.filter(
        marketplace=pack.marketplace, status=RegistrationStatus.REGISTERED.value
    )
    schedules = schedules_of(registered)
    moments = [at, *_hours_after(at, zone=ZoneInfo(pack.identity.zone))]
    helpers = _alike(registered, schedules, start=at, end=moments[-1] + HOUR)
    spoken: Counter[str] = Counter()
    for one, count in helpers.items():
        spoken.update(dict.fromkeys(one.languages, count))
    languages = tuple(language for language, _ in spoken.most_common(LANGUAGES_SHOWN))
    now = {one: count for one, count in helpers.items() if one.is_on_duty(at)}
    return Roster(
        registered=len(schedules),
        paused=sum(one.is_paused for one in schedules.values()),
        languages=languages,
        hours=[_hour(moment, helpers, languages) for moment in moments],
        areas=_areas(now, languages, pack=pack),
    )


def _hours_after(at: datetime, *, zone: ZoneInfo) -> list[datetime]:
    """Return the whole hours of the marketplace's clock after `at`."""
    local = at.astimezone(zone)
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return [at - past + step * HOUR for step in range(1, HOURS_AHEAD + 1)]


def _alike(
    registered: QuerySet[Registration], schedules: Mapping[UUID, Schedule], *, start: datetime, end: datetime
) -> Counter[_There]:
    """Return how many helpers there are of each kind; when a schedule means is worked out once."""
    stretches = {one: tuple(windows(one, start=start, end=end)) for one in set(schedules.values())}
    rows = registered.values_list("pk", "languages", "zip_code", "open_count", "most_open")
    return Counter(
        _There(frozenset(languages), zip_code[:ZIP_SHOWN], has < most, stretches[schedules[account_id]])
        for account_id, languages, zip_code, has, most in rows
        if account_id in schedules
    )


def _hour(at: datetime, helpers: Mapping[_There, int], languages: Sequence[str]) -> HourRow:
    there = {one: count for one, count in helpers.items() if one.is_on_duty(at)}
    return HourRow(at, sum(there.values()), _by_language(there, languages))


def _by_language(helpers: Mapping[_There, int], languages: Sequence[str]) -> tuple[int, ...]:
    return tuple(
        sum(count for one, count in helpers.items() if language in one.languages) for language in languages
    )


def _areas(now: Mapping[_There, int], languages: Sequence[str], *, pack: Pack) -> list[AreaRow]:
    waiting = _waiting(pack.marketplace)
    counties = _counties(pack.identity.state or "")
    areas = sorted({*(one.zip_area for one in now), *waiting}, key=lambda area: (not area, area))
    rows = []
    for area in areas:
        there = {one: count for one, count in now.items() if one.zip_area == area}
        free = sum(count for one, count in there.items() if one.is_free)
        by_language = _by_language(there, languages)
        count = sum(there.values())
        rows.append(AreaRow(area, counties.get(area, ""), count, free, waiting.get(area, 0), by_language))
    return rows


def _waiting(marketplace: str) -> dict[str, int]:
    """Return how many referrals that nobody has wait in each area."""
    free = Referral.objects.open().filter(
        marketplace=marketplace, state__in=sorted(state.value for state in FREE_STATES)
    )
    counts: Counter[str] = Counter()
    for zip_code, count in free.values_list("zip_code").annotate(Count("id")).order_by("zip_code"):
        counts[zip_code[:ZIP_SHOWN]] += count
    return dict(counts)


@lru_cache(maxsize=64)
def _counties(state: str) -> dict[str, str]:
    """Return for each area of a state the county where most of its people live."""
    people: dict[str, Counter[str]] = {}
    for one in places.zips_of(state):
        people.setdefault(one.zip[:ZIP_SHOWN], Counter())[one.county] += one.population
    return {area: counts.most_common(1)[0][0] for area, counts in people.items()}
