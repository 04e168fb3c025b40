"""`assistdesk serve`: everything in one process tree."""

import os
import sys

import click

from assistdesk.site import embedded, environment, supervisor


@click.command(epilog="Example: assistdesk serve --demo --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--demo", is_flag=True, help="With demo people and data, for trying out. Never with real data.")
def command(host: str, port: int, *, demo: bool) -> None:
    """Serve the whole desk: web, worker and, where none is given, the embedded database."""
    if demo:
        os.environ["ASSISTDESK_DEMO"] = "on"
        os.environ.setdefault("ASSISTDESK_BASE_URL", f"http://{host}:{port}")
    environment.check_all()
    with embedded.ServeLock(environment.data_folder()):
        click.echo("Starting the database ...", err=True)
        if environment.is_embedded():
            embedded.start()
        status = supervisor.run(host=host, port=port, demo=demo)
    sys.exit(status)
