"""A file of helpers, read line by line: what is understood, and what is wrong with each line that is not."""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext_noop

from assistdesk.referrals.rules import addresses
from assistdesk.referrals.rules.weeks import UNKNOWN_ZIP_MESSAGE
from assistdesk.shared import places
from assistdesk.shared.people.importing import ListedHelper
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import FieldError

ROLES = {role.value: role for role in (Role.AGENT, Role.NAVIGATOR, Role.AGENCY_ADMIN)}
NEEDED = ("username", "name", "email", "role")
OPTIONAL = (
    "marketplace",
    "phone",
    "language",
    "agency",
    "npn",
    "license_number",
    "license_until",
    "certified_until",
    "authorized_until",
    "contact_on_file",
    "zip",
    "active",
)
LONGEST = {"username": 80, "name": 150, "agency": 150, "npn": 12, "license_number": 20}
DAY_FORMATS = ("%Y-%m-%d", "%m/%d/%Y")
LANGUAGE = re.compile(r"^[A-Za-z]{2,3}$")
YES, NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}

NEEDED_MESSAGE = gettext_noop("This is needed.")
LONG_MESSAGE = gettext_noop("This is too long.")
ROLE_MESSAGE = gettext_noop("Write agent, navigator or agency_admin.")
DAY_MESSAGE = gettext_noop("Write a day as 2029-06-30 or 06/30/2029.")
ANSWER_MESSAGE = gettext_noop("Write yes or no.")
TWICE_MESSAGE = gettext_noop("An earlier line of this file has the same username.")
LANGUAGE_MESSAGE = gettext_noop("Write a language by its code, such as en.")


class BadColumns(Exception):
    """The first line doesn't name the columns that are needed, or names others. Says which."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: a helper, or what is wrong. `marketplace` is empty where the line names none."""

    number: int
    marketplace: str
    helper: ListedHelper | None
    errors: tuple[FieldError, ...]


def lines(path: Path) -> Iterator[Line]:
    """Yield each line of a file with a header; empty lines are skipped.

    Raises:
        BadColumns: a column is missing, or unknown.
        UnicodeDecodeError: the file is no text in UTF-8.
    """
    seen: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        _check_columns(reader.fieldnames or [])
        for row in reader:
            texts = {name: " ".join((row.get(name) or "").split()) for name in (*NEEDED, *OPTIONAL)}
            if any(texts.values()):
                yield _line(reader.line_num, texts, seen)


def _check_columns(names: object) -> None:
    columns = [str(name).strip() for name in names] if isinstance(names, list) else []
    missing = [name for name in NEEDED if name not in columns]
    unknown = [name for name in columns if name not in (*NEEDED, *OPTIONAL)]
    if missing:
        raise BadColumns(f"The first line must name the columns; missing: {', '.join(missing)}.")
    if unknown:
        raise BadColumns(f"Unknown columns: {', '.join(unknown)}. Known: {', '.join((*NEEDED, *OPTIONAL))}.")


def _line(number: int, texts: dict[str, str], seen: set[str]) -> Line:
    errors = _word_errors(texts)
    username = texts["username"].lower()
    if username in seen:
        errors.append(FieldError("username", TWICE_MESSAGE))
    seen.add(username)
    days = {name: _day(texts[name], name, errors) for name in OPTIONAL if name.endswith("_until")}
    on_file = _answer(texts["contact_on_file"], "contact_on_file", errors, default=False)
    active = _answer(texts["active"], "active", errors, default=True)
    if errors:
        return Line(number, texts["marketplace"], None, tuple(errors))
    helper = ListedHelper(
        username=username,
        name=texts["name"],
        email=addresses.email_address(texts["email"]) or "",
        phone=addresses.phone_number(texts["phone"]) or "",
        role=ROLES[texts["role"]],
        language=texts["language"].lower() or "en",
        agency=texts["agency"],
        npn=texts["npn"],
        license_number=texts["license_number"],
        license_until=days["license_until"],
        certified_until=days["certified_until"],
        authorized_until=days["authorized_until"],
        is_contact_on_file=on_file,
        zip_code=texts["zip"][:5],
        is_active=active,
    )
    return Line(number, texts["marketplace"], helper, ())


def _word_errors(texts: dict[str, str]) -> list[FieldError]:
    """Return what is wrong with a line's words; days and answers are looked at where they are read."""
    errors = [FieldError(name, NEEDED_MESSAGE) for name in NEEDED if not texts[name]]
    errors += [FieldError(name, LONG_MESSAGE) for name, most in LONGEST.items() if len(texts[name]) > most]
    language, role = texts["language"], texts["role"]
    wrong = {
        ("email", addresses.EMAIL_MESSAGE): addresses.email_address(texts["email"]) is None,
        ("phone", addresses.PHONE_MESSAGE): addresses.phone_number(texts["phone"]) is None,
        ("role", ROLE_MESSAGE): bool(role) and role not in ROLES,
        ("language", LANGUAGE_MESSAGE): bool(language) and not LANGUAGE.match(language),
        ("zip", UNKNOWN_ZIP_MESSAGE): bool(texts["zip"]) and places.of_zip(texts["zip"]) is None,
    }
    return errors + [FieldError(*error) for error, is_wrong in wrong.items() if is_wrong]


def _day(text: str, name: str, errors: list[FieldError]) -> date | None:
    if not text:
        return None
    for form in DAY_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    errors.append(FieldError(name, DAY_MESSAGE))
    return None


def _answer(text: str, name: str, errors: list[FieldError], *, default: bool) -> bool:
    if text and text.lower() not in YES | NO:
        errors.append(FieldError(name, ANSWER_MESSAGE))
    return text.lower() in YES if text else default
