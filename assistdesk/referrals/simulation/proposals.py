"""The rules of referrals as text that an administrator edits, and the edition that such a text makes."""

import json
from collections.abc import Mapping
from io import StringIO

from pydantic import ValidationError
from ruamel.yaml import YAML

from assistdesk.shared.policy.documents import Document, read_text
from assistdesk.shared.policy.schema.referrals import ReferralsEdition

NAME = "referrals"
HINT = "write it as the rules that run do"
PARTS: dict[str, tuple[str, ...]] = {
    "promise": ("call_back_within", "keepable_chance"),
    "offers": ("general_window", "mass_window"),
    "misses": (
        *("general_unanswered_is_a_miss", "mass_unanswered_is_a_miss"),
        *("deregister_after", "warn_at", "reset_by"),
    ),
}
"""What a day depends on besides scores and ladders, of which everything is shown."""


class BadProposal(Exception):
    """A text makes no rules; `problems` holds a line for each reason, with its line in the text."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def written(edition: ReferralsEdition) -> str:
    """Return the numbers that a day depends on, as a pack writes them; titles and sources are left out."""
    values = edition.model_dump(mode="json")
    shown: dict[str, object] = {
        name: {key: values[name][key] for key in keys} for name, keys in PARTS.items()
    }
    shown["scoring"] = {key: value for key, value in values["scoring"].items() if key != "source"}
    shown["profile"] = values["profile"]
    shown["profiles"] = {
        name: {key: profile[key] for key in ("exclusive", "look_again", "steps")}
        for name, profile in values["profiles"].items()
    }
    return _yaml(shown)


def _yaml(values: dict[str, object]) -> str:
    writer = YAML()
    writer.default_flow_style = None
    writer.width = 140
    text = StringIO()
    writer.dump(values, text)
    return text.getvalue()


def proposed(edition: ReferralsEdition, text: str) -> ReferralsEdition:
    """Return `edition` with what `text` says instead: some of its numbers, or a whole file of referrals.

    Raises:
        BadProposal: with every problem.
    """
    document = read_text(text, file=NAME)
    if document.problems:
        raise BadProposal([str(problem) for problem in document.problems])
    if not isinstance(document.values, dict):
        raise BadProposal([str(document.problem((), "there are no rules in it", HINT))])
    merged = _merged(edition.model_dump(mode="json"), document.values)
    try:
        found = ReferralsEdition.model_validate_json(json.dumps(merged))
    except ValidationError as wrong:
        raise BadProposal([_said(document, one["loc"], one["msg"]) for one in wrong.errors()]) from wrong
    if found.profile not in found.profiles:
        raise BadProposal([_said(document, ("profile",), f"no profile is called {found.profile!r}")])
    return found


def _merged(base: Mapping[str, object], values: Mapping[str, object]) -> dict[str, object]:
    """Return `base` with `values` over it, to any depth; a list stands for the whole list."""
    merged = dict(base)
    for name, value in values.items():
        under = base.get(name)
        is_deeper = isinstance(under, Mapping) and isinstance(value, Mapping)
        merged[name] = _merged(under, value) if is_deeper else value  # type: ignore[arg-type]  # both map
    return merged


def _said(document: Document, where: tuple[int | str, ...], what: str) -> str:
    return str(document.problem(where, what, HINT))
