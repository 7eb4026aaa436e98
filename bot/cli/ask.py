"""``ask``, ``chat`` and ``demo``: questions and answers."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import output, rendering, session
from bot.cli.progress import Counter, busy
from index.errors import InputError, WhoclaimsError

if TYPE_CHECKING:
    from index.schema import Answer

REMEMBERED = 6
"""Earlier questions that a conversation keeps."""

DEMO_QUESTIONS = 4
TopOption = Annotated[int, typer.Option("--top", min=1, max=50, metavar="N", help="Cite at most N claims.")]


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    app.command()(ask)
    app.command()(chat)
    app.command()(demo)


def ask(
    context: typer.Context,
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="What you want to know; - reads it from standard input.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='Answer each line {"id", "question"} of FILE (- is standard input).'),
    ] = None,
    article: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ARTICLE", help="Only from this article: its id, its beginning, or the title. Repeatable."
        ),
    ] = None,
    top: TopOption = 8,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Answer a question from the articles of the space.

    Every statement names who claims it and cites their exact words.
    """
    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a QUESTION or --batch FILE")
    from index.embedding import default_embedder

    default_embedder().prepare()
    from bot.retrieval.judge import judge

    judge().prepare()
    from bot.answer.asker import Asker
    from bot.answer.asker import as_json as answer_json

    one = session.of(context)
    if batch is not None:
        _ask_all(one, batch, top, article or [])
        return
    assert question is not None  # noqa: S101  (one of the two is given)
    if question == "-":
        question = sys.stdin.buffer.read().decode("utf-8", "replace").removeprefix("\ufeff")
    if not question.strip():
        raise typer.BadParameter("the question is empty")
    with one.space() as space, busy("looking for who claims that"):
        wanted = tuple(space.find(named).id for named in article or ())
        answer = Asker(one.settings).ask(space, question, top=top, articles=wanted)
        empty = answer.abstained and not space.stats().get("articles")
    if as_json:
        output.record(answer_json(answer))
    else:
        _print(answer)
    if empty:
        output.note(f"the space {one.settings.space!r} holds no articles yet; add some with: whoclaims add SOURCE...")


def _ask_all(one: session.Session, batch: Path, top: int, articles: list[str]) -> None:
    from bot.answer.asker import Asker, as_json

    lines = list(_batch_lines(batch))
    failed = False
    with one.space() as space, Counter("asking", len(lines)) as counter:
        asker = Asker(one.settings)
        wanted = tuple(space.find(named).id for named in articles)
        for where, line in lines:
            key: Any = None
            question = ""
            try:
                key, question = _question(where, line)
                answer = {**as_json(asker.ask(space, question, top=top, articles=wanted)), "id": key}
            except WhoclaimsError as error:
                words = str(error) if str(error).startswith(where) else f"{where}: {error}"
                answer = _unanswered(key, question, words)
                failed = True
                with counter.aside():
                    output.error(words)
            output.record(answer)
            counter.step()
    if failed:
        raise typer.Exit(1)


def _batch_lines(batch: Path) -> Iterator[tuple[str, str]]:
    """(where, line) for each line that is not blank. Raises InputError where the file cannot be read."""
    name = "standard input" if str(batch) == "-" else str(batch)
    try:
        raw = sys.stdin.buffer.read() if str(batch) == "-" else batch.read_bytes()
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from None
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.strip():
            yield f"{name}, line {number}", line.decode("utf-8", errors="replace").removeprefix("\ufeff")


def _question(where: str, line: str) -> tuple[Any, str]:
    """The id, of whatever type it is given, and the question. Raises InputError."""
    try:
        value = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: not JSON: {error}") from None
    except RecursionError:
        raise InputError(f"{where}: not JSON that can be read: nested too deep") from None
    if not isinstance(value, dict) or not isinstance(value.get("question"), str):
        raise InputError(f'{where}: not an object with a "question"')
    return value.get("id"), value["question"]


def _unanswered(key: Any, question: str, why: str) -> dict[str, Any]:
    """The line of a question that could not be asked, so that answers and questions stay line by line."""
    return {
        "id": key,
        "question": question,
        "answer": "",
        "abstained": True,
        "statements": [],
        "citations": [],
        "model": None,
        "notes": [why],
        "error": why,
    }


def chat(context: typer.Context, top: TopOption = 8) -> None:
    """Ask questions that follow on each other.

    Each is understood with the ones before it. An empty line or Ctrl-D ends it.
    """
    from bot.answer.asker import Asker, Turn

    one = session.of(context)
    history: list[Turn] = []
    with one.space() as space:
        asker = Asker(one.settings)
        if sys.stdin.isatty():
            output.note(f"Asking the space {space.name!r}; an empty line ends it.")
        while question := _next_question():
            try:
                answer = asker.ask(space, question, top=top, history=tuple(history))
            except InputError as error:
                output.error(str(error))
                continue
            _print(answer)
            output.line()
            output.flush()
            history = [*history, Turn(question, answer)][-REMEMBERED:]


def _next_question() -> str:
    """The next line that was typed, without the blanks around it; empty at the end."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    import readline  # noqa: F401  (gives the prompt its line editing)

    try:
        return input("? ").strip()
    except EOFError:
        output.line()
        return ""


def demo(context: typer.Context) -> None:
    """Show the whole road on packaged sample articles.

    Indexes them into a temporary space and answers a few questions, offline.
    """
    from bot import settings
    from bot.answer.asker import Asker
    from bot.cli.articles import add_all
    from bot.library import open_library
    from index import samples
    from index.articles import Overrides

    with tempfile.TemporaryDirectory(prefix="whoclaims-demo-") as folder:
        chosen = settings.Settings(data_dir=Path(folder), model=settings.OFFLINE, database_url=None, chroma_url=None)
        with open_library(chosen) as library:
            space = library.space("demo")
            output.note("Indexing the sample articles (invented, like everybody in them) ...")
            for added in add_all(space, [str(samples.ARTICLES)], Overrides()):
                output.show(rendering.added_text(added))
                if added.error:
                    raise InputError(added.error)
            asker = Asker(chosen)
            for question in samples.QUESTIONS[:DEMO_QUESTIONS]:
                output.line(f"\n$ whoclaims ask {json.dumps(question, ensure_ascii=False)}")
                _print(asker.ask(space, question, top=3))
    output.note("\nNow yours: whoclaims add FILE_OR_URL..., then whoclaims ask QUESTION")


def _print(answer: Answer) -> None:
    output.show(rendering.answer_text(answer))
    for note in answer.notes:
        output.note(f"note: {note}")
