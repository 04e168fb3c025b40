"""Trying changed rules: the form, how far a trial is, and what came out."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from assistdesk.referrals.forms.trials import TrialForm
from assistdesk.referrals.queries import trials
from assistdesk.referrals.queries.trials import MeasureRow
from assistdesk.referrals.services import trying
from assistdesk.referrals.services.rulebook import Rulebook, rulebook
from assistdesk.referrals.simulation import proposals
from assistdesk.referrals.simulation.report import Verdict
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput, NotThere

INVALID = 422
SHARES = frozenset({"in_time", "promise_kept", "in_half", "language", "deregistered"})
LABELS = {
    "in_time": gettext_noop("Residents called in time"),
    "promise_kept": gettext_noop("Promises kept"),
    "in_half": gettext_noop("Residents called in half the time"),
    "minutes_median": gettext_noop("Minutes until the call, for every second resident"),
    "minutes_p90": gettext_noop("Minutes until the call, for nine in ten"),
    "miles": gettext_noop("Miles between resident and helper"),
    "language": gettext_noop("Residents with another language whose helper speaks it"),
    "notices": gettext_noop("Helpers asked for each request"),
    "misses": gettext_noop("Missed offers for each request"),
    "deregistered": gettext_noop("Helpers de-registered in a day"),
    "gini": gettext_noop("Unevenness of work among helpers (0 is even)"),
}
SAID = {
    Verdict.BETTER: gettext_noop("clearly better"),
    Verdict.WORSE: gettext_noop("clearly worse"),
    Verdict.SAME: gettext_noop("the same"),
    Verdict.UNCLEAR: gettext_noop("no clear difference"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One measure in the words and numbers of a page."""

    label: str
    now: str
    then: str
    difference: str
    verdict: str
    verdict_said: str


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.MANAGE_DESK)
def try_rules(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the rules that run, ready to be changed, and the last trials; start a trial."""
    at = clock.now()
    book = _book(request, marketplace)
    form = TrialForm(request.POST or None, initial={"rules": proposals.written(book.edition)})
    if request.method == "POST" and form.is_valid():
        try:
            trial_id = trying.try_rules(form.trial(marketplace), actor=request.actor, at=at)
            return redirect("referrals:trial", marketplace, trial_id)
        except InvalidInput as refusal:
            for error in refusal.errors:
                form.add_error(error.field, gettext(error.message) % dict(error.facts))
    words = {
        "pack": book.pack,
        "form": form,
        "trials": trials.trials(request.actor, marketplace=marketplace),
    }
    return render(request, "referrals/try_rules.html", words, status=INVALID if form.errors else 200)


@require_safe
@allows(Permission.MANAGE_DESK)
def trial(request: ActorRequest, marketplace: str, trial_id: UUID) -> HttpResponse:
    """Show how far a trial is, or what came out."""
    book = _book(request, marketplace)
    found = trials.trial(trial_id, actor=request.actor, marketplace=marketplace)
    by_name = {row.name: _shown(row) for row in found.rows if row.name in LABELS}
    rows = [by_name[name] for name in LABELS if name in by_name]
    words = {
        "pack": book.pack,
        "trial": found,
        "rows": rows,
        "better": [row.label for row in rows if row.verdict == Verdict.BETTER],
        "worse": [row.label for row in rows if row.verdict == Verdict.WORSE],
        "is_same": all(row.verdict == Verdict.SAME for row in rows),
        "in_time": by_name.get("in_time"),
    }
    template = "referrals/trial.html#trial" if request.htmx else "referrals/trial.html"
    return render(request, template, words)


def _book(request: ActorRequest, marketplace: str) -> Rulebook:
    if not request.actor.serves(marketplace):
        raise NotThere
    return rulebook(marketplace, at=clock.now())


def _shown(row: MeasureRow) -> Shown:
    return Shown(
        label=gettext(LABELS[row.name]),
        now=_number(row.name, row.now),
        then=_number(row.name, row.then),
        difference=_difference(row.name, row.difference.mean),
        verdict=row.verdict,
        verdict_said=gettext(SAID[row.verdict]),
    )


def _number(name: str, value: float) -> str:
    if name in SHARES:
        return f"{_rounded(100 * value, places=1)} %"
    return _rounded(value, places=1 if name in ("minutes_median", "minutes_p90", "miles") else 2)


def _rounded(value: float, *, places: int) -> str:
    return str(number_format(round(value, places), decimal_pos=places))


def _difference(name: str, more: float) -> str:
    sign = "+" if more > 0 else "-" if more < 0 else ""
    if name not in SHARES:
        return sign + _number(name, abs(more))
    return gettext("%(number)s points") % {"number": sign + _rounded(100 * abs(more), places=1)}
