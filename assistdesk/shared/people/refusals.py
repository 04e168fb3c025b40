"""The ways in which people and their accounts say no."""

from assistdesk.shared.refusals import Kind, Refusal


class InvitationOver(Refusal):
    """A link to choose a password was used, is too old, or was never made by this desk."""

    kind = Kind.GONE
    code = "people.invitation.over"
    message = "This link does not work any more. Ask whoever sent it for a new one, or sign in."
