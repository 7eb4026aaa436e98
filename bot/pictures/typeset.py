"""A scene -> SVG or PNG, laid out by Typst (PyPI ``typst``): lines broken, rows measured, nothing placed by hand.

The words go in as data and come out as outlines of letters, so nothing in them is ever read as markup, by Typst or by
whoever opens the SVG; title and description of the SVG are escaped text. No package, file or address is read.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from importlib.resources import files
from typing import Literal
from xml.sax.saxutils import escape

from bot.pictures.scene import VERBS, Map, Timeline, alt_text
from index.errors import WhoclaimsError

PIXELS_PER_INCH = 144.0
"""Twice the 72 points of an inch: a page of 400 points gives a PNG of 800 pixels."""


def png(scene: Map | Timeline) -> bytes:
    """The picture as a PNG, 800 pixels wide."""
    return _compiled(scene, "png")


def svg(scene: Map | Timeline) -> bytes:
    """The picture as an SVG with a title and a description."""
    drawn = _compiled(scene, "svg").decode("utf-8")
    named = f'<title id="title">{escape(scene.title)}</title><desc id="desc">{escape(alt_text(scene, 20_000))}</desc>'
    opening = re.match(r"<svg\b[^>]*>", drawn)
    if opening is None:
        raise WhoclaimsError("the typesetter gave no SVG")
    head = opening[0][:-1] + ' role="img" aria-labelledby="title desc">'
    return (head + named + drawn[opening.end() :]).encode("utf-8")


def _compiled(scene: Map | Timeline, form: Literal["png", "svg"]) -> bytes:
    import typst

    template = "timeline.typ" if isinstance(scene, Timeline) else "map.typ"
    folder = files(__package__) / "templates"
    source = (folder / "shapes.typ").read_text("utf-8") + (folder / template).read_text("utf-8")
    data = json.dumps(asdict(scene) | {"verbs": VERBS})
    try:
        return typst.compile(source.encode("utf-8"), format=form, ppi=PIXELS_PER_INCH, sys_inputs={"data": data})
    except RuntimeError as error:
        raise WhoclaimsError(f"the picture could not be typeset: {str(error).splitlines()[0]}") from error
