"""A file's name is cleaned of folders and signs that mislead, and keeps its ending."""

import pytest

from assistdesk.shared.files import rules
from assistdesk.shared.files.refusals import Mismatch

pytestmark = pytest.mark.rule("E-18")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\pat\\scan.pdf", "scan.pdf"),
        ("/etc/x.pdf", "x.pdf"),
        ("a\x00b.pdf", "a b.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoice fdp.exe"),
        ("zero\u200bwidth.pdf", "zero width.pdf"),
        ("...hidden.pdf", "hidden.pdf"),
        ("  spaced   out .pdf", "spaced out .pdf"),
        ('<"a|b?*>.pdf', "__a_b___.pdf"),
        ("an\u0303o.pdf", "año.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("con\u0303.pdf", "coñ.pdf"),
        ("half \ud83d.pdf", "half _.pdf"),
        ("", "file"),
        ("///", "file"),
        ("..", "file"),
        ("\u202e\u200b", "file"),
        ("文書.pdf", "文書.pdf"),
    ],
)
def test_a_name_is_cleaned(given: str, kept: str) -> None:
    assert rules.cleaned_name(given) == kept


@pytest.mark.parametrize("name", [f"{'a' * 300}.pdf", f"{'ñ' * 255}.pdf", f"{'文' * 255}.pdf"])
def test_a_long_name_is_cut_and_keeps_its_ending(name: str) -> None:
    kept = rules.cleaned_name(name)

    assert 250 <= len(kept.encode()) <= 255
    assert kept.endswith(".pdf")


def test_a_name_of_255_letters_stays() -> None:
    name = "a" * 251 + ".pdf"

    assert rules.cleaned_name(name) == name


def test_a_name_that_is_all_ending_is_cut_too() -> None:
    assert len(rules.cleaned_name("a." + "b" * 400).encode()) == 255


@pytest.mark.parametrize(
    ("name", "kind", "fitting"),
    [
        ("a.jpg", "jpeg", "a.jpg"),
        ("a.JFIF", "jpeg", "a.JFIF"),
        ("scan", "pdf", "scan.pdf"),
        ("Dr. Roe", "pdf", "Dr. Roe.pdf"),
        ("a.txt.pdf", "pdf", "a.txt.pdf"),
    ],
)
def test_a_name_without_an_ending_is_given_one(name: str, kind: str, fitting: str) -> None:
    assert rules.fitting_name(name, kind=kind) == fitting


@pytest.mark.parametrize("name", ["a.png", "a.exe", "a.pdf.html", "a.svg"])
def test_a_name_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(Mismatch):
        rules.fitting_name(name, kind="pdf")
