"""What a client is shown or read, word for word: it is kept as it was."""

from dataclasses import dataclass

from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.services import notices
from assistdesk.consent.services.rulebook import Rulebook
from assistdesk.shared.people.models import Helper
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Words
from assistdesk.shared.policy.schema.consent import StaffMethod
from assistdesk.shared.policy.schema.directory import Audience


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """One text that the client has to agree to."""

    key: str
    version: str
    text: str


def shown(request: ConsentRequest, helper: Helper, book: Rulebook) -> str:
    """Return the question of the survey in the client's language: who, what, why, how to take it back."""
    who = notices.who(helper)
    rules = book.edition.requests
    lines = [
        " · ".join(one for one in (who["helper_name"], who["agency"], f"NPN {who['npn']}") if one),
        *(_said(one, book, request.language) for one in (rules.asked, rules.purpose, rules.how_to_take_back)),
    ]
    return "\n".join(lines)


def acknowledgements(book: Rulebook, language: str) -> list[ReadAloud]:
    """Return what is read aloud, in order."""
    found = book.edition.verbal.acknowledgements
    return [ReadAloud(one.key, one.version, _said(one.text, book, language)) for one in found]


def staff_acknowledgements(book: Rulebook, method: StaffMethod, language: str) -> list[ReadAloud]:
    """Return what staff read aloud on a call or check on a form, in order."""
    found = book.edition.staff.acknowledgements[method]
    return [ReadAloud(one.key, one.version, _said(one.text, book, language)) for one in found]


def read_aloud(book: Rulebook, language: str) -> str:
    """Return all that is read aloud, one text a line."""
    return "\n".join(one.text for one in acknowledgements(book, language))


def _said(words: Words, book: Rulebook, language: str) -> str:
    return render_words(book.pack, words, language=language, audience=Audience.RESIDENT)
