"""How many of a thing, as it is printed."""

from index.text.counting import counted


def test_one_and_more() -> None:
    assert [counted(n, "claim") for n in (0, 1, 2)] == ["0 claims", "1 claim", "2 claims"]


def test_thousands() -> None:
    assert counted(1200, "article", separated=True) == "1,200 articles"
    assert counted(1200, "article") == "1200 articles"
