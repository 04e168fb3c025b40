"""Running a file of statements."""

from pathlib import Path
from typing import Any

from django.db import connection
from psycopg import ClientCursor


def run(file: Path, facts: dict[str, Any]) -> None:
    """Run the statements of a file, one by one, with the facts written into them: they are run once."""
    connection.ensure_connection()
    with ClientCursor(connection.connection) as cursor:
        for statement in file.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                cursor.execute(statement, facts)
