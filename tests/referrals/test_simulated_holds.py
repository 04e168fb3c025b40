"""By link, Accept only holds a simulated referral; what never arrives is no miss: as on the desk."""

from datetime import timedelta
from typing import Any

import pytest

from assistdesk.referrals.simulation import answers, contenders, measures
from assistdesk.referrals.simulation.answers import Reaction, Reply
from assistdesk.referrals.simulation.desk import Referral
from assistdesk.referrals.simulation.playing import Played, play
from assistdesk.referrals.simulation.population import Day, Helper, Resident
from tests.referrals.days import day
from tests.referrals.matching import edition

RUNNING = contenders.standard(edition())[0]
ALL_LOST = {"lost": {"email": 1.0, "sms": 1.0}}
HOLD = edition().offers.hold
MINUTE = timedelta(minutes=1)
PRESSED = timedelta(minutes=2, seconds=30)
"""The running ladder has asked a second helper by then, and asks nobody while somebody holds the referral."""


def played(**parts: dict[str, Any]) -> Played:
    """Return how a small day goes with some numbers of its parts changed."""
    return play(RUNNING, day(seed=1, **parts))


@pytest.mark.rule("D-19", "D-22")
def test_a_hold_that_lapses_gives_nobody_a_referral_and_is_no_miss() -> None:
    everybody_answers = {"answers_beta": 0.001, "minutes_spread": 0.01, "rejects": 0.0}
    never = played(answers={**everybody_answers, "by_link": 1.0, "passcode_never_typed": 1.0})

    assert any(offer.answered_at for one in never.referrals for offer in one.offers)
    assert not any(one.helper for one in never.referrals)
    assert not any(one.misses or one.is_out for one in never.helpers)
    assert all(not offer.is_open for one in never.referrals for offer in one.offers)


@pytest.mark.rule("D-19", "D-21")
@pytest.mark.parametrize(("by_link", "is_answered"), [(1.0, False), (0.0, True)])
def test_what_never_arrives_is_no_miss_and_is_answered_only_by_who_is_signed_in(
    *, by_link: float, is_answered: bool
) -> None:
    lost = played(messages=ALL_LOST, answers={"by_link": by_link})

    assert any(one.helper for one in lost.referrals) is is_answered
    assert not any(one.misses for one in lost.referrals)
    assert sum(len(one.offers) for one in lost.referrals) > len(lost.referrals)


@pytest.mark.rule("D-19", "D-22")
def test_the_next_in_line_has_it_when_a_hold_lapses(monkeypatch: pytest.MonkeyPatch) -> None:
    referral = _held(monkeypatch, typed_after=None)
    first, second = referral.offers

    assert first.answered_at == first.offered_at + PRESSED
    assert second.answered_at == second.offered_at + MINUTE < first.answered_at + HOLD
    assert referral.helper == second.chosen
    assert referral.accepted_at == first.answered_at + HOLD + 2 * MINUTE
    assert referral.misses == 0


@pytest.mark.rule("D-19", "D-22")
def test_whoever_types_the_passcode_has_it_before_those_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    referral = _held(monkeypatch, typed_after=HOLD - MINUTE)

    assert referral.helper == referral.offers[0].chosen
    assert referral.accepted_at == referral.offers[0].offered_at + PRESSED + HOLD - MINUTE


@pytest.mark.rule("D-19", "D-22")
def test_a_passcode_of_the_moment_that_the_hold_ends_is_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    referral = _held(monkeypatch, typed_after=HOLD)

    assert referral.helper == referral.offers[1].chosen


@pytest.mark.rule("D-19", "D-22")
def test_whoever_presses_accept_in_time_may_type_the_passcode_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = edition().offers.general_window
    referral = _held(monkeypatch, pressed_after=window - MINUTE, typed_after=2 * MINUTE, is_alone=True)

    assert referral.helper == referral.offers[0].chosen
    assert referral.accepted_at == referral.offers[0].offered_at + window + MINUTE


def _held(
    monkeypatch: pytest.MonkeyPatch,
    *,
    typed_after: timedelta | None,
    pressed_after: timedelta = PRESSED,
    is_alone: bool = False,
) -> Referral:
    """Return a referral of which one helper takes hold just after a second was asked, who presses Accept too.

    The first types the passcode after `typed_after`; the others, whose turn may come, within two minutes,
    unless the first is the only one who answers.
    """
    seen: dict[int, int] = {}

    def reply(_day: Day, resident: Resident, _helper: Helper, *, is_mass: bool) -> Reply:
        is_first = resident.number not in seen
        seen[resident.number] = 1
        if is_alone and not is_first:
            return answers.IGNORED
        after, typed = (pressed_after, typed_after) if is_first else (MINUTE, MINUTE)
        return Reply(Reaction.ACCEPTS, after, passcode_after=typed, back_after=MINUTE)

    monkeypatch.setattr(answers, "reply", reply)
    whole = played(requests={"per_hour": 1})
    return next(one for one in whole.referrals if len(one.offers) > 1)


@pytest.mark.rule("D-19")
def test_the_same_people_answer_whether_by_link_or_not() -> None:
    asked = [[reply.reaction is Reaction.IGNORES for reply in _replies(by_link)] for by_link in (0.0, 1.0)]

    assert asked[0] == asked[1]


def _replies(by_link: float) -> list[Reply]:
    today = day(answers={"by_link": by_link}, messages={"lost": {}})
    resident = today.residents[0]
    return [answers.reply(today, resident, one, is_mass=False) for one in today.helpers]


@pytest.mark.rule("D-19")
def test_passcodes_cost_time() -> None:
    given = [{"by_link": 0.0}, {"by_link": 1.0, "passcode_never_typed": 0.5}]
    medians = [
        measures.of_played(
            played(answers=one, messages={"lost": {}}), day(), within=edition().promise.call_back_within
        ).measures.minutes_median
        for one in given
    ]

    assert medians[0] < medians[1]
