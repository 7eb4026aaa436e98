"""Pages -> discord.py layout views, and the one kind of button that all of them use.

A button's custom id holds a verb, the key of the stored reply and a number: enough to answer a press after any
restart, and nothing that a member could not see anyway. The space that the key is looked up in comes from the press.
"""

from __future__ import annotations

import io
import re
from typing import Any

import discord
from discord import ui

from bot.discord.labels import Labels
from bot.discord.pages import Page, Press

STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}
TEMPLATE = re.compile(r"wc:(?P<verb>[a-z]):(?P<key>[0-9A-Za-z]{4,24}):(?P<arg>\d{1,6})")
COMMENT = re.compile(r"wc:comment:(?P<key>[0-9A-Za-z]{4,24})")
PASTE = "wc:paste"


class PressButton(ui.DynamicItem[ui.Button[Any]], template=TEMPLATE):
    """Any button of ours, new or found again on a message of an earlier process."""

    def __init__(self, verb: str, key: str, arg: int, label: str = "…", style: str = "secondary") -> None:
        custom_id = f"wc:{verb}:{key}:{arg}"
        super().__init__(ui.Button(label=label, style=STYLES[style], custom_id=custom_id))
        self.verb, self.key, self.arg = verb, key, arg

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> PressButton:
        return cls(match["verb"], match["key"], int(match["arg"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.pressed(interaction, self.verb, self.key, self.arg)


def button(press: Press, key: str) -> PressButton:
    """The button for a press on the reply of that key."""
    return PressButton(press.verb, key, press.arg, press.label, press.style)


def layout(page: Page, key: str = "0000") -> ui.LayoutView:
    """The view of a page. It never times out: its buttons carry all they need."""
    items: list[ui.Item[Any]] = []
    if page.picture is not None:
        shown = f"attachment://{page.picture.name}"
        items.append(ui.MediaGallery(discord.MediaGalleryItem(shown, description=page.picture.alt)))
    for block in page.blocks:
        if block.rule:
            items.append(ui.Separator())
        if block.press is None:
            items.append(ui.TextDisplay(block.text))
        else:
            items.append(ui.Section(block.text, accessory=button(block.press, key)))
        if block.more:
            items.append(ui.ActionRow(*(button(press, key) for press in block.more)))
    if page.file is not None:
        items.append(ui.File(f"attachment://{page.file[0]}"))
    if page.footer:
        items.append(ui.TextDisplay(page.footer))
    for at, row in enumerate(page.rows):
        if page.asks and at == len(page.rows) - 1:
            items.append(ui.TextDisplay(page.asks))
        if row:
            items.append(ui.ActionRow(*(button(press, key) for press in row)))
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*items, accent_colour=page.accent))
    return view


def files(page: Page) -> list[discord.File]:
    """The attachments of a page, fresh for each try to send it."""
    sent = [page.file] if page.file is not None else []
    if page.picture is not None:
        sent.append((page.picture.name, page.picture.content))
    return [discord.File(io.BytesIO(content), name) for name, content in sent]


class CommentModal(ui.Modal):
    """Asks what was wrong. It is answered by ``Bot.on_interaction`` from its custom id, also after a restart."""

    def __init__(self, key: str, words: Labels) -> None:
        super().__init__(title=words.what_was_wrong[:45], custom_id=f"wc:comment:{key}", timeout=600)
        box: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id="comment", required=False, max_length=500
        )
        self.add_item(ui.Label(text=words.comment[:45], component=box))


class PasteModal(ui.Modal):
    """Takes the text of an article; answered by ``Bot.on_interaction`` too."""

    def __init__(self) -> None:
        super().__init__(title="Add an article", custom_id=PASTE, timeout=900)
        for id, text, most, required, style in [
            ("text", "Text of the article", 4000, True, discord.TextStyle.paragraph),
            ("title", "Title", 200, False, discord.TextStyle.short),
            ("outlet", "Outlet", 100, False, discord.TextStyle.short),
            ("published", "Date (YYYY-MM-DD)", 25, False, discord.TextStyle.short),
        ]:
            box: ui.TextInput[Any] = ui.TextInput(style=style, custom_id=id, required=required, max_length=most)
            self.add_item(ui.Label(text=text, component=box))


def submitted(data: dict[str, Any]) -> dict[str, str]:
    """Custom id -> value of every text input of a submitted modal."""
    found: dict[str, str] = {}
    stack = list(data.get("components") or [])
    while stack:
        one = stack.pop()
        stack += one.get("components") or []
        if isinstance(one.get("component"), dict):
            stack.append(one["component"])
        if "value" in one and "custom_id" in one:
            found[str(one["custom_id"])] = str(one["value"] or "")
    return found
