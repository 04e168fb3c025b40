"""The form by which staff record an association: who, when, by what, and each point confirmed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from assistdesk.consent.forms.searching import Line
from assistdesk.consent.services import Heard
from assistdesk.consent.services.searching import MISSING_MESSAGE
from assistdesk.consent.services.texts import ReadAloud
from assistdesk.shared.policy.schema.consent import StaffMethod
from assistdesk.shared.refusals import InvalidInput

LONGEST = 200
WRITTEN = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%m/%d/%Y %H:%M"]
POINT = "agreed-"
WHEN_MESSAGE = gettext_lazy("Write month, day, year and time.")


class RecordForm(forms.Form):
    """What staff heard or hold. Times are the marketplace's own. Each point is a box of its own."""

    use_required_attribute = False

    who = Line(
        label=gettext_lazy("The agent's or helper's producer number (NPN) or email address"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    happened_at = forms.DateTimeField(
        input_formats=WRITTEN,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={"invalid": WHEN_MESSAGE},
    )
    caller = Line(max_length=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    reference = Line(max_length=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    from_on_demand = forms.BooleanField(
        required=False, label=gettext_lazy("It comes from an on-demand referral")
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        method: StaffMethod,
        texts: Sequence[ReadAloud],
        zone: str,
        at: datetime,
    ) -> None:
        own = ZoneInfo(zone)
        now = at.astimezone(own).replace(second=0, microsecond=0, tzinfo=None)
        is_call = method is StaffMethod.THREE_WAY_CALL
        super().__init__(data, initial={"happened_at": now} if is_call else None)
        self._method, self._zone, self._texts = method, own, list(texts)
        for name, label in (CALL if is_call else PAPER).items():
            self.fields[name].label = label
        for name in ("who", "happened_at", "caller", "reference"):
            self.fields[name].error_messages["required"] = gettext(MISSING_MESSAGE)
        for one in self._texts:
            self.fields[POINT + one.key] = forms.BooleanField(required=False, label=one.text)

    @property
    def points(self) -> Iterator[BoundField]:
        """The boxes of what is confirmed, in order."""
        return (self[POINT + one.key] for one in self._texts)

    def heard(self) -> Heard:
        """Return what was written, of a form whose fields were read."""
        read = self.cleaned_data
        who = read["who"]
        happened = read["happened_at"].replace(tzinfo=self._zone)
        return Heard(
            method=self._method,
            happened_at=happened,
            npn="" if "@" in who else who,
            email=who if "@" in who else "",
            caller=read["caller"],
            reference=read["reference"],
            agreed=[one.key for one in self._texts if read[POINT + one.key]],
            from_on_demand=read["from_on_demand"],
        )

    def say(self, refusal: InvalidInput) -> None:
        """Put what a service found wrong beside the fields."""
        places = {"npn": "who", "email": "who", "acknowledgements": POINT + self._texts[0].key}
        for error in refusal.errors:
            self.add_error(places.get(error.field, error.field), gettext(error.message))


CALL = {
    "happened_at": gettext_lazy("When the call was"),
    "caller": gettext_lazy("Who was on the line"),
    "reference": gettext_lazy("Number of the call or ticket"),
}
PAPER = {
    "happened_at": gettext_lazy("When the form was signed"),
    "caller": gettext_lazy("Who handed the form in"),
    "reference": gettext_lazy("Where the form is kept: its file or number"),
}
