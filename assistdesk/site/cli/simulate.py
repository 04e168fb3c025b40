"""`assistdesk simulate`: a day of referrals by a pack's rules, beside other ways to do it."""

import json
import sys
from pathlib import Path

import click

from assistdesk.referrals.simulation import comparing, contenders, plotting, report, scenario
from assistdesk.referrals.simulation.comparing import Cores
from assistdesk.referrals.simulation.contenders import Contender
from assistdesk.referrals.simulation.population import NoState
from assistdesk.referrals.simulation.scenario import BadScenario, Scenario
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.problems import BadPack
from assistdesk.shared.policy.refusals import NoEditionInForce, PartLeftOut
from assistdesk.shared.policy.schema import Pack

SHIPPED = Path(__file__).resolve().parents[3] / "packs"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
ANSWER_IS_NO = 1


@click.command(epilog="Example: assistdesk simulate --per-hour 60 --days 10 --plot day.svg")
@click.argument("scenario_file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--pack", "folder", type=FOLDER, help="The pack; the first shipped one that has referrals.")
@click.option("--compare", "proposed", type=FOLDER, help="A changed pack: what would be different with it.")
@click.option("--per-hour", type=click.FloatRange(min=1, max=10_000), help="Requests an hour, on average.")
@click.option("--helpers", type=click.IntRange(1, 100_000), help="How many helpers are registered.")
@click.option("--days", type=click.IntRange(1, 100), help="How many days are played, each by its own seed.")
@click.option("--assume", "assumed", multiple=True, help="One number of the day: answers.by_link=0.5.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Write the plots as SVG there.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
def command(
    scenario_file: Path | None,
    folder: Path | None,
    proposed: Path | None,
    per_hour: float | None,
    helpers: int | None,
    days: int | None,
    assumed: tuple[str, ...],
    plot: Path | None,
    *,
    as_json: bool,
) -> None:
    """Play a day of referrals by a pack's rules and by others, with the desk's own decisions.

    Without SCENARIO_FILE a busy day of open enrollment is played; a file needs to hold only what differs from
    that, and --assume says one number instead, as often as it is given. Beside the pack's profiles stand
    nearest first, round robin, and the best that anybody could do who knew the whole day beforehand. Exit
    status: 0 played, 1 scenario or pack is not in order.
    """
    try:
        day = scenario.assuming(_scenario(scenario_file), assumed)
        day = _asked(day, per_hour=per_hour, helpers=helpers, days=days)
        pack = load_folder(folder or _shipped())
        policies = _policies(pack, day, proposed=proposed)
        lines = comparing.compare(day, policies, pack=pack, with_optimum=True, told=_told, cores=Cores.ALL)
    except (BadPack, BadScenario) as bad:
        _end([str(problem) for problem in bad.problems])
    except (NoEditionInForce, PartLeftOut) as refusal:
        _end([f"assistdesk: {refusal.message}"])
    except NoState:
        _end(["assistdesk: the pack names no state, so nobody knows where its residents live."])
    if plot:
        plot.write_text(plotting.svg(day.title, lines), encoding="utf-8")
    click.echo(json.dumps(report.values(day, lines)) if as_json else f"{_head(day)}\n\n{report.table(lines)}")


def _scenario(file: Path | None) -> Scenario:
    return scenario.read(file) if file else scenario.standard()


def _asked(day: Scenario, *, per_hour: float | None, helpers: int | None, days: int | None) -> Scenario:
    """Return the day with what the command line says instead."""
    return day.changed(
        requests={"per_hour": per_hour} if per_hour else {},
        helpers={"registered": helpers} if helpers else {},
        seeds={"count": days} if days else {},
    )


def _shipped() -> Path:
    """Return the first shipped pack that has referrals."""
    return next(folder.parent for folder in sorted(SHIPPED.glob("*/referrals")))


def _policies(pack: Pack, day: Scenario, *, proposed: Path | None) -> tuple[Contender, ...]:
    now = pack.referrals_on(day.day)
    if proposed is None:
        return contenders.standard(now)
    return contenders.before_and_after(now, load_folder(proposed).referrals_on(day.day))


def _head(day: Scenario) -> str:
    return (
        f"{day.title}: {day.requests.per_hour:g} requests an hour, {day.helpers.registered} helpers, "
        f"days played: {day.seeds.count}; means, from two days on with 95 % intervals. "
        "Assumed people: trust the order, not the values."
    )


def _told(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {total} days played", err=True, nl=done == total)


def _end(lines: list[str]) -> None:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(ANSWER_IS_NO)
