"""The form by which a helper lets somebody act for them."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from assistdesk.book.rules.writing import NEEDED_MESSAGE
from assistdesk.shared.people.powers import Power

LONGEST = 254
WRITTEN = ["%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y"]
DAY_MESSAGE = gettext_lazy("Write the date as month, day and year: 04/28/1986.")

POWER_WORDS: Mapping[Power, Promise] = MappingProxyType(
    {
        Power.CLIENTS: gettext_lazy("See my lists of clients and policies"),
        Power.PROSPECTS: gettext_lazy("Keep my prospects and quotes"),
        Power.ESCALATIONS: gettext_lazy("Escalate my clients' problems and follow them"),
    }
)


class DelegateForm(forms.Form):
    """Who may act, with what, and until which day, inclusive."""

    use_required_attribute = False

    whom = forms.CharField(
        label=gettext_lazy("Username or email of the person"),
        help_text=gettext_lazy("The name with which they sign in here. They use their own password."),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy(NEEDED_MESSAGE)},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
    )
    powers = forms.MultipleChoiceField(
        label=gettext_lazy("What they may do in your name"),
        choices=[(power.value, words) for power, words in POWER_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing that they may do.")},
    )
    until = forms.DateField(
        label=gettext_lazy("Until the end of"),
        input_formats=WRITTEN,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": DAY_MESSAGE, "required": gettext_lazy(NEEDED_MESSAGE)},
    )

    def __init__(self, data: QueryDict | None = None, *, today: date, last: date) -> None:
        super().__init__(data, initial={"until": last})
        self.fields["until"].widget.attrs |= {"min": today.isoformat(), "max": last.isoformat()}

    def wanted_powers(self) -> list[Power]:
        """Return what they may do, of a form whose fields were read."""
        return [Power(power) for power in self.cleaned_data["powers"]]
