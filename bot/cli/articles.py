"""``add``, ``articles``, ``show``, ``remove``: what goes into a space and out of it."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from bot.answer import serialize
from bot.cli import output, rendering, session
from bot.cli.progress import Counter
from index.schema import Added, Article, Status
from index.text.counting import counted

if TYPE_CHECKING:
    from index.articles import LoadFailure, Overrides
    from index.store.library import Space
    from index.web.fetch import Fetcher

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    app.command()(add)
    app.command("articles")(articles)
    app.command()(show)
    app.command()(remove)


def add(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders, URLs, or - for standard input."),
    ],
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title, instead of what is found.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="TEXT", help="Who published it.")] = None,
    author: Annotated[str | None, typer.Option(metavar="TEXT", help="Who wrote it.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Its date, YYYY-MM-DD.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Its address.")] = None,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="In folders, also read what links lead to outside of them.")
    ] = False,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Also read URLs given here on this machine and its network, at any port."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read articles and index their claims.

    Reads .txt, .md, .html, .pdf and .jsonl files, folders of them, and web pages. An article that
    is already known is recognised by its id, address or text: nothing is stored twice. A text that
    is too long for one article (2,000,000 characters) is stored in parts. Whatever interrupts it,
    what is in stays in, and the same command goes on from there.
    """
    from index.articles import Overrides

    overrides = Overrides(title=title, outlet=outlet, author=author, published=published, url=url)
    done: dict[Status, int] = dict.fromkeys(Status, 0)
    told: set[str] = set()  # what hits many articles alike (a full disk) is said once
    with (
        session.of(context).space() as space,
        _told_where_it_ends(space),
        Counter("indexing", sources) as counter,
    ):
        for added in add_all(space, sources, overrides, follow_links, allow_private):
            done[added.status] += 1
            counter.step()
            with counter.aside():
                if as_json:
                    output.record(serialize.added_json(added))
                elif added.status is not Status.FAILED:
                    output.show(rendering.added_text(added))
                    output.flush()
                for note in added.notes:
                    output.note(f"note: {added.source}: {note}")
                if added.error and added.error not in told:
                    told.add(added.error)
                    output.error(added.error)
    if sum(done.values()) > 1:
        output.note(", ".join(f"{count} {status}" for status, count in done.items() if count))
    if done[Status.FAILED]:
        raise typer.Exit(1)


@contextlib.contextmanager
def _told_where_it_ends(space: Space) -> Iterator[None]:
    """Where the user ends it before all is in, say what is: nothing of that is read again."""
    try:
        yield
    except KeyboardInterrupt:
        held = counted(space.holds()[0], "article")
        output.note(f"interrupted: the space holds {held}; the same command goes on from here")
        raise


def add_all(
    space: Space, sources: list[str], overrides: Overrides, follow_links: bool = False, allow_private: bool = False
) -> Iterator[Added]:
    """One outcome for each article or failure, in the order of the sources; a bad one never loses the others."""
    from index.articles import load

    waiting: deque[LoadFailure | None] = deque()
    fetcher = own_fetcher(sources) if allow_private else None

    def loaded() -> Iterator[Article]:
        for source in sources:
            for one in load(source, overrides, follow_links=follow_links, fetcher=fetcher):
                if isinstance(one, Article):
                    waiting.append(None)
                    yield one
                else:
                    waiting.append(one)

    for added in space.add_many(loaded()):
        while waiting and (failure := waiting.popleft()) is not None:
            yield _failed(failure)
        yield added
    yield from (_failed(failure) for failure in waiting if failure is not None)


def own_fetcher(sources: list[str]) -> Fetcher:
    """Reads what the user named, also on this machine and its network, and nothing else of it."""
    from index.web.fetch import Fetcher

    return Fetcher(named=filter(None, (urlsplit(source).hostname for source in sources if "://" in source)))


def _failed(failure: LoadFailure) -> Added:
    return Added(failure.id or failure.source, None, None, Status.FAILED, error=failure.error, source=failure.source)


def articles(
    context: typer.Context,
    match: Annotated[str, typer.Option(metavar="TEXT", help="Only those with TEXT in title, outlet or id.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the articles of the space."""
    with session.of(context).space() as space:
        found = space.articles(match=match, limit=limit)
    if as_json:
        for article in found:
            output.record(serialize.article_json(article))
    elif found:
        output.show_rows(rendering.ARTICLE_COLUMNS, [rendering.article_row(article) for article in found])
    else:
        output.note("no articles" + (f" match {match!r}" if match else "; add some with: whoclaims add SOURCE..."))


def show(
    context: typer.Context,
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="Id of an article, or its beginning, or its title.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Show an article with its claims marked.

    A claim's words stand like this: ‹1 the words 1›; the list below says whose they are.
    """
    with session.of(context).space() as space:
        found, claims = space.whole(space.find(article).id)
    if as_json:
        output.record(serialize.shown_json(found, claims))
    else:
        output.show(rendering.article_text(found, claims))


def remove(
    context: typer.Context,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE", help="Ids of articles.")],
) -> None:
    """Remove articles and everything known from them."""
    from index.errors import UnknownArticle

    failed = False
    with session.of(context).space() as space:
        for article in dict.fromkeys(articles):
            try:
                space.remove(article)
            except UnknownArticle as error:
                output.error(str(error))
                failed = True
            else:
                output.line(f"removed   {rendering.one_line(article)}")
    if failed:
        raise typer.Exit(1)
