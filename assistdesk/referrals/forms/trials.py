"""The form of a trial of changed rules."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy

from assistdesk.referrals.services.trying import NewTrial

LARGEST_LOAD, MOST_HELPERS, MOST_DAYS = 200, 1_000, 5
"""What a worker plays within a minute or so."""


class TrialForm(forms.Form):
    """The changed rules, and how large a day they are tried on."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    rules = forms.CharField(
        label=gettext_lazy("The rules, changed"),
        help_text=gettext_lazy(
            "As a pack writes them. Change what you like; what you leave out stays as it is. A whole file of "
            "referrals can be pasted too."
        ),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "desk-rules"}),
    )
    per_hour = forms.IntegerField(
        label=gettext_lazy("Requests an hour"), min_value=1, max_value=LARGEST_LOAD, initial=60
    )
    helpers = forms.IntegerField(
        label=gettext_lazy("Registered helpers"), min_value=1, max_value=MOST_HELPERS, initial=300
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days to play"),
        help_text=gettext_lazy("More days tell a small difference from chance."),
        min_value=2,
        max_value=MOST_DAYS,
        initial=3,
    )

    def trial(self, marketplace: str) -> NewTrial:
        """Return what a valid form asks for."""
        sent = self.cleaned_data
        key: UUID = sent["key"]
        return NewTrial(key, marketplace, sent["rules"], sent["per_hour"], sent["helpers"], sent["days"])
