"""What went wrong -> one short sentence for the member, and how loud the log is about it.

Every kind has its own sentence; nothing of an exception that is not ours reaches a member. The reference stands in the
reply and in the log line, so that an operator finds the one from the other.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import dataclass

import discord
from discord import app_commands

from bot.discord.escape import plain, shortened
from index import errors

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MESSAGE_MOST = 600


class Refusal(Exception):
    """A command that is refused for a reason told to the member in ``str(refusal)``, a sentence of our own."""


class Busy(Refusal):
    """Too often or too many at once; ``until`` is the time (seconds since the epoch) from which it works again."""

    def __init__(self, why: str, until: float) -> None:
        super().__init__(f"{why} Try again <t:{int(until) + 1}:R>.")
        self.until = until


class Restarting(Refusal):
    """The bot is going down."""

    def __init__(self) -> None:
        super().__init__("The bot is restarting. Please ask again in a minute.")


class Stale(Refusal):
    """A button whose answer is no longer kept."""

    def __init__(self) -> None:
        super().__init__("This answer is no longer kept. Please ask again.")


@dataclass(frozen=True, slots=True)
class Told:
    """``text``: what the member reads (Discord markdown); ``level``: of the log line; ``reference``: in both."""

    text: str
    kind: str
    level: int
    reference: str


SENTENCES: list[tuple[type[BaseException], str]] = [
    (errors.ModelMismatch, "The index of this archive was built with another model. The operator has to rebuild it."),
    (errors.SpaceDeleted, "What was kept for this place has been deleted meanwhile. Nothing of this is kept."),
    (errors.StoreLocked, "The archive is busy. Please try again in a minute."),
    (errors.StoreError, "The archive cannot be reached right now. Nothing was lost."),
    (errors.SettingsError, "The bot is not set up rightly. Its operator has to look at the settings."),
    (errors.PromptError, "The bot is not set up rightly. Its operator has to look at the prompts."),
    (errors.ModelError, "The language model did not give a usable answer. Please try again."),
    (TimeoutError, "This took too long and was given up. Please try again, or ask something shorter."),
    (
        app_commands.CommandNotFound,
        "This command is no longer offered. Reload Discord (Ctrl+R) to see the present ones.",
    ),
    (app_commands.CommandSignatureMismatch, "This command has changed. Reload Discord (Ctrl+R) and try again."),
    (app_commands.TransformerError, "One of the options has a value that cannot be used."),
    (app_commands.MissingPermissions, "You need the Manage Messages permission for this."),
    (app_commands.NoPrivateMessage, "This works in a server only."),
    (app_commands.CheckFailure, "You may not use this here."),
    (discord.Forbidden, "Discord does not let the bot do that here. It may lack a permission."),
    (discord.DiscordServerError, "Discord has trouble right now. Please try again in a minute."),
    (discord.HTTPException, "Discord did not accept the reply."),
]
UNKNOWN = "Something went wrong on our side."


def reference() -> str:
    """Eight characters that are hard to confuse when read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def told(error: BaseException) -> Told:
    """The sentence, kind and log level for ``error``."""
    while isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    ref, kind = reference(), type(error).__name__
    if isinstance(error, Refusal):
        return Told(str(error), kind, logging.INFO, ref)
    if isinstance(error, errors.InputError):
        return Told(f"{plain(shortened(str(error), MESSAGE_MOST))}\n-# Reference {ref}", kind, logging.INFO, ref)
    if isinstance(error, asyncio.CancelledError):
        return Told(str(Restarting()), kind, logging.INFO, ref)
    for known, sentence in SENTENCES:
        if isinstance(error, known):
            return Told(f"{sentence}\n-# Reference {ref}", kind, logging.WARNING, ref)
    return Told(f"{UNKNOWN}\n-# Reference {ref}", kind, logging.ERROR, ref)
