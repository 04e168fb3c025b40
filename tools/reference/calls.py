"""The page of the API: every call with what goes in and what comes out, from its OpenAPI document."""

import importlib
from typing import Any

from tools import product
from tools.reference.markdown import code, page, table
from tools.reference.permissions import guard_text

Schema = dict[str, Any]  # an OpenAPI document is whatever JSON can say

INTRODUCTION = """
The calls of this version, made from the OpenAPI document that the desk serves at
`/api/v1/openapi.json` (`/api/v1/docs` shows it as a page). What they have in common (sign-in, errors,
cursors, `Idempotency-Key`) stands in the [contract](contract.md), what goes wrong in
[refusals](refusals.md).
"""


def text() -> str:
    """Return the page."""
    api = importlib.import_module(f"{product.PACKAGE}.site.api").api
    document: Schema = api.get_openapi_schema(path_prefix="/api/v1/")
    guards = {(one.method, product.shown(one.address)): one for one in product.calls()}
    sections = []
    for address, methods in sorted(document["paths"].items()):
        for method, operation in sorted(methods.items()):
            call = guards.get((method.upper(), product.shown(address)))
            who = ", ".join(map(guard_text, call.guards)) if call else ""
            sections.append(_section(method.upper(), address, operation, who, document))
    return page("API", INTRODUCTION, *sections)


def _section(method: str, address: str, operation: Schema, who: str, document: Schema) -> str:
    parts = [
        f"## {method} {address}",
        " ".join(str(operation.get("description", "")).split("\n\n")[0].split()),
    ]
    parts.append(f"Who: {who}." if who else "")
    asked = [
        (code(one["name"]), one["in"], _kind(one["schema"], document), "yes" if one.get("required") else "no")
        for one in operation.get("parameters", [])
    ]
    if asked:
        parts.append(table(("parameter", "in", "holds", "needed"), asked))
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        parts.append(f"Body ({code(kind)}):\n\n{_fields(content['schema'], document)}")
    parts += [_answer(status, answer, document) for status, answer in operation.get("responses", {}).items()]
    return "\n\n".join(part for part in parts if part)


def _answer(status: object, answer: Schema, document: Schema) -> str:
    schema = answer.get("content", {}).get("application/json", {}).get("schema")
    return f"Answers {status}:\n\n{_fields(schema, document)}" if schema else f"Answers {status}."


def _fields(schema: Schema, document: Schema) -> str:
    real = _resolved(schema, document)
    if "properties" not in real:
        return _kind(schema, document)
    needed = set(real.get("required", []))
    rows = [
        (code(name), _kind(value, document), "yes" if name in needed else "no")
        for name, value in real["properties"].items()
    ]
    return table(("field", "holds", "always"), rows)


def _resolved(schema: Schema, document: Schema) -> Schema:
    if "$ref" in schema:
        found: Schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def _kind(schema: Schema, document: Schema) -> str:
    """Return in words what a value of this schema is; the fields of an inner value in braces."""
    real = _resolved(schema, document)
    if "anyOf" in real:
        return " or ".join(_kind(one, document) for one in real["anyOf"])
    if "enum" in real:
        return ", ".join(code(str(one)) for one in real["enum"])
    if real.get("type") == "array":
        return f"list of {_kind(real.get('items', {}), document)}"
    if "properties" in real:
        return "{" + ", ".join(code(name) for name in real["properties"]) + "}"
    kind = str(real.get("format") or real.get("type") or "anything")
    return {"string": "text", "null": "nothing", "object": "keys and values"}.get(kind, kind)
