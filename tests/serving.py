"""A whole desk as its users have it: `assistdesk serve --demo` in processes of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx

STARTING_SECONDS = 240  # two desks may begin at once on a small machine
STOPPING_SECONDS = 30


def free_port() -> int:
    """Return a port of this machine that nobody uses now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass
class Desk:
    """One desk on a data folder of its own. `variables` are added to its environment."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it wrote."""
        return self.folder.parent / f"{self.folder.name}.log"

    def environment(self) -> dict[str, str]:
        """Return the variables it runs with: none of the tests' own."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTDESK_")}
        own.pop("DJANGO_SETTINGS_MODULE", None)
        small = {"ASSISTDESK_WEB_PROCESSES": "1", "ASSISTDESK_DATA_DIR": str(self.folder)}
        return {**own, **small, **self.variables}

    def start(self) -> "Desk":
        """Start it and wait until it is ready."""
        self.launch()
        self.wait_until_ready()
        return self

    def launch(self) -> None:
        """Start it without waiting."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "assistdesk", "serve", "--demo", "--port", str(self.port)],
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> None:
        """Wait for /readyz; say what it wrote where that never comes."""
        deadline = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < deadline:
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()
            try:
                if httpx.get(f"{self.address}/readyz", timeout=2).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)
        raise AssertionError(self.log.read_text())

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the desk beside it."""
        return subprocess.run(
            [sys.executable, "-m", "assistdesk", *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=STARTING_SECONDS,
            check=False,
        )

    def kill(self) -> None:
        """End `serve` as a crash would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(STOPPING_SECONDS)

    def stop(self) -> int:
        """End it as Ctrl-C would, and return its exit status."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(STOPPING_SECONDS)
