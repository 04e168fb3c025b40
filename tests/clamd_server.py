"""A real clamd for tests: a process of its own, with one signature that nothing but our own samples has."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

NAMES = ("clamd", "/usr/sbin/clamd")
MARKER = b"ASSISTDESK-TESTS-PLAY-MALWARE-7c1e54b0-and-harm-nobody"
SIGNATURE = "AssistDesk.Test.Marker.UNOFFICIAL"
STARTING_SECONDS = 60
LARGEST_STREAM = 2 * 1024 * 1024


def executable() -> str | None:
    """Return the path of clamd, or None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class ClamdServer:
    """The scanner on a socket of its own; use it in a `with` block. It can be stopped and started again."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="clamd"))  # short: the path of a socket has its limit
        self.socket = str(self.folder / "s")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address, as a desk is told."""
        return f"unix://{self.socket}"

    def __enter__(self) -> "ClamdServer":
        """Write its configuration and signatures, and start it."""
        (self.folder / "own.ndb").write_text(f"AssistDesk.Test.Marker:0:*:{MARKER.hex()}\n")
        lines = (
            f"LocalSocket {self.socket}",
            f"DatabaseDirectory {self.folder}",
            f"LogFile {self.folder / 'log'}",
            f"StreamMaxLength {LARGEST_STREAM}",
            "Foreground yes",
            "OfficialDatabaseOnly no",
            "MaxThreads 4",
        )
        (self.folder / "conf").write_text("\n".join(lines) + "\n")
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it and remove what it left."""
        self.stop()
        shutil.rmtree(self.folder)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [executable() or "clamd", "--config-file", str(self.folder / "conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < deadline:
            assert self._process.poll() is None, (self.folder / "log").read_text()
            if self._answers():
                return
            time.sleep(0.1)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        """End it as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        Path(self.socket).unlink(missing_ok=True)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(self.socket)
                probe.sendall(b"zPING\x00")
                return probe.recv(16) == b"PONG\x00"
            except OSError:
                return False
