"""The ways in which messaging says no."""

from assistdesk.shared.refusals import Kind, Refusal


class NotHeld(Refusal):
    """A message was to be released that no guard holds."""

    kind = Kind.CONFLICT
    code = "messaging.message.not_held"
    message = "This message is not held any more, so there is nothing to release."
