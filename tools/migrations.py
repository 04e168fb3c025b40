"""Check that the migrations say what the models say, in one line of each app; no database is asked."""

import os
import sys

import django
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def main() -> None:
    """End with 1 where a migration is missing, or two follow the same one, and say of which app and what."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistdesk.site.settings")
    django.setup()
    loader = MigrationLoader(None)
    found = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(
        graph=loader.graph
    )
    own = {app: changes for app, changes in found.items() if app in _own_apps()}
    for app, changes in own.items():
        for operation in (one for change in changes for one in change.operations):
            print(f"{app}: no migration yet: {operation.describe()}")  # noqa: T201 - a command speaks
    forks = loader.detect_conflicts()
    for app, names in forks.items():
        print(f"{app}: more than one last migration: {', '.join(sorted(names))}")  # noqa: T201 - a command speaks
    sys.exit(1 if own or forks else 0)


def _own_apps() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.startswith("assistdesk.")}


if __name__ == "__main__":
    main()
