"""The forms of an incident that is handed on, taken back, or answered by an office outside."""

from django import forms
from django.utils.translation import gettext_lazy

from assistdesk.escalations.forms.texts import TextField
from assistdesk.escalations.forms.working import WordsForm


class HandoffForm(WordsForm):
    """Words for an office outside, or its answer for the helper."""

    text = TextField(label=gettext_lazy("Your words"), widget=forms.Textarea(attrs={"rows": 10}))


class TakeBackForm(WordsForm):
    """Why nobody waits for an office any more."""

    reason = TextField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}))
