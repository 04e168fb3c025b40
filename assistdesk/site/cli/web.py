"""`assistdesk web`: the pages and the API alone."""

import importlib
import socket

import click
import uvicorn

from assistdesk.site import orphans, warming
from assistdesk.site.web_processes import shared_socket

KEEP_ALIVE_SECONDS = 20
APPLICATION = "assistdesk.site.asgi:application"


class DeskServer(uvicorn.Server):
    """Lets those go who listen for news before it waits for requests to end: their streams never would."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End in good order."""
        module, _, name = APPLICATION.partition(":")
        await getattr(importlib.import_module(module), name).close()
        await super().shutdown(sockets)


@click.command(epilog="Example: assistdesk web --host 0.0.0.0 --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--share-port", is_flag=True, help="Let other processes of the desk serve at this port too.")
def command(host: str, port: int, *, share_port: bool) -> None:
    """Serve the pages and the API; the background work is another process's, `assistdesk worker`."""
    orphans.end_with_supervisor()
    warming.warm_in_background()
    config = uvicorn.Config(
        APPLICATION,
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=10,
        lifespan="off",
    )
    try:
        sockets = [shared_socket(host, port)] if share_port else None
    except OSError as error:
        raise click.ClickException(f"port {port} of {host} can't be used: {error.strerror}.") from None
    DeskServer(config).run(sockets=sockets)
