"""Read a prompt file, name its variables, fill them in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

_HEAD = re.compile(r"^=== (system|human|ai)[ \t]*\n", re.M)


class MissingPrompt(LookupError):
    """There is no such prompt, version or part."""


class MissingVariable(LookupError):
    """A variable of a prompt was not given a value; ``variable`` is its name."""

    def __init__(self, prompt: str, variable: str) -> None:
        super().__init__(f"prompt {prompt}: the variable {variable!r} is missing")
        self.variable = variable


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of one version. ``messages`` are (role, template) pairs as LangChain's ChatPromptTemplate takes them."""

    name: str
    version: int
    messages: tuple[tuple[str, str], ...]

    @property
    def variables(self) -> frozenset[str]:
        """The names of all variables of all parts."""
        found = (field for _, text in self.messages for _, field, _, _ in Formatter().parse(text))
        return frozenset(field for field in found if field)

    def require(self, **variables: object) -> None:
        """Raise MissingVariable, naming the first in alphabetical order, where a variable has no value."""
        for variable in sorted(self.variables - variables.keys()):
            raise MissingVariable(f"{self.name} v{self.version}", variable)

    def render(self, **variables: object) -> list[tuple[str, str]]:
        """(role, text) pairs with the variables filled in; values are data, braces in them mean nothing."""
        self.require(**variables)
        return [(role, text.format_map(variables)) for role, text in self.messages]


def _versions(name: str) -> dict[int, str]:
    folder = files(__package__) / name
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or not folder.is_dir():
        raise MissingPrompt(f"no prompt named {name!r}")
    found = {}
    for entry in folder.iterdir():
        match = re.fullmatch(r"v(\d+)\.txt", entry.name)
        if match:
            found[int(match[1])] = entry.read_text(encoding="utf-8")
    return found


@cache
def load(name: str, version: int | None = None) -> Prompt:
    """The prompt ``name`` in ``version`` (default: the newest). Raises MissingPrompt, which names what there is."""
    versions = _versions(name)
    chosen = max(versions, default=0) if version is None else version
    if chosen not in versions:
        there = ", ".join(f"v{v}" for v in sorted(versions)) or "none"
        raise MissingPrompt(f"prompt {name!r} has no version {chosen} (there: {there})")
    parts = _HEAD.split(versions[chosen])
    if parts[0].strip() or len(parts) < 3:
        raise MissingPrompt(f"prompt {name!r} v{chosen} does not begin with a part such as '=== system'")
    pairs = zip(parts[1::2], (text.strip() for text in parts[2::2]), strict=True)
    return Prompt(name, chosen, tuple(pairs))


def names() -> list[str]:
    """The names of all prompts."""
    return sorted(e.name for e in files(__package__).iterdir() if e.is_dir() and not e.name.startswith("_"))
