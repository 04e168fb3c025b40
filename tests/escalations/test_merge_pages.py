"""Staff merge on the page after they saw both; helpers are led to the number to use; programs are told it."""

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from tests.escalations import build
from tests.escalations.merges import LATER, merge, texts
from tests.escalations.reading import Ask, SignIn, text_of
from tests.escalations.test_mail_replies import answer
from tests.escalations.test_mail_sorting import stray

PATH = "/m/maryland/escalations"


@pytest.mark.rule("E-12")
def test_staff_choose_compare_confirm_and_undo(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    consumer = build.client(producer)
    one = build.incident(producer, consumers=[consumer], description="The first words.")
    head = build.incident(
        producer, consumers=[consumer], description="The second words.", duplicate_reason="Again."
    )
    browser = signed_in(caseworker)

    choose = text_of(browser.get(f"{PATH}/{one.number}/merge"))
    both = text_of(browser.get(f"{PATH}/{one.number}/merge?into={head.number}"))
    done = browser.post(f"{PATH}/{one.number}/merge", {"into": head.number}, follow=True)

    assert f'value="{head.number}"' in choose
    assert "The first words." in both
    assert "The second words." in both
    assert done.redirect_chain[-1][0] == f"{PATH}/{head.number}?merged={one.number}&done=merged#done"
    assert f"Incident {one.number} is part of this one" in text_of(done)
    assert "The first words." in text_of(done)

    browser.post(f"{PATH}/{one.number}/unmerge")
    one.refresh_from_db()
    assert (one.state, one.merged_into_id) == ("new", None)


@pytest.mark.rule("E-12")
def test_what_cannot_be_merged_is_said_on_the_page(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    one = build.incident(producer)
    browser = signed_in(caseworker)
    path = f"{PATH}/{one.number}/merge"

    unknown = browser.get(f"{path}?other=270101-0000001")
    none = browser.post(path, {"into": "270101-0000001"})
    same = browser.post(path, {"into": one.number})

    assert (unknown.status_code, none.status_code, same.status_code) == (422, 422, 409)
    assert "no incident of that number" in text_of(none)
    assert "one incident already" in text_of(same)
    assert signed_in(producer).get(path).status_code == 403


@pytest.mark.rule("E-12")
def test_each_helper_is_led_to_the_new_number_and_reads_the_own_words(
    caseworker: Actor, signed_in: SignIn
) -> None:
    first, second = build.helper(), build.helper()
    one = build.incident(first, description="Words of the first.")
    head = build.incident(second, description="Words of the second.")
    merge(one, head, actor=caseworker)

    page = signed_in(first).get(f"{PATH}/{one.number}", follow=True)
    theirs = signed_in(second).get(f"{PATH}/{head.number}")

    assert page.redirect_chain[-1][0].startswith(f"{PATH}/{head.number}")
    assert "Words of the first." in text_of(page)
    assert "Words of the second." not in text_of(page)
    assert "Words of the first." not in text_of(theirs)
    assert one.number not in text_of(theirs)

    answered = signed_in(first).post(f"{PATH}/{head.number}/reply", {"text": "One more thing."})
    assert answered.status_code == 302
    assert "One more thing." in texts(head, by=caseworker)


@pytest.mark.rule("E-12")
def test_a_mail_to_the_merged_one_joins_the_one_that_goes_on(producer: Actor, caseworker: Actor) -> None:
    one, head = build.incident(producer), build.incident(producer)
    services.reply(build.ref(one), text="Which month?", attachments=(), actor=caseworker, at=LATER)
    mail = Outgoing.objects.get(template="escalation_reply")
    merge(one, head, actor=caseworker)
    services.reply(build.ref(head), text="Well?", attachments=(), actor=caseworker, at=LATER)

    received = answer(mail, sender=producer.email, text="In May.")
    services.take_reply(incoming_id=received.incoming_id, at=LATER)

    assert "In May." in texts(head, by=caseworker)
    assert "In May." in texts(head, by=producer)
    head.refresh_from_db()
    assert head.next_due_at is not None


@pytest.mark.rule("E-12")
def test_the_api_merges_tells_the_number_to_use_and_undoes(
    producer: Actor, caseworker: Actor, ask: Ask
) -> None:
    one, head = build.incident(producer), build.incident(producer)

    status, merged = ask(caseworker, f"/escalations/{one.number}/merge", {"into": head.number})
    again, problem = ask(caseworker, f"/escalations/{one.number}/merge", {"into": head.number})
    _, seen = ask(producer, f"/escalations/{one.number}")
    _, now = ask(producer, f"/escalations/{head.number}")
    _, undone = ask(caseworker, f"/escalations/{one.number}/unmerge", {})

    assert (status, merged["merged_into"], merged["status"]) == (200, head.number, "closed")
    assert (again, problem["type"]) == (409, "/problems/merge-circle")
    assert seen["merged_into"] == head.number
    assert (now["merged_into"], now["merged"]) == (None, [one.number])
    assert (undone["merged_into"], undone["status"]) == (None, "new")
    assert Incident.objects.filter(merged_into__isnull=False).count() == 0


@pytest.mark.rule("E-12")
def test_a_merged_incidents_files_are_served_to_the_team_and_to_no_other_helper(
    caseworker: Actor, signed_in: SignIn
) -> None:
    first, second = build.helper(), build.helper()
    file_id = build.attachment(first)
    one = build.incident(first, attachments=(file_id,))
    head = build.incident(second)
    merge(one, head, actor=caseworker)

    path, people = f"/attachments/{file_id}", (caseworker, first, second)
    statuses = [signed_in(who).get(path).status_code for who in people]

    assert statuses == [200, 200, 404]


@pytest.mark.rule("E-12")
@pytest.mark.rule("E-14")
def test_an_agencys_answer_to_the_merged_one_reaches_the_one_that_goes_on(packs: None) -> None:
    agent, clerk = build.helper(marketplace=build.KENTUCKY), build.staff("khbe", marketplace=build.KENTUCKY)
    one, head = build.incident(agent, type="dms"), build.incident(agent, type="dms")
    services.take(build.ref(one), actor=clerk, at=LATER)
    services.hand_on(build.ref(one), contact="dcbs", text="Look.", actor=clerk, at=LATER)
    merge(one, head, actor=clerk)
    mail = Outgoing.objects.get(template="escalation_handed_on")

    received = answer(mail, sender=mail.to_address, text="We mended it.")
    services.take_reply(incoming_id=received.incoming_id, at=LATER)

    one.refresh_from_db()
    assert (one.state, one.merged_into_id) == ("closed", head.id)
    assert "We mended it." in texts(head, by=clerk)


@pytest.mark.rule("E-12")
def test_a_stray_mail_of_a_known_helper_is_offered_the_incidents_they_have_open(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    mine, theirs = build.incident(producer), build.incident(build.helper())
    foreign = build.incident(producer, type="commission")
    mail = stray(mine, sender=producer.email)

    page = text_of(signed_in(caseworker).get(f"/m/maryland/mail/{mail.id}"))

    offered = page.split("It is probably about")[1].split("</form>")[0]
    assert f'name="number" value="{mine.number}"' in offered
    assert theirs.number not in offered
    assert foreign.number not in offered
