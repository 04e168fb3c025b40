"""The process that keeps web and worker running, and ends them in good order.

It prepares the database itself; its children are commands of the desk, so that nothing lives in
this process that another machine's `web` or `worker` would miss.
"""

import importlib
import os
import signal
import subprocess
import sys
import time
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

import click

from assistdesk.site import environment, prepared
from assistdesk.site.needs import Needs, prepare
from assistdesk.site.web_processes import COUNTS_FOLDER, is_free, web_processes

GRACE_SECONDS = 20
POLL_SECONDS = 0.2
READY_SECONDS = 60
PORT_SECONDS = 5


def run(*, host: str, port: int, demo: bool) -> int:
    """Prepare, serve until a signal ends it, and return the exit status."""
    if not _becomes_free(host, port):
        click.echo(f"assistdesk: port {port} of {host} is in use. Choose another with --port.", err=True)
        return 2
    for place in environment.inbound_smtp():
        if place.port and not _becomes_free(place.host, place.port):
            click.echo(f"assistdesk: {environment.INBOUND_SMTP}: port {place.port} is in use.", err=True)
            return 2
    if not prepared.is_prepared(demo=demo):
        prepare(Needs.DATABASE)
        preparation = importlib.import_module("assistdesk.site.preparation")  # needs the settings in place
        preparation.prepare_desk(demo=demo, say=lambda line: click.echo(line, err=True))
        prepared.remember(demo=demo)
    return Supervisor(host, port, demo=demo).run()


class Supervisor:
    """Runs the children, starts one again that fell over, and ends all on a signal."""

    def __init__(self, host: str, port: int, *, demo: bool) -> None:
        self.address = f"http://{host}:{port}"
        self.demo = demo
        self.commands = _commands(host, port)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.is_ending = False
        self.counts = ""

    def run(self) -> int:
        """Serve until a signal comes; return 0."""
        with TemporaryDirectory(prefix="assistdesk-counts-") as counts:
            self.counts = counts
            return self._run()

    def _run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        for name in self.commands:
            self._start(name)
        self._announce()
        while not self.is_ending:
            for name, child in self.children.items():
                if child.poll() is not None and not self.is_ending:
                    click.echo(f"The {name} process ended by itself; starting it again.", err=True)
                    time.sleep(1)
                    self._start(name)
            time.sleep(POLL_SECONDS)
        self._stop_children()
        return 0

    def _start(self, name: str) -> None:
        environ = {**os.environ, "ASSISTDESK_SUPERVISOR": str(os.getpid()), COUNTS_FOLDER: self.counts}
        self.children[name] = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            self.commands[name], env=environ, start_new_session=True
        )

    def _announce(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and not self.is_ending:
            if _answers(f"{self.address}/readyz"):
                click.echo(f"\nAssistDesk is serving at {self.address} (Ctrl-C stops it)")
                if self.demo:
                    prepare(Needs.SETTINGS)
                    demo = importlib.import_module("assistdesk.site.demo.sign_ins")
                    click.echo(demo.as_text())
                sys.stdout.flush()
                return
            time.sleep(POLL_SECONDS)

    def _end(self, *_: object) -> None:
        self.is_ending = True

    def _stop_children(self) -> None:
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _commands(host: str, port: int) -> dict[str, list[str]]:
    """Return what is started, by name."""
    desk = [sys.executable, "-m", "assistdesk"]
    web = [*desk, "web", "--host", host, "--port", str(port)]
    processes = web_processes()
    commands = {"web": web}
    if processes > 1:
        commands = {f"web {number}": [*web, "--share-port"] for number in range(1, processes + 1)}
    commands["worker"] = [*desk, "worker"]
    if environment.inbound_smtp():
        commands["mail"] = [*desk, "mail"]
    return commands


def _becomes_free(host: str, port: int) -> bool:
    """Return whether a port is free, or is so in a moment: what was killed leaves children that end."""
    deadline = time.monotonic() + PORT_SECONDS
    while not is_free(host, port):
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2):  # noqa: S310 - our own http address
            return True
    except (URLError, OSError):
        return False
