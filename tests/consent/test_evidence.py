"""The evidence of a consent: it leaves the desk signed, and what was changed in it is found."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import transaction

from assistdesk.consent import services
from assistdesk.consent.models import Record
from assistdesk.consent.rules import verifier
from assistdesk.consent.services import history
from assistdesk.consent.states import Step
from assistdesk.shared import keys
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from tests.consent.playing import Helper, Resident, Time

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C-12")]
VERIFIER = Path(verifier.__file__)
SYSTEM = Actor.system(None)


@pytest.fixture
def evidence(desk_time: Time, agent: Helper, rosa: Resident) -> services.Evidence:
    """Return the evidence of a consent that was asked for, given by link and taken up."""
    asked = agent.asks(rosa.record)
    rosa.answers("accept")
    agent.does(asked, "confirm", {"from_on_demand": False})
    thread = Record.objects.latest("number").thread
    return services.export_evidence(thread, actor=SYSTEM, at=desk_time.now)


def bad(bundle: Any, pdf: bytes | None = None) -> set[str]:
    """Return the names of the checks that a bundle fails."""
    found = verifier.checks(bundle, keys.evidence_key(), pdf=pdf)
    return {one.name for one in found if not one.is_good}


def signed_again(bundle: Any) -> Any:
    """Return a bundle signed by who has no key of the desk's, but can work out every digest."""
    before = verifier.START
    for one in bundle["records"]:
        one["own_previous"] = before
        one["digest"] = verifier.linked(one["previous"], {name: one[name] for name in verifier.BOUND})
        before = one["digest"]
    bundle["statement"] |= {"head": before, "count": len(bundle["records"])}
    return bundle


def test_what_was_recorded_is_proven(evidence: services.Evidence) -> None:
    bundle = json.loads(evidence.bundle)

    assert bad(bundle, evidence.document) == set()
    asked, answered, confirmed = bundle["records"]
    assert [one["step"] for one in bundle["records"]] == ["asked", "answered", "confirmed"]
    assert asked["facts"]["text_digest"] == verifier.digest(asked["facts"]["text"])
    assert answered["facts"]["answer"] == "accept"
    assert confirmed["facts"]["from_on_demand"] is False
    assert any(one["sent_at"] for one in bundle["receipts"])
    assert evidence.document.startswith(b"%PDF")
    assert Entry.objects.filter(action="consent.evidence.exported").count() == 1


def change_text(bundle: Any) -> None:
    bundle["records"][0]["facts"]["text"] += " And to your house."


def change_time(bundle: Any) -> None:
    bundle["records"][1]["at"] = "2027-03-02T15:00:00+00:00"


def remove_one(bundle: Any) -> None:
    del bundle["records"][1]


def remove_last(bundle: Any) -> None:
    del bundle["records"][-1]


def reorder(bundle: Any) -> None:
    bundle["records"][1], bundle["records"][2] = bundle["records"][2], bundle["records"][1]


def change_receipt(bundle: Any) -> None:
    bundle["receipts"][0]["to"] = "+15025550100"


CHANGES = [change_text, change_time, remove_one, remove_last, reorder, change_receipt]


def test_every_change_is_found(evidence: services.Evidence) -> None:
    for change in CHANGES:
        bundle = json.loads(evidence.bundle)
        change(bundle)
        assert bad(bundle), change.__name__


def test_a_change_is_found_though_every_digest_was_worked_out_anew(evidence: services.Evidence) -> None:
    for change in CHANGES[:-1]:
        bundle = json.loads(evidence.bundle)
        change(bundle)
        assert "signature" in bad(signed_again(bundle)), change.__name__


def test_another_document_is_found(evidence: services.Evidence) -> None:
    assert bad(json.loads(evidence.bundle), evidence.document + b" ") == {"document"}


def test_a_key_from_the_forger_is_no_proof(evidence: services.Evidence) -> None:
    forger = Ed25519PrivateKey.generate().public_key()

    found = verifier.checks(json.loads(evidence.bundle), forger)

    assert [one.name for one in found if not one.is_good] == ["signature"]


def test_a_revoked_consent_says_so(desk_time: Time, evidence: services.Evidence, rosa: Resident) -> None:
    (access,) = [one for one in rosa.gets("/me/access")["items"] if not one.get("ended_at")][:1]
    rosa.posts(f"/me/access/{access['id']}/revoke")

    bundle = json.loads(services.export_evidence(evidence.thread, actor=SYSTEM, at=desk_time.now).bundle)

    assert bad(bundle) == set()
    assert bundle["records"][-1]["step"] == "revoked"


def test_what_waited_for_its_turn_is_no_older_than_what_came_before(
    desk_time: Time, evidence: services.Evidence
) -> None:
    last = Record.objects.filter(thread=evidence.thread).latest("place")
    with transaction.atomic():
        history.keep(
            last.marketplace, Step.ENDED, {}, request=last.request, at=last.at - timedelta(seconds=1)
        )

    bundle = json.loads(services.export_evidence(evidence.thread, actor=SYSTEM, at=desk_time.now).bundle)

    assert len(bundle["records"]) == last.place + 1
    assert bad(bundle) == set()


@pytest.fixture
def files(evidence: services.Evidence, tmp_path: Path) -> Path:
    """Return a folder with what somebody far from the desk has."""
    (tmp_path / "consent.json").write_text(evidence.bundle, encoding="utf-8")
    (tmp_path / "consent.pdf").write_bytes(evidence.document)
    (tmp_path / "desk.pem").write_text(keys.evidence_key_pem())
    (tmp_path / "verifier.py").write_bytes(VERIFIER.read_bytes())
    return tmp_path


def proven(files: Path, *arguments: str) -> tuple[int, str]:
    """Run the verifier apart from the desk, with nothing on its path but the crypto package."""
    run = subprocess.run(
        [sys.executable, "-P", "verifier.py", *arguments],
        cwd=files,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


def test_one_file_proves_it_without_desk_or_database(files: Path) -> None:
    status, said = proven(files, "consent.json", "--key", "desk.pem", "--pdf", "consent.pdf")

    assert (status, "BAD" in said) == (verifier.PROVEN, False), said
    bundle = json.loads((files / "consent.json").read_text())
    change_text(bundle)
    (files / "consent.json").write_text(json.dumps(bundle))
    status, said = proven(files, "consent.json", "--key", "desk.pem")
    assert (status, "BAD   record 1 (asked)" in said) == (verifier.NOT_PROVEN, True), said


def test_the_verifier_needs_nothing_of_the_desk() -> None:
    imported = [line for line in VERIFIER.read_text().splitlines() if line.startswith(("import ", "from "))]
    known = {line.split()[1].split(".")[0] for line in imported}
    assert known - set(sys.stdlib_module_names) == {"cryptography"}


def test_what_is_no_bundle_or_no_key_is_said_to_be_none(files: Path) -> None:
    for text, why in (("{", "JSON"), ("{}", "format"), ('{"format": "another"}', "no bundle")):
        (files / "consent.json").write_text(text)
        status, said = proven(files, "consent.json", "--key", "desk.pem")
        assert (status, why in said) == (verifier.UNREADABLE, True), said
    raw = keys.evidence_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    (files / "desk.pem").write_bytes(raw)

    assert proven(files, "consent.json", "--key", "desk.pem")[0] == verifier.UNREADABLE
