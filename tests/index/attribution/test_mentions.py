"""From the printed source phrase to the short mention of the chain."""

from __future__ import annotations

import pytest

from index.attribution.coreference.mentions import core, ends_in_name, is_name


@pytest.mark.parametrize(
    ("phrase", "mention"),
    [
        ("The mayor of Kell, Bram Tosk, who wept,", "Bram Tosk"),
        ("the engineer's", "engineer"),
        ("the nurse, who asked not to be named,", "nurse"),
        ("Reuters", "Reuters"),
        ("project manager Ines Vahl", "project manager Ines Vahl"),
        ("the Ministry of Trade", "Ministry of Trade"),
        ("she herself", "she"),
        ("Aerial photographs taken at noon", "Aerial photographs"),
        ("a confidential paper passed to the Herald", "confidential paper"),
        ("Aerial photographs published by Norvik", "Aerial photographs published by Norvik"),
        ("a vendor who goes by the name “Crumb”", "vendor"),
        ("Dunn, Okor & Partners, the auditors,", "Dunn, Okor & Partners"),
        ("the Department for Roads, Ports and Canals", "Department for Roads, Ports and Canals"),
    ],
)
def test_the_mention_inside(phrase: str, mention: str) -> None:
    text = f"Yesterday {phrase} said no."
    assert text[slice(*core(text, (10, 10 + len(phrase))))] == mention


def test_names() -> None:
    assert is_name(["Ana", "de", "la", "Cruz"])
    assert not is_name(["the", "mayor"])
    assert ends_in_name("project manager Ines Vahl".split())
    assert not ends_in_name("Ormand's defence ministry".split())
