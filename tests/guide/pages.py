"""What a page says, as a reader sees it."""

from html.parser import HTMLParser

ALONE = {"input", "link", "meta", "br", "img", "hr"}


class _Within(HTMLParser):
    """Collects the text of one element."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.depth = 0
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALONE and (self.depth or ("id", self.wanted) in attrs):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in ALONE:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text.append(data)


def text_within(page: str, element: str) -> str:
    """Return the text of the element with the id `element`."""
    reader = _Within(element)
    reader.feed(page)
    assert reader.text, f"the page has no {element}"
    return " ".join(" ".join(reader.text).split())
