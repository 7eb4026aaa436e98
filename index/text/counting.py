"""Numbers of things, as they are printed: "1 claim", "2 claims"."""

from __future__ import annotations


def counted(number: int, thing: str, separated: bool = False) -> str:
    """``number`` and ``thing``, which takes an s where it is not one; ``separated``: commas between thousands."""
    return f"{number:{',' if separated else ''}} {thing}{'' if number == 1 else 's'}"
