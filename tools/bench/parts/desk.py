"""What everybody waits for on a small desk: the guide, its search, the homes."""

from pathlib import Path

from ruamel.yaml import YAML

from tools.bench import desks
from tools.bench.desks import Amounts
from tools.bench.timing import measure

QUESTIONS = Path(__file__).resolve().parents[3] / "tests" / "guide" / "queries.yaml"
SMALL = Amounts(incidents=1_000, people=20_000)


def rows(_: Amounts) -> list[dict[str, object]]:
    """Return the rows of a desk with 1,000 incidents."""
    desks.make(SMALL)
    helper, staff = desks.client("producer"), desks.client("caseworker")
    questions = iter(YAML(typ="safe").load(QUESTIONS.read_text(encoding="utf-8")) * 10)
    place = f"/m/{desks.actor('producer').marketplace}"

    def ask() -> object:
        question = next(questions)
        address = f"/api/v1/marketplaces/{question['marketplace']}/guide/search"
        return desks.ok(helper.get(address, {"q": question["words"]}))

    def nothing() -> object:
        return desks.ok(helper.get("/healthz"))

    return [
        measure("guide: one search (API), floor: an empty answer", ask, floor=nothing, times=300),
        measure("guide page", lambda: desks.ok(helper.get(f"{place}/guide/"))),
        measure("guide PDF", lambda: desks.ok(helper.get(f"{place}/guide.pdf"))),
        measure("home, helper", lambda: desks.ok(helper.get("/home"))),
        measure("home, staff", lambda: desks.ok(staff.get("/home"))),
    ]
