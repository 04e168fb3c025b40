"""Who has no password yet chooses one by a link that is good once, and for a week."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people import invitations
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.refusals import InvitationOver
from assistdesk.shared.refusals import InvalidInput
from assistdesk.site.cli.user_invite import command
from assistdesk.site.logs import without_secrets
from tests.conftest import at_the_same_time
from tests.referrals import taking_part as build

pytestmark = pytest.mark.django_db
GOOD = "seven green boats"
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


def new(username: str, *, marketplace: str = build.KENTUCKY, is_active: bool = True) -> Account:
    """Make somebody as a list of helpers does: without a password."""
    build.helper(username=username, marketplace=marketplace, is_active=is_active)
    account = Account.objects.get(username=username)
    account.set_unusable_password()
    account.save()
    return account


def invite(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def link_of(line: str) -> str:
    """Return the path of a printed link."""
    return "/" + line.split("\t")[1].split("/", 3)[3]


def test_a_link_leads_to_a_password_that_signs_in_and_is_over_then() -> None:
    new("ada")
    link = link_of(invite("ada").stdout.strip())
    browser = Client()
    page = browser.get(link)
    assert (page.status_code, b"ada" in page.content) == (200, True)
    assert b"ada" not in page.content.partition(b"</title>")[0]

    answer = browser.post(link, {"password": GOOD})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in")
    assert browser.login(username="ada", password=GOOD)
    assert browser.get(link).status_code == 410
    assert browser.post(link, {"password": "another one, quite long"}).status_code == 410
    assert Entry.objects.filter(action="people.password.chosen").count() == 1


@pytest.mark.parametrize("password", ["", "a" * 14, "a" * 201, "i am ada and this is mine"])
def test_a_poor_password_is_refused_and_the_link_stays_good(password: str) -> None:
    new("ada")
    link = link_of(invite("ada").stdout.strip())

    answer = Client().post(link, {"password": password})

    assert answer.status_code == 422
    assert not Account.objects.get().has_usable_password()
    assert Client().post(link, {"password": "a" * 15}).status_code == 302


def test_a_link_ends_after_a_week_and_when_another_was_used_or_the_account_closed(at: datetime) -> None:
    account = new("ada")
    made = partial(invitations.invite, "ada", actor=Actor.system(None), at=at)
    first, second = made(), made()

    assert invitations.invited(first.token, at=first.expires_at - SECOND) == account
    for token in (first.token, f"{first.token}a", f"x{first.token}", "", "a.b.c.d", "é.1.2.3"):
        with pytest.raises(InvitationOver):
            invitations.invited(token, at=at + WEEK)
    with pytest.raises(InvitationOver):
        invitations.invited(first.token[:-1] + "2", at=at)
    invitations.choose_password(second.token, GOOD, at=at)
    with pytest.raises(InvitationOver):
        invitations.invited(first.token, at=at)
    third = made()
    Account.objects.update(is_active=False)
    with pytest.raises(InvitationOver):
        invitations.invited(third.token, at=at)


@pytest.mark.django_db(transaction=True)
def test_one_link_used_twice_at_once_sets_one_password(at: datetime) -> None:
    new("ada")
    token = invitations.invite("ada", actor=Actor.system(None), at=at).token

    outcomes = at_the_same_time(
        *[partial(invitations.choose_password, token, f"{GOOD} {one}", at=at) for one in range(3)]
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["Account", "InvitationOver", "InvitationOver"]


def test_everybody_of_a_marketplace_without_a_password_is_invited_and_nobody_else() -> None:
    new("ben")
    new("ada")
    new("eve", is_active=False)
    new("far", marketplace="elsewhere")
    has_one = new("cleo")
    has_one.set_password(GOOD)
    has_one.save()

    result = invite("--marketplace", build.KENTUCKY)

    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["ada", "ben"]
    assert result.exit_code == 0
    unknown = invite("ada", "nobody")
    assert (unknown.exit_code, unknown.stdout.count("\t")) == (1, 1)
    assert "no active account called 'nobody'" in unknown.stderr
    assert invite().exit_code == 1


def test_a_password_is_checked_before_it_is_kept(at: datetime) -> None:
    new("ada")
    token = invitations.invite("ada", actor=Actor.system(None), at=at).token

    with pytest.raises(InvalidInput):
        invitations.choose_password(token, "short", at=at)


def test_the_log_leaves_the_link_out() -> None:
    line = without_secrets(None, "", {"event": "Gone: /welcome/abc.1.def.ghi"})

    assert line["event"] == "Gone: /welcome/…"
