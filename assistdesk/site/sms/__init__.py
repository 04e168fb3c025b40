"""The doors that a provider of text messages knocks at."""
