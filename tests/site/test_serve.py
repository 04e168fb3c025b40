"""`assistdesk serve` starts, is alone on its data folder, survives a crash and stops in good order."""

import smtplib
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import psutil
import pytest

from tests.serving import Desk, free_port
from tests.site.canary import MARKS, NAME, SENTENCE, found_in
from tests.twilio_server import TOKEN, TwilioServer

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def twilio() -> Iterator[TwilioServer]:
    """Return a Twilio on this machine that calls the desk by HTTP."""
    with TwilioServer(caller=post) as server:
        yield server


def post(address: str, body: str, headers: Mapping[str, str]) -> int:
    """Post a form and return the status of the answer."""
    return httpx.post(address, content=body, headers=dict(headers), timeout=10).status_code


@pytest.fixture(scope="module")
def desk(twilio: TwilioServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a desk that serves."""
    doors = {"ASSISTDESK_INBOUND_SMTP": f"127.0.0.1:{free_port()}", "ASSISTDESK_SMS_URL": twilio.url}
    desk = Desk(tmp_path_factory.mktemp("serve") / "data", doors)
    desk.variables["ASSISTDESK_BASE_URL"] = desk.address
    yield desk.start()
    desk.stop()


def _postmaster(desk: Desk) -> psutil.Process | None:
    file = desk.folder / "postgres" / "postmaster.pid"
    if not file.exists():
        return None
    pid = int(file.read_text().splitlines()[0])
    return psutil.Process(pid) if psutil.pid_exists(pid) else None


def test_a_second_serve_on_the_same_data_folder_is_refused_in_one_line(desk: Desk) -> None:
    second = desk.run("serve", "--demo", "--port", str(free_port()))

    assert second.returncode == 2
    assert second.stderr.startswith("assistdesk: Another desk is serving from")
    assert second.stderr.count("\n") == 1


def test_a_port_in_use_is_named(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "data").run("serve", "--demo", "--port", str(desk.port))

    assert other.returncode == 2
    assert f"port {desk.port}" in other.stderr
    assert "Traceback" not in other.stderr


def test_the_command_line_works_beside_it(desk: Desk) -> None:
    token = desk.run("user", "token", "caseworker")

    assert token.returncode == 0, token.stderr
    assert token.stdout.count("\n") == 1
    who = httpx.get(
        f"{desk.address}/api/v1/session",
        headers={"Authorization": f"Bearer {token.stdout.strip()}"},
        timeout=10,
    )
    assert who.json()["username"] == "caseworker"


def test_the_doctor_finds_a_serving_desk_in_order(desk: Desk) -> None:
    report = desk.run("doctor", "--json")

    assert report.returncode in (0, 1)
    assert '"name": "worker", "ok": true' in report.stdout
    assert '"name": "database", "ok": true' in report.stdout


@pytest.mark.rule("M-02")
def test_it_takes_mail_where_it_was_told_to(desk: Desk) -> None:
    host, port = desk.variables["ASSISTDESK_INBOUND_SMTP"].split(":")

    with smtplib.SMTP(host, int(port)) as line:
        assert not line.sendmail("pat@example.com", ["desk@localhost"], "Subject: Hello\r\n\r\nWords.\r\n")

    assert '"name": "mail in", "ok": true' in desk.run("doctor", "--json").stdout


@pytest.mark.rule("M-02", "M-03")
def test_it_obeys_and_answers_a_text_message_and_hears_that_the_answer_arrived(
    desk: Desk, twilio: TwilioServer
) -> None:
    phone = "+15025550142"

    assert twilio.text_in(f"{desk.address}/sms/twilio/incoming", sender=phone, text="Alto") == 200
    twilio.wait_for(phone)
    assert twilio.report(0, "delivered") == 204
    assert twilio.text_in(f"{desk.address}/sms/twilio/incoming", sender=phone, text="STOP") == 200
    assert twilio.text_in(f"{desk.address}/sms/twilio/incoming", sender=phone, text="START") == 200

    assert "START" in twilio.wait_for(phone, count=2)[0]
    assert len(twilio.to(phone)) == 2
    assert '"name": "text messages", "ok": true' in desk.run("doctor", "--json").stdout
    assert phone[1:] not in desk.log.read_text()
    assert TOKEN not in desk.log.read_text()


@pytest.mark.rule("V-10")
def test_nothing_of_a_person_stands_in_what_it_writes(desk: Desk) -> None:
    api = f"{desk.address}/api/v1"
    asked = {
        "name": NAME, "contact_method": "phone", "contact": MARKS["telephone"], "zip": "40202",
        "language": "en", "program": "qhp",
    }  # fmt: skip
    with httpx.Client(timeout=20) as line:
        made = line.post(f"{api}/marketplaces/kentucky/referrals", json=asked)
        token = made.json()["token"]
        line.get(f"{desk.address}/r/{token}")
        line.get(f"{desk.address}/c/{token}?{MARKS['mail']}")
        for path in (MARKS["social security number"], f"m/{NAME}/guide/", f"api/v1/{NAME}"):
            assert line.get(f"{desk.address}/{path}").status_code == httpx.codes.NOT_FOUND
        line.post(f"{api}/session", json={"username": MARKS["mail"], "password": SENTENCE})
        line.post(f"{api}/session", content=SENTENCE)
        counted = line.get(f"{desk.address}/metrics").text
    host, port = desk.variables["ASSISTDESK_INBOUND_SMTP"].split(":")
    with smtplib.SMTP(host, int(port)) as mail:
        mail.sendmail(MARKS["mail"], ["desk@localhost"], f"Subject: {NAME}\r\n\r\n{SENTENCE}\r\n")
        mail.docmd("RCPT", f"TO:<{MARKS['mail']}")

    written = [desk.log.read_text(), counted, (desk.folder / "postgres" / "log").read_text(errors="replace")]
    assert "404" in written[0]
    assert found_in(written, {**MARKS, "token": token}) == []


def test_killed_without_a_word_it_leaves_nothing_that_keeps_the_next_one_from_serving(desk: Desk) -> None:
    desk.kill()

    desk.start()

    assert desk.run("user", "token", "lead").returncode == 0


def test_stopped_it_stops_its_database_too_and_starts_again_with_all_it_had(desk: Desk) -> None:
    database = _postmaster(desk)
    assert database is not None

    assert desk.stop() == 0

    assert not database.is_running() or database.status() == psutil.STATUS_ZOMBIE
    assert _postmaster(desk) is None
    without = desk.run("user", "token", "lead")
    assert without.returncode == 0
    assert _postmaster(desk) is None
    desk.start()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ASSISTDESK_DATABASE_URL", "mysql://nowhere"),
        ("ASSISTDESK_FIELD_KEYS", "short"),
        ("ASSISTDESK_SECRET_KEY", "short"),
        ("ASSISTDESK_SMTP_URL", "pigeon://loft"),
        ("ASSISTDESK_SMTP_URL", "smtp://host:port"),
        ("ASSISTDESK_SMS_URL", "twilio://nobody@api.example.com"),
        ("ASSISTDESK_BASE_URL", "desk"),
        ("ASSISTDESK_INBOUND_SMTP", "somewhere"),
        ("ASSISTDESK_DEMO_LIMITS", "perhaps"),
        ("ASSISTDESK_WEB_PROCESSES", "many"),
    ],
)
def test_a_wrong_variable_is_named(tmp_path: Path, variable: str, value: str) -> None:
    wrong = Desk(tmp_path / "data", {variable: value}).run("serve", "--port", str(free_port()))

    assert wrong.returncode == 2
    assert wrong.stderr.splitlines()[-1].startswith(f"assistdesk: {variable}: ")
    assert "Traceback" not in wrong.stderr


def test_a_database_of_ones_own_needs_keys_of_ones_own(tmp_path: Path) -> None:
    own = Desk(tmp_path / "data", {"ASSISTDESK_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"})

    wrong = own.run("serve")

    assert wrong.returncode == 2
    assert "assistdesk: ASSISTDESK_SECRET_KEY: " in wrong.stderr


def test_help_lists_every_command_without_a_database() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "assistdesk", "--help"], capture_output=True, text=True, check=True, timeout=30
    )

    for name in ("serve", "web", "worker", "migrate", "doctor", "user", "pack", "guide"):
        assert f"\n  {name} " in shown.stdout
