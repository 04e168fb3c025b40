"""HTML to plain text: nothing of it is ever shown as HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

LONGEST = 600_000  # characters of HTML that are looked at
LONGEST_TAG = 2_000
DEEPEST = 256
LONGEST_LINK = 300
_SILENT = frozenset(
    {"script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "select"}
)
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source", "track"}
)
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "footer"}
    | {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "ol", "p", "pre", "section"}
    | {"table", "tr", "ul"}
)
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\u00a0\u200b\u200c\ufeff]+")
_RULE = "_" * 32
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_START = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,30})(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]{1,300})))?""")


def plain_text(html: str) -> str:
    """Return what somebody would read of an HTML mail: lines of text, quoted blocks with `> ` before them.

    Its own reader, since the standard library's takes minutes over a megabyte of `<`.
    """
    reader = _Reader()
    for piece in _pieces(html[:LONGEST]):
        if isinstance(piece, str):
            reader.take_text(piece)
        elif piece.is_end:
            reader.take_end(piece.name)
        else:
            reader.take_start(piece.name, piece.attributes())
    return reader.text()


@dataclass(frozen=True, slots=True)
class _Tag:
    """One tag as it is written."""

    name: str
    is_end: bool
    written: str

    def attributes(self) -> dict[str, str]:
        """Return the attributes by name in lower case, entities resolved; of a very long tag the first."""
        found = _ATTRIBUTE.findall(self.written[:LONGEST_TAG])
        return {name.lower(): unescape(one or two or three) for name, one, two, three in found}


class _Finder:
    """Finds the next place of a text without looking twice at the same stretch."""

    def __init__(self, html: str, wanted: str) -> None:
        self._html, self._wanted, self._found = html, wanted, -2

    def after(self, place: int) -> int:
        """Return the first place from `place` on, inclusive; -1 where there is none. Places only grow."""
        if self._found == -2 or 0 <= self._found < place:
            self._found = self._html.find(self._wanted, place)
        return self._found


def _pieces(html: str) -> Iterator[str | _Tag]:
    """Yield texts and tags in order, in a time that grows with the length alone."""
    ends, comment_ends = _Finder(html, ">"), _Finder(html, "-->")
    place = 0
    while place < len(html):
        begin = html.find("<", place)
        if begin < 0:
            yield html[place:]
            return
        if begin > place:
            yield html[place:begin]
        place, tag = _tag_at(html, begin, ends, comment_ends)
        if tag is not None:
            yield tag
        elif place == begin + 1:
            yield "<"


def _tag_at(html: str, begin: int, ends: _Finder, comment_ends: _Finder) -> tuple[int, _Tag | None]:
    """Return where to go on after what begins here, and the tag where it is one."""
    if html.startswith("<!--", begin):
        end = comment_ends.after(begin + 4)
        return (end + 3 if end >= 0 else begin + 4), None
    if html.startswith(("<!", "<?"), begin):
        end = ends.after(begin)
        return (end + 1 if end >= 0 else begin + 2), None
    whole = _TAG.match(html, begin, begin + LONGEST_TAG)
    if whole:
        return whole.end(), _Tag(whole[2].lower(), whole[1] == "/", whole[3])
    started = _START.match(html, begin)
    end = ends.after(begin)
    if started and end >= 0:
        return end + 1, _Tag(started[2].lower(), started[1] == "/", html[started.end() : end][:LONGEST_TAG])
    return begin + 1, None


class _Reader:
    """Writes down text as it comes; knows which open elements hide it or quote it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._words: list[str] = []  # of the line that is being written
        self._open: list[tuple[str, bool, bool]] = []
        self._silent = self._quotes = self._pre = 0
        self._link = ""

    def take_start(self, tag: str, given: dict[str, str]) -> None:
        """Take an element's begin."""
        if tag in _VOID:
            self._void(tag, given)
            return
        if tag in _BLOCKS:
            self._break(is_spaced=tag in _SPACED)
        if tag in ("td", "th") and self._words:
            self._words.append("\t")
        is_silent = tag in _SILENT or "hidden" in given or bool(_HIDDEN.search(given.get("style", "")))
        if len(self._open) < DEEPEST:
            self._open.append((tag, is_silent, tag == "blockquote"))
            self._silent += is_silent
            self._quotes += tag == "blockquote"
            self._pre += tag == "pre"
        if tag == "li":
            self._words.append("- ")
        if tag == "a" and not self._silent:
            self._link = given.get("href", "").strip()

    def take_end(self, tag: str) -> None:
        """Take an element's end, and that of those inside it that nobody closed."""
        if tag == "a":
            self._finish_link()
        if tag in _BLOCKS:
            self._break(is_spaced=tag in _SPACED)
        if tag not in (name for name, _, _ in self._open):
            return
        while self._open:
            name, is_silent, is_quote = self._open.pop()
            self._silent -= is_silent
            self._quotes -= is_quote
            self._pre -= name == "pre"
            if name == tag:
                return

    def take_text(self, written: str) -> None:
        """Take text."""
        if self._silent:
            return
        data = unescape(written)
        if self._pre:
            first, *more = data.split("\n")
            self._words.append(first)
            for line in more:
                self._end_line()
                self._words.append(line)
            return
        text = _SPACES.sub(" ", data)
        is_at_space = not self._words or self._words[-1].endswith((" ", "\t"))
        text = text.lstrip() if is_at_space else text
        if text:
            self._words.append(text)

    def text(self) -> str:
        """Return all that was read."""
        self._break(is_spaced=False)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def _void(self, tag: str, given: dict[str, str]) -> None:
        if self._silent:
            return
        if tag == "br":
            self._end_line()
        elif tag == "hr":
            self._break(is_spaced=False)
            self._words.append(_RULE)
            self._end_line()
        elif tag == "img" and given.get("alt", "").strip():
            self._words.append(f"[{_SPACES.sub(' ', given['alt']).strip()[:LONGEST_LINK]}]")

    def _finish_link(self) -> None:
        link, self._link = self._link, ""
        if not link.lower().startswith(("http://", "https://")) or self._silent:
            return
        said = "".join(self._words[-1:])
        if link.rstrip("/").partition("://")[2] not in said:
            self._words.append(f" <{link[:LONGEST_LINK]}>")

    def _break(self, *, is_spaced: bool) -> None:
        if any(word.strip() for word in self._words):
            self._end_line()
        self._words.clear()
        if is_spaced and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._mark().rstrip())

    def _end_line(self) -> None:
        self._lines.append((self._mark() + "".join(self._words)).rstrip())
        self._words.clear()

    def _mark(self) -> str:
        return "> " * min(self._quotes, 5)
