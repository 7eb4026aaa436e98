"""Where quotations begin and end."""

from __future__ import annotations

import pytest

from index.attribution.quotes import LONGEST, quotes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “no way” and ‘never’ again.", ["“no way”", "‘never’"]),
        ('He said "no" and left.', ['"no"']),
        ("“He said ‘no’ twice,” she said.", ["“He said ‘no’ twice,”"]),
        ("“Open to the end", ["“Open to the end"]),
        ("Tom's dog isn't here", []),
        ("«Non», „nein“ and ``no''", ["«Non»", "„nein“", "``no''"]),
        ("", []),
    ],
)
def test_quotations(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in quotes(text)] == found


def test_within_a_stretch_and_bounded() -> None:
    text = "“a” b “c”"
    assert quotes(text, 3) == [(6, 9)]
    assert quotes(text, 0, 4) == [(0, 3)]
    long = "“" + "x" * (2 * LONGEST) + "”"
    assert quotes(long) == [(0, len(long))]
