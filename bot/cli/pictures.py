"""``map``, ``timeline``, ``report``: who claims what as a picture or a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output, session
from bot.cli.rendering import one_line
from index.errors import InputError
from index.text.counting import counted

if TYPE_CHECKING:
    from bot.pictures.scene import Map, Timeline

PICTURES = (".svg", ".png", ".html")
OutputOption = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help="Where to: .svg, .png or .html.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    app.command("map")(map_)
    app.command()(timeline)
    app.command()(report)


def map_(
    context: typer.Context,
    output_file: OutputOption,
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="What it is about.", show_default=False)] = "",
    article: Annotated[
        str | None,
        typer.Option(metavar="ARTICLE", help="Only the claims of this article: its id, its beginning, or the title."),
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this speaker takes a side on.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, metavar="N", help="At most so many propositions.")] = 12,
) -> None:
    """Draw who asserts, denies and leaves open what.

    Give a TOPIC, --article or --by. The strongest propositions are drawn, disputed ones first; each
    original source counts once, with the outlets that report it.
    """
    from bot.pictures import files, gather
    from bot.propositions.kept import Propositions

    if sum(1 for one in (topic.strip(), article, by) if one) != 1:
        raise InputError("map takes one of TOPIC, --article ID and --by NAME")
    form = files.extension(output_file, PICTURES, "map")
    kept = Propositions()
    with session.of(context).space() as space:
        if article:
            scene = gather.map_in(space, kept, space.find(article).id, limit)
        elif by:
            scene = gather.map_by(space, kept, by, limit)
        else:
            scene = gather.map_about(space, kept, topic.strip(), limit)
    files.write(output_file, _drawn(scene, form))
    left = f", and {scene.left_out} more not drawn" if scene.left_out else ""
    output.line(f"{one_line(str(output_file))}: {counted(len(scene.blocks), 'proposition', separated=True)}{left}")


def timeline(
    context: typer.Context,
    output_file: OutputOption,
    by: Annotated[str, typer.Option(metavar="NAME", help="Whose claims.", show_default=False)],
    topic: Annotated[
        str, typer.Argument(metavar="TOPIC", help="Only what they say about this.", show_default=False)
    ] = "",
) -> None:
    """Draw what somebody said when, and where they turned."""
    from bot.pictures import files, gather
    from bot.pictures.scene import MOST_POINTS
    from bot.propositions.kept import Propositions

    form = files.extension(output_file, PICTURES, "timeline")
    most = 10 * MOST_POINTS if form == ".html" else MOST_POINTS
    with session.of(context).space() as space:
        scene = gather.timeline(space, Propositions(), by, topic.strip(), most)
    files.write(output_file, _drawn(scene, form))
    left = f", and {scene.left_out} earlier ones not drawn" if scene.left_out else ""
    output.line(f"{one_line(str(output_file))}: {counted(len(scene.points), 'point', separated=True)}{left}")


def report(
    context: typer.Context,
    output_file: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Where to: .html.", show_default=False)
    ],
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="Only what is about this.", show_default=False)] = "",
) -> None:
    """Write one page for a browser, with every claim.

    Overview, map, timelines, and all claims to filter, each with its exact words in its article. The
    page needs no network and can be sent as it is.
    """
    from bot.pictures import files, gather, page
    from bot.propositions.kept import Propositions

    files.extension(output_file, (".html",), "report")
    with session.of(context).space() as space:
        made = gather.report(space, Propositions(), topic.strip())
    files.write(output_file, page.report_page(made))
    if made.note:
        output.note(made.note)
    held, among = (
        counted(len(one), what, separated=True) for one, what in ((made.claims, "claim"), (made.articles, "article"))
    )
    output.line(f"{one_line(str(output_file))}: {held} of {among}")


def _drawn(scene: Map | Timeline, form: str) -> bytes:
    from bot.pictures import page, typeset
    from bot.pictures.scene import Map

    if form == ".png":
        return typeset.png(scene)
    if form == ".svg":
        return typeset.svg(scene)
    return page.map_page(scene) if isinstance(scene, Map) else page.timeline_page(scene)
