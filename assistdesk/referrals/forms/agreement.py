"""The first step: agreeing to the marketplace's terms."""

from django import forms
from django.utils.translation import gettext_lazy


class AgreementForm(forms.Form):
    """One box to tick."""

    use_required_attribute = False

    agree = forms.BooleanField(label=gettext_lazy("I agree"), required=False)
