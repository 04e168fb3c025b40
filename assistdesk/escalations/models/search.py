"""What the search over incidents looks through: one entry an incident, kept by its every change."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from assistdesk.escalations.models.incidents import KEY_LENGTH, Incident


class SearchEntry(models.Model):
    """The words of one incident, weighed, with facts that narrow a search inside the index itself.

    Weights: A the number in every shape and the consumers' Person IDs, B names, description and fields,
    C the thread, D what only staff may read. Facts are lexemes that no typed word can be: they start
    with `~`.
    """

    incident = models.OneToOneField(
        Incident, on_delete=models.PROTECT, primary_key=True, related_name="search_entry"
    )
    marketplace = models.CharField(max_length=KEY_LENGTH)
    team = models.CharField(max_length=KEY_LENGTH)
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="escalations_search_words", fastupdate=False)]
