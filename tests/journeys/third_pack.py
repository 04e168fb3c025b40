"""A third marketplace, made of the two that ship: every name, word, key, address and number is another one.

Nothing of it is written by hand, so nothing of it can be in the code. It leaves out what the desk does not
do yet, its first language is Spanish, and it lies in another zone, with other hours and holidays.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PACKS = Path(__file__).resolve().parents[2] / "packs"
MARKETPLACE = "third"
LANGUAGES = ("es", "en")
ZONE = "America/Denver"
LEFT_OUT = ["referrals", "consent", "dashboard"]
SOURCE = "assumed; made by a test out of two other marketplaces"
HOURS = {"opens": "09:30", "closes": "16:15"}
DAYS_OPEN = ("tuesday", "wednesday", "thursday", "friday", "saturday")
HOLIDAYS_MOVE_BY = timedelta(days=9)

KEYED = {"contacts", "teams", "agencies", "issuers", "materials", "entries", "types"}
REFERENCES = {
    "contact",
    "team",
    "entry",
    "materials",
    "issuer",
    "mailbox",
    "write_to",
    "instead",
    "escalates_to",
}
MORE_REFERENCES = {"for_the_rest", "staff_lead_team", "phone", "site"}
NAMES = {"name", "heading", "also_called", "logo_text", "icon"}
FIELD_PARENTS = {"must_contain", "fields", "choices"}
KEPT_FIELDS = {"description"}  # the code's own word for the text of an incident
NAMED_FIELDS = {"case_number"}  # fields of forms that words for outside offices name
SPAN = re.compile(r"^(\d+) (s|min|h|days|years|KB|MB|hours|business days|calendar days)$")
PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
CONTACT = re.compile(r"\{contact:([a-z0-9-]+)\.(\w+)\}")

Value = Any  # what a YAML file holds


def text(words: str) -> str:
    """Return other words of the same shape: letters moved on by 13, numbers by one; placeholders stay."""
    return "".join(
        _placeholder(part) if part.startswith("{") else _other(part) for part in PLACEHOLDER.split(words)
    )


def key(name: str) -> str:
    """Return another key for a thing of the directory, the guide or the types."""
    return f"z-{_other(name)}"


def field(name: str) -> str:
    """Return another key for a field of a form or one of its choices."""
    return name if name in KEPT_FIELDS else f"z_{_other(name)}"


def write(folder: Path) -> Path:
    """Write the third pack below `folder` and return where it is."""
    home = folder / MARKETPLACE
    change = _Change()
    for file, content in _merged().items():
        target = home / file
        target.parent.mkdir(parents=True, exist_ok=True)
        made = _whole(file, change.of(content, place=()))
        target.write_text(json.dumps(made, ensure_ascii=False, default=str, indent=1), encoding="utf-8")
    return home


class _Change:
    """Changes one value after the other; phones and addresses get the next ones of those kept for samples."""

    def __init__(self) -> None:
        self.numbers: Iterator[int] = count(100)
        self.hosts: Iterator[int] = count(1)

    def of(self, value: Value, *, place: tuple[str, ...]) -> Value:
        """Return another value of the same kind for the one at `place`, the names above it."""
        if isinstance(value, dict):
            return self._of_keys(value, place)
        if isinstance(value, list):
            return [self.of(one, place=place) for one in value]
        if isinstance(value, bool) or value is None or isinstance(value, date):
            return value
        if isinstance(value, str):
            return self._of_text(value, place)
        return value / 2 if isinstance(value, float) else value + (value > 1)

    def _of_keys(self, value: dict[str, Value], place: tuple[str, ...]) -> Value:
        if set(value) <= set(LANGUAGES):
            return {one: _texts(value[one]) for one in LANGUAGES if one in value}
        if "number" in value and "shown" in value:
            return {**self._phone(), **self.of({"purpose": value.get("purpose")}, place=place)}
        if "url" in value and "shown" in value:
            return self._address()
        is_keyed = bool(place) and place[-1] in KEYED
        return {
            (key(name) if is_keyed else name): self.of(inner, place=(*place, name))
            for name, inner in value.items()
        }

    def _of_text(self, value: str, place: tuple[str, ...]) -> str:
        name, above = place[-1], place[-2] if len(place) > 1 else ""
        if found := SPAN.match(value):
            return f"{int(found[1]) + 1} {found[2]}"
        if name in {"emails", "email"}:
            return f"desk{next(self.hosts)}@example.org"
        return _changes(name, above)(value)

    def _phone(self) -> dict[str, str]:
        last = f"555-0{next(self.numbers)}"
        return {"number": f"+1202{last.replace('-', '')}", "shown": f"202-{last}"}

    def _address(self) -> dict[str, str]:
        host = f"site{next(self.hosts)}.example.org"
        return {"url": f"https://{host}", "shown": host}


def _changes(name: str, above: str) -> Callable[[str], str]:
    """Return how a text is changed that stands under `name`, itself under `above`."""
    if name in REFERENCES | MORE_REFERENCES:
        return key
    if name == "key":
        return field if above in FIELD_PARENTS else key
    if name in ("field", "choice"):
        return field
    if name in NAMES:
        return text
    return {"source": lambda _: SOURCE, "zone": lambda _: ZONE}.get(name, lambda same: same)


def _merged() -> dict[str, Value]:
    """Return the two packs as one: what both have is put together, else the newest of either."""
    one, two = _read("kentucky"), _read("maryland")
    merged = {"pack.yaml": one["pack"], "directory.yaml": _together(two["directory"], one["directory"])}
    for part in ("guide", "escalations"):
        merged[f"{part}/first.yaml"] = _together(two[part], one[part])
    for part in ("calendar", "messages", "retention"):
        merged[f"{part}/first.yaml"] = one[part]
    merged["hotline/first.yaml"] = two["hotline"]
    return merged


def _read(marketplace: str) -> dict[str, Value]:
    """Return the files of a pack by part: the newest edition of each."""
    yaml = YAML(typ="safe")
    files = sorted((PACKS / marketplace).rglob("*.yaml"), key=lambda file: file.name == "undated.yaml")
    found: dict[str, Value] = {}
    for file in files:
        part = file.stem if file.parent.name == marketplace else file.parent.name
        found.setdefault(part, yaml.load(file))
    return found


def _together(first: Value, second: Value) -> Value:
    if isinstance(first, dict) and isinstance(second, dict) and not set(first) <= set(LANGUAGES):
        return {
            **first,
            **second,
            **{name: _together(first[name], second[name]) for name in set(first) & set(second)},
        }
    return second


def _whole(file: str, content: dict[str, Value]) -> dict[str, Value]:
    """Return a file with what is not a matter of other words: name, languages, zone, days, parts."""
    content = {name: value for name, value in content.items() if name not in ("from_date", "to_date")}
    if "/" in file:
        content["edition"] = "first"
    if file == "pack.yaml":
        content |= {"key": MARKETPLACE, "languages": list(LANGUAGES), "zones": [ZONE], "without": LEFT_OUT}
        content["look"] |= {"accent": "#5b2c83", "accent_dark": "#3a1a55"}
    if file.startswith("calendar/"):
        content["hours"] = dict.fromkeys(DAYS_OPEN, HOURS)
        content["holidays"] = {day + HOLIDAYS_MOVE_BY: name for day, name in content["holidays"].items()}
        content["holidays"] = {day.isoformat(): name for day, name in content["holidays"].items()}
    if file.startswith("escalations/"):
        content["eligibility"]["needs_authorization"] = True
    if file.startswith("messages/"):
        wanted = ("escalation_", "pii_", "sms_")
        content["messages"] = {
            name: one for name, one in content["messages"].items() if name.startswith(wanted)
        }
    return content


def _texts(value: Value) -> Value:
    return [text(one) for one in value] if isinstance(value, list) else text(value)


def _placeholder(part: str) -> str:
    if part[1:-1] in NAMED_FIELDS:
        return f"{{{field(part[1:-1])}}}"
    return CONTACT.sub(lambda found: f"{{contact:{key(found[1])}.{found[2]}}}", part)


def _other(words: str) -> str:
    return re.sub(r"\d+", lambda found: str(int(found[0]) + 1), codecs.encode(words, "rot13"))


def type_keys() -> list[str]:
    """Return the keys of the third marketplace's escalation types."""
    return [key(name) for name in _merged()["escalations/first.yaml"]["types"]]


def entry_keys() -> list[str]:
    """Return the keys of the entries of its guide."""
    return [key(name) for name in _merged()["guide/first.yaml"]["entries"]]
