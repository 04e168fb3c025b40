"""The forms of the book. What is typed is kept as it was; whether it means anything is decided below."""

from collections.abc import Iterable

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy

from assistdesk.book.rules.prospects import LONGEST_NOTE
from assistdesk.book.rules.writing import NEEDED_MESSAGE
from assistdesk.shared.refusals import InvalidInput

LONGEST = 300
Choices = Iterable[tuple[str, str]]


class Typed(forms.CharField):
    """Text as it was typed. A wrong field keeps it."""

    def __init__(self, label: object, *, required: bool = False, hint: object = "", **attrs: str) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
        super().__init__(
            label=label,  # type: ignore[arg-type]  # lazy words are words
            required=required,
            help_text=hint,  # type: ignore[arg-type]  # the same
            max_length=LONGEST,
            widget=widget,
            error_messages={"required": gettext_lazy("Fill in this field.")},
        )


class WrittenForm(forms.Form):
    """A form whose values are read by the rules: what these say is shown beside the fields."""

    use_required_attribute = False

    def written(self) -> dict[str, str]:
        """Return what was typed, by field."""
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

    def refuse(self, refusal: InvalidInput) -> None:
        """Show what is wrong, each error at its field, or above all fields."""
        for error in refusal.errors:
            words = gettext(error.message) % dict(error.facts)
            self.add_error(error.field if error.field in self.fields else None, words)


class ProspectForm(WrittenForm):
    """Somebody who may become a client."""

    first_name = Typed(gettext_lazy("First name"), required=True)
    last_name = Typed(gettext_lazy("Last name"), required=True)
    date_of_birth = Typed(gettext_lazy("Date of birth"), type="date")
    sex = forms.CharField(label=gettext_lazy("Sex"), required=False)
    phone = Typed(gettext_lazy("Phone"), type="tel")
    email = Typed(gettext_lazy("Email"), type="email")
    zip = Typed(gettext_lazy("ZIP code"), inputmode="numeric")
    language = forms.CharField(label=gettext_lazy("Language"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: object = None, *, sexes: Choices, languages: Choices, initial: dict[str, str]
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a request's own form
        self.fields["sex"].widget = forms.Select(choices=[("", gettext("Not known")), *sexes])
        self.fields["language"].widget = forms.Select(choices=[("", gettext("Not known")), *languages])


class QuoteForm(WrittenForm):
    """From which day on a quote is to cover."""

    starts_on = forms.DateField(
        label=gettext_lazy("Coverage from"),
        input_formats=["%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Fill in this field."),
            "invalid": gettext_lazy("Write the date as month, day and year: 04/28/1986."),
        },
    )


class PlanForm(WrittenForm):
    """A plan in a quote."""

    issuer = forms.CharField(label=gettext_lazy("Insurer"), error_messages={"required": NEEDED_MESSAGE})
    plan = Typed(gettext_lazy("Plan"), required=True)
    kind = forms.CharField(label=gettext_lazy("Kind"), error_messages={"required": NEEDED_MESSAGE})
    premium = Typed(gettext_lazy("Premium for a month, in dollars"), required=True, inputmode="decimal")
    deductible = Typed(gettext_lazy("Deductible for a year, in dollars"), inputmode="decimal")
    most_to_pay = Typed(gettext_lazy("Most to pay in a year, in dollars"), inputmode="decimal")

    def __init__(self, data: object = None, *, issuers: Choices, kinds: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a request's own form
        issuers = list(issuers)
        if issuers:
            self.fields["issuer"].widget = forms.Select(choices=[("", gettext("Choose")), *issuers])
        self.fields["kind"].widget = forms.Select(choices=[("", gettext("Choose")), *kinds])
        for name in ("issuer", "kind"):
            self.fields[name].error_messages["required"] = gettext(NEEDED_MESSAGE)


class FileForm(WrittenForm):
    """A file to be read."""

    file = forms.FileField(
        label=gettext_lazy("File (CSV)"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file holds no lines below its first."),
        },
    )

    def content(self) -> bytes:
        """Return what the file holds, of a form that was read."""
        file = self.cleaned_data["file"]
        assert isinstance(file, UploadedFile)
        return bytes(file.read())
