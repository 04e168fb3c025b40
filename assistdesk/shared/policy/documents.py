"""Reads one YAML file into plain values, and remembers the line of each.

YAML 1.2, core schema: `no` is a word, a date is text. Anchors, aliases, tags, repeated keys and a second
document are refused, and so is a file that is too large or too deep.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as FilePath

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from assistdesk.shared.policy.problems import Path, Problem, written

LARGEST_FILE = 1024 * 1024
DEEPEST = 30
MOST_NODES = 100_000

WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
FRACTION = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
WORDS_WITH_MEANING: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """The values of one file, and the line of each, counted from 1."""

    file: str
    values: object
    lines: dict[Path, int] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    def line(self, path: Path) -> int:
        """Return the line of `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path, what: str, instead: str) -> Problem:
        """Return a fault at `path` of this file."""
        return Problem(file=self.file, line=self.line(path), path=written(path), what=what, instead=instead)


class _Refused(Exception):
    """The file can't be read on from here."""

    def __init__(self, line: int, what: str, instead: str) -> None:
        super().__init__(what)
        self.line, self.what, self.instead = line, what, instead


def unreadable(file: str, *, line: int, what: str, instead: str) -> Document:
    """Return a document without values, and the reason why it has none."""
    return Document(file=file, values=None, lines={}, problems=(Problem(file, line, "", what, instead),))


def read_file(path: FilePath, *, file: str) -> Document:
    """Return the document in `path`; whatever is wrong with it stands in its `problems`."""
    try:
        with path.open("rb") as handle:
            content = handle.read(LARGEST_FILE + 1)
    except OSError as error:
        return unreadable(
            file, line=1, what=f"the file can't be read ({error.strerror})", instead="let it be readable"
        )
    if len(content) > LARGEST_FILE:
        return unreadable(file, line=1, what="the file is larger than 1 MB", instead="make it smaller")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return unreadable(file, line=line, what="the file is not in UTF-8", instead="save it as UTF-8")
    return read_text(text, file=file)


@lru_cache(maxsize=128)
def read_text(text: str, *, file: str) -> Document:
    """Return the document that `text` writes; `file` is the name for its problems."""
    control = CONTROL.search(text.replace("\r\n", "\n"))
    if control:
        line = text[: control.start()].count("\n") + 1
        said = f"the file holds the control character U+{ord(control.group()):04X}"
        return unreadable(file, line=line, what=said, instead="take it out")
    reader = _Reader(file)
    try:
        return reader.read(text)
    except _Refused as refused:
        return unreadable(file, line=refused.line, what=refused.what, instead=refused.instead)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return unreadable(file, line=line, what=_sentence(error), instead=_advice(error))
    except (YAMLError, ValueError) as error:
        return unreadable(file, line=1, what=f"this is no YAML ({error})", instead="write YAML 1.2")


def _sentence(error: MarkedYAMLError) -> str:
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    return f"this is no YAML: {' '.join(said.split())}"


def _advice(error: MarkedYAMLError) -> str:
    if "\\t" in str(error.problem) or "tab" in str(error.problem).lower():
        return "indent with spaces, not tabs"
    return "look at the indentation, colons and quotes of this line and the one before"


class _Reader:
    """Builds the values of one file from the events of the YAML parser."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self.nodes = 0

    def read(self, text: str) -> Document:
        """Return the document of `text`."""
        events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
        values: object = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(_line(event), "a second document starts", "keep one document in a file")
            elif isinstance(event, NodeEvent):
                values = self._value(event, events, path=())
        if values is None:
            raise _Refused(1, "the file is empty", "write the part, or delete the file")
        return Document(self.file, values, self.lines, tuple(self.problems))

    def _value(self, event: Event, events: Iterator[Event], *, path: Path) -> object:
        self._check_node(event, path=path)
        self.lines.setdefault(path, _line(event))
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path=path)
        return self._mapping(events, path=path)

    def _check_node(self, event: Event, *, path: Path) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _Refused(_line(event), "the file holds too much", f"keep it under {MOST_NODES} values")
        if len(path) > DEEPEST:
            raise _Refused(_line(event), "the file nests too deep", f"nest no deeper than {DEEPEST} levels")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(_line(event), "anchors and aliases are not read", "write the value out")
        if getattr(event, "tag", None):
            raise _Refused(_line(event), "tags are not read", "write the value without '!'")

    def _scalar(self, event: ScalarEvent) -> object:
        text: str = event.value
        if CONTROL.search(text):
            raise _Refused(_line(event), "a text holds a control character", "take it out")
        if event.style or not event.implicit[0]:
            return text
        if text in WORDS_WITH_MEANING:
            return WORDS_WITH_MEANING[text]
        if WHOLE.fullmatch(text):
            return int(text)
        return float(text) if FRACTION.fullmatch(text) else text

    def _sequence(self, events: Iterator[Event], *, path: Path) -> list[object]:
        found: list[object] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            found.append(self._value(event, events, path=(*path, len(found))))
        return found

    def _mapping(self, events: Iterator[Event], *, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            self._check_node(event, path=path)
            if not isinstance(event, ScalarEvent):
                raise _Refused(_line(event), "a key is no text", "write a name before the colon")
            self._pair(event, events, path=path, found=found)
        return found

    def _pair(
        self, event: ScalarEvent, events: Iterator[Event], *, path: Path, found: dict[str, object]
    ) -> None:
        key: str = event.value
        here = (*path, key)
        is_repeated = key in found
        if is_repeated:
            said = f"the key '{key}' stands twice, first in line {self.lines[here]}"
            self.problems.append(Problem(self.file, _line(event), written(here), said, "keep one of them"))
        self.lines.setdefault(here, _line(event))
        found[key] = self._value(next(events), events, path=here)


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1
