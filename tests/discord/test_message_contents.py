"""What a message can hold: links as people write them, embeds, forwards, files."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord import message_contents


def message(content: str = "", embeds: Any = (), attachments: Any = (), snapshots: Any = ()) -> Any:
    return SimpleNamespace(content=content, embeds=embeds, attachments=attachments, message_snapshots=snapshots)


def embed(title: str = "", description: str = "", url: str | None = None) -> Any:
    return SimpleNamespace(title=title, description=description, url=url, fields=[])


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://a.example/Mercury_(planet).", ["https://a.example/Mercury_(planet)"]),
        ("(see https://a.example/story)", ["https://a.example/story"]),
        ("<https://a.example/b?c=[1]&d=(2)>", ["https://a.example/b?c=[1]&d=(2)"]),
        ("**https://a.example/x**, and https://b.example/y!", ["https://a.example/x", "https://b.example/y"]),
        ("[words](https://a.example/x)", ["https://a.example/x"]),
        ("HTTPS://A.example/x", ["HTTPS://A.example/x"]),
        ("https://a.example/x https://a.example/x", ["https://a.example/x"]),
        ("nothing here", []),
    ],
)
def test_links_are_read_as_people_write_them(text: str, links: list[str]) -> None:
    assert message_contents.links(message(text)) == links


def test_embeds_and_forwards_are_part_of_a_message() -> None:
    forwarded = message("The lock leaks, said Ida Holm. https://a.example/f", attachments=["file"])
    whole = message("", embeds=[embed("Lock leaks", "Ida Holm said so", "https://a.example/e")], snapshots=[forwarded])
    assert message_contents.links(whole) == ["https://a.example/e", "https://a.example/f"]
    assert "Ida Holm said so" in message_contents.words(whole)
    assert "The lock leaks" in message_contents.words(whole)
    assert list(message_contents.attachments(whole)) == ["file"]
