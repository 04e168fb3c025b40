"""The form Request Case Access: its fields and words are the pack's."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from assistdesk.consent.forms.lines import clean_line
from assistdesk.consent.services import Wanted
from assistdesk.consent.services.searching import MISSING_MESSAGE
from assistdesk.shared.policy.schema import ConsentEdition
from assistdesk.shared.policy.schema.consent import AttestedBy, Identifier

LONGEST = 150
WRITTEN = ["%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y"]
DAY_MESSAGE = gettext_lazy("Write the date as month, day and year: 04/28/1986.")


class Line(forms.CharField):
    """One line. Whether it is enough is decided when it is searched for, not here."""

    def to_python(self, value: object) -> str:
        """Return the line without control characters."""
        return clean_line(super().to_python(value) or "")


class SearchForm(forms.Form):
    """What a client is searched by. Only whether a date is one is looked at here. Staff attest nothing."""

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        edition: ConsentEdition,
        language: str,
        is_staff: bool = False,
    ) -> None:
        super().__init__(data)
        rules = edition.search
        for one in (*rules.required, *rules.optional):
            made = self._field(one, edition, language)
            made.label = rules.labels[one].in_language(language)
            made.required = one in rules.required
            made.error_messages["required"] = gettext(MISSING_MESSAGE)
            self.fields[one.value] = made
        if rules.attestations and rules.attested_by is AttestedBy.TICKING and not is_staff:
            self.fields["attestation"] = forms.BooleanField(
                required=False, label=gettext_lazy("I attest all of this")
            )

    def wanted(self) -> Wanted:
        """Return what is searched by, of a form whose fields were read."""
        read = self.cleaned_data
        return Wanted(
            **{one.value: read[one.value] for one in Identifier if read.get(one.value)},
            attested=read.get("attestation"),
        )

    def _field(self, one: Identifier, edition: ConsentEdition, language: str) -> forms.Field:
        if one is Identifier.SEX:
            sexes = edition.search.sexes.items()
            choices = [("", gettext("Choose")), *((key, words.in_language(language)) for key, words in sexes)]
            return forms.CharField(widget=forms.Select(choices=choices), max_length=LONGEST)
        if one is Identifier.DATE_OF_BIRTH:
            day = forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")
            return forms.DateField(input_formats=WRITTEN, widget=day, error_messages={"invalid": DAY_MESSAGE})
        widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        return Line(max_length=LONGEST, widget=widget)
