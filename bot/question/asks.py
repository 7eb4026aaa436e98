"""What a question asks for: some claim, or an overview of either kind."""

from __future__ import annotations

from enum import StrEnum


class Asks(StrEnum):
    """What a question wants to have."""

    CLAIM = "claim"
    OVERVIEW = "overview"
    SPEAKERS = "speakers"
