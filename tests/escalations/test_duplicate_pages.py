"""What is open already, as helpers meet it on the pages and by the API."""

from typing import Any

import pytest
from django.test import Client

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, Post
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.people.actors import Actor
from tests.escalations import build
from tests.escalations.reading import Ask, SignIn, text_of
from tests.escalations.test_duplicates import shared_client

ONE_RESOURCE = "Going to each resource about the same issue"


@pytest.mark.rule("E-12")
def test_the_page_asks_for_a_reason_and_keeps_what_was_typed(producer: Actor, signed_in: SignIn) -> None:
    consumer = build.client(producer)
    build.incident(producer, consumers=[consumer])
    browser = signed_in(producer)
    form = {
        "type": "consumer-enrollment",
        "shown_type": "consumer-enrollment",
        "consumers": consumer.person_id,
        "description": "Other words.",
        "submission_key": "k1",
        "action": "submit",
    }

    page = browser.post("/m/maryland/escalate/describe", form)
    sent = browser.post("/m/maryland/escalate/describe", {**form, "duplicate_reason": "Another year."})

    assert page.status_code == 409
    assert "Other words." in text_of(page)
    assert 'name="duplicate_reason"' in text_of(page)
    assert "Say why another one is needed" in text_of(page)
    label = text_of(page).partition("Why another one is needed")[2].partition("</label>")[0]
    assert "optional" not in label
    assert sent.status_code == 302
    assert Incident.objects.get(description="Other words.").duplicate_reason == "Another year."


@pytest.mark.rule("E-12")
def test_the_api_answers_409_with_number_and_due_time(producer: Actor, ask: Ask) -> None:
    consumer = build.client(producer)
    body = {
        "type": "consumer-enrollment",
        "consumers": [consumer.person_id],
        "description": "The carrier has no record of the enrollment.",
    }
    path = f"/marketplaces/{build.MARYLAND}/escalations"
    _, made = ask(producer, path, body)

    status, problem = ask(producer, path, body)
    opened, second = ask(producer, path, {**body, "duplicate_reason": "Another policy year."})

    assert (status, problem["type"]) == (409, "/problems/duplicate-incident")
    assert problem["incident_number"] == made["incident_number"]
    assert problem["reply_due_at"] == made["reply_due_at"]
    assert ONE_RESOURCE in problem["detail"]
    assert opened == 201
    assert second["incident_number"] != made["incident_number"]


def describe(browser: Client, consumer: str | list[str], **values: Any) -> Any:  # Any: form values, a page
    """Send the form about one consumer."""
    form = {
        "type": "consumer-enrollment",
        "shown_type": "consumer-enrollment",
        "consumers": consumer,
        "submission_key": "k1",
        **values,
    }
    is_sent = str(values.get("action", "")).startswith("add-")
    return browser.post("/m/maryland/escalate/describe", form, follow=not is_sent)


@pytest.mark.rule("E-12")
def test_before_anything_is_typed_the_own_open_incident_is_shown(producer: Actor, signed_in: SignIn) -> None:
    consumer = build.client(producer)
    first = build.incident(producer, consumers=[consumer])

    page = describe(signed_in(producer), consumer.person_id)

    text = text_of(page)
    assert page.status_code == 200
    assert f"/m/maryland/escalations/{first.number}" in text
    assert f'value="add-{first.number}"' in text
    assert "March 4" in text
    assert 'name="duplicate_reason"' in text


@pytest.mark.rule("E-12")
def test_as_soon_as_the_type_is_chosen_its_part_shows_what_is_open(
    producer: Actor, signed_in: SignIn
) -> None:
    consumer = build.client(producer)
    first = build.incident(producer, consumers=[consumer])
    form = {"consumers": consumer.person_id, "type": "consumer-enrollment"}
    other = {**form, "type": "termination"}
    htmx = {"HX-Request": "true"}

    browser = signed_in(producer)
    part = browser.post("/m/maryland/escalate/describe", form, headers=htmx)
    none = browser.post("/m/maryland/escalate/describe", other, headers=htmx)

    assert first.number in text_of(part)
    assert "<html" not in text_of(part)
    assert "add-" not in text_of(none)


@pytest.mark.rule("E-12")
def test_words_and_files_are_added_to_the_own_one(producer: Actor, signed_in: SignIn) -> None:
    consumer = build.client(producer)
    first = build.incident(producer, consumers=[consumer])
    file_id = build.attachment(producer)

    page = describe(
        signed_in(producer),
        consumer.person_id,
        description="Still broken.",
        attachments=str(file_id),
        action=f"add-{first.number}",
    )

    assert page["Location"] == f"/m/maryland/escalations/{first.number}?done=replied#done"
    assert Post.objects.get(kind="from_helper").text == "Still broken."
    assert Attachment.objects.get().subject_id == first.id
    assert Incident.objects.count() == 1


