"""The best that anybody could do who knew the whole day beforehand: a bound, not a policy.

It knows every request before it comes and how every helper would answer it, asks exactly the right one at
once, and finds out who that is by a minimum-cost flow over the whole day: first as many residents as
possible called within the promise, then their language, then miles and minutes.

A helper may take `most_open` referrals in each half hour. As a case takes longer than that, this allows
more than the people of the scenario can do, so that the bound is rather too good than too bad.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from assistdesk.referrals.rules.filters import is_of_type
from assistdesk.referrals.simulation import answers
from assistdesk.referrals.simulation.answers import Reaction
from assistdesk.referrals.simulation.population import Day, Helper, Resident
from assistdesk.referrals.simulation.roll import nearness
from assistdesk.referrals.simulation.ways import Way

SLOT_MINUTES = 30
MOST_WAYS = 25
"""How many helpers of each language are tried for one resident: the nearest who would accept in time."""

UNSERVED = 10_000_000
"""What it costs that nobody calls in time: more than all else together."""


def optimum(day: Day, *, within: timedelta) -> list[Way]:
    """Return who is called by whom, at best, no later than `within` after the request."""
    ways = [way for resident in day.residents for way in _ways(day, resident, within=within)]
    flow = SimpleMinCostFlow()
    sink = len(day.residents)
    slots: dict[tuple[int, datetime], int] = {}
    for way in ways:
        slot = (way.helper.number, _slot_of(way.accepted_at))
        if slot not in slots:
            slots[slot] = sink + 1 + len(slots)
            flow.add_arc_with_capacity_and_unit_cost(slots[slot], sink, day.scenario.helpers.most_open, 0)
    first = flow.num_arcs()
    for way in ways:
        node = slots[way.helper.number, _slot_of(way.accepted_at)]
        flow.add_arc_with_capacity_and_unit_cost(way.resident.number, node, 1, way.cost)
    for resident in day.residents:
        flow.add_arc_with_capacity_and_unit_cost(resident.number, sink, 1, UNSERVED)
        flow.set_node_supply(resident.number, 1)
    flow.set_node_supply(sink, -len(day.residents))
    if flow.solve() != flow.OPTIMAL:
        raise AssertionError("Every request may stay unserved, so there is always a solution.")
    return [way for index, way in enumerate(ways) if flow.flow(first + index)]


def _slot_of(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute - moment.minute % SLOT_MINUTES, second=0, microsecond=0)


def _ways(day: Day, resident: Resident, *, within: timedelta) -> Iterator[Way]:
    left = {True: MOST_WAYS, False: MOST_WAYS}
    for number, miles in nearness(day).order(resident.place.spot).items():
        helper = day.helpers[number]
        speaks = resident.language in helper.languages
        if not left[speaks] or not _fits(resident, helper):
            continue
        way = _way(day, resident, helper, miles=miles, speaks=speaks, within=within)
        if way:
            left[speaks] -= 1
            yield way
        if speaks and not left[speaks]:
            return


def _fits(resident: Resident, helper: Helper) -> bool:
    is_type = not resident.helper_type or is_of_type(helper.role, asked=resident.helper_type)
    return is_type and resident.program in helper.programs


def _way(
    day: Day, resident: Resident, helper: Helper, *, miles: float, speaks: bool, within: timedelta
) -> Way | None:
    """Return how `helper` would take the request, asked as soon as they are there; None where not in time."""
    asked_at = _there_from(helper, resident.requested_at)
    until_called = answers.until_called(day.scenario)
    latest = resident.requested_at + within - until_called
    if asked_at is None or asked_at > latest:
        return None
    reply = answers.reply(day, resident, helper, is_mass=False)
    if reply.reaction is not Reaction.ACCEPTS or reply.passcode_after is None:
        return None
    accepted_at = asked_at + reply.after + reply.passcode_after
    if accepted_at > latest:
        return None
    called_at = accepted_at + until_called
    minutes = (called_at - resident.requested_at) / timedelta(minutes=1)
    return Way(resident, helper, accepted_at, minutes, miles, speaks)


def _there_from(helper: Helper, moment: datetime) -> datetime | None:
    """Return from when on a helper is there, at `moment` or later; None where not any more."""
    for start, end in helper.duty:
        if end > moment:
            return max(start, moment)
    return None
