"""``extract``, ``claims``, ``speakers``: who claims what, without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.answer import serialize
from bot.cli import output, rendering, session
from bot.cli.articles import JsonOption
from bot.cli.progress import Counter, busy
from index.errors import StoreError
from index.schema import Article, Stance
from index.text.days import read_day

if TYPE_CHECKING:
    from index.store.library import Space


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    app.command()(extract)
    app.command("claims")(claims)
    app.command()(speakers)


def extract(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Anything that add reads; a JSONL file gives a line a line.")
    ],
) -> None:
    """Find the claims in articles; nothing is stored.

    Prints one JSON object for each article, in the order of the input. Of a page or a PDF it also
    prints the text that the offsets count in, and each claim's quote.
    """
    from index.articles import load

    failed = False
    with Counter("extracting", sources) as counter:
        for source in sources:
            for one in load(source):
                line = _extracted(one) if isinstance(one, Article) else {"claims": [], "error": one.error}
                with counter.aside():
                    if "error" in line:
                        failed = True
                        output.error(str(line["error"]))
                    elif "note" in line:
                        output.note(f"{one.id}: {line['note']}")
                    if isinstance(one, Article):
                        for note in one.origin.notes:
                            output.note(f"note: {one.origin.source}: {note}")
                output.record({"id": one.id, **line})
                counter.step()
    if failed:
        raise typer.Exit(1)


def _extracted(article: Article) -> dict[str, Any]:
    """What ``extract`` prints of an article beside its id. A fault in one is told and never ends the others."""
    from index.attribution import read

    try:
        found = read(article)
    except StoreError:  # the model is missing: no article can be read
        raise
    except Exception as error:
        return {"claims": [], "error": f"article {article.id}: {type(error).__name__}: {' '.join(str(error).split())}"}
    cited = [claim for claim in found.claims if claim.chain or claim.source or claim.cue]
    line: dict[str, Any] = {
        **({"text": article.text} if article.origin.converted else {}),
        "claims": [serialize.extracted_json(c, article.text if article.origin.converted else None) for c in cited],
        "attributions": list(map(serialize.relation_json, found.printed)),
    }
    return {**line, "note": "; ".join(found.notes)} if found.notes else line


def claims(
    context: typer.Context,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Only of this speaker, by any of their names.")] = None,
    about: Annotated[str | None, typer.Option(metavar="TEXT", help="Only about this, the nearest first.")] = None,
    stance: Annotated[Stance | None, typer.Option(help="Only with this stance.", case_sensitive=False)] = None,
    outlet: Annotated[str | None, typer.Option(metavar="OUTLET", help="Only in articles of this outlet.")] = None,
    article: Annotated[
        str | None, typer.Option(metavar="ARTICLE", help="Only of this article: its id, its beginning, or the title.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only in articles since this day (YYYY-MM-DD).")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only in articles up to this day.")] = None,
    own_voice: Annotated[bool, typer.Option("--own-voice", help="Also what articles say in their own words.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the claims of the space."""
    with session.of(context).space() as space, busy("looking for claims"):
        found = space.claims(
            by=by,
            about=about,
            stance=stance,
            outlet=outlet,
            article=space.find(article).id if article else None,
            since=_day("--since", since),
            until=_day("--until", until),
            own_voice=own_voice,
            limit=limit,
        )
        hint = "" if found else _unknown(space, by, outlet)
    for stored in found:
        if as_json:
            output.record(serialize.claim_json(stored))
        else:
            output.show(rendering.claim_text(stored))
    if hint or (not found and not as_json):
        output.note(hint or "no such claims")


def speakers(
    context: typer.Context,
    match: Annotated[str, typer.Option(metavar="TEXT", help="Only those with TEXT in a name.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List who is cited in the space, and how often."""
    with session.of(context).space() as space:
        found = space.speakers(match=match, limit=limit)
    if as_json:
        for speaker in found:
            output.record(serialize.speaker_json(speaker))
    elif found:
        output.show(rendering.speakers_table(found))
    else:
        output.note("no speakers" + (f" match {match!r}" if match else " yet"))


def _day(option: str, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return read_day(value).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date like 2026-01-31", param_hint=f"'{option}'") from None


def _unknown(space: Space, by: str | None, outlet: str | None) -> str:
    """What to say where nothing was found because a name is not known."""
    if by and not space.find_speakers(by) and not space.speakers(match=by, limit=1):
        return f"nobody called {by!r} is cited here{space.nearest_speakers(by)}"
    if outlet and not space.outlets_called(outlet):
        return f"no article here is of {outlet!r}{space.nearest_outlets(outlet)}"
    return ""
