"""No test and no demo data holds a number or an address that somebody could really have."""

import re

import pytest

from tests.fitness.sources import Source, texts

PHONE = re.compile(r"(?<![\w.-])(?:\+?1[-. ]?)?\(?([2-9]\d{2})\)?[-. ]?([2-9]\d{2})[-. ]?(\d{4})(?![\w-])")
MAIL = re.compile(r"[A-Za-z0-9._%+-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})")
RESERVED = re.compile(r"(^|\.)(example(\.(com|org|net|gov|edu))?|test|invalid|localhost)$")
DECORATOR = re.compile(r"@(pytest|given|settings)\.")
WRITTEN_WITH_SIGNS = re.compile(r"[-. ()+]")
THIS = "tests/fitness/test_samples.py"


def directory() -> str:
    """Return what the packs that ship say, in one text: their own numbers and addresses are public."""
    return "\n".join(one.text for one in texts("packs/**/*.yaml"))


def digits(text: str) -> str:
    """Return the last ten digits of a number however it is written."""
    return re.sub(r"\D", "", text)[-10:]


def real_phones(source: Source, *, public: str) -> list[str]:
    """Return the numbers that are neither reserved for fiction (555-01xx) nor in the public directory."""
    known = {digits(found[0]) for found in PHONE.finditer(public)}
    return [
        f"{source.name}: {found[0]}"
        for found in PHONE.finditer(source.text)
        if WRITTEN_WITH_SIGNS.search(found[0].strip())
        and not (found[2] == "555" and found[3].startswith("01"))
        and digits(found[0]) not in known
    ]


def real_mails(source: Source, *, public: str) -> list[str]:
    """Return the mail addresses that are neither of a reserved domain nor in the public directory."""
    return [
        f"{source.name}: {found[0]}"
        for found in MAIL.finditer(source.text)
        if not RESERVED.search(found[1].lower())
        and not DECORATOR.search(found[0])
        and found[0].lower() not in public.lower()
    ]


def samples() -> list[Source]:
    """Return the tests, their data and the demo's people."""
    found = texts("tests/**/*.py", "tests/**/*.yaml", "tests/**/*.json", "tests/**/*.csv", "demo/**/*.yaml")
    return [one for one in found if one.name != THIS]


def test_no_sample_holds_a_real_looking_phone_number() -> None:
    public = directory()

    assert not [found for source in samples() for found in real_phones(source, public=public)]


def test_no_sample_holds_a_real_looking_mail_address() -> None:
    public = directory()

    assert not [found for source in samples() for found in real_mails(source, public=public)]


@pytest.mark.parametrize("number", ["502-234-4567", "(502) 234-4567", "+1 502 234 4567", "1-844-555-0200"])
def test_a_real_looking_number_is_found(number: str) -> None:
    assert real_phones(Source("x.py", f'PHONE = "{number}"'), public="")
    assert not real_phones(Source("x.py", f'PHONE = "{number}"'), public=f"phone: {number}")


@pytest.mark.parametrize("number", ["502-555-0123", "+15025550199", "200528-2866868"])
def test_a_number_of_fiction_is_let_pass(number: str) -> None:
    assert not real_phones(Source("x.py", f'PHONE = "{number}"'), public="")


def test_a_real_looking_address_is_found() -> None:
    assert real_mails(Source("x.py", "ada@mail.com"), public="")
    assert not real_mails(Source("x.py", "ada@desk.example.org, bo@example.com"), public="")
