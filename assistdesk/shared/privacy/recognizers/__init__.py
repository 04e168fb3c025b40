"""The recognizers that read every text. A new one is a callable in `DEFAULT`, and nothing else changes."""

from assistdesk.shared.privacy.recognizers.contacts import emails, phones
from assistdesk.shared.privacy.recognizers.dates import dates
from assistdesk.shared.privacy.recognizers.endings import endings
from assistdesk.shared.privacy.recognizers.known_names import known_names
from assistdesk.shared.privacy.recognizers.known_numbers import known_numbers
from assistdesk.shared.privacy.recognizers.numbers import labelled_numbers
from assistdesk.shared.privacy.recognizers.people import people
from assistdesk.shared.privacy.recognizers.protocol import Recognizer
from assistdesk.shared.privacy.recognizers.segments import segments
from assistdesk.shared.privacy.recognizers.shapes import cards, ibans, shapes
from assistdesk.shared.privacy.recognizers.ssn import ssns
from assistdesk.shared.privacy.recognizers.wrapped import wrapped_numbers

DEFAULT: tuple[Recognizer, ...] = (
    shapes,
    cards,
    ibans,
    segments,
    ssns,
    labelled_numbers,
    wrapped_numbers,
    endings,
    dates,
    phones,
    emails,
    people,
    known_numbers,
    known_names,
)

__all__ = ["DEFAULT", "Recognizer"]
