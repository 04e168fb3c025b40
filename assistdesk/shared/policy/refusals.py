"""The ways in which policy says no."""

from assistdesk.shared.refusals import Kind, Refusal


class NoSuchMarketplace(Refusal):
    """No pack of that marketplace is running here."""

    kind = Kind.NOT_FOUND
    code = "policy.marketplace.unknown"
    problem = "not-found"
    message = "This desk serves no marketplace of that name."


class NoEditionInForce(Refusal):
    """The pack has the part, and no edition of it for that day."""

    kind = Kind.NOT_FOUND
    code = "policy.edition.none_in_force"
    problem = "no-edition-in-force"
    message = "This marketplace has no rules in force for that day. Choose another day."


class PartLeftOut(Refusal):
    """The marketplace works without this part of the desk."""

    kind = Kind.NOT_FOUND
    code = "policy.part.left_out"
    problem = "not-offered"
    message = "This marketplace does not offer that here."
