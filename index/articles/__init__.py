"""Articles from files, folders, standard input and URLs.

``load`` yields an Article or a LoadFailure for each item and never raises for bad input: one broken item loses none
of the others. Text is kept exactly as decoded; nothing is trimmed, joined or normalised.
"""

from __future__ import annotations

from index.articles.load import load
from index.articles.records import LoadFailure, Overrides

__all__ = ["LoadFailure", "Overrides", "load"]
