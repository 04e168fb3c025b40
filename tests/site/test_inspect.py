"""The command and the API say what the guard finds: the same in both, in code points, line by line."""

import json

import pytest
from click.testing import CliRunner, Result

from assistdesk.site.cli.inspect import command

TEXT = "🙂 My client José Ibáñez, DOB 3/4/1985, case 402538817."
FOUND = [("PERSON", "José Ibáñez"), ("DOB", "3/4/1985")]


def ran(*options: str, given: str | bytes = TEXT) -> Result:
    return CliRunner().invoke(command, [*options], input=given)


@pytest.mark.rule("V-09")
def test_json_tells_places_in_code_points_and_the_words() -> None:
    answer = json.loads(ran("-", "--json").stdout)

    assert [(one["type"], one["text"]) for one in answer["findings"]] == FOUND
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in answer["findings"])
    assert answer["decision"] == "hold"
    assert answer["redacted"] == "🙂 My client [removed: PERSON], DOB [removed: DOB], case 402538817."


@pytest.mark.rule("V-09")
def test_people_are_told_why_and_what_was_let_pass() -> None:
    shown = ran("-", "--explain").stdout

    assert shown.startswith("hold (needs a person)")
    assert "words beside it say that somebody was born then" in shown
    assert "'402538817': the nearest label says so [labelled_number]; allowed." in shown


@pytest.mark.rule("V-09")
def test_many_texts_are_answered_in_order_with_their_own_parties() -> None:
    rows = [
        {"text": "Robin Roe called."},
        {"text": "Robin Roe called.", "known": ["Robin Roe"]},
        {"text": ""},
    ]

    answers = ran("--jsonl", given="\n".join(map(json.dumps, rows))).stdout.splitlines()

    assert [json.loads(one)["decision"] for one in answers] == ["hold", "pass", "pass"]


@pytest.mark.rule("V-09")
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("no json", "line 2 is no JSON"),
        ("[1]", 'line 2 has no "text"'),
        ('{"text": 5}', 'line 2 has no "text"'),
        ('{"text": "a", "known": "Ana"}', 'line 2: "known" is no list'),
        ("", "line 2 is empty"),
        (b"\xff", "line 2 is not in UTF-8"),
    ],
)
def test_a_wrong_line_is_named_and_ends_the_command(line: str | bytes, why: str) -> None:
    second = line if isinstance(line, bytes) else line.encode()
    result = ran("--jsonl", given=b'{"text": "a"}\n' + second + b'\n{"text": "b"}\n')

    assert result.exit_code == 2
    assert why in result.stderr
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.django_db
@pytest.mark.rule("V-09")
def test_an_unknown_marketplace_is_refused_with_those_that_there_are() -> None:
    result = ran("-", "-m", "atlantis")

    assert result.exit_code == 2
    assert "no marketplace is called 'atlantis'" in result.stderr


@pytest.mark.rule("V-09")
@pytest.mark.parametrize("given", ["", "\n", "🙂"])
def test_a_text_without_words_passes(given: str) -> None:
    assert json.loads(ran("-", "--json", given=given).stdout)["decision"] == "pass"


@pytest.mark.django_db
@pytest.mark.rule("V-09")
def test_where_no_desk_runs_the_marketplace_the_pack_that_ships_decides_and_that_is_said() -> None:
    result = ran("-", "--json", "-m", "kentucky")

    assert json.loads(result.stdout)["decision"] == "hold"
    assert "the pack that ships decides" in result.stderr
