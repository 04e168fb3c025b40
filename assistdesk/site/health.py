"""Is everything there that this desk needs to serve?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

HEARTBEAT_SECONDS = 15


def missing() -> list[str]:
    """Return what is missing of: database, migrations, worker. Empty when the desk is ready."""
    try:
        connection.ensure_connection()
    except DatabaseError:
        return ["database"]
    if unapplied_migrations():
        return ["migrations"]
    return [] if worker_is_alive() else ["worker"]


def unapplied_migrations() -> list[str]:
    """Return the migrations that the database has not seen yet, as `app.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def worker_is_alive() -> bool:
    """Return whether a worker has shown a sign of life lately."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM procrastinate_workers "
            "WHERE last_heartbeat > clock_timestamp() - make_interval(secs => %s))",
            [HEARTBEAT_SECONDS],
        )
        return bool(cursor.fetchone()[0])
