"""The command line: `assistdesk --help` lists what there is."""

from assistdesk.site.cli.main import main

__all__ = ["main"]
