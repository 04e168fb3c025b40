"""Refusals in the words of a page, where the page itself shows them again with its form."""

from django import forms
from django.utils.translation import gettext

from assistdesk.shared.refusals import InvalidInput, Refusal


def said(refusal: Refusal) -> str:
    """Return what a refusal says, in the language of the page."""
    words = gettext(refusal.message)
    return words % refusal.facts if refusal.facts else words


def put_errors(form: forms.Form, refusal: InvalidInput) -> None:
    """Show what is wrong with which field; what has no field of its own stands on top."""
    for error in refusal.errors:
        words = gettext(error.message)
        name = error.field if error.field in form.fields else None
        form.add_error(name, words % dict(error.facts) if error.facts else words)
