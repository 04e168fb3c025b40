"""Personal information that came by mail is shown to those who need it; its sender is told a safe way."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Incident, Post
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Incoming, Outgoing, SealedWords
from assistdesk.shared.messaging.values import RawMail
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.queries import actor_of
from assistdesk.shared.people.roles import Role
from assistdesk.shared.privacy import POST
from assistdesk.shared.refusals import NotThere
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import Ask, SignIn, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.rule("V-06")]
LATER = TEN_O_CLOCK + timedelta(hours=1)
SSN = "412-55-7713"
PERSONAL = f"Her SSN is {SSN}."
SHOWN = "Her SSN is [removed: US_SSN]."
DAY = timedelta(days=1)


@pytest.fixture
def ours(producer: Actor, caseworker: Actor) -> Outgoing:
    """Return a mail about an incident that a provider took."""
    incident = build.incident(producer)
    services.reply(build.ref(incident), text="Which month?", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    Outgoing.objects.update(attempts=1)
    return Outgoing.objects.get(template="escalation_reply")


@pytest.fixture
def incident(ours: Outgoing) -> Incident:
    """Return that incident."""
    return Incident.objects.get(pk=ours.about_id)


def answer(
    ours: Outgoing, words: str, *, at_days: int = 0, header: str = "X-Other: x", subject: str = "Re"
) -> Incoming:
    """Let the helper's answer to a mail of ours come in and join, so many days later."""
    raw = f"From: {ours.to_address}\r\nSubject: {subject}\r\n{header}\r\n\r\n{words}\r\n".encode()
    mail, at = RawMail("smtp", ours.to_address, (ours.from_address,), raw), LATER + at_days * DAY
    [arrival_id] = messaging.keep_mails([mail], at=at)
    received = messaging.read_arrival(arrival_id, at=at)
    if received.about is not None:
        services.take_reply(incoming_id=received.incoming_id, at=at)
    return Incoming.objects.get(pk=received.incoming_id)


def told() -> list[Outgoing]:
    """Return the mails that say how to send it safely."""
    return list(Outgoing.objects.filter(template="pii_received").order_by("queued_at"))


def joined() -> UUID:
    """Return the id of the helper's words in the thread."""
    return Post.objects.get(kind="from_helper").id


def test_the_sender_of_personal_information_is_told_where_to_put_it(ours: Outgoing) -> None:
    answer(ours, PERSONAL)

    [mail] = told()
    assert (mail.to_address, mail.state, mail.is_automatic) == (ours.to_address, "queued", True)
    assert "sign in, and write it on the incident" in mail.body
    assert "412-55" not in mail.subject + mail.body


def test_they_are_told_once_a_day_and_incident(ours: Outgoing) -> None:
    answer(ours, PERSONAL)
    answer(ours, f"Again: {PERSONAL}")
    assert len(told()) == 1

    answer(ours, f"Tomorrow: {PERSONAL}", at_days=1)
    assert len(told()) == 2


@pytest.mark.parametrize(
    ("words", "header"),
    [
        ("The plan starts in May.", "X-Other: x"),
        (PERSONAL, "Auto-Submitted: auto-replied"),
        (PERSONAL, "Precedence: list"),
        ("Thank you.\r\n\r\nOn Tuesday you wrote:\r\n> Her SSN is 412-55-7713.", "X-Other: x"),
    ],
)
def test_nobody_is_told_for_nothing_for_what_they_quote_or_by_a_machine(
    ours: Outgoing, words: str, header: str
) -> None:
    answer(ours, words, header=header)

    assert told() == []


def stray(ours: Outgoing, header: str) -> Incoming:
    """Return a mail of the helper's that named nothing, as it lies in the tray."""
    sender = actor_of(ours.to_account) if ours.to_account else None
    assert sender is not None
    raw = f"From: {sender.email}\r\nSubject: No reply\r\n{header}\r\n\r\n{PERSONAL}\r\n".encode()
    [arrival_id] = messaging.keep_mails(
        [RawMail("smtp", sender.email, ("maryland@localhost",), raw)], at=LATER
    )
    return Incoming.objects.get(pk=messaging.read_arrival(arrival_id, at=LATER).incoming_id)


