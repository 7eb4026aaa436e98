"""A line a module: ``python -m tests.module_page`` prints docs/modules.md from the first sentence of each docstring."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.imports import ROOT, modules

HEAD = """# The modules

Written by `make docs` from the modules' own docstrings; a test holds the two together. How they work together stands in
[architecture.md](architecture.md).
"""


def sentence(doc: str) -> str:
    """The first sentence of a docstring, on one line, safe in a table."""
    first = " ".join(doc.split("\n\n")[0].split())
    cut = re.match(r".*?[.:](?= [A-Z]|$)", first)
    return (cut[0] if cut else first).replace("|", "\\|")


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_rows()]) + "\n"


def _rows() -> Iterator[str]:
    room = ""
    for name, path in sorted(modules().items(), key=lambda one: (one[1].parent.as_posix(), one[1].name)):
        if "migrations/versions" in path.as_posix():
            continue
        where = path.relative_to(ROOT)
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if where.parent.as_posix() != room:
            room = where.parent.as_posix()
            about = ast.get_docstring(ast.parse((path.parent / "__init__.py").read_text(encoding="utf-8"))) or ""
            yield f"\n## {room}/\n\n{sentence(about)}\n\n| module | |\n| --- | --- |"
        if path.name != "__init__.py":
            assert doc, f"{name} has no docstring"
            yield f"| `{path.name}` | {sentence(doc)} |"


if __name__ == "__main__":
    print(page(), end="")
