"""`assistdesk web`: the pages and the API alone."""

import click
import uvicorn

from assistdesk.site import orphans, warming

KEEP_ALIVE_SECONDS = 20


@click.command(epilog="Example: assistdesk web --host 0.0.0.0 --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
def command(host: str, port: int) -> None:
    """Serve the pages and the API; the background work is another process's, `assistdesk worker`."""
    orphans.end_with_supervisor()
    warming.warm_in_background()
    uvicorn.run(
        "assistdesk.site.asgi:application",
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=10,
        lifespan="off",
    )
