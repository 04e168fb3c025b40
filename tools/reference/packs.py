"""The page of policy packs: the files of a pack and every key in them, from the schema itself."""

from typing import Any

from pydantic import BaseModel

from assistdesk.shared.policy.folder import EDITIONS, WHOLE_FILES
from assistdesk.shared.policy.schema.identity import OPTIONAL_PARTS
from tools.reference.markdown import code, page, table

Schema = dict[str, Any]  # a JSON Schema is whatever JSON can say

INTRODUCTION = """
A pack is a folder of YAML files, read as YAML 1.2. `pack.yaml` and `directory.yaml` stand once; every
other part has a folder of its own with one file for each edition. `assistdesk pack check DIR` says
everything that is wrong, `assistdesk pack schema` prints the same schema for editors. A text is written
once for each of the pack's languages, under the language's code. How to write one:
[a pack for a new state](../how-to/write-a-pack.md).
"""


def text() -> str:
    """Return the page."""
    shown: set[str] = set()
    whole = [_file(name, model, shown) for name, model in WHOLE_FILES.items()]
    parts = [
        _file(f"{part.value}/EDITION.yaml", model, shown, may_be_left_out=part in OPTIONAL_PARTS)
        for part, model in EDITIONS.items()
    ]
    return page("Policy packs", INTRODUCTION, *whole, *parts)


def _file(name: str, model: type[BaseModel], shown: set[str], *, may_be_left_out: bool = False) -> str:
    schema = model.model_json_schema(mode="validation")
    notes = ["A pack may leave this part out; the desk then runs without it."] if may_be_left_out else []
    parts = [f"## {name}", *notes, _fields(schema)]
    for inner, definition in sorted(schema.get("$defs", {}).items()):
        if inner not in shown:
            shown.add(inner)
            parts += [f"### {inner}", _definition(definition)]
    return "\n\n".join(parts)


def _definition(schema: Schema) -> str:
    if "properties" in schema:
        return _fields(schema)
    return f"{_said(schema)}\n\n{'One of' if 'enum' in schema else 'Holds'}: {_kind(schema)}."


def _fields(schema: Schema) -> str:
    needed = set(schema.get("required", []))
    rows = [
        (code(key), _kind(value), "yes" if key in needed else _default(value))
        for key, value in schema.get("properties", {}).items()
    ]
    return "\n\n".join([_said(schema), table(("key", "holds", "needed"), rows)])


def _said(schema: Schema) -> str:
    return str(schema.get("description", "")).strip()


def _default(schema: Schema) -> str:
    value = schema.get("default")
    return "no" if value in (None, [], {}) else f"no; {code(str(value))} where left out"


def _kind(schema: Schema) -> str:
    """Return in words what a value of this schema is."""
    if "$ref" in schema:
        return code(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return ", ".join(code(str(one)) for one in schema["enum"])
    if "const" in schema:
        return code(str(schema["const"]))
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    return _container(schema) or _plain(schema)


def _container(schema: Schema) -> str | None:
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if schema.get("type") == "object":
        inner = next(iter(schema.get("patternProperties", {}).values()), schema.get("additionalProperties"))
        keys = _kind(schema["propertyNames"]) if "propertyNames" in schema else "key"
        return f"by {keys}: {_kind(inner)}" if isinstance(inner, dict) else "keys and values"
    return None


def _plain(schema: Schema) -> str:
    kind = _WORDS.get(str(schema.get("type")), "text")
    if schema.get("format") == "date":
        kind = "day (2027-01-31)"
    if "pattern" in schema:
        kind += f" like {code(schema['pattern'])}"
    lengths = _span(schema.get("minLength"), schema.get("maxLength"))
    values = _span(schema.get("minimum", schema.get("exclusiveMinimum")), schema.get("maximum"))
    return kind + (f", {lengths} characters" if lengths else "") + (f", {values}" if values else "")


def _span(least: object, most: object) -> str:
    if least is not None and most is not None:
        return f"{least} to {most}"
    if most is not None:
        return f"at most {most}"
    return "" if least is None else f"at least {least}"


_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no",
    "null": "nothing",
}
