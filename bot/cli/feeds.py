"""``feed add``, ``feed list``, ``feed remove``, ``feed poll``: articles that come by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.answer import serialize
from bot.cli import output, rendering, session
from bot.cli.articles import JsonOption
from bot.cli.progress import Counter
from index.schema import Status

if TYPE_CHECKING:
    from index.feeds.polling import Feed, Polled
    from index.store.library import Library, Space

UrlArgument = Annotated[
    str, typer.Argument(metavar="URL", help="Address of a feed (RSS, Atom, JSON Feed), or of the site that names it.")
]


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    group = typer.Typer(help="Follow feeds: RSS, Atom and JSON Feed.", no_args_is_help=True, rich_markup_mode=None)
    group.command("add")(add)
    group.command("list")(list_)
    group.command("remove")(remove)
    group.command("poll")(poll)
    app.add_typer(group, name="feed")


def add(context: typer.Context, url: UrlArgument) -> None:
    """Follow a feed in this space; its articles come with the next poll."""
    from index.feeds import polling

    one = session.of(context)
    with one.library() as library:
        feed = polling.add(library.database, one.settings.space, url)
    output.line(f"following {rendering.one_line(feed.title or feed.url)}  {rendering.one_line(feed.url)}")


def list_(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the feeds of the space."""
    from index.feeds import polling

    one = session.of(context)
    with one.library() as library:
        feeds = polling.listed(library.database, one.settings.space)
    if as_json:
        for feed in feeds:
            output.record({"url": feed.url, "title": feed.title, "checked": _checked(feed), "error": feed.error})
    elif feeds:
        rows = [(feed.title or "-", feed.url, _checked(feed) or "never", feed.error or "") for feed in feeds]
        output.show_rows(("title", "url", "checked", "trouble"), rows)
    else:
        output.note("no feeds; follow one with: whoclaims feed add URL")


def remove(context: typer.Context, url: UrlArgument) -> None:
    """Stop following a feed; its articles stay."""
    from index.feeds import polling

    one = session.of(context)
    with one.library() as library:
        polling.remove(library.database, one.settings.space, url)
    output.line(f"no longer following {rendering.one_line(url)}")


def poll(
    context: typer.Context,
    url: Annotated[str | None, typer.Argument(metavar="URL", help="Only this feed.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch what is new in the feeds of the space and index it."""
    one = session.of(context)
    failed = found = False
    with one.library() as library, Counter("polling") as counter:
        for polled in _polled(library, library.space(one.settings.space), url):
            if polled.note:
                with counter.aside():
                    output.note(f"note: {polled.note}")
            if polled.item is None and polled.added.status is not Status.FAILED:
                continue
            found = True
            added = polled.added
            failed = failed or added.status is Status.FAILED
            counter.step()
            with counter.aside():
                if as_json:
                    output.record({"feed": polled.feed, **serialize.added_json(added)})
                elif added.status is not Status.FAILED:
                    output.show(rendering.added_text(added))
                    output.flush()
                if added.error:
                    output.error(added.error)
    if not found:
        output.note("nothing new")
    if failed:
        raise typer.Exit(1)


def _polled(library: Library, space: Space, url: str | None) -> Iterator[Polled]:
    from index.feeds import polling

    return polling.poll(library.database, space.name, space.add, only=url)


def _checked(feed: Feed) -> str | None:
    """When the feed was last polled, as an ISO time."""
    return datetime.fromtimestamp(feed.checked, UTC).isoformat(timespec="seconds") if feed.checked else None
