"""The ways in which the site itself says no."""

from assistdesk.shared.refusals import Kind, Refusal


class NotFromProvider(Refusal):
    """A call to a door for a provider is not signed as that provider signs."""

    kind = Kind.FORBIDDEN
    code = "site.provider_call.not_signed"
    message = "This address is for the provider of text messages alone, and the call is not signed by it."


class KeyInUse(Refusal):
    """A request with the same idempotency key is still being worked on."""

    kind = Kind.CONFLICT
    code = "site.idempotency_key.in_use"
    message = "The same request is being worked on right now. Ask again in a moment."


class KeyReused(Refusal):
    """An idempotency key came back with another request."""

    kind = Kind.INVALID
    code = "site.idempotency_key.reused"
    message = "This Idempotency-Key was used for another request. Use a new one for each request."


class BadKey(Refusal):
    """An idempotency key is too long or empty."""

    kind = Kind.MALFORMED
    code = "site.idempotency_key.bad"
    message = "An Idempotency-Key is a text of 1 to 200 printable characters."


class WrongSignIn(Refusal):
    """Username and password do not belong together; which of them is wrong is not said."""

    kind = Kind.UNAUTHENTICATED
    code = "site.sign_in.wrong"
    message = "Username or password is not right. Check both and try again."


class FormExpired(Refusal):
    """A form was sent without its proof that a page of the desk made it."""

    kind = Kind.FORBIDDEN
    code = "site.form.expired"
    message = "This form is no longer valid. Go back, reload the page and send it again."


class WrongMethod(Refusal):
    """The address is there, and takes other methods."""

    kind = Kind.WRONG_METHOD
    code = "site.method.wrong"
    problem = "method-not-allowed"
    message = "This address can't be used in this way. Go back and start again from the page before."


class BodyTooLarge(Refusal):
    """The request is larger than the desk reads."""

    kind = Kind.TOO_LARGE
    code = "site.body.too_large"
    message = "This is larger than the desk takes at once. Send less text, or smaller files."


class NotJson(Refusal):
    """The body of an API call is of another kind."""

    kind = Kind.UNSUPPORTED
    code = "site.body.not_json"
    message = "Send JSON, with the content type application/json."


class TooManyStreams(Refusal):
    """Somebody listens in more places than the desk keeps open for one person."""

    kind = Kind.TOO_MANY
    code = "site.streams.too_many"
    message = "You have too many pages open that wait for news. Close some of them."
