"""The ways in which messaging says no."""

from assistdesk.shared.refusals import Kind, Refusal


class NotHeld(Refusal):
    """A message was to be released that no guard holds."""

    kind = Kind.CONFLICT
    code = "messaging.message.not_held"
    message = "This message is not held any more, so there is nothing to release."


class NotInTray(Refusal):
    """A mail was to be sorted that somebody has dealt with."""

    kind = Kind.CONFLICT
    code = "messaging.mail.not_in_tray"
    message = "A colleague has dealt with this mail. Reload the page to see what lies there now."