@pytest.mark.parametrize(("header", "mails"), [("X-Other: x", 1), ("Auto-Submitted: auto-replied", 0)])
def test_a_mail_that_a_person_joined_is_looked_at_too_and_a_machine_told_nothing(
    ours: Outgoing, caseworker: Actor, incident: Incident, *, header: str, mails: int
) -> None:
    received = stray(ours, header)

    services.join_mail(received.id, build.ref(incident), actor=caseworker, at=LATER)

    assert Post.objects.get(incoming=received).text == SHOWN
    assert len(told()) == mails


def test_what_is_personal_stands_nowhere_but_sealed(ours: Outgoing, incident: Incident) -> None:
    mail = answer(ours, f"{PERSONAL}\r\n\r\nOn Tuesday you wrote:\r\n> SSN {SSN}", subject=f"SSN {SSN}")

    assert Post.objects.get(incoming=mail).text.startswith(SHOWN)
    assert SSN not in "".join([mail.subject, mail.text, mail.own_text, mail.history])
    sealed = SealedWords.objects.get()
    assert SSN.encode() not in bytes(sealed.sealed)
    assert sealed.found == {"US_SSN": 3}
    assert all(SSN not in str(one.facts) for one in Entry.objects.all())


def test_personal_information_in_the_subject_alone_counts(ours: Outgoing) -> None:
    mail = answer(ours, "See above.", subject=f"SSN {SSN}")

    assert mail.subject == "SSN [removed: US_SSN]"
    assert Post.objects.get(incoming=mail).text == "See above."
    assert len(told()) == 1


def test_the_same_mail_taken_twice_is_sealed_once_and_its_original_stays(
    ours: Outgoing, incident: Incident, caseworker: Actor
) -> None:
    mail = answer(ours, PERSONAL)
    services.take_reply(incoming_id=mail.id, at=LATER)

    assert SealedWords.objects.count() == 1
    shown = services.open_original(build.ref(incident), post_id=joined(), actor=caseworker, at=LATER)
    assert shown.text.strip() == PERSONAL


class Broken:
    """A guard out of order."""

    def inspect_message(self, *_: object, **__: object) -> None:
        """Fail."""
        raise RuntimeError


