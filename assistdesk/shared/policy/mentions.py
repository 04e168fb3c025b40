"""Finds the names that a pack defines, in files that may still be wrong."""

from collections.abc import Iterator, Sequence

from assistdesk.shared.policy.documents import Document
from assistdesk.shared.policy.folder import DIRECTORY, IDENTITY
from assistdesk.shared.policy.schema.references import Names
from assistdesk.shared.policy.templates import TEMPLATE_RULES

VALUES_OF_CONTACT = {"phones": "phone", "emails": "email", "web": "web"}


def names_in(documents: Sequence[Document]) -> Names:
    """Return what `documents` name; a kind whose file can't be read is absent."""
    by_file = {document.file: document.values for document in documents}
    identity, directory = by_file.get(IDENTITY), by_file.get(DIRECTORY)
    kinds = {"message": frozenset(TEMPLATE_RULES)}
    for kind, block in (("contact", "contacts"), ("team", "teams"), ("issuer", "issuers")):
        if isinstance(directory, dict):
            kinds[kind] = frozenset(_block(directory, block))
    guides = [values for file, values in by_file.items() if file.startswith("guide/")]
    if all(isinstance(values, dict) for values in guides):
        kinds["guide entry"] = frozenset(key for values in guides for key in _block(values, "entries"))
        kinds["material"] = frozenset(key for values in guides for key in _block(values, "materials"))
    contacts = _block(directory, "contacts")
    return Names(
        languages=_languages(identity),
        kinds=kinds,
        helpers_only=frozenset(key for key, one in contacts.items() if _get(one, "helpers_only") is True),
        contact_values={key: frozenset(_values_of(one)) for key, one in contacts.items()},
    )


def _get(block: object, key: str) -> object:
    return block.get(key) if isinstance(block, dict) else None


def _block(values: object, key: str) -> dict[str, object]:
    found = _get(values, key)
    return found if isinstance(found, dict) else {}


def _languages(identity: object) -> tuple[str, ...]:
    found = _get(identity, "languages")
    return tuple(code for code in found if isinstance(code, str)) if isinstance(found, list) else ()


def _values_of(contact: object) -> Iterator[str]:
    yield "name"
    for key, name in VALUES_OF_CONTACT.items():
        if _get(contact, key):
            yield name
