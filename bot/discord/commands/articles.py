"""/article add, remove and show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord import ingest, ingest_sources, views
from bot.discord.buttons import keep_and_show
from bot.discord.commands.choices import article_choices, outlet_choices
from bot.discord.commands.shared import CONTEXTS, INSTALLS, NAME_MOST, open_call
from bot.discord.error_replies import Refusal
from bot.discord.escape import line, shortened
from bot.discord.ingest_sources import Details
from bot.discord.pages import one

if TYPE_CHECKING:
    from bot.discord.interactions import Call

Name = app_commands.Range[str, 1, NAME_MOST]
Url = app_commands.Range[str, 8, 2000]
Text = app_commands.Range[str, 20, 6000]


class Article(app_commands.Group):
    """The group; Manage Messages is asked of Discord here, and of the caller or the guild's setting at run time."""

    def __init__(self) -> None:
        super().__init__(
            name="article",
            description="Add, remove and look at articles",
            default_permissions=discord.Permissions(manage_messages=True),
            allowed_installs=INSTALLS,
            allowed_contexts=CONTEXTS,
        )

    @app_commands.command(description="Add an article: a link, a file or its text (none of them: a form to paste it)")
    @app_commands.describe(
        url="Link to the article",
        file="txt, md, html, pdf or jsonl, 10 MB at most",
        text="The text itself",
        title="Its title",
        outlet="Who published it",
        published="When (YYYY-MM-DD)",
    )
    @app_commands.autocomplete(outlet=outlet_choices)
    async def add(
        self,
        interaction: discord.Interaction[Any],
        url: Url | None = None,
        file: discord.Attachment | None = None,
        text: Text | None = None,
        title: Name | None = None,
        outlet: Name | None = None,
        published: Name | None = None,
    ) -> None:
        """Add one article, or those of a JSONL file."""

        async def body(call: Call) -> None:
            given = [one for one in (url, file, text) if one is not None]
            if len(given) > 1:
                raise Refusal("Give one of `url`, `file` and `text`, not several.")
            details = Details(title, outlet, ingest_sources.day(published))
            if url is not None:
                await ingest.add_link(call, url, details)
            elif file is not None:
                await ingest.add_file(call, file, details)
            elif text is not None:
                await ingest.add_text(call, text, details)
            else:
                ingest.allow(call)
                modal = views.PasteModal()
                await call.interaction.response.send_modal(modal)
                call.shown = True
                modal.stop()  # its submission is known by its custom id

        await interaction.client.conduct(interaction, "article add", body, counted="add")

    @app_commands.command(description="Remove an article with all its claims")
    @app_commands.describe(article="Title or id")
    @app_commands.autocomplete(article=article_choices)
    async def remove(self, interaction: discord.Interaction[Any], article: app_commands.Range[str, 1, 2000]) -> None:
        """Remove one article."""

        async def body(call: Call) -> None:
            await ingest.open_for_adding(call)
            space = call.bot.archive.space(call.place.space)

            def work() -> str:
                known = ingest_sources.find(space, article)
                space.remove(known.id)
                return known.title or known.id

            removed = await call.bot.work.run("deletes", work)
            await call.show(one(f"Removed **{line(shortened(removed, 200))}** with its claims."))

        await interaction.client.conduct(interaction, "article remove", body, counted="add")

    @app_commands.command(description="Show an article's claims")
    @app_commands.describe(article="Title or id")
    @app_commands.autocomplete(article=article_choices)
    async def show(self, interaction: discord.Interaction[Any], article: app_commands.Range[str, 1, 2000]) -> None:
        """Show one article."""

        async def body(call: Call) -> None:
            await open_call(call)
            ingest.allow(call)
            archive, space = call.bot.archive, call.place.space

            def work() -> dict[str, object]:
                return archive.article(space, ingest_sources.find(archive.space(space), article).id, call.words)

            await keep_and_show(call, "claims", await call.bot.work.run("answers", work))

        await interaction.client.conduct(interaction, "article show", body)


COMMANDS = (Article(),)
