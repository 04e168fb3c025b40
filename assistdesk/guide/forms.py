"""What is typed into the guide's pages, made fit to be used."""

from collections.abc import Mapping

from assistdesk.shared.policy.schema.directory import PlanType

LONGEST_SEARCH = 500


def clean_search(text: str) -> str:
    """Return a search as typed, in one line, without what no text can hold, cut where it is too long."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text[: 10 * LONGEST_SEARCH])
    return " ".join(printable.split())[:LONGEST_SEARCH]


def plan_type_of(values: Mapping[str, str]) -> PlanType | None:
    """Return the plan type that was chosen; None for all of them, and for one that there is not."""
    chosen = values.get("plan_type", "").upper()
    return PlanType(chosen) if chosen in PlanType.__members__.values() else None
