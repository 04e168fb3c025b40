"""The ways in which the guide says no."""

from assistdesk.shared.refusals import Kind, Refusal


class NoSuchEntry(Refusal):
    """The edition has no entry of that name."""

    kind = Kind.NOT_FOUND
    code = "guide.entry.unknown"
    problem = "not-found"
    message = "This edition of the guide has no such entry. Look for it in the list of entries."


class NoSuchEdition(Refusal):
    """The marketplace's guide has no edition of that name."""

    kind = Kind.NOT_FOUND
    code = "guide.edition.unknown"
    problem = "not-found"
    message = "The guide has no edition of that name. Look for it in the list of editions."
