"""What people choose from, in words, where a pack has none of its own."""

from django.utils.translation import gettext_lazy

SEXES = {"female": gettext_lazy("Female"), "male": gettext_lazy("Male")}
"""The sexes where a pack has no words of its own for them."""
