"""The running numbers that incidents get."""

from django.db import models

from assistdesk.escalations.models.incidents import KEY_LENGTH


class NumberSeries(models.Model):
    """The running number of one marketplace: the last one given, and the day it carried.

    Whoever takes the next number holds the row until the transaction ends, so numbers rise in the
    order in which incidents come to stand.
    """

    marketplace = models.CharField(max_length=KEY_LENGTH, primary_key=True)
    last = models.PositiveBigIntegerField()
    last_on = models.DateField()
