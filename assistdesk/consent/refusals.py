"""The ways in which case access says no."""

from assistdesk.shared.refusals import Kind, Refusal


class RequestNotFound(Refusal):
    """There is no such request, or none of this person's; the same for a search."""

    kind = Kind.NOT_FOUND
    code = "consent.request.not_found"
    problem = "not-found"
    message = "There is no such request among yours."


class ConsentLimit(Refusal):
    """The client was asked as often as is allowed, by this helper or by all."""

    kind = Kind.CONFLICT
    code = "consent.request.limit"
    problem = "consent-limit"
    message = "This client has been asked as often as is allowed for now. No further request can be sent."


class ConsentDeclined(Refusal):
    """The client declined a moment ago."""

    kind = Kind.CONFLICT
    code = "consent.request.declined"
    problem = "consent-declined"
    message = "The client said no. No further request is possible for now."


class VerbalNotOpen(Refusal):
    """Nothing opened the way by voice."""

    kind = Kind.CONFLICT
    code = "consent.verbal.not_open"
    problem = "verbal-not-open"
    message = (
        "Verbal consent is not open. It is when an electronic request failed or was not answered, or when "
        "the client prefers another way."
    )


class ElectronicNotOpen(Refusal):
    """The client prefers not to be asked electronically."""

    kind = Kind.CONFLICT
    code = "consent.electronic.not_open"
    problem = "electronic-not-open"
    message = "This client prefers not to be asked electronically. Ask for verbal consent."


class AlreadyAssociated(Refusal):
    """The helper may see the case already."""

    kind = Kind.CONFLICT
    code = "consent.request.already_associated"
    problem = "already-associated"
    message = "You are associated with this client already. Open the case."


class NotPossible(Refusal):
    """Where the request stands, this can't be done. `state` says where that is."""

    kind = Kind.CONFLICT
    code = "consent.request.not_possible"
    problem = "request-not-possible"
    message = "This is not possible any more. Look again at where the request stands."


class AlreadyAnswered(Refusal):
    """The client answered otherwise before."""

    kind = Kind.CONFLICT
    code = "consent.answer.already_given"
    problem = "already-answered"
    message = "This request was answered already. The first answer counts."


class LinkExpired(Refusal):
    """The request is over, or the link was never one: the answer is the same."""

    kind = Kind.GONE
    code = "consent.link.expired"
    problem = "link-expired"
    message = "This request has expired. Nobody was given access by it. You can be sent a new one."


class MatchCodeWrong(Refusal):
    """The code is not the one that the helper sees."""

    kind = Kind.INVALID
    code = "consent.match_code.wrong"
    problem = "match-code-wrong"
    message = "This is not the code that was read out to you. Ask for it and try again."


class NotAbleToAsk(Refusal):
    """The helper's license or authorization is over."""

    kind = Kind.FORBIDDEN
    code = "consent.helper.not_able"
    problem = "not-authorized"
    message = "Your authorization or license is not in force. Write to your marketplace's desk to renew it."


class SearchTooOld(Refusal):
    """The search is so old that it may be about somebody else by now."""

    kind = Kind.CONFLICT
    code = "consent.search.too_old"
    problem = "search-too-old"
    message = "This search is too old. Search for the client again."


class CaseNotFound(Refusal):
    """There is no such case, or none that this person may see."""

    kind = Kind.NOT_FOUND
    code = "consent.case.not_found"
    problem = "not-found"
    message = "There is no such case among those you may see."


class ReasonNeeded(Refusal):
    """The person may open a case in an emergency alone: with a reason, for a while."""

    kind = Kind.FORBIDDEN
    code = "consent.case.reason_needed"
    message = "Your role opens a case only for a reason, which a lead reviews. Give the reason first."


class OpeningNotFound(Refusal):
    """There is no such opening of a case, or none that this person may review."""

    kind = Kind.NOT_FOUND
    code = "consent.opening.not_found"
    problem = "not-found"
    message = "There is no such opening of a case among those you may review."


class OwnOpening(Refusal):
    """Nobody reviews what they did themselves."""

    kind = Kind.CONFLICT
    code = "consent.opening.own"
    problem = "own-opening"
    message = "You opened this case yourself. Somebody else has to review it."


class RecordNotFound(Refusal):
    """There is no such consent on record, or none of this person's marketplace."""

    kind = Kind.NOT_FOUND
    code = "consent.record.not_found"
    problem = "not-found"
    message = "There is no such consent on record."


class RecordErased(Refusal):
    """What the records of a consent said was erased when their time was over."""

    kind = Kind.GONE
    code = "consent.record.erased"
    message = "The records of this consent were erased when the time was over for which they are kept."
