"""Text in every language of a marketplace, with placeholders for what stands elsewhere.

No text holds a phone number, a mail address or a web address: it names a contact of the directory instead
(`{contact:program-desk.email}`), so a number is kept in one place and a contact for helpers alone can be
kept from residents. Other placeholders (`{incident_number}`) are filled in when the text is used.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, RootModel, StringConstraints, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.references import check_known, names_of

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
CONTACT = re.compile(r"^contact:(?P<contact>[a-z0-9-]+)\.(?P<what>name|phone|email|web)$")
FIELD = re.compile(r"^[a-z][a-z0-9_]*$")

PHONE = re.compile(r"(?<!\w)(\+?1[-. ]{0,2})?\(?\d{3}\)?[-. ]{1,2}\d{3}[-. ]\d{4}(?!\w)")
MAIL = re.compile(r"[^\s@<>{}]+@[^\s@<>{}]+\.[a-z]{2,}", re.IGNORECASE)
WEB = re.compile(r"https?://|\bwww\.", re.IGNORECASE)

LITERALS = (("a phone number", PHONE), ("a mail address", MAIL), ("a web address", WEB))


def _check_literals(text: str) -> None:
    for what, pattern in LITERALS:
        found = pattern.search(text)
        if found:
            raise PydanticCustomError(
                "literal_contact",
                "the text holds {what}, '{found}'",
                {
                    "what": what,
                    "found": found.group(),
                    "instead": "put it in the directory and write {contact:KEY.phone}",
                },
            )


def _check_contact_value(contact: str, what: str, info: ValidationInfo) -> None:
    check_known("contact", contact, info)
    names = names_of(info)
    values = names.contact_values.get(contact) if names else None
    if values is not None and what not in values:
        raise PydanticCustomError(
            "contact_value",
            "the contact '{contact}' has no {what}",
            {"contact": contact, "what": what, "instead": f"it has: {', '.join(sorted(values))}"},
        )


def _check_placeholder(name: str, info: ValidationInfo) -> None:
    contact = CONTACT.match(name)
    if contact:
        _check_contact_value(contact["contact"], contact["what"], info)
    elif not FIELD.match(name):
        raise PydanticCustomError(
            "placeholder",
            "'{name}' is no placeholder",
            {
                "name": "{" + name + "}",
                "instead": "write {contact:KEY.phone}, .email, .web or .name, or {a_name}",
            },
        )


def _checked(text: str, info: ValidationInfo) -> str:
    if names_of(info) is None:
        return text
    _check_literals(text)
    for found in PLACEHOLDER.finditer(text):
        _check_placeholder(found.group(1), info)
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        raise PydanticCustomError(
            "placeholder", "a brace is open or closed alone", {"instead": "write placeholders as {name}"}
        )
    return text


Text = Annotated[
    str, StringConstraints(min_length=1, max_length=6000, pattern=r"\S"), AfterValidator(_checked)
]


class Words(RootModel[dict[str, Text]]):
    """One text in every language of its pack."""

    model_config = ConfigDict(frozen=True, strict=True)

    @model_validator(mode="after")
    def _has_every_language(self, info: ValidationInfo) -> "Words":
        names = names_of(info)
        if names is None or not names.languages:
            return self
        missing = [code for code in names.languages if code not in self.root]
        strange = [code for code in self.root if code not in names.languages]
        if missing or strange:
            said = " and ".join(
                [f"is missing in '{code}'" for code in missing]
                + [f"stands in '{code}', which the pack does not speak" for code in strange]
            )
            instead = f"give exactly these languages: {', '.join(names.languages)}"
            raise PydanticCustomError("languages", "the text {said}", {"said": said, "instead": instead})
        self._check_placeholders_agree()
        return self

    def _check_placeholders_agree(self) -> None:
        everywhere = self.placeholders()
        for code, text in self.root.items():
            lost = everywhere - set(PLACEHOLDER.findall(text))
            if lost:
                said = ", ".join("{" + name + "}" for name in sorted(lost))
                raise PydanticCustomError(
                    "placeholder",
                    "the text in '{code}' lost {said}",
                    {"code": code, "said": said, "instead": "name the same placeholders in each language"},
                )

    def in_language(self, code: str) -> str:
        """Return the text in the language `code`, or in the pack's first where it has no such language."""
        return self.root.get(code) or next(iter(self.root.values()))

    def placeholders(self) -> frozenset[str]:
        """Return what stands in braces, over all languages."""
        return frozenset(found for text in self.root.values() for found in PLACEHOLDER.findall(text))

    def contacts(self) -> Iterator[str]:
        """Yield the key of each contact that the text names."""
        for name in sorted(self.placeholders()):
            found = CONTACT.match(name)
            if found:
                yield found["contact"]


def _public(words: Words, info: ValidationInfo) -> Words:
    names = names_of(info)
    for contact in words.contacts():
        if names and contact in names.helpers_only:
            raise PydanticCustomError(
                "helpers_only",
                "a text for residents names '{contact}', which is for helpers only",
                {"contact": contact, "instead": "name a contact that residents may know"},
            )
    return words


PublicWords = Annotated[Words, AfterValidator(_public)]
"""A text that residents read: it names no contact that is for helpers only."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with each placeholder that is in `values` filled in; a line left without any value goes.

    A line is dropped when it has placeholders of `values` and all of them are empty, so that a text can say
    something only where it applies.
    """
    lines = []
    for line in text.split("\n"):
        named = [name for name in PLACEHOLDER.findall(line) if name in values]
        if named and not any(values[name] for name in named):
            continue
        lines.append(PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), line))
    return "\n".join(lines)
