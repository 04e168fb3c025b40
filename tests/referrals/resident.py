"""A resident with a browser: opens pages, fills in the form, follows the link."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.guide.pages import text_within
from tests.site.reading import Structure

ASK = "/m/kentucky/call-back"
FORM = {
    "name": "Rosa Delgado",
    "contact_method": "phone",
    "contact": "502-555-0199",
    "zip": "40202",
    "county": "",
    "program": "qhp",
    "language": "en",
    "helper_type": "",
}
BODY = {name: value for name, value in FORM.items() if value}


class Seen:
    """A page, or a part of one, as it was answered."""

    def __init__(self, answer: Any) -> None:
        self.text = str(answer.content.decode())
        self.structure = Structure(self.text)

    @property
    def words(self) -> str:
        """What the middle of the page says, or the part, with single blanks that may break."""
        within = next((one for one in ("main", "standing") if f'id="{one}"' in self.text), "")
        return text_within(self.text, within).replace("\u00a0", " ")

    @property
    def middle(self) -> str:
        """The markup of the page's middle."""
        return self.text.partition("<main")[2].partition("</main")[0]

    @property
    def has_form(self) -> bool:
        """Whether there is something to send."""
        return "<form" in self.middle

    def field(self, name: str) -> str:
        """Return what stands in a field of one line."""
        (found,) = [one for one in self.structure.named("input") if one.get("name") == name]
        return found.get("value", "")

    def chosen(self, name: str) -> list[str]:
        """Return the values that are ticked."""
        fields = self.structure.named("input")
        return [one["value"] for one in fields if one.get("name") == name and "checked" in one]

    def buttons(self, name: str) -> list[str]:
        """Return the values of the buttons of one name."""
        return [one["value"] for one in self.structure.named("button") if one.get("name") == name]

    def element(self, marked: str) -> dict[str, str]:
        """Return the attributes of the element with this id; none where there is no such."""
        return next((found for _, found in self.structure.tags if found.get("id") == marked), {})


@dataclass
class Resident:
    """Somebody without an account."""

    browser: Client = field(default_factory=Client)

    def sees(self, address: str) -> Seen:
        """Open a page that has to be there and return it."""
        answer = self.browser.get(address)
        assert answer.status_code == 200, answer.content
        return Seen(answer)

    def polls(self, address: str) -> Any:
        """Ask again as an open page does, and return the answer."""
        return self.browser.get(address, headers={"HX-Request": "true"})

    def asks(self, *, key: str | None = None, **changes: object) -> Any:
        """Fill in the form that is on the page, or the one of `key`, and send it."""
        key = self.sees(ASK).field("key") if key is None else key
        return self.browser.post(ASK, {**FORM, "key": key, **changes})

    def has_asked(self, **changes: object) -> str:
        """Send the form and return the address of the status page."""
        answer = self.asks(**changes)  # type: ignore[arg-type]  # a key among the fields is one of them
        assert answer.status_code == 302, answer.content
        return str(answer.url).removesuffix("/times")

    def calls(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """Make an API call, and return the answer."""
        content = b"" if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.browser.generic(
            method, f"/api/v1{path}", content, content_type="application/json", headers=named
        )
