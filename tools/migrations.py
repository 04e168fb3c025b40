"""Check that the migrations say what the models say."""

import os
import warnings

import django
from django.core.management import call_command


def main() -> None:
    """End with 1 where a migration is missing, and name it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistdesk.site.settings")
    django.setup()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # no database is needed for this question
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)


if __name__ == "__main__":
    main()
