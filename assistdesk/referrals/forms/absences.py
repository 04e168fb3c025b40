"""Days off and absences, read in the helper's own zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy


class DayOffForm(forms.Form):
    """A whole day off."""

    use_required_attribute = False

    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class AbsenceForm(forms.Form):
    """Out of office; left open, it lasts until it is taken back."""

    use_required_attribute = False

    starts = forms.DateTimeField(
        label=gettext_lazy("From when"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    ends = forms.DateTimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("Leave this empty if you do not know yet."),
    )

    def span(self, zone: str) -> tuple[datetime, datetime | None]:
        """Return from when to when, where the form is valid; a time that comes twice is the first."""
        starts, ends = self.cleaned_data["starts"], self.cleaned_data["ends"]
        where = ZoneInfo(zone)
        return starts.replace(tzinfo=where), None if ends is None else ends.replace(tzinfo=where)
