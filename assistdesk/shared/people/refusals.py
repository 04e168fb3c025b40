"""The ways in which people and their accounts say no."""

from assistdesk.shared.refusals import Kind, Refusal


class InvitationOver(Refusal):
    """A link to choose a password was used, is too old, or was never made by this desk."""

    kind = Kind.GONE
    code = "people.invitation.over"
    message = "This link does not work any more. Ask whoever sent it for a new one, or sign in."


class ActingEnded(Refusal):
    """The one who acts for a helper may not any more: it was withdrawn, or its time is over."""

    kind = Kind.FORBIDDEN
    code = "people.acting.ended"
    message = (
        "You may no longer act for this person: it was withdrawn or its time is over. Nothing was changed. "
        "Go on as yourself."
    )


class NoSuchDelegate(Refusal):
    """Nobody with this name or address can be a delegate in the marketplace; why is not said."""

    kind = Kind.NOT_FOUND
    code = "people.delegate.unknown"
    message = (
        "Nobody with this username or email can act for you. Ask the person how they sign in here, "
        "or ask your marketplace to give them an account."
    )
