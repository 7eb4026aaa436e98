"""The slash commands and message menus, and their registration on a tree."""

from __future__ import annotations

from typing import Any

from discord import app_commands


def register(tree: app_commands.CommandTree[Any]) -> None:
    """Put every command and menu on ``tree``."""
    from bot.discord.commands import archives, articles, asking, menus, pictures, settings

    for command in (
        *asking.COMMANDS,
        *archives.COMMANDS,
        *pictures.COMMANDS,
        *articles.COMMANDS,
        *settings.COMMANDS,
        *menus.COMMANDS,
    ):
        tree.add_command(command)
