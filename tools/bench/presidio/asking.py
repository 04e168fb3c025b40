"""Asks Presidio in its own environment, which is made from its lock file where it is missing."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistdesk.shared.privacy import Directory

ROOT = Path(__file__).resolve().parents[3]
PLACE = ROOT / "build" / "presidio"
LOCK = ROOT / "requirements" / "presidio.txt"
WAYS = ("default", "tuned")
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What Presidio found in a message, and the processor's milliseconds that it took."""

    spans: tuple[Span, ...]
    milliseconds: float


class Presidio:
    """A running Presidio that answers one message after the other."""

    def __init__(self, process: "subprocess.Popen[str]", allowed: frozenset[str]) -> None:
        self._process = process
        self._allowed = sorted(allowed)

    def asked(self, text: str, *, known: Iterable[str]) -> dict[str, Answer]:
        """Return its answer by each of `WAYS`; `known` are the names of the message's own parties.

        Raises:
            RuntimeError: it ended; its reason stands on the error output.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"text": text, "allowed": [*self._allowed, *known]}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("Presidio ended.")
        said = json.loads(line)
        return {
            way: Answer(
                tuple((start, end, label) for start, end, label in said[way]["spans"]), said[way]["ms"]
            )
            for way in WAYS
        }


@contextmanager
def presidio(directory: Directory) -> Iterator[Presidio]:
    """Yield a running Presidio that lets the directory's names and contacts pass where it is tuned."""
    command = [str(_environment()), str(Path(__file__).with_name("answering.py"))]
    allowed = directory.names | directory.emails | directory.brands | frozenset(_written(directory.phones))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Presidio(process, allowed)
        finally:
            process.terminate()


def _written(phones: Iterable[str]) -> Iterator[str]:
    """Yield numbers of ten digits as people write them."""
    for phone in phones:
        area, office, line = phone[:3], phone[3:6], phone[6:]
        yield from (
            f"{area}-{office}-{line}",
            f"1-{area}-{office}-{line}",
            f"({area}) {office}-{line}",
            f"{area}.{office}.{line}",
            phone,
        )


def _environment() -> Path:
    """Return the Python of Presidio's environment, made anew when its lock file has changed."""
    python, made = PLACE / "bin" / "python", PLACE / "made-from.txt"
    lock = LOCK.read_text(encoding="utf-8")
    if not made.exists() or made.read_text(encoding="utf-8") != lock:
        uv = str(Path(sys.executable).with_name("uv"))
        _run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(PLACE))
        _run(uv, "pip", "sync", "--quiet", "--python", str(python), "--require-hashes", str(LOCK))
        made.write_text(lock, encoding="utf-8")
    return python


def _run(*words: str) -> None:
    subprocess.run(words, check=True)
