"""The schema of packs for editors, as JSON Schema, so that they complete and check a pack as it is typed."""

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from assistdesk.shared.policy.folder import EDITIONS, WHOLE_FILES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, object]:
    """Return the JSON Schema (2020-12) of every file of a pack.

    A file names its own definition: `# yaml-language-server: $schema=pack.schema.json#/$defs/GuideEdition`.
    `files` says which definition each file is read as. Without a definition, any of them may match.
    """
    by_file: dict[str, type[BaseModel]] = {
        **WHOLE_FILES,
        **{f"{part.value}/*.yaml": model for part, model in EDITIONS.items()},
    }
    references, definitions = models_json_schema([(model, "validation") for model in by_file.values()])
    refs = {name: references[(model, "validation")] for name, model in by_file.items()}
    return {
        "$schema": DIALECT,
        "title": "AssistDesk marketplace pack",
        "files": refs,
        "anyOf": list(refs.values()),
        "$defs": definitions["$defs"],
    }
