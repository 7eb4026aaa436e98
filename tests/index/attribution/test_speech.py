"""Speech that the layout attributes: quotations over paragraphs, after introductions, alone; transcripts; datelines."""

import pytest

from index.attribution import attribute
from index.schema import Article, Stance

Read = tuple[str | None, str, str]


def read(text: str) -> list[Read]:
    """(speaker, stance, words) of the cited claims."""
    return [
        (claim.speaker, str(claim.stance), " … ".join(text[a:b] for a, b in claim.content))
        for claim in attribute(Article("a", text, outlet="Fell Echo"))
        if not claim.own_voice
    ]


def own(text: str) -> list[str]:
    claims = attribute(Article("a", text, outlet="Fell Echo"))
    return [text[a:b] for claim in claims if claim.own_voice for a, b in claim.content]


def speakers(text: str, words: str) -> list[str | None]:
    return [who for who, _, content in read(text) if words in content]


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»")])
def test_a_quotation_runs_on_over_paragraphs(opening: str, closing: str) -> None:
    text = (
        f"{opening}The ferry was late again,{closing} said Marta Ilves, who keeps a kiosk. "
        f"{opening}It is always late.\n\n"
        f"{opening}My brother waited for it four hours in the snow.\n\n"
        f"{opening}Nobody from the company rang.{closing}\n\n"
        "The pier opens at six."
    )
    for words in ("always late", "in the snow", "Nobody from the company"):
        assert speakers(text, words) == ["Marta Ilves"]
    assert own(text) == ["The pier opens at six."]


def test_who_speaks_in_a_later_paragraph_keeps_it() -> None:
    text = (
        "“The roof leaked,” said Marta Ilves. “We told them so.\n\n“Nobody came,” she said.\n\n"
        "“We came twice,” said the landlord, Tobias Brandt."
    )
    assert speakers(text, "Nobody came") == ["Marta Ilves"]
    assert speakers(text, "We came twice") == ["Tobias Brandt"]


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_quotation_after_an_introduction(gap: str) -> None:
    text = f"Ilves denied wrongdoing and told the panel:{gap}“We counted every crate.”\n\nThe panel meets Friday."
    assert ("Ilves", "asserts", "“We counted every crate.”") in read(text)
    assert [(stance, words) for _, stance, words in read(text) if stance == "denies"] == [("denies", "wrongdoing")]


def test_quotations_listed_after_an_introduction() -> None:
    text = (
        "The trainer of the Osk Rovers, Brigitte Halmay, met the press after the game. What she had to say:\n\n"
        "“We ran more than they did.”\n\n“The pitch was no excuse.”\n\nThe Rovers play at Tarn on Sunday."
    )
    assert speakers(text, "ran more") == speakers(text, "no excuse") == ["Brigitte Halmay"]


def test_a_quotation_alone_belongs_to_who_spoke_before_it() -> None:
    text = "“The well is dry,” said Omar Teck, a farmer.\n\n“We carry water from the river.”\n\nThe river is low too."
    assert speakers(text, "carry water") == ["Omar Teck"]
    assert own(text) == ["The river is low too."]


def test_a_quotation_of_nobody_is_nobodys_claim() -> None:
    text = "The well at Tarn has been dry since May.\n\n“We carry water from the river.”\n\nThe river is low too."
    assert speakers(text, "carry water") == []
    assert not any(sentence.startswith("“") for sentence in own(text))


def test_the_turns_of_a_transcript() -> None:
    text = (
        "PRESENTER: Who shut the gate?\n\nLENA OSTROW: The keeper shut it at nine. Who else would?\n\n"
        "He had no orders from us.\n\nPRESENTER: You let him?\n\nLENA OSTROW: We were asleep."
    )
    assert read(text) == [
        ("LENA OSTROW", "asserts", "The keeper shut it at nine."),
        ("LENA OSTROW", "asserts", "He had no orders from us."),
        ("LENA OSTROW", "asserts", "We were asleep."),
    ]
    assert own(text) == []


