"""Every page has a title and one first heading, and brings nothing from elsewhere."""

import re
from collections.abc import Callable

import pytest

from tests.fitness.sources import Source, templates

TITLE = re.compile(r"{% block title %}\s*(?!{% endblock)\S")
HEADING = re.compile(r"<h1\b")
EXTENDS = re.compile(r"{% extends ")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:", re.IGNORECASE
)
ELSEWHERE = re.compile(r"(?:src|href|action|url\()\s*=?\s*[\"'(]?\s*(?:https?:)?//", re.IGNORECASE)
LABELLED = re.compile(r"<(?:input|select|textarea)\b[^>]*>", re.IGNORECASE)
NEEDS_NO_LABEL = re.compile(r"type=[\"'](?:hidden|submit|button)[\"']", re.IGNORECASE)
HAS_NAME = re.compile(r"\bid=|\baria-label(?:ledby)?=", re.IGNORECASE)


def pages() -> list[Source]:
    """Return the templates that are whole pages of their own."""
    return [one for one in templates() if EXTENDS.search(one.text)]


def without_title(sources: list[Source]) -> list[str]:
    """Return the pages without a title."""
    return [one.name for one in sources if not TITLE.search(one.text)]


def without_one_heading(sources: list[Source]) -> list[str]:
    """Return the pages with no first heading, or with several that are no alternatives."""
    return [one.name for one in sources if not _has_one_heading(one)]


def with_something_inline(sources: list[Source]) -> list[str]:
    """Return the templates that hold a script or a style, which the content policy forbids."""
    return [one.name for one in sources if INLINE.search(one.text)]


def from_elsewhere(sources: list[Source]) -> list[str]:
    """Return the templates that fetch or send something beyond the desk."""
    return [one.name for one in sources if ELSEWHERE.search(one.text)]


def without_label(sources: list[Source]) -> list[str]:
    """Return the templates with a field that nothing could name: no id for a label, no label of its own."""
    return [
        one.name
        for one in sources
        for field in LABELLED.findall(one.text)
        if not NEEDS_NO_LABEL.search(field) and not HAS_NAME.search(field)
    ]


def _has_one_heading(page: Source) -> bool:
    """Whether there is one heading; one in each branch of a choice counts as one."""
    count = len(HEADING.findall(page.text))
    branches = 1 + page.text.count("{% else %}") + page.text.count("{% elif ")
    return 1 <= count <= (branches if "{% if " in page.text else 1)


def test_there_are_pages() -> None:
    assert pages()


def test_every_page_has_a_title() -> None:
    assert not without_title(pages())


def test_every_page_has_one_first_heading() -> None:
    assert not without_one_heading(pages())


def test_no_page_holds_a_script_or_a_style() -> None:
    assert not with_something_inline(templates())


def test_no_page_takes_anything_from_elsewhere() -> None:
    assert not from_elsewhere(templates())


def test_every_field_can_be_named() -> None:
    assert not without_label(templates())


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        pytest.param(without_title, "{% block title %}{% endblock %}", id="an empty title"),
        pytest.param(without_one_heading, "<h2>x</h2>", id="no heading"),
        pytest.param(without_one_heading, "<h1>x</h1><h1>y</h1>", id="two headings"),
        pytest.param(with_something_inline, "<script>go()</script>", id="a script"),
        pytest.param(with_something_inline, '<p style="color: red">', id="a style"),
        pytest.param(with_something_inline, "<a onclick='go()'>", id="a handler"),
        pytest.param(
            from_elsewhere, '<link href="https://cdn.example.com/x.css">', id="a style sheet of others"
        ),
        pytest.param(
            from_elsewhere, '<script src="//cdn.example.com/x.js"></script>', id="a script of others"
        ),
        pytest.param(without_label, '<input name="q">', id="a field without a name"),
    ],
)
def test_each_check_finds_what_it_looks_for(check: Callable[[list[Source]], list[str]], bad: str) -> None:
    assert check([Source("x.html", bad)]) == ["x.html"]
