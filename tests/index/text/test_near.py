"""Who was meant by a name with a slip in it."""

from index.text.near import did_you_mean, near

KNOWN = ["Vera Dahl", "Ivo Marant", "Vera Dale", "Łukasz Sørensen"]


def test_the_most_alike_first_and_others_left_out() -> None:
    assert near("Vera Dal", KNOWN) == ["Vera Dahl", "Vera Dale"]
    assert near("Lukas Sorensen", KNOWN) == ["Łukasz Sørensen"]
    assert near("quay", KNOWN) == []


def test_at_most_three() -> None:
    assert len(near("Vera Dahl", [f"Vera Dahl {n}" for n in range(9)])) == 3


def test_the_line_that_asks() -> None:
    assert did_you_mean("Vera Dahk", KNOWN).startswith("; did you mean Vera Dahl")
    assert did_you_mean("quay", KNOWN) == ""
