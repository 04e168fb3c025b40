"""Bytes to text, whatever character set is named, whether it is named rightly, or not at all."""

import codecs

FALLBACK = "cp1252"  # what mail programs of old write where they say nothing
_NO_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_SINGLE_BYTES = frozenset({"iso8859-1", "cp1252", "ascii"})
_ALIASES = {"iso-8859-8-i": "iso8859-8", "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "x-gbk": "gbk"}


def decoded(content: bytes, charset: str | None) -> str:
    """Return `content` as text: by the set that is named, unless its bytes say that this is not true.

    What is named as a set of single bytes and reads as UTF-8 is UTF-8; what fits nothing is read as
    Windows-1252, with a mark in the place of what that doesn't know.
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    named = _codec(charset)
    tries = ["utf-8", named] if named is None or named in _SINGLE_BYTES else [named, "utf-8"]
    for name in tries:
        if name is None or name == "iso8859-1":
            continue
        try:
            return content.decode(name)
        except (UnicodeError, LookupError):
            continue
    return content.decode(FALLBACK, errors="replace")


def _codec(charset: str | None) -> str | None:
    """Return Python's name of a character set, or None where it is none that text is written in."""
    wanted = (charset or "").strip().strip("'\"").partition("*")[0].lower()
    if not wanted or not wanted.isascii() or "\x00" in wanted:
        return None
    try:
        found = codecs.lookup(_ALIASES.get(wanted, wanted))
    except (LookupError, ValueError):
        return None
    is_text = bool(getattr(found, "_is_text_encoding", True))
    return found.name if is_text and found.name.replace("-", "_") not in _NO_TEXT else None
