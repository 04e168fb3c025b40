"""After the secret key was changed all is found by either key, and by the new one once it is rehashed."""

import json
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import transaction
from pytest_django import Settings

from assistdesk.book.models import Prospect
from assistdesk.book.rules.prospects import WrittenProspect
from assistdesk.book.services import add_prospect, import_prospects, rehash_prospects
from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import opt_outs
from assistdesk.shared.messaging.models import OptOut
from assistdesk.shared.people import identities, invitations, queries, services
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.identities import Known
from assistdesk.shared.people.models import Account, Person, PersonIdentity
from assistdesk.shared.people.refusals import InvitationOver
from assistdesk.shared.refusals import InvalidInput
from assistdesk.site import checkup
from assistdesk.site.cli.keys_rehash import command
from assistdesk.site.demo.people import ssn_of

pytestmark = pytest.mark.django_db
NEW = "the newest key of this desk, long enough to be one"
PHONE = "+15025550143"
PROSPECT = {"first_name": "Nell", "last_name": "Farrow", "date_of_birth": "1990-02-03"}


@pytest.fixture
def rosa(demo_desk: None) -> Person:
    """Return somebody who was hashed by the key of before."""
    return Person.objects.get(marketplace="kentucky", first_name="Rosa", last_name="Delgado", sex="female")


@pytest.fixture
def agent(demo_desk: None) -> Actor:
    """Return a helper."""
    return queries.actor_of(Account.objects.get(username="agent"))


def change(settings: Settings) -> None:
    """Change the secret key, and keep the one of before."""
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = NEW


def forget(settings: Settings) -> None:
    """Take the key of before away."""
    settings.SECRET_KEY_FALLBACKS = []


def rehash() -> Result:
    """Run the command."""
    return CliRunner().invoke(command, ["--json"])


def found(person: Person, **given: Any) -> bool:
    """Return whether a person is found by all that is known of them."""
    known = Known(person.first_name, person.last_name, person.sex, person.date_of_birth, ssn_of(person))
    one = identities.find(known, marketplace=person.marketplace)
    return one is not None and one.person == person and identities.is_known(known, marketplace="kentucky")


@pytest.mark.rule("C-02")
def test_persons_are_found_while_and_after_the_key_changes(rosa: Person, settings: Settings) -> None:
    change(settings)
    assert found(rosa)
    assert any("persons are found by one" in one.what for one in checkup.findings())

    answer = rehash()

    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["persons"]["done"] == PersonIdentity.objects.count()
    forget(settings)
    assert found(rosa)
    assert identities.ssn_of(PersonIdentity.objects.get(pk=rosa)) == ssn_of(rosa)
    assert Entry.objects.filter(action="people.identities.rehashed").exists()


@pytest.mark.rule("C-02")
def test_without_the_key_of_before_nobody_is_found_who_was_not_rehashed(
    rosa: Person, settings: Settings
) -> None:
    change(settings)
    forget(settings)

    assert not found(rosa)


@pytest.mark.rule("C-02")
def test_a_search_asks_as_many_questions_with_two_keys_as_with_one(
    rosa: Person, settings: Settings, django_assert_num_queries: Any
) -> None:
    known = Known(rosa.first_name, rosa.last_name, rosa.sex, rosa.date_of_birth)
    with django_assert_num_queries(1):
        identities.find(known, marketplace="kentucky")
    change(settings)

    with django_assert_num_queries(1):
        identities.find(known, marketplace="kentucky")


@pytest.mark.rule("C-02")
def test_a_stop_in_between_loses_nothing(
    rosa: Person, settings: Settings, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identities, "BATCH", 7)
    change(settings)
    everybody = PersonIdentity.objects.count()

    first = identities.rehash(after=identities.NOBODY, at=at)
    assert (first.done, first.left_out) == (7, 0)
    assert first.last is not None
    assert identities.stale_count() == everybody - 7
    again = json.loads(rehash().stdout)

    assert again["persons"] == {"done": everybody - 7, "left_out": 0}
    assert json.loads(rehash().stdout)["persons"]["done"] == 0


@pytest.mark.rule("C-02")
def test_whose_number_can_not_be_opened_stays_as_they_are(rosa: Person, settings: Settings) -> None:
    PersonIdentity.objects.filter(pk=rosa).update(ssn_sealed=b"changed")
    before = PersonIdentity.objects.get(pk=rosa).ssn
    change(settings)

    answer = rehash()

    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["persons"]["left_out"] == 1
    assert PersonIdentity.objects.get(pk=rosa).ssn == before


@pytest.mark.rule("C-16")
def test_a_prospect_is_not_added_twice_whatever_the_key(
    agent: Actor, settings: Settings, at: datetime
) -> None:
    add = partial(add_prospect, PROSPECT, marketplace="kentucky", actor=agent, at=at)
    add()
    change(settings)
    with pytest.raises(InvalidInput):
        add()
    line = WrittenProspect("Nell", "Farrow", date(1990, 2, 3), "", "", "", "", "", "")
    assert import_prospects([(2, line)], actor=agent, at=at).made == 0

    assert json.loads(rehash().stdout)["prospects"]["done"] == Prospect.objects.count()

    forget(settings)
    with pytest.raises(InvalidInput):
        add()
    assert rehash_prospects(after=identities.NOBODY, at=at).done == 0


def test_a_number_that_wants_no_texts_gets_none_whatever_the_key(
    demo_desk: None, settings: Settings, at: datetime
) -> None:
    with transaction.atomic():
        opt_outs.stop(PHONE, number_of_ours="", at=at)
    change(settings)
    assert opt_outs.stopped_among([PHONE]) == {PHONE}
    with transaction.atomic():
        assert not opt_outs.stop(PHONE, number_of_ours="", at=at)

    rehash()

    forget(settings)
    assert opt_outs.is_stopped(PHONE)
    with transaction.atomic():
        assert opt_outs.start(PHONE, at=at)
    assert not opt_outs.is_stopped(PHONE)
    assert OptOut.objects.filter(ended_at__isnull=True).count() == 0


def test_a_number_whose_seal_is_broken_is_left_out(demo_desk: None, settings: Settings, at: datetime) -> None:
    with transaction.atomic():
        opt_outs.stop(PHONE, number_of_ours="", at=at)
    OptOut.objects.update(sealed=b"changed")
    change(settings)

    assert json.loads(rehash().stdout)["numbers"] == {"done": 0, "left_out": 1}
    assert opt_outs.is_stopped(PHONE)


def test_tokens_and_invitations_of_before_are_known_until_the_key_is_gone(
    agent: Actor, settings: Settings, at: datetime
) -> None:
    token = services.make_token("agent", actor=Actor.system(None), at=clock.now())
    invitation = invitations.invite("agent", actor=Actor.system(None), at=at)
    change(settings)

    sender = queries.sender_of(token)
    assert sender is not None
    assert sender.actor == agent
    assert invitations.invited(invitation.token, at=at).username == "agent"

    forget(settings)
    assert queries.sender_of(token) is None
    with pytest.raises(InvitationOver):
        invitations.invited(invitation.token, at=at)
