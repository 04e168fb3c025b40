"""The form that finds a helper's clients."""

from django import forms
from django.utils.translation import gettext_lazy

from assistdesk.escalations.forms.texts import LineField

_LONGEST = 150
_WRITTEN = ["%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y"]


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off"})


class DayField(forms.DateField):
    """A day that may be left out, as every field of a search may."""

    def validate(self, value: object) -> None:
        """Let no day at all pass."""


class ConsumerSearchForm(forms.Form):
    """What a client is searched by; what is left empty is not asked."""

    use_required_attribute = False

    first_name = LineField(label=gettext_lazy("First name"), max_length=_LONGEST, widget=_line())
    last_name = LineField(label=gettext_lazy("Last name"), max_length=_LONGEST, widget=_line())
    date_of_birth = DayField(
        label=gettext_lazy("Date of birth"),
        input_formats=_WRITTEN,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the date as month, day and year: 04/28/1986.")},
    )
    person_id = LineField(label=gettext_lazy("Person ID"), max_length=20, widget=_line())
    carrier = LineField(label=gettext_lazy("Carrier"), max_length=_LONGEST, widget=_line())
    after = forms.UUIDField(required=False, widget=forms.HiddenInput())
