"""The project's own files, as the fitness tests read them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("assistdesk", "tools", "tests")
PAPERS = ("*.md", "docs/**/*.md")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the project: where it is, as people write it, and its text."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The text by lines, without their ends."""
        return self.text.splitlines()

    def functions(self) -> list[Function]:
        """Return every function of a Python file, inner ones and methods included."""
        return [node for node in ast.walk(ast.parse(self.text)) if isinstance(node, Function)]


def python(*folders: str) -> list[Source]:
    """Return the Python files below `folders`, migrations left out."""
    return [source for source in _files(folders, "*.py") if "/migrations/" not in source.name]


def migrations() -> list[Source]:
    """Return the migrations."""
    return [source for source in _files(("assistdesk",), "*.py") if "/migrations/" in source.name]


def templates() -> list[Source]:
    """Return the page templates."""
    return _files(("assistdesk",), "*.html")


def texts(*patterns: str) -> list[Source]:
    """Return the files that match one of `patterns`, counted from the project's folder."""
    return [source for pattern in patterns for source in _matching(pattern)]


def _files(folders: tuple[str, ...], pattern: str) -> list[Source]:
    return [source for folder in folders for source in _matching(f"{folder}/**/{pattern}")]


@lru_cache(maxsize=100)
def _matching(pattern: str) -> tuple[Source, ...]:
    return tuple(_read(path) for path in _paths(pattern))


def _paths(pattern: str) -> Iterator[Path]:
    for path in sorted(ROOT.glob(pattern)):
        if path.is_file() and "node_modules" not in path.parts and "build" not in path.parts:
            yield path


def _read(path: Path) -> Source:
    return Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
