"""SVG and PNG: whole pictures in which a stranger's words are only drawn."""

from __future__ import annotations

import io
import struct
import time
from xml.etree import ElementTree

from bot.pictures import gather, typeset
from bot.propositions.kept import Propositions
from index.store.library import Library, Space
from tests.pictures import stories


def test_a_png_is_800_pixels_wide(pier: Space, kept: Propositions) -> None:
    for scene in (gather.map_about(pier, kept, "pier"), gather.timeline(pier, kept, "Bo Lind")):
        drawn = typeset.png(scene)
        assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">I", drawn[16:20]) == (800,)


def test_an_svg_tells_its_title_and_what_it_shows(pier: Space, kept: Propositions) -> None:
    root = ElementTree.fromstring(typeset.svg(gather.map_about(pier, kept, "pier")))
    space = "{http://www.w3.org/2000/svg}"
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{space}title") == "pier"
    assert "Bo Lind asserts" in (root.findtext(f"{space}desc") or "")


def test_the_same_scene_is_the_same_picture(pier: Space, kept: Propositions) -> None:
    scene = gather.map_about(pier, kept, "pier")
    assert typeset.png(scene) == typeset.png(scene)


def test_hostile_words_put_no_element_into_an_svg(strangers: Space, pier: Space, kept: Propositions) -> None:
    def elements(drawn: bytes) -> set[str]:
        return {one.tag for one in ElementTree.parse(io.BytesIO(drawn)).iter()}

    plain = elements(typeset.svg(gather.map_about(pier, kept, "pier")))
    drawn = typeset.svg(gather.map_about(strangers, kept, "the dam number", most=40))
    assert elements(drawn) <= plain | {
        f"{{http://www.w3.org/2000/svg}}{name}" for name in ("image", "rect", "clipPath")
    }
    links = {
        value for one in ElementTree.parse(io.BytesIO(drawn)).iter() for name, value in one.items() if "href" in name
    }
    names = {name for one in ElementTree.parse(io.BytesIO(drawn)).iter() for name in one.attrib}
    assert all(link.startswith(("#", "data:image/")) for link in links)
    assert not [name for name in names if name.lower().startswith("on")]
    assert typeset.png(gather.map_about(strangers, kept, "the dam number"))[:4] == b"\x89PNG"


def test_three_hundred_claims_are_laid_out_whole(empty: Library, kept: Propositions) -> None:
    space = empty.space("default")
    stories.fill(space, stories.many(300))
    begun = time.monotonic()
    scene = gather.map_about(space, kept, "Street", most=300)
    assert len(scene.marks) >= 250
    assert typeset.svg(scene).endswith(b"</svg>")
    assert time.monotonic() - begun < 60  # a bound against runaway layout, not a measure
