"""The forms of a call: who calls, and which incident they mean."""

from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from assistdesk.escalations.forms.filing import LONGEST_KEY
from assistdesk.escalations.forms.texts import LineField, TextField, clean_line
from assistdesk.escalations.forms.working import WordsForm


def _line(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


class CallerForm(WordsForm):
    """What a caller says of themselves."""

    caller_name = LineField(label=gettext_lazy("The caller's name"), widget=_line(autocapitalize="words"))
    npn = LineField(label=gettext_lazy("NPN"), widget=_line(inputmode="numeric"))


class NumberForm(WordsForm):
    """An incident number as somebody says it."""

    number = LineField(
        label=gettext_lazy("Incident number"),
        help_text=gettext_lazy("As it is said: with or without spaces and hyphen, or its last digits."),
        widget=_line(inputmode="numeric", accesskey="I"),
    )


class CallersWordsForm(WordsForm):
    """What a caller adds to an incident."""

    text = TextField(
        label=gettext_lazy("What the caller says"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


def focus(form: forms.Form, name: str) -> None:
    """Let a field have the focus when the page with the form is shown, its text ready to be typed over."""
    form.fields[name].widget.attrs |= {"autofocus": True, "data-select": True}


def form_key(posted: QueryDict) -> str:
    """Return what tells this form from the next: the key that came with it, or a new one."""
    return clean_line(posted.get("submission_key", ""))[:LONGEST_KEY] or uuid4().hex
