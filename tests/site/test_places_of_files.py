"""Where attachments lie and who scans them is said by two variables; a wrong one is named at the start."""

from pathlib import Path

import pytest

from assistdesk.site import environment
from assistdesk.site.environment import Bucket, Folder
from assistdesk.site.variables import BadSetting

pytestmark = pytest.mark.rule("E-18")


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", None),
        ("tcp://127.0.0.1:3310", ("127.0.0.1", 3310)),
        ("tcp://scanner.example.gov", ("scanner.example.gov", 3310)),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
    ],
)
def test_the_scanner_has_an_address(given: str, address: object) -> None:
    assert environment.clamd({"ASSISTDESK_CLAMD": given}) == address


@pytest.mark.parametrize(
    "given",
    [
        "127.0.0.1:3310",
        "http://127.0.0.1",
        "tcp://",
        "tcp://127.0.0.1:99999",
        "tcp://a/b",
        "unix://x",
        "unix:x",
    ],
)
def test_a_scanner_that_is_no_address_is_refused_by_name(given: str) -> None:
    with pytest.raises(BadSetting, match="ASSISTDESK_CLAMD"):
        environment.clamd({"ASSISTDESK_CLAMD": given})


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("", Folder(Path("/data/attachments"))),
        ("/srv/files", Folder(Path("/srv/files"))),
        ("file:///srv/a%20b", Folder(Path("/srv/a b"))),
        (
            "s3://own-bucket/desk/files?region=us-east-2",
            Bucket("own-bucket", "desk/files", "", "us-east-2", "", ""),
        ),
        (
            "s3+https://ID:a%2Fb@store.example.gov:9000/own",
            Bucket("own", "", "https://store.example.gov:9000", "", "ID", "a/b"),
        ),
        ("s3+http://127.0.0.1:9000/own/", Bucket("own", "", "http://127.0.0.1:9000", "", "", "")),
    ],
)
def test_attachments_have_a_place(given: str, place: object) -> None:
    assert environment.storage({"ASSISTDESK_STORAGE_URL": given, "ASSISTDESK_DATA_DIR": "/data"}) == place


@pytest.mark.parametrize(
    "given",
    [
        "srv/files",
        "file://host/x",
        "ftp://a/b",
        "s3://",
        "s3+https://store.example.gov",
        "s3+https://ID@store.example.gov/own",
        "s3+https://store.example.gov:x/own",
        "s3://own?zone=1",
        "s3://own/../up",
    ],
)
def test_a_place_that_is_none_is_refused_by_name(given: str) -> None:
    with pytest.raises(BadSetting, match="ASSISTDESK_STORAGE_URL"):
        environment.storage({"ASSISTDESK_STORAGE_URL": given})


def test_the_words_of_a_store_are_not_printed() -> None:
    place = environment.storage({"ASSISTDESK_STORAGE_URL": "s3+https://ID:hush@store.example.gov/own"})

    assert "hush" not in repr(place)
