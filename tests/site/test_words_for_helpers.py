"""A contact for helpers only is named to that marketplace's own helpers and staff, and to nobody else."""

import pytest
from django.template import Context, Template
from django.utils import translation

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.queries import actor_of
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Words

NUMBER = "1-844-224-6761"
WORDS = Words(
    {"en": "Call {contact:support-hotline.phone}.", "es": "Llame al {contact:support-hotline.phone}."}
)


def _read_by(actor: Actor) -> str:
    context = {"actor": actor, "words": WORDS, "pack": policy.running("maryland")}
    with translation.override("en"):
        return Template("{% said_to words pack %}").render(Context(context))


@pytest.mark.django_db
@pytest.mark.rule("G-09")
@pytest.mark.usefixtures("demo_desk")
@pytest.mark.parametrize(
    ("username", "is_named"),
    [
        ("producer", True),
        ("hotline", True),
        ("admin", True),
        ("agent", False),
        ("khbe", False),
        ("resident", False),
    ],
)
def test_who_reads_the_number(username: str, is_named: bool) -> None:  # noqa: FBT001 - a case
    read = _read_by(actor_of(Account.objects.get(username=username)))

    assert (NUMBER in read) is is_named


@pytest.mark.django_db
@pytest.mark.rule("G-09")
@pytest.mark.usefixtures("demo_desk")
def test_a_stranger_does_not_read_it() -> None:
    assert NUMBER not in _read_by(Actor.anonymous())
