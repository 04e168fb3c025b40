"""A file of a pack is read as YAML 1.2, with a limit on everything, and never with a traceback."""

from pathlib import Path

import pytest

from assistdesk.shared.policy.documents import DEEPEST, LARGEST_FILE, read_file, read_text

pytestmark = pytest.mark.rule("P-02")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("2023-09-08", "2023-09-08"),
        ("12:30", "12:30"),
        ("0123456789012345678", "0123456789012345678"),
        ('"5"', "5"),
        ("5", 5),
        ("0.5", 0.5),
        ("true", True),
        ("~", None),
        ("null", None),
        ("Null Island", "Null Island"),
    ],
)
def test_plain_words_mean_what_yaml_1_2_says(written: str, meant: object) -> None:
    document = read_text(f"a: {written}\n", file="x.yaml")

    assert document.values == {"a": meant}


def test_the_line_of_every_value_is_known() -> None:
    document = read_text("a:\n  b:\n    - c\n    - d: e\n", file="x.yaml")

    assert document.line(("a", "b", 1, "d")) == 4
    assert document.line(("a", "b")) == 2
    assert document.line(("a", "b", 7)) == 2


def test_two_readings_of_one_text_are_equal() -> None:
    assert read_text("a: 1\n", file="x.yaml") == read_text("a: 1\n", file="x.yaml")


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")

    assert read_file(path, file="x.yaml").values == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("a: '" + "x" * LARGEST_FILE + "'", "larger than 1 MB", id="large"),
        pytest.param("a: " + "[" * 5000, "nests too deep", id="deep"),
        pytest.param("a: " + "{b: " * (DEEPEST + 5), "nests too deep", id="deep blocks"),
        pytest.param("- x\n" * 100_001, "holds too much", id="many"),
        pytest.param("a: &x [1]\nb: *x\n", "anchors", id="anchor"),
        pytest.param("a: *x\n", "anchors", id="alias"),
        pytest.param("<<: {a: 1}\n? [b]\n: c\n", "a key is no text", id="key that is a list"),
        pytest.param('a: "\\ud800"\n', "control character", id="half a character"),
        pytest.param('a: "\\0"\n', "control character", id="escaped NUL"),
        pytest.param("a: \x1b[31m\n", "control character U+001B", id="escape sequence"),
        pytest.param("a: @b\n", "no YAML", id="reserved sign"),
        pytest.param("a: b: c\n", "no YAML", id="two colons"),
    ],
)
def test_what_is_too_much_or_too_odd_is_refused_in_words(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")

    (problem,) = read_file(path, file="x.yaml").problems

    assert said in problem.what
    assert problem.line >= 1


def test_a_folder_in_place_of_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (problem,) = read_file(tmp_path, file="x.yaml").problems

    assert "can't be read" in problem.what
