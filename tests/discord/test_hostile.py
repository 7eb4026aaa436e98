"""Articles and messages that try to be live, to break out, or to be too long, from the wire to the wire."""

from __future__ import annotations

import re

import pytest

from index.schema import Article, Claim, Stance
from tests.discord.conftest import World
from tests.discord.test_escape import live

LONG = "the bridge " + "has been tested by engineers and found sound in every cable and " * 78 + "is open"
HOSTILE = {
    "mention": "@everyone and <@123456789012345678> must hear that the bridge is safe @here",
    "invite": "the bridge is safe, join discord.gg/free-nitro and https://discord.com/invite/x now",
    "link": "the bridge is [safe](https://evil.example/login) according to https://evil.example/a_b_c",
    "markdown": "the bridge is **safe** ||or not|| ```js\nalert(1)\n``` # really\n> yes",
    "override": "the bridge is \u202efilesafe gpj.exe\u202c and \u2067safe\u2069",
    "long": LONG,
}


def hostile(kind: str) -> Article:
    words = HOSTILE[kind]
    text = f"Maria Lind, the city engineer of Lunden, said that {words}.\n\nTom Varga denied that {words}.\n"
    title = f"Bridge @everyone [x](https://evil.example) {kind}"
    return Article(f"hostile-{kind}", text, title, "Post **bold** <@1>", None, "2026-05-04", "https://x.example/a)b(c")


def bare(text: str) -> str:
    """The bot's own markup taken away: what is left has to be dead."""
    text = re.sub(r"\[open\]\(<https://x\.example/[^\s<>]*>\)", "", text)
    text = re.sub(r"(?m)^(?:### |-# |> |\*\*\d+\.\*\* )", "", text)
    text = text.replace("**", "").replace("\u2068", "").replace("\u2069", "")
    return re.sub(r"`hostile-[a-z]+`|\*[^*]*attached whole\.\*", "", text)


@pytest.mark.parametrize("kind", sorted(HOSTILE))
async def test_nothing_of_an_article_is_live_in_any_reply(world: World, kind: str) -> None:
    world.fill(articles=[hostile(kind)])
    seen = []
    answer = await world.ask("ask", question="What does Maria Lind say about the bridge?")
    seen.append(answer)
    if answer.buttons():
        seen.append(await world.press(answer, "❝ 1"))
        seen.append(await world.press(answer, "Evidence"))
    seen.append(await world.ask("claims", speaker="Maria Lind"))
    seen.append(await world.ask("articles"))
    seen.append(await world.ask("article show", world.moderator, article=f"hostile-{kind}"))
    for one in seen:
        assert live(bare(one.text)) == [], one.text
        assert one.message["mentions"] == []


async def test_a_sentence_of_5000_characters_is_attached_whole(world: World) -> None:
    article = Article("bridge-1", f"Maria Lind said that {LONG}.", "Long", "Lunden Courier")
    world.library.attribute = lambda one: [
        Claim((), (), ((21, 21 + len(LONG)),), ("Maria Lind",), "Maria Lind", Stance.ASSERTS, False)
    ]
    world.fill(articles=[article])
    answer = await world.ask("ask", question="Who says the bridge has been tested by engineers and found sound?")
    card = await world.press(answer, "❝ 1")
    assert card.files == {"quote-1.txt": LONG.encode()}
    assert "it is attached whole" in card.text
    listed = await world.ask("claims", speaker="Maria Lind")
    assert (await world.press(listed, "❝ 1")).files == {"quote-1.txt": LONG.encode()}
    evidence = await world.press(answer, "Evidence")
    assert (await world.press(evidence, "❝ 1")).files == {"quote-1.txt": LONG.encode()}


@pytest.mark.parametrize(
    "question",
    [
        "@everyone who says the bridge is safe?",
        "<@1> [x](https://evil.example) who?",
        "\u202ewho\u202c says ||it||?",
        "x" * 1000,
    ],
)
async def test_a_question_is_shown_as_it_stands(world: World, question: str) -> None:
    world.fill()
    exchange = await world.ask("ask", question=question)
    first = exchange.text.split("\n")[0]
    assert live(bare(first)) == []


async def test_a_question_of_one_or_no_character_gets_an_answer_not_an_error(world: World) -> None:
    world.fill()
    for question in ("?", "  ", "\u200b\u200b"):
        exchange = await world.ask("ask", question=question)
        assert "went wrong" not in exchange.text


async def test_a_custom_id_made_up_by_a_client_changes_nothing(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question="Who says the bridge is safe?")
    key = answer.button("❝ 1")["custom_id"].split(":")[2]
    for custom_id in (
        f"wc:x:{key}:0",
        f"wc:q:{key}:999",
        "wc:q:aaaaaaaaaaaaaaaa:1",
        f"wc:z:{key}:1",
        f"wc:p:{key}:999999",
    ):
        answer.button("❝ 1")["custom_id"] = custom_id
        pressed = await world.answered(world.discord.press_id(world.admin, answer, custom_id))
        assert "went wrong" not in pressed.text
    assert len(world.library.space(f"guild-{world.guild.id}").articles()) == 2