@pytest.mark.rule("E-12")
def test_anothers_is_shown_by_due_time_alone_and_can_be_added_to_unseen(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    other = build.helper()
    consumer = shared_client(other, producer)
    first = build.incident(other, consumers=[consumer], description="Private words.")
    browser = signed_in(producer)

    page = describe(browser, consumer.person_id)
    added = describe(
        browser,
        consumer.person_id,
        description="I know more.",
        attachments=str(build.attachment(producer)),
        action=f"add-person {consumer.person_id}",
    )
    confirmed = browser.get(added["Location"])

    text = text_of(page)
    assert "March 4" in text
    assert f"add-person {consumer.person_id}" in text
    for secret in (first.number, str(first.id), "Private words.", other.email):
        assert secret not in text
        assert secret not in text_of(confirmed)
    post = Post.objects.get(kind="from_other")
    assert (post.incident_id, post.author_id) == (first.id, producer.account_id)
    path = f"/m/maryland/escalations/{first.number}"
    assert browser.get(path).status_code == 404
    theirs, teams = text_of(signed_in(other).get(path)), text_of(signed_in(caseworker).get(path))
    assert "I know more." not in theirs
    assert "letter.pdf" not in theirs
    assert "I know more." in teams
    assert "letter.pdf" in teams


@pytest.mark.rule("E-12")
@pytest.mark.parametrize("is_own", [True, False])
def test_what_is_sent_twice_is_added_once(producer: Actor, signed_in: SignIn, *, is_own: bool) -> None:
    other = build.helper()
    consumer = shared_client(other, producer)
    first = build.incident(producer if is_own else other, consumers=[consumer])
    to = first.number if is_own else f"person {consumer.person_id}"
    browser, file_id = signed_in(producer), str(build.attachment(producer))

    twice = [
        describe(
            browser,
            consumer.person_id,
            description="Still broken.",
            attachments=file_id,
            action=f"add-{to}",
        )
        for _ in range(2)
    ]
    describe(browser, consumer.person_id, description="And more.", action=f"add-{to}")
    anew = {"description": "And more.", "submission_key": "k2"}
    describe(browser, consumer.person_id, action=f"add-{to}", **anew)

    assert [one.status_code for one in twice] == [302, 302]
    kept = Post.objects.filter(author_id=producer.account_id, kind__in=["from_helper", "from_other"])
    assert list(kept.order_by("version").values_list("text", flat=True)) == [
        "Still broken.",
        "And more.",
        "And more.",
    ]


@pytest.mark.rule("E-12")
def test_nothing_is_added_over_what_the_helper_has_not_seen(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    consumer = build.client(producer)
    first = build.incident(producer, consumers=[consumer], at=build.EARLIER)
    browser, name, to = signed_in(producer), f"version-{first.number}", f"add-{first.number}"
    shown = f'name="{name}" value="'
    seen = text_of(describe(browser, consumer.person_id)).split(shown)[1].split('"')[0]
    ref = build.ref(first)
    services.reply(ref, text="It went through.", attachments=(), actor=caseworker, at=build.EARLIER)

    behind = describe(browser, consumer.person_id, description="Hm.", action=to, **{name: seen})
    now = text_of(behind).split(shown)[1].split('"')[0]
    added = describe(browser, consumer.person_id, description="Hm.", action=to, **{name: now})

    assert (behind.status_code, added.status_code) == (409, 302)
    assert Post.objects.filter(kind="from_helper").count() == 1


@pytest.mark.rule("E-12")
def test_nothing_is_added_about_who_is_no_client_or_has_nothing_open(
    producer: Actor, signed_in: SignIn
) -> None:
    other = build.helper()
    theirs, mine = build.client(other), build.client(producer)
    build.incident(other, consumers=[theirs])
    browser = signed_in(producer)

    stranger = describe(browser, mine.person_id, description="Hm.", action=f"add-person {theirs.person_id}")
    nothing = describe(browser, mine.person_id, description="Hm.", action=f"add-person {mine.person_id}")

    assert stranger.status_code == 404
    assert nothing.status_code == 409
    assert "Hm." in text_of(nothing)
    assert not Post.objects.filter(kind="from_other").exists()


@pytest.mark.rule("E-12")
def test_of_several_consumers_the_page_names_those_affected(producer: Actor, signed_in: SignIn) -> None:
    ana, ben = build.client(producer, first_name="Ana"), build.client(producer, first_name="Ben")
    build.incident(producer, type="commission", consumers=[ben])

    page = describe(
        signed_in(producer), [ana.person_id, ben.person_id], type="commission", shown_type="commission"
    )

    alike = text_of(page).split('id="alike"')[1].split("</section>")[0]
    assert "Ben Brooks" in alike
    assert "Ana Brooks" not in alike


@pytest.mark.rule("E-12")
def test_the_reason_is_shown_to_staff(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    consumer = build.client(producer)
    build.incident(producer, consumers=[consumer])
    second = build.incident(producer, consumers=[consumer], duplicate_reason="Another policy year.")

    page = signed_in(caseworker).get(f"/m/maryland/escalations/{second.number}")

    assert "Another policy year." in text_of(page)
