"""Finding the helpers nearest to residents: by one statement for many searches, which stays the same one.

The database walks its index from each resident's place, and keeps the plan. For that the statement says how
many it wants: of a number that is told later a tenth of everybody is expected, and all are read. The searches
come as JSON, moment and all, of which the same is expected whether or not they are known: a plan made for any
of them is as good as a new one.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import connection

from assistdesk.referrals.services import facts

_SEARCH = """
    SELECT found.turn, known.*
    FROM (
        SELECT sought.turn, near.id, min(near.place) AS place, min(near.far) AS far,
            bool_or(near.is_on) AS is_on
        FROM (
            SELECT turn, at, marketplace, language, any_language, program, point(x, y) AS here,
                point(any_x, any_y) AS next_door, asked, roles
            FROM json_to_recordset(%(looks)s::json) AS each (turn int, at timestamptz, marketplace text,
                language text, any_language text, program text, x float8, y float8, any_x float8,
                any_y float8, asked uuid[], roles text[])
            OFFSET 0
        ) AS sought
        CROSS JOIN LATERAL (
            (SELECT duty.registration_id AS id, 0 AS place, point(duty.x, duty.y) <-> sought.here AS far,
                true AS is_on
             FROM referrals_duty AS duty
             WHERE duty.marketplace = sought.marketplace AND duty.language = sought.language
                AND duty.program = sought.program AND duty.on_from <= sought.at AND duty.on_until > sought.at
                AND duty.is_free AND duty.registration_id <> ALL(sought.asked) {of_type}
             ORDER BY point(duty.x, duty.y) <-> sought.here LIMIT {at_most})
            UNION ALL
            (SELECT duty.registration_id, 1, point(duty.x, duty.y) <-> sought.next_door,
                duty.on_from <= sought.at AND duty.on_until > sought.at
             FROM referrals_duty AS duty
             WHERE duty.marketplace = sought.marketplace AND duty.language = sought.any_language
                AND duty.program = sought.program
             ORDER BY point(duty.x, duty.y) <-> sought.next_door LIMIT {neighbours})
        ) AS near
        GROUP BY sought.turn, near.id
    ) AS found
    CROSS JOIN LATERAL ({facts} WHERE r.account_id = found.id OFFSET 0) AS known
    ORDER BY found.turn, found.place, found.far, found.id
"""
_OF_TYPE = """
    AND (SELECT role FROM people_account AS account WHERE account.id = duty.registration_id)
        = ANY(sought.roles)
"""


@dataclass(frozen=True, slots=True)
class Look:
    """One search: on which sheet and where on it, where next door is, for how many, and for whom not.

    `roles` is empty where those of any role will do.
    """

    marketplace: str
    language: str
    program: str
    spot: tuple[float, float]
    next_door: tuple[float, float]
    at_most: int
    asked: frozenset[UUID]
    roles: tuple[str, ...]


Found = tuple[int, facts.Row]
"""The place of a search among those that were asked for, and what is known of one whom it found."""


def found_by(looks: Sequence[Look], *, on_any_sheet: str, neighbours: int, at: datetime) -> list[Found]:
    """Return whom each search finds: those on duty first, the nearest first, then so many next door.

    One query for all that want as many of any role, or of certain ones.
    """
    alike: dict[tuple[int, bool], list[int]] = {}
    for turn, one in enumerate(looks):
        alike.setdefault((one.at_most, bool(one.roles)), []).append(turn)
    found: list[Found] = []
    for (at_most, is_typed), turns in alike.items():
        told = _told(((turn, looks[turn]) for turn in turns), on_any_sheet=on_any_sheet, at=at)
        with connection.cursor() as cursor:
            cursor.execute(_statement(at_most, neighbours, is_typed), {"looks": told})
            found += [(row[0], row[1:]) for row in cursor.fetchall()]
    return found


@cache
def _statement(at_most: int, neighbours: int, is_typed: bool) -> str:  # noqa: FBT001 - a key of the cache
    return _SEARCH.format(
        at_most=at_most,
        neighbours=neighbours,
        of_type=_OF_TYPE if is_typed else "",
        facts=facts.FACTS.format("found.is_on"),
    )


def _told(looks: Iterable[tuple[int, Look]], *, on_any_sheet: str, at: datetime) -> str:
    """Return the searches as the statement takes them."""
    return json.dumps(
        [
            {
                "turn": turn,
                "at": at.isoformat(),
                "any_language": on_any_sheet,
                "marketplace": one.marketplace,
                "language": one.language,
                "program": one.program,
                "x": one.spot[0],
                "y": one.spot[1],
                "any_x": one.next_door[0],
                "any_y": one.next_door[1],
                "asked": [str(each) for each in one.asked],
                "roles": one.roles,
            }
            for turn, one in looks
        ]
    )
