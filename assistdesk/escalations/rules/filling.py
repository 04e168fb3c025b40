"""The texts of reply templates: which placeholders they may name, and what stands in their places."""

import re
from collections.abc import Mapping

PLACEHOLDERS = ("incident_number", "type", "due", "helper_name", "team", "my_name")
"""What a template may name: nothing of these is personal information of a client."""

_NAMED = re.compile(r"\{([^{}]*)\}")


def unknown(text: str) -> list[str]:
    """Return what stands in braces and is no placeholder, each once, in order."""
    return list(dict.fromkeys(one for one in _NAMED.findall(text) if one not in PLACEHOLDERS))


def without(text: str, name: str) -> str:
    """Return a text without one placeholder: without the space before it, or what it begins a line with."""
    named = re.escape(f"{{{name}}}")
    return re.sub(rf"^{named}[,:;]?[ \t]*|[ \t]?{named}", "", text, flags=re.MULTILINE)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled; other braces stay, and no value is filled once more."""
    return _NAMED.sub(lambda found: values.get(found[1], found[0]), text)
