"""The ways in which the book of business says no."""

from assistdesk.shared.refusals import Kind, Refusal


class ProspectMoved(Refusal):
    """A prospect stands where this can't be done: abandoned, or a client by now."""

    kind = Kind.CONFLICT
    code = "book.prospect.moved"
    message = "This prospect stands elsewhere by now. Load the page again, and see what can be done."


class RequestAccess(Refusal):
    """Who is meant can't be added as a client from here: the way is Request Case Access.

    It tells no more than that, neither who fits nor how many.
    """

    kind = Kind.CONFLICT
    code = "book.prospect.request_access"
    problem = "request-access"
    message = "This prospect can't be made a client from here. Use Request Case Access instead."


class NotOffered(Refusal):
    """The marketplace makes no clients of prospects on this desk."""

    kind = Kind.CONFLICT
    code = "book.prospect.not_offered"
    message = "Your marketplace makes no clients of prospects here. Its own records show new clients."


class QuoteMoved(Refusal):
    """A quote stands where this can't be done: it was submitted or answered."""

    kind = Kind.CONFLICT
    code = "book.quote.moved"
    message = "This quote stands elsewhere by now. Load the page again, and see what can be done."


class QuoteEmpty(Refusal):
    """A quote without a plan can't be submitted."""

    kind = Kind.CONFLICT
    code = "book.quote.empty"
    message = "Put at least one plan into the quote before you submit it."


class QuoteFull(Refusal):
    """A quote holds as many plans as can be compared."""

    kind = Kind.CONFLICT
    code = "book.quote.full"
    message = "A quote holds at most %(most)s plans. Take one out first."


class NotAble(Refusal):
    """The helper's authorization, license or role does not let them take on clients today."""

    kind = Kind.FORBIDDEN
    code = "book.helper.not_able"
    message = "Your authorization or license is not in force today, so you can't take on clients."
