"""What a page is made of, and what is wrong with that for somebody who can't see it."""

from html.parser import HTMLParser

Tag = tuple[str, dict[str, str]]

FIELDS = ("input", "select", "textarea")
NAMELESS = ("hidden", "submit", "button")


class Structure(HTMLParser):
    """The tags of a page, its title and its headings."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.words: dict[str, list[str]] = {"title": [], "h1": []}
        self._within = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in self.words:
            self._within = tag
            self.words[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within:
            self.words[self._within][-1] += data

    def named(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of each tag of this name."""
        return [attributes for name, attributes in self.tags if name == tag]


def title_of(page: str) -> str:
    """Return the title of a page."""
    (title,) = Structure(page).words["title"]
    return " ".join(title.split())


def faults_of(page: str, *, language: str) -> list[str]:
    """Return what is wrong with how a page is built."""
    found = Structure(page)
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    wrong = {
        "no title of its own": len(found.words["title"]) != 1 or title_of(page).startswith("·"),
        "not one first heading": len([one for one in found.words["h1"] if one.strip()]) != 1,
        "another language": found.named("html") != [{"lang": language}],
        "an inline script": any("src" not in attributes for attributes in found.named("script")),
        "an inline style": bool(found.named("style")) or any("style" in has for _, has in found.tags),
        "an id twice": len(ids) != len(set(ids)),
    }
    return [fault for fault, is_so in wrong.items() if is_so] + _without_label(found)


def _without_label(found: Structure) -> list[str]:
    labels = {attributes.get("for") for attributes in found.named("label")}
    return [
        f"no label: {attributes.get('name')}"
        for tag, attributes in found.tags
        if tag in FIELDS and attributes.get("type") not in NAMELESS
        if attributes.get("id") not in labels and "aria-label" not in attributes
    ]