def test_what_the_guard_could_not_look_through_is_shown_to_nobody_by_itself(
    ours: Outgoing, incident: Incident, caseworker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(POST, "guard", Broken())

    answer(ours, "The plan starts in May.")

    row = queries.incident(build.ref(incident), actor=caseworker, language="en").messages[-1]
    assert (row.text, row.quoted, row.is_unread, row.may_open) == ("", "", True, True)
    assert told() == []
    shown = services.open_original(build.ref(incident), post_id=row.id, actor=caseworker, at=LATER)
    assert shown.text.strip() == "The plan starts in May."


WHO: dict[str, tuple[Callable[[], Actor], int]] = {
    "its team": (lambda: build.staff(build.TEAM), 200),
    "its team's lead": (lambda: build.staff(build.TEAM, role=Role.TEAM_LEAD), 200),
    "an admin": (lambda: build.staff(role=Role.EXCHANGE_ADMIN), 200),
    "the hotline": (lambda: build.staff(role=Role.SUPPORT_REPRESENTATIVE), 404),
    "an auditor": (lambda: build.staff(role=Role.AUDITOR), 403),
    "another team": (lambda: build.staff(build.OPERATIONS), 404),
    "another helper": (build.helper, 404),
    "another marketplace": (lambda: build.staff("khbe", marketplace=build.KENTUCKY), 404),
    "another marketplace's admin": (
        lambda: build.staff(role=Role.EXCHANGE_ADMIN, marketplace=build.KENTUCKY),
        404,
    ),
}


@pytest.mark.parametrize("who", WHO)
def test_those_with_need_open_the_original_and_that_is_recorded(
    ours: Outgoing, incident: Incident, signed_in: SignIn, who: str
) -> None:
    answer(ours, PERSONAL)
    make, expected = WHO[who]
    browser = signed_in(make())
    address = f"/m/maryland/escalations/{incident.number}"

    seen = browser.get(address)
    page = browser.post(f"{address}/messages/{joined()}/original")

    assert SSN not in text_of(seen)
    if seen.status_code == 200:
        assert "Personal information was removed" in text_of(seen)
        assert ("Show original (recorded)" in text_of(seen)) is (expected == 200)
    assert page.status_code == expected
    assert (SSN in text_of(page)) is (expected == 200)
    reads = Entry.objects.filter(action="escalations.original.read", subject=str(incident.id))
    assert reads.count() == int(expected == 200)


def test_the_helper_who_wrote_it_opens_it_and_no_cache_keeps_it(
    ours: Outgoing, incident: Incident, producer: Actor, signed_in: SignIn
) -> None:
    answer(ours, PERSONAL)
    browser: Client = signed_in(producer)
    address = f"/m/maryland/escalations/{incident.number}/messages/{joined()}/original"

    page = browser.post(address)

    assert PERSONAL in text_of(page)
    assert "no-store" in page.headers["Cache-Control"]
    assert browser.get(address).status_code == 405


def test_an_agencys_admin_reads_the_redacted_words_of_its_agents(signed_in: SignIn, packs: None) -> None:
    agency = build.agency(marketplace=build.KENTUCKY)
    agent = build.helper(marketplace=build.KENTUCKY, agency=agency)
    incident = build.incident(agent)
    Outgoing.objects.update(attempts=1)
    answer(Outgoing.objects.get(about_id=incident.id, template="escalation_received"), PERSONAL)
    admin = signed_in(build.helper(marketplace=build.KENTUCKY, agency=agency, role=Role.AGENCY_ADMIN))
    address = f"/m/kentucky/escalations/{incident.number}"

    assert "Her SSN is [removed: Social Security number]." in text_of(admin.get(address))
    assert "Her SSN is [eliminado: número del Seguro Social]." in text_of(
        admin.get(address, headers={"Accept-Language": "es"})
    )
    assert admin.post(f"{address}/messages/{joined()}/original").status_code == 404


def test_the_api_says_what_was_removed_and_gives_the_original_to_the_team(
    ours: Outgoing, incident: Incident, caseworker: Actor, ask: Ask
) -> None:
    answer(ours, PERSONAL)

    _, whole = ask(caseworker, f"/escalations/{incident.number}")
    status, original = ask(
        caseworker, f"/escalations/{incident.number}/messages/{joined()}/original", body={}
    )

    [row] = [one for one in whole["messages"] if one["kind"] == "from_helper"]
    assert (row["text"], row["removed"], row["unread"]) == (SHOWN, {"US_SSN": 1}, False)
    assert (status, original["text"].strip()) == (200, PERSONAL)


def test_a_message_from_which_nothing_was_taken_has_no_original(
    ours: Outgoing, incident: Incident, caseworker: Actor
) -> None:
    answer(ours, "The plan starts in May.")

    with pytest.raises(NotThere):
        services.open_original(build.ref(incident), post_id=joined(), actor=caseworker, at=LATER)


def test_the_search_finds_no_number_that_was_removed(ours: Outgoing, ask: Ask, caseworker: Actor) -> None:
    answer(ours, f"{PERSONAL} Nightingale.")

    assert ask(caseworker, "/escalations?q=412-55-7713")[1]["items"] == []
    assert len(ask(caseworker, "/escalations?q=nightingale")[1]["items"]) == 1
