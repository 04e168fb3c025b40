"""How fast a provider may be given messages: one turn after the other, for all processes together.

Turns are kept by the database's own clock, which nobody shifts.
"""

from datetime import timedelta

from django.db import connection

from assistdesk.shared.policy.schema import ChannelName

LONGEST_WAIT = timedelta(seconds=2)  # a courier that has to wait longer goes home, and is called again
_TAKE = """
    INSERT INTO messaging_pace AS pace (channel, next_at)
    VALUES (%(channel)s, clock_timestamp() + make_interval(secs => %(span)s))
    ON CONFLICT (channel) DO UPDATE
    SET next_at = GREATEST(pace.next_at, clock_timestamp()) + make_interval(secs => %(span)s)
    WHERE pace.next_at <= clock_timestamp() + make_interval(secs => %(longest)s)
    RETURNING next_at - make_interval(secs => %(span)s) - clock_timestamp()
"""
_HOLD = """
    INSERT INTO messaging_pace AS pace (channel, next_at)
    VALUES (%(channel)s, clock_timestamp() + make_interval(secs => %(span)s))
    ON CONFLICT (channel) DO UPDATE
    SET next_at = GREATEST(pace.next_at, clock_timestamp() + make_interval(secs => %(span)s))
"""


def take_turn(channel: ChannelName, *, per_second: float) -> timedelta | None:
    """Take the next turn of `channel` and return how long to wait for it; None where that is too long."""
    span = timedelta(seconds=1 / per_second)
    with connection.cursor() as cursor:
        longest = max(LONGEST_WAIT, span).total_seconds()
        cursor.execute(_TAKE, {"channel": channel.value, "span": span.total_seconds(), "longest": longest})
        found = cursor.fetchone()
    return max(found[0], timedelta(0)) if found else None


def hold(channel: ChannelName, *, span: timedelta) -> None:
    """Give nobody a turn of `channel` for as long as `span`: its provider asked to be left alone."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, {"channel": channel.value, "span": span.total_seconds()})