def test_questions_and_answers_name_whom_the_introduction_names() -> None:
    text = "A talk with the ranger Piet Solvay\n\nQ: Are the wolves back?\n\nA: Two of them came in May.\n\nQ: And now?"
    assert read(text) == [("Piet Solvay", "asserts", "Two of them came in May.")]


def test_answers_of_nobody_known_are_nobodys() -> None:
    assert read("Q: Are the wolves back?\n\nA: Two of them came in May.\n\nQ: Since when?\n\nA: Since the thaw.") == []


def test_what_follows_a_transcript_is_the_articles_own() -> None:
    text = (
        "Q: Who shut the gate?\n\nLena Ostrow: The keeper shut it at nine.\n\nQ: Why?\n\nLena Ostrow: I forgot.\n\n"
        "The gate has been shut since the flood, and the road to the mill is under water."
    )
    assert own(text) == ["The gate has been shut since the flood, and the road to the mill is under water."]


def test_labels_that_are_no_turns() -> None:
    text = "Photo: the quay at Osk\n\nMayor Ida Crane said the quay was safe.\n\nCorrection: the quay is in Lower Osk."
    assert [who for who, _, _ in read(text)] == ["Ida Crane"]


@pytest.mark.parametrize(
    "lead",
    [
        "LOWMARSH — ",
        "LOWMARSH, Osk (Fell Wire) - ",
        "Lowmarsh, 4 May — ",
        "BREAKING — ",
        "14:20 ",
        "[14.20] ",
        "2 p.m. — ",
    ],
)
def test_what_stands_before_the_first_sentence_never_speaks(lead: str) -> None:
    text = f"{lead}The council leader, Petra Holm, warned of delays at the bridge on Tuesday."
    ((who, _, _),) = read(text)
    assert who == "Petra Holm"


def test_a_dateline_on_its_own_line_is_nobody() -> None:
    text = "OSTROV, 4 October\n\nThe millers' guild believes a beetle is to blame. It wants the yard closed."
    assert "OSTROV" not in [who for who, _, _ in read(text)]
    assert own(text) == []


def test_a_name_before_a_dash_is_no_dateline() -> None:
    text = "IDA CRANE — the mayor — said the bridge was safe."
    assert [who for who, _, _ in read(text)] != [None]


@pytest.mark.parametrize("denial", ["denied wrongdoing", "denies any part in it", "denied having met the builder"])
def test_what_is_denied_is_never_an_earlier_claim(denial: str) -> None:
    text = f"Marta Ilves said the dam was sound. Tobias Brandt {denial}."
    assert not any(stance == Stance.DENIES and "dam" in words for _, stance, words in read(text))


@pytest.mark.parametrize("sign", [" — Ida Crane", " ― Ida Crane", "\n— Ida Crane, mayor of Osk", "\n\n– Ida Crane"])
def test_a_signed_quotation(sign: str) -> None:
    text = f"The quay fell in May.\n\n“We warned them. Nobody came.”{sign}\n\nThe harbour is shut."
    assert [who for who, _, words in read(text) if words == "“We warned them. Nobody came.”"] == ["Ida Crane"]
    assert own(text) == ["The quay fell in May.", "The harbour is shut."]


def test_a_sentence_that_is_a_quotation_belongs_to_who_spoke_before_it() -> None:
    text = "Ida Crane called the quay a danger to the boats. “It can fall any day.” The harbour is shut."
    assert speakers(text, "fall any day") == ["Ida Crane"]
    assert own(text) == ["The harbour is shut."]


def test_who_declines_to_comment_is_asked_about_what_concerns_them() -> None:
    text = "“The harvest was good,” said the farmer Jonas Weir.\n\nThe police declined to comment."
    assert [who for who, stance, _ in read(text) if stance == "withholds"] == []
    text = "Jonas Weir said the police had lost the file.\n\nThe police declined to comment."
    assert [who for who, stance, _ in read(text) if stance == "withholds"] == ["police"]
    text = "Jonas Weir said the dam was sound.\n\nIda Crane disputed that account."
    assert ("Ida Crane", "denies", "the dam was sound") in read(text)
