"""An administrator tries changed rules on made-up days, before anybody loads them."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from assistdesk.referrals.models import Referral, Trial
from assistdesk.referrals.queries import trials
from assistdesk.referrals.services import trying
from assistdesk.referrals.services.trying import NewTrial
from assistdesk.referrals.simulation import proposals
from assistdesk.referrals.simulation.comparing import Figure
from assistdesk.referrals.simulation.measures import NAMES
from assistdesk.referrals.simulation.proposals import BadProposal
from assistdesk.referrals.simulation.report import Verdict, verdict
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.conftest import TEN_O_CLOCK
from tests.referrals import taking_part as build
from tests.referrals.conftest import SignIn
from tests.referrals.matching import edition

PAGE = "/m/kentucky/try-rules"
ONE_BY_ONE = "profile: strict\n"


@pytest.fixture
def admin(running_pack: None) -> Actor:
    """Return somebody who manages the desk."""
    return build.helper(role=Role.EXCHANGE_ADMIN)


def new(**values: object) -> NewTrial:
    """Return a small trial."""
    standard = NewTrial(uuid4(), "kentucky", ONE_BY_ONE, per_hour=4, helpers=60, days=2)
    return NewTrial(**{**{name: getattr(standard, name) for name in NewTrial.__slots__}, **values})


def typed(**values: object) -> dict[str, object]:
    """Return what the form sends."""
    return {"key": uuid4(), "rules": ONE_BY_ONE, "per_hour": 4, "helpers": 60, "days": 2, **values}


def text_of(browser: Client, address: str, **headers: str) -> str:
    """Return the page at an address."""
    return browser.get(address, headers=headers).content.decode()


@pytest.mark.rule("D-19")
def test_the_rules_that_run_are_shown_as_text_that_makes_the_same_rules() -> None:
    assert proposals.proposed(edition(), proposals.written(edition())) == edition()


@pytest.mark.rule("D-19")
@pytest.mark.rule("D-20")
def test_a_proposal_changes_what_it_says_and_nothing_else() -> None:
    found = proposals.proposed(edition(), "scoring: {rest: 0.5}\noffers:\n  general_window: 10 min\n")

    assert found.scoring == edition().scoring.model_copy(update={"rest": 0.5})
    assert found.offers.general_window == edition().offers.general_window * 2 / 3
    assert found.profiles == edition().profiles


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scoring:\n  rest: 7\n", "referrals:2"),
        ("scoring:\n  rset: 0.1\n", "scoring.rset"),
        ("profile: other\n", "no profile is called 'other'"),
        ("just words", "there are no rules in it"),
        ("scoring: [", "referrals:1"),
    ],
)
def test_what_makes_no_rules_is_told_by_its_line(text: str, said: str) -> None:
    with pytest.raises(BadProposal) as wrong:
        proposals.proposed(edition(), text)

    assert any(said in problem for problem in wrong.value.problems)


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule("D-19")
def test_a_trial_is_played_apart_and_changes_nothing_else(admin: Actor, signed_in: SignIn) -> None:
    browser = signed_in(admin)
    sent = browser.post(PAGE, typed(per_hour=2, helpers=40))
    waiting = text_of(browser, sent["Location"])
    trial_id = Trial.objects.values_list("id", flat=True).get()

    trying.play_trial(trial_id, at=TEN_O_CLOCK)
    found = trials.trial(trial_id, actor=admin, marketplace="kentucky")

    assert "0 of 4 days are played" in waiting
    assert (found.done, found.is_finished) == (4, True)
    assert {row.name for row in found.rows} >= {"in_time", "language", "gini"}
    assert not Referral.objects.exists()


DAY = dict.fromkeys(NAMES, 0.5)


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule("D-19")
@pytest.mark.parametrize(
    ("then", "said"),
    [
        ({"in_time": 0.7}, "With these rules 70.0 % of all residents are called in time; as it is, 50.0 %."),
        ({"in_time": 0.7}, "+20.0 points"),
        ({"in_time": 0.7}, "Clearly better: Residents called in time."),
        ({"miles": 0.7}, "Clearly worse: Miles between resident and helper."),
        ({}, "Nothing would change: both play the same."),
    ],
)
def test_the_page_says_in_plain_words_what_would_be_better_and_worse(
    admin: Actor, signed_in: SignIn, then: dict[str, float], said: str
) -> None:
    asked = new()
    trying.try_rules(asked, actor=admin, at=TEN_O_CLOCK)
    days = [[DAY, DAY], [{**DAY, **then}, {**DAY, **then}]]
    policies = [{"by_day": one} for one in days]
    Trial.objects.update(result={"policies": policies}, finished_at=TEN_O_CLOCK, done=4)
    browser = signed_in(admin)

    page = text_of(browser, f"{PAGE}/{asked.key}")
    part = text_of(browser, f"{PAGE}/{asked.key}", **{"HX-Request": "true"})

    assert said in page
    assert "As proposed" in part
    assert "<html" not in part


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_is_one_trial_and_a_done_one_stays(admin: Actor) -> None:
    asked = new()
    for _ in range(2):
        trying.try_rules(asked, actor=admin, at=TEN_O_CLOCK)
    Trial.objects.update(finished_at=TEN_O_CLOCK, result=None, done=1)

    trying.play_trial(asked.key, at=TEN_O_CLOCK)

    assert Trial.objects.values_list("done", flat=True).get() == 1
    assert Entry.objects.filter(action="referrals.rules.tried").count() == 1


@pytest.mark.django_db(transaction=True)
def test_rules_that_make_no_sense_are_told_and_what_was_typed_stays(admin: Actor, signed_in: SignIn) -> None:
    answer = signed_in(admin).post(PAGE, typed(rules="scoring:\n  rest: 7\n"))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "scoring.rest" in page
    assert "rest: 7" in page
    assert not Trial.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("values", [{"per_hour": 0}, {"helpers": 100_000}, {"days": 1}, {"key": "x"}])
def test_a_day_too_large_for_a_worker_is_refused(
    admin: Actor, signed_in: SignIn, values: dict[str, object]
) -> None:
    assert signed_in(admin).post(PAGE, typed(**values)).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_only_who_manages_the_desk_tries_rules(admin: Actor, agent: Actor, signed_in: SignIn) -> None:
    asked = new()
    trying.try_rules(asked, actor=admin, at=TEN_O_CLOCK)
    other = build.helper(role=Role.EXCHANGE_ADMIN)

    with pytest.raises(NotThere):
        trying.try_rules(new(), actor=agent, at=TEN_O_CLOCK)
    with pytest.raises(NotThere):
        trying.try_rules(asked, actor=other, at=TEN_O_CLOCK)
    with pytest.raises(InvalidInput):
        trying.try_rules(new(rules="x" * 60_001), actor=admin, at=TEN_O_CLOCK)
    assert signed_in(agent).get(PAGE).status_code == 403
    assert signed_in(admin).get(f"{PAGE}/{UUID(int=1)}").status_code == 404
    assert "Tried before" in text_of(signed_in(admin), PAGE)


@pytest.mark.parametrize(
    ("name", "mean", "margin", "expected"),
    [
        ("in_time", 0.1, 0.05, Verdict.BETTER),
        ("in_time", -0.1, 0.05, Verdict.WORSE),
        ("miles", 3.0, 1.0, Verdict.WORSE),
        ("miles", -3.0, 1.0, Verdict.BETTER),
        ("miles", 3.0, 3.0, Verdict.UNCLEAR),
        ("miles", 3.0, None, Verdict.UNCLEAR),
        ("miles", 0.0, 0.0, Verdict.SAME),
    ],
)
def test_a_difference_is_clear_only_beyond_its_interval(
    name: str, mean: float, margin: float | None, expected: Verdict
) -> None:
    assert verdict(name, Figure(mean, margin)) is expected
