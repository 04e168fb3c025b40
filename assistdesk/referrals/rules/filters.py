"""Who can't be asked, and why. These never give way; only a step of the ladder widens reach and language."""

from assistdesk.referrals.rules.policy import Reach, Tongue
from assistdesk.referrals.rules.values import Candidate, Reason, Request, miles_between

OF_ONE_TYPE = {"agency_admin": "navigator"}
"""Roles that residents are not asked about by name, and the one that they count as."""


def ruled_out(request: Request, candidate: Candidate, *, step: Reach) -> tuple[Reason, ...]:
    """Return every reason why `candidate` can't be asked in this step; empty where nothing speaks against it.

    A distance equal to the step's is within it. Where the resident's place is unknown no distance rules
    anybody out; where the helper's is, every bound does.
    """
    standing = standing_reasons(candidate)
    fit = _fit_reasons(request, candidate)
    reach = _reach_reasons(request, candidate, step=step)
    return (*standing, *fit, *reach) if standing or fit or reach else ()


def standing_reasons(candidate: Candidate) -> tuple[Reason, ...]:
    """Return what speaks against asking `candidate` anything at all, whatever the request."""
    standing, duty = _standing_reasons(candidate), _duty_reasons(candidate)
    return (*standing, *duty) if standing or duty else ()


def _standing_reasons(candidate: Candidate) -> tuple[Reason, ...]:
    if candidate.is_deregistered:
        return (Reason.DEREGISTERED,)
    if not candidate.is_registered:
        return (Reason.NOT_REGISTERED,)
    if not candidate.missing:
        return ()
    return tuple(Reason(f"missing:{criterion}") for criterion in candidate.missing)


def _duty_reasons(candidate: Candidate) -> tuple[Reason, ...]:
    if not candidate.is_paused and candidate.is_on_duty and candidate.open_count < candidate.most_open:
        return ()
    found = {
        Reason.PAUSED: candidate.is_paused,
        Reason.OFF_DUTY: not candidate.is_on_duty,
        Reason.FULL: candidate.open_count >= candidate.most_open,
    }
    return tuple(reason for reason, is_so in found.items() if is_so)


def _fit_reasons(request: Request, candidate: Candidate) -> tuple[Reason, ...]:
    reasons: tuple[Reason, ...] = ()
    if request.program not in candidate.programs:
        reasons = (Reason.WRONG_PROGRAM,)
    if request.helper_type and not is_of_type(candidate.role, asked=request.helper_type):
        reasons += (Reason.WRONG_TYPE,)
    if request.asked and candidate.id in request.asked:
        reasons += (Reason.ASKED_BEFORE,)
    return reasons


def is_of_type(role: str, *, asked: str) -> bool:
    """Tell whether a helper of `role` is of the type that a resident asked for."""
    return asked in (role, OF_ONE_TYPE.get(role))


def roles_of_type(asked: str) -> tuple[str, ...]:
    """Return the roles that are of the type that a resident asked for, as `is_of_type` tells of each."""
    return (asked, *(role for role, counts_as in OF_ONE_TYPE.items() if counts_as == asked))


def _reach_reasons(request: Request, candidate: Candidate, *, step: Reach) -> tuple[Reason, ...]:
    reasons: tuple[Reason, ...] = ()
    if step.language == Tongue.MATCH and request.language not in candidate.languages:
        reasons = (Reason.WRONG_LANGUAGE,)
    if step.within_miles is None or request.spot is None:
        return reasons
    if candidate.spot is None or miles_between(request.spot, candidate.spot) > step.within_miles:
        reasons += (Reason.TOO_FAR,)
    return reasons
