"""What is shown of a referral before somebody has accepted it: what for and where, and not who."""

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext, override

from assistdesk.referrals.models.referrals import Referral
from assistdesk.shared.policy.schema import Pack, ReferralsEdition
from assistdesk.shared.policy.schema.referrals import Program

ZIP_SHOWN = 3
"""Digits of a ZIP code that an offer shows: the area, and not who."""


def preview(referral: Referral, edition: ReferralsEdition, *, language: str) -> dict[str, str]:
    """Return program, language and area of a referral in words of `language`."""
    return {
        "program": edition.form.programs[Program(referral.program)].in_language(language),
        "language": language_name(referral.language, language=language),
        "area": area(referral, language=language),
    }


def area(referral: Referral, *, language: str) -> str:
    """Return roughly where a resident lives, in words of `language`."""
    with override(language):
        if referral.zip_code:
            return gettext("ZIP codes %(digits)s…") % {"digits": referral.zip_code[:ZIP_SHOWN]}
        return gettext("%(county)s County") % {"county": referral.county}


def language_name(code: str, *, language: str) -> str:
    """Return what a language is called in another; its code where nobody has a name for it."""
    try:
        return (Locale(code).get_display_name(language) or code).capitalize()
    except (UnknownLocaleError, ValueError):
        return code


def edition_in(pack: Pack, referral: Referral) -> ReferralsEdition | None:
    """Return the edition of `pack` that a referral came under; None where the pack has it no more."""
    return next((one for one in pack.referrals if one.edition == referral.edition), None)
