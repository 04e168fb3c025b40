"""The faults that demo use can make."""

from django.db import models


class ChannelFault(models.Model):
    """A channel that demo use has made to fail."""

    channel = models.CharField(max_length=10, primary_key=True)
    since = models.DateTimeField()
