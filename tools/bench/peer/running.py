"""The other desk as a child process in an environment of its own, asked for one act at a time."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[3]
PLACE = ROOT / "build" / "bench-peer"
DATABASE = "bench_peer"


@dataclass(frozen=True, slots=True)
class PeerAct:
    """Some acts of the other desk that make one act of ours."""

    peer: "Peer"
    names: tuple[str, ...]

    def milliseconds(self) -> float:
        """Do it, and return how long it took by the other desk's own clock."""
        return sum(float(self.peer.ask(name)["ms"]) for name in self.names)

    def queries(self) -> int:
        """Do it, and return how often it asked the database."""
        return sum(int(self.peer.ask(f"{name} count")["queries"]) for name in self.names)


class Peer:
    """The other desk with so many tickets; it runs until the block ends."""

    def __init__(self, tickets: int) -> None:
        self._tickets = tickets
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> "Peer":
        """Install it where it is missing, fill it, and wait until it is ready."""
        python = _environment()
        url = _database()
        words = [str(python), str(Path(__file__).with_name("desk_program.py")), url, str(self._tickets)]
        environ = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ
        )
        self._answer()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        assert self._process is not None
        self._process.communicate(timeout=60)

    def act(self, *names: str) -> PeerAct:
        """Return the acts called `names`, one after the other, as one."""
        return PeerAct(self, names)

    def ask(self, line: str) -> dict[str, float]:
        """Let it do one act and return what it measured."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, float]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            sys.exit("The other help desk ended; its reason stands above.")
        answer: dict[str, float] = json.loads(line)
        return answer


def _environment() -> Path:
    """Return the Python of the other desk's environment, made from its lock file where it is missing."""
    python = PLACE / "bin" / "python"
    lock = ROOT / "requirements" / "peer.txt"
    made = PLACE / "made-from.txt"
    if not made.exists() or made.read_text(encoding="utf-8") != lock.read_text(encoding="utf-8"):
        uv = str(Path(sys.executable).with_name("uv"))
        _run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(PLACE))
        _run(uv, "pip", "sync", "--quiet", "--python", str(python), "--require-hashes", str(lock))
        made.write_text(lock.read_text(encoding="utf-8"), encoding="utf-8")
    return python


def _run(*words: str) -> None:
    subprocess.run(words, check=True)


def _database() -> str:
    """Return the address of an empty database on the server that this desk uses too."""
    url = os.environ["ASSISTDESK_EMBEDDED_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
    return urlsplit(url)._replace(path=f"/{DATABASE}").geturl()
