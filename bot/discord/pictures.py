"""/map and /timeline: a picture with its description, and the same claims as a short list under it.

The list is stored as references to claims, like every reply: its quotes open until their article is removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.discord.escape import line, shortened
from bot.discord.labels import MARKS, Labels
from bot.discord.pages import TEXT_MOST, Block, Page, Picture, Press
from bot.discord.services import digest
from bot.pictures import gather, typeset
from bot.pictures.scene import Map, Mark, Timeline, alt_text

if TYPE_CHECKING:
    from bot.discord.services import Archive

MAP_MOST, POINTS_MOST = 4, 12
"""A preview in a channel is 400 pixels wide and not much higher: fewer propositions and points than a file shows."""
ALT_MOST = 1000  # of Discord's 1,024
SENTENCE_MOST, OUTLETS_MOST, TITLE_MOST = 110, 3, 200

Drawn = tuple[dict[str, Any], Page]


def map_of(archive: Archive, space: str, topic: str, words: Labels) -> Drawn:
    """The body to store and the message to show. Raises InputError where nobody speaks of the topic."""
    scene = gather.map_about(archive.space(space), archive.propositions, topic, MAP_MOST)
    return _drawn(archive, space, scene, scene.marks, words)


def timeline_of(archive: Archive, space: str, name: str, topic: str, words: Labels) -> Drawn:
    """The same for what somebody said when. Raises InputError."""
    scene = gather.timeline(archive.space(space), archive.propositions, name, topic, POINTS_MOST)
    return _drawn(archive, space, scene, scene.points, words)


def _drawn(archive: Archive, space: str, scene: Map | Timeline, marks: Sequence[Mark], words: Labels) -> Drawn:
    stored = {one.id: one for one in archive.space(space).claims_by_id([mark.claim for mark in marks])}
    refs = [
        {"n": mark.n, "id": mark.claim, "digest": digest(stored[mark.claim].quote)}
        for mark in marks
        if mark.claim in stored
    ]
    body = {"title": scene.title, "head": "", "citations": refs, "more": bool(scene.left_out)}
    blocks = (Block(f"### {line(shortened(scene.title, TITLE_MOST))}"), Block(_list(marks, words)))
    name = "map.png" if isinstance(scene, Map) else "timeline.png"
    picture = Picture(name, typeset.png(scene), alt_text(scene, ALT_MOST))
    return body, Page(blocks, ((Press(words.evidence, "e"),),), picture=picture)


def _list(marks: Sequence[Mark], words: Labels) -> str:
    """One entry a mark, as many as a message holds; the others stand behind the button."""
    entries: list[str] = []
    room = TEXT_MOST
    for mark in marks:
        outlets = ", ".join(line(shortened(one.name, 60)) for one in mark.outlets[:OUTLETS_MOST])
        about = [f"{MARKS[mark.stance]} {words.stances[mark.stance]}", outlets, mark.outlets[0].day]
        entry = (
            f"**\\[{mark.n}\\]** {line(shortened(mark.sentence, SENTENCE_MOST))}\n-# {' · '.join(filter(None, about))}"
        )
        room -= len(entry) + 1
        if room < 0:
            break
        entries.append(entry)
    return "\n".join(entries)
