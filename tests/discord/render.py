# ruff: noqa: E501 - the style sheet has long lines
"""Pictures of the bot's answers for docs/discord.md, drawn from the payloads that go over the wire.

    python -m tests.discord.render [--out docs/pictures] [--chromium chromium]

The bot runs on the packaged sample articles against the stand-in of Discord; each message it sends is put on a page
that looks like Discord on a phone and photographed by a headless Chromium.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bot.answer.asker import Asker
from bot.discord.client import Bot
from bot.discord.scope import guild_space
from bot.discord.services import Archive
from bot.settings import Settings
from index.articles import LoadFailure, load
from index.store.library import Library
from tests.stand_ins.discord_exchange import Exchange
from tests.stand_ins.discord_server import StandIn
from tests.stand_ins.discord_world import ADMIN, TOKEN, Guild, User
from tests.ten_questions import TEN

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "index/samples/articles.jsonl"
WIDTH, TALLEST, LONG = 360, 2400, 4000
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars --force-device-scale-factor=2"
).split()
CSS = """
* { box-sizing: border-box } body { margin: 0; background: #313338; color: #dbdee1; width: 360px;
font: 15.5px/1.38 'Noto Sans', 'DejaVu Sans', sans-serif }
.who { display: flex; gap: 12px; padding: 14px 12px 16px } .face { width: 40px; height: 40px; border-radius: 50%;
background: #4f7cac; color: #fff; font-weight: 700; display: flex; align-items: center; justify-content: center; flex: none }
.body { flex: 1; min-width: 0 } .name { font-weight: 600; color: #f2f3f5 } .app { background: #5865f2; color: #fff;
font-size: 10.5px; border-radius: 3px; padding: 1px 4px; margin: 0 6px; vertical-align: 1px; font-weight: 600 }
.time, .used { color: #949ba4; font-size: 12px } .used b { color: #c9cdfb; font-weight: 500 }
.box { background: #2b2d31; border: 1px solid #3f4147; border-left: 4px solid var(--edge, #3f4147); border-radius: 8px;
padding: 12px 12px; margin-top: 6px } .text { margin: 0 0 8px; overflow-wrap: anywhere } .text:last-child { margin-bottom: 0 }
h3 { font-size: 17.5px; line-height: 1.3; margin: 0 0 6px; color: #f2f3f5 } .sub { font-size: 12.5px; color: #949ba4 }
.sub a { color: #00a8fc } a { color: #00a8fc; text-decoration: none } b { color: #f2f3f5 }
blockquote { margin: 3px 0; padding-left: 10px; border-left: 4px solid #4e5058; border-radius: 2px }
hr { border: 0; border-top: 1px solid #3f4147; margin: 10px 0 } .row { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 }
.box img { display: block; width: 100%; border-radius: 6px; margin-bottom: 8px }
.section { display: flex; gap: 10px; justify-content: space-between; align-items: flex-start; margin-bottom: 10px }
.btn { background: #4e5058; color: #fff; border-radius: 6px; padding: 5px 12px; font-size: 13.5px; font-weight: 500;
white-space: nowrap } .s1 { background: #5865f2 } .s3 { background: #248046 } .s4 { background: #da373c }
.hint { color: #949ba4; font-size: 12px; margin-top: 6px } .mention { background: #3c4270; color: #c9cdfb; border-radius: 3px;
padding: 0 2px } code { background: #1e1f22; border-radius: 3px; padding: 0 4px; font-size: 12.5px }
.typed { padding: 14px 12px 0; color: #949ba4; font-size: 12.5px }
"""


def inline(text: str) -> str:
    """Discord's inline markdown as HTML; a backslash keeps the next mark as it is."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"\x00{len(kept) - 1}\x00"

    text = html.escape(re.sub(r"\\([^\w\s])", keep, text), quote=False)
    text = re.sub(r"\[([^\]]+)\]\(&lt;(.+?)&gt;\)", r"<a>\1</a>", text)
    text = re.sub(r"&lt;t:\d+:R&gt;", '<span class="mention">in 4 seconds</span>', text)
    text = re.sub(r"&lt;#\d+&gt;", '<span class="mention">#news</span>', text)
    text = re.sub(r"&lt;@&amp;\d+&gt;", '<span class="mention">@Archivists</span>', text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    return re.sub("\x00(\\d+)\x00", lambda match: html.escape(kept[int(match[1])], quote=False), text)


def markdown(text: str) -> str:
    """A text display as HTML, line by line."""
    lines = []
    for one in text.split("\n"):
        if one.startswith("### "):
            lines.append(f"<h3>{inline(one[4:])}</h3>")
        elif one.startswith("-# "):
            lines.append(f'<div class="sub">{inline(one[3:])}</div>')
        elif one.startswith("> "):
            lines.append(f"<blockquote>{inline(one[2:])}</blockquote>")
        else:
            lines.append(f"<div>{inline(one)}</div>")
    return '<div class="text">' + "".join(lines) + "</div>"


def button(one: dict[str, Any]) -> str:
    return f'<span class="btn s{one["style"]}">{html.escape(one["label"])}</span>'


def component(one: dict[str, Any]) -> str:
    """Any component of a message as HTML."""
    inner = one.get("components") or []
    match one["type"]:
        case 1:
            return '<div class="row">' + "".join(map(button, inner)) + "</div>"
        case 9:
            return f'<div class="section"><div>{"".join(map(component, inner))}</div>{button(one["accessory"])}</div>'
        case 10:
            return markdown(one["content"])
        case 12:
            return "".join(f'<img src="{item["media"]["url"]}" alt="">' for item in one["items"])
        case 13:
            return f'<div class="text"><a>{html.escape(one["name"])}</a></div>'
        case 14:
            return "<hr>"
        case 17:
            colour = one.get("accent_color")
            edge = f"--edge:#{colour:06x}" if colour is not None else ""
            return f'<div class="box" style="{edge}">{"".join(map(component, inner))}</div>'
    raise ValueError(f"component {one['type']} is not drawn yet")


def page(shots: list[tuple[str, Exchange]]) -> str:
    """A channel with these exchanges; the words before each say what the member did."""
    parts = []
    for did, exchange in shots:
        shown = exchange.message
        hint = '<div class="hint">Only you can see this · Dismiss message</div>' if exchange.private else ""
        head = '<span class="name">whoclaims</span><span class="app">APP</span><span class="time">Today at 12:04</span>'
        parts.append(
            f'<div class="typed"><span class="used"><b>Rowan</b> {html.escape(did)}</span></div>'
            f'<div class="who"><div class="face">w</div><div class="body">{head}'
            f"{''.join(map(component, shown['components']))}{hint}</div></div>"
        )
    body = "".join(parts)
    for _, exchange in shots:
        for name, content in exchange.files.items():
            held = "data:image/png;base64," + base64.b64encode(content).decode("ascii")
            body = body.replace(f"https://cdn.example/{name}", held)
    return f"<!doctype html><meta charset=utf-8><style>{CSS}</style><body>{body}"


def photograph(chromium: str, text: str, to: Path, width: int = WIDTH, tallest: int = TALLEST) -> None:
    """Draw the page and cut the picture to its height; ``width`` and ``tallest`` in pixels of the page."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(text, encoding="utf-8")
        common = [chromium, *FLAGS, f"--user-data-dir={folder}/profile"]
        script = "<script>document.title=document.body.scrollHeight</script>"
        source.write_text(text + script, encoding="utf-8")
        dom = subprocess.run(
            [*common, f"--window-size={width},200", "--dump-dom", source.as_uri()],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        found = re.search(r"<title>(\d+)</title>", dom)
        height = min(int(found[1]) if found else tallest, tallest)
        shot = [*common, f"--window-size={width},{height}", f"--screenshot={to}", source.as_uri()]
        subprocess.run(shot, capture_output=True, check=True)


async def exchanges(folder: Path) -> dict[str, list[tuple[str, Exchange]]]:
    """Run the bot on the sample articles and keep what it sends, by the name of the picture."""
    options = Settings(
        data_dir=folder, model="offline", _env_file=None, discord_cooldown=0, discord_guild_concurrency=99
    )
    guild, rowan, admin = Guild("Newsroom"), User("rowan"), User("admin", ADMIN)
    library = Library.open(data_dir=folder)
    articles = [one for one in load(str(SAMPLES)) if not isinstance(one, LoadFailure)]
    for _ in library.space(guild_space(guild.id)).add_many(articles[:-1]):
        pass
    with StandIn([guild, Guild("other")]) as discord:
        bot = Bot(Archive(library, Asker(options)), options, guild_wait=0.1)
        running = asyncio.create_task(bot.start(TOKEN))
        await discord.connected()
        await discord.until(bot.is_ready)

        async def done(exchange: Exchange) -> Exchange:
            await discord.until(lambda: exchange.answered and not bot.calls, 60)
            return exchange

        async def use(name: str, user: User = rowan, **given: Any) -> Exchange:
            return await done(discord.command(user, guild, name, **given))

        async def press(exchange: Exchange, label: str, user: User = rowan) -> Exchange:
            return await done(discord.press(user, exchange, label))

        asked = "Who says the dam's crack was known?"
        answer = await use("ask", question=asked)
        quote = await press(answer, "❝ 1")
        who = await use("who", claim="the memo warned of a crack in Kestrel Dam")
        claims = await use("claims", speaker="Lena Osterberg")
        drawn = await use("map", topic="Kestrel Dam")
        nothing = await use("ask", question="Who says the airport will get a third runway?")
        last = articles[-1]
        added = await use("article add", admin, text=last.text[:5900], title=last.title, outlet=last.outlet)
        ten = [(f"used /ask {question}", await use("ask", question=question)) for question in TEN]
        settings = await use("settings language", admin, language="en")
        bot.limits.cooldown = 5
        quick = await use("ask", question=asked)
        quick = await use("ask", question=asked)
        await bot.close()
        await running
    library.close()
    return {
        "ask": [(f"used /ask {asked}", answer)],
        "answers-1": ten[:3],
        "answers-2": ten[3:6],
        "answers-3": ten[6:],
        "quote": [("pressed Quote 1", quote)],
        "who": [("used /who the memo warned of a crack in Kestrel Dam", who)],
        "claims": [("used /claims Lena Osterberg", claims)],
        "map": [("used /map Kestrel Dam", drawn)],
        "articles": [("used /article add", added), ("used /settings language", settings)],
        "refusals": [("used /ask Who says the airport will get a third runway?", nothing), ("used /ask", quick)],
    }


def main() -> int:
    """Draw every picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs/pictures")
    parser.add_argument("--chromium", default="chromium")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        shots = asyncio.run(exchanges(Path(folder)))
    for name, shown in shots.items():
        photograph(given.chromium, page(shown), given.out / f"discord-{name}.png", tallest=LONG)
        print(given.out / f"discord-{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
