"""Phone numbers as carriers write them."""

from functools import lru_cache

import phonenumbers

from assistdesk.shared.refusals import FieldError, InvalidInput

HOME = "US"  # whose numbers may be written without a country code


class BadNumber(ValueError):
    """A text is no phone number that text messages could be sent to."""


@lru_cache(maxsize=4096)
def e164(written: str) -> str:
    """Return a phone number as E.164, `+15025550123`, however a person wrote it.

    The last ones are remembered: each message asks twice.

    Raises:
        BadNumber: it is none, or one with an extension.
    """
    try:
        number = phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException:
        raise BadNumber from None
    if number.extension or not phonenumbers.is_valid_number(number):
        raise BadNumber
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def checked_number(written: str, *, field: str) -> str:
    """Return a phone number that a person typed into `field` as E.164.

    Raises:
        InvalidInput: it is no number that text messages could be sent to.
    """
    try:
        return e164(written)
    except BadNumber:
        raise InvalidInput(
            [FieldError(field, "Text messages can't reach this number. Write one like 502-555-0123.")]
        ) from None
