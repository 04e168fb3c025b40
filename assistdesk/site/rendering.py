"""How Django's forms are drawn: with the markup of USWDS, hint and error tied to their field."""

from django.forms.renderers import TemplatesSetting


class DeskRenderer(TemplatesSetting):
    """`{{ form }}` draws the summary of errors and all fields, `as_field_group` one field."""

    form_template_name = "site/forms/form.html"
    field_template_name = "site/forms/field.html"
