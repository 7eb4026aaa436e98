"""Does a module's own test notice when the module is broken?

Each public function of a module, one after the other, gives None for everything; the test that `tests/test_mirror.py`
names for the module has to fail. Prints the functions whose break nobody noticed, and how many were tried.

    python -m tests.benchmarks.broken [bot.question.period ...]
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import os
import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

import pytest

from tests.test_mirror import ELSEWHERE, MODULES, place


def _nothing(*_given: object, **_more: object) -> None:
    return None


def functions(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """The public functions and methods that the module itself defines, with their names."""
    for name, found in vars(module).items():
        held = [(name, found)]
        if inspect.isclass(found) and found.__module__ == module.__name__ and not getattr(found, "_is_protocol", False):
            held = [(f"{name}.{key}", one) for key, one in vars(found).items()]
        for called, one in held:
            plain = one.__func__ if isinstance(one, classmethod | staticmethod) else inspect.unwrap(one)
            whole = isinstance(plain, FunctionType) and plain.__module__ == module.__name__
            if whole and not called.rsplit(".", 1)[-1].startswith("_") and not plain.__closure__:
                yield called, plain


def noticed(module: str, name: str) -> bool:
    """Break the function in a process of its own and run the module's test there."""
    child = os.fork()
    if child == 0:
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            function = dict(functions(importlib.import_module(module)))[name]
            function.__code__ = _nothing.__code__
            function.__defaults__ = function.__kwdefaults__ = None
            code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", place(module)])
        os._exit(0 if code == pytest.ExitCode.TESTS_FAILED else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main(given: list[str]) -> int:
    tried, missed = 0, []
    for module in given or [one for one in MODULES if one not in ELSEWHERE]:
        # what the test imports is read once, not once a child
        importlib.import_module(place(module).removesuffix(".py").replace("/", "."))
        for name, _ in functions(importlib.import_module(module)):
            tried += 1
            if not noticed(module, name):
                missed.append(f"{module}.{name}")
                print(missed[-1], flush=True)
    print(f"{tried} functions broken, {len(missed)} not noticed by the test of their module")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
