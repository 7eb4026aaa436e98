"""The extractor of attribution relations that the engine uses."""

from __future__ import annotations

from index.attribution.rules import relations as relations

__all__ = ["relations"]
