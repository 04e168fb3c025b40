"""Names of consumers are found however they are written; those of helpers, places and plans are let pass."""

import pytest

from assistdesk.shared.privacy import Directory, Parties, opinions, screen
from assistdesk.shared.privacy.names import sentences
from tests.shared.privacy.sample import DIRECTORY, PARTIES, found

NAMED = [
    ("My client Rosa Villanueva cannot log in.", "Rosa Villanueva"),
    ("La clienta Rosa Elena Villanueva de la Cruz no puede entrar.", "Rosa Elena Villanueva de la Cruz"),
    ("please unlock acct for darnell hutchins, he is stuck", "darnell hutchins"),
    ("CONSUMER DARNELL HUTCHINS IS BILLED TWICE", "DARNELL HUTCHINS"),
    ("RE: Hutchins, Darnell - 834 not received", "Hutchins, Darnell"),
    ("VILLANUEVA PEÑA, ROSA ELENA was denied", "VILLANUEVA PEÑA, ROSA ELENA"),
    ("I spoke to Mrs. Oyelaran about her bill.", "Oyelaran"),
    ("First Name: Nguyet", "Nguyet"),
    ("Apellido: Ñúñez-Ortega", "Ñúñez-Ortega"),
    ("Her husband T. Abernathy has no card.", "T. Abernathy"),
    ("Coverage of Earl Abernathy Jr. ended.", "Earl Abernathy Jr."),
    ("Patricia O'Shaughnessy turned in her documents.", "Patricia O'Shaughnessy"),
    ("mi esposo José Ángel Domínguez no recibió la carta", "José Ángel Domínguez"),
    ("La srita anayeli no puede entrar.", "anayeli"),
    ("Solo pide para los niños Iker y Ximena.", "Iker"),
    ("It is under zainab. okafor is her last name.", "okafor"),
    ("name on the account K. L. Vandermeer", "K. L. Vandermeer"),
    ("Si no contesto le dejan recado a mi comadre Chayo.", "Chayo"),
    ("can u see whether pradip and his wife kabita got approved?", "pradip"),
    ("is his wife kabita on it now", "kabita"),
    ("2/5 the dtr Nasra called back.", "Nasra"),
    ("AUTHORIZED REPRESENTATIVE FORM\nRepresentative: Lorelei Crampton-Diaz", "Lorelei Crampton-Diaz"),
    ("Para Yuri 409 88 1127 no hay tarjeta.", "Yuri"),
    ("La hija de la señora Xiomara Quispe fue retirada del plan.", "Xiomara Quispe"),
]
LETTERS = [
    "Hi Chantelle, the plan ended too early.",
    "The plan ended too early.\n\nThank you,\nChantelle Okonkwo",
]
NOT_NAMES = [
    "Madison County shows the wrong plans.",
    "Members of Johns Hopkins Hospital cannot pick a doctor.",
    "Marshall Silver 87 CSR starts on April 1.",
    "The grace period ends in May; will the plan be reinstated?",
    "Passport Mutual has no record of the 834.",
    "Client Services sent the Notice of Eligibility.",
    "El período de gracia termina en abril.",
    "Condado de Todd: el plan no aparece.",
    "Thanks, the Enrollment Team",
    "Fer, mira, ya llegó.",
    "her husband recieved nothing and his wife doesnt know",
    "Expected: FirstName,LastName,DOB and nothing below.",
    "Nothing to report from Paducah, Mayfield, Murray.",
    "Citas de noviembre: 64. Meta: 80.",
    "Si necesita ayuda, escriba a la oficina.",
]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_name_is_found(text: str, name: str) -> None:
    assert ("PERSON", name) in found(text)


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", NOT_NAMES)
def test_what_is_no_person_is_let_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-03")
@pytest.mark.parametrize(
    "text",
    [
        "Hello Avery, all is well.",
        "Thanks,\nAvery",
        "Avery Sample wrote to us.",
        "Sample, Avery",
        "AVERY SAMPLE",
    ],
)
def test_a_party_may_be_named(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["My client Avery Delgado is stuck.", "Her son Avery is stuck.", "Avery Sample Jr. is my client."]
)
def test_a_consumer_may_share_a_partys_name_and_is_found(text: str) -> None:
    assert [kind for kind, _ in found(text)] == ["PERSON"]


@pytest.mark.parametrize(
    "text", ["Agent Carla Mae Stephens gets no codes.", "Carla Mae Stephens, NPN 17720443"]
)
def test_a_helper_is_no_consumer(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", LETTERS)
@pytest.mark.parametrize(
    ("parties", "is_found"),
    [(Parties(), False), (PARTIES, True), (Parties(is_letter=False), True)],
    ids=["nobody is known", "others are known", "a page"],
)
def test_who_is_greeted_and_who_signs_is_a_party_of_a_letter_only_where_nobody_is_known(
    text: str, parties: Parties, *, is_found: bool
) -> None:
    verdict = screen(text, directory=DIRECTORY, parties=parties)

    assert ["Chantelle" in text[one.start : one.end] for one in verdict.findings] == [True] * is_found


@pytest.mark.rule("V-07")
def test_without_the_model_lists_hold_what_they_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "scores_of", lambda _: None)

    assert found("It was Delgado who asked; Rosalind Quaresma called later.") == [
        ("PERSON", "Delgado"),
        ("PERSON", "Rosalind Quaresma"),
    ]


@pytest.mark.rule("V-07")
def test_a_model_that_fails_is_an_error_and_not_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(sentences, "scores_of", fails)

    with pytest.raises(RuntimeError):
        screen("It was Quaresma who asked.", directory=DIRECTORY, parties=PARTIES)


@pytest.mark.rule("V-09")
def test_an_explanation_tells_what_stands_and_what_was_weaker() -> None:
    said = opinions("Jackson Memorial Hospital, case 402538817", directory=Directory(), parties=Parties())

    assert {(one.type.value, one.stands) for one in said} >= {("ORGANIZATION", True), ("CASE_NO", True)}


def test_of_a_sentence_that_was_read_no_word_is_kept() -> None:
    sentences.scores_of("Quaresma called.")

    assert "Quaresma" not in repr(vars(sentences.READ))
