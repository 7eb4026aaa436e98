"""Prompts: versioned text files with named variables, and the one loader for them.

A prompt is ``prompts/<name>/v<version>.txt``: parts headed ``=== system`` or ``=== human``, variables written
``{name}``, literal braces doubled. This package knows nothing of the rest of the project; its errors are the
project's where that is installed beside it.
"""

from prompts.loader import MissingPrompt, MissingVariable, Prompt, load, names

__all__ = ["MissingPrompt", "MissingVariable", "Prompt", "load", "names"]
