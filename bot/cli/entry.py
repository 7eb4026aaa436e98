"""The entry of the program: runs a command and turns whatever happens into one line and an exit code.

Exit codes: 0 done, 1 something failed, 2 wrong usage, 130 interrupted (Ctrl-C), 141 the reader of the output left.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Sequence

from bot.cli import output
from index.errors import WhoclaimsError

FAILED, WRONG_USE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141
GLOBAL = {"--space": " NAME", "--data-dir": " DIR", "--debug": ""}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``arguments`` (the process's own where None) and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    _speak_utf8()
    _share_cores()
    _look_for_no_plugins()
    if "--debug" not in given:
        _leave_no_core()
    try:
        code = _run(given)
        output.flush()
    except output.CannotWrite as error:
        output.error(str(error))
        return FAILED
    except output.ClosedPipe:
        output.silence()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _run(arguments: list[str]) -> int:
    from bot.cli.app import app, debugging

    try:
        app(args=arguments, prog_name="whoclaims")
    except SystemExit as end:
        if end.code == WRONG_USE:
            _tell_place(arguments)
        return end.code if isinstance(end.code, int) else 0 if end.code is None else FAILED
    except WhoclaimsError as error:
        if debugging():
            _traceback()
        output.error(redacted(str(error)))
        return FAILED
    except OSError as error:  # what the system refuses is no fault of the program
        if debugging():
            _traceback()
        if isinstance(error, BrokenPipeError):
            raise output.ClosedPipe from None
        of = f": {error.filename}" if error.filename else ""
        output.error(redacted(f"{error.strerror or error}{of}"))
        output.drop_unwritten()
        return FAILED
    except Exception as error:
        if debugging():
            _traceback()
            return FAILED
        words = redacted(" ".join(str(error).split()))[:300]
        output.error(f"unexpected {type(error).__name__}: {words} (a bug; whoclaims --debug shows where)")
        return FAILED
    return 0


def _tell_place(arguments: Sequence[str]) -> None:
    """Where a global option stands behind the command, say where it belongs."""
    from bot.cli.app import commands

    at = next((i for i, one in enumerate(arguments) if one in commands()), len(arguments))
    for one in arguments[at + 1 :]:
        option = one.partition("=")[0]
        if option in GLOBAL:
            output.note(
                f"hint: {option} goes before the command: whoclaims {option}{GLOBAL[option]} {arguments[at]} ..."
            )
            return


def redacted(text: str) -> str:
    """The text without any secret of the settings."""
    from bot import settings

    with contextlib.suppress(WhoclaimsError):
        return settings.load().redacted(text)
    return text


def _traceback() -> None:
    import traceback

    sys.stderr.write(redacted(traceback.format_exc()))


def _share_cores() -> None:
    """One thread for numpy's products, unless the environment says otherwise; it is read when numpy is loaded.

    They are small: threads within one cost more than they gain, and take the cores from the models.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _look_for_no_plugins() -> None:
    """pydantic would read what every package that is installed says of itself, for plugins that nobody needs here."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _leave_no_core() -> None:
    """A process that is ended by a fault leaves no image of its memory, which holds keys and articles."""
    try:
        import resource
    except ImportError:  # Windows has no such thing
        return
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def _open_streams() -> None:
    """A stream that was closed before the program began leads nowhere, rather than into every line that uses it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - until the process ends


def _speak_utf8() -> None:
    """Results are UTF-8 whatever the locale says; a character that cannot be written never ends a run."""
    for stream, errors in ((sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
