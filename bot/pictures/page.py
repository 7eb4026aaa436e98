"""Scenes and claims -> HTML pages: one file, no request, nothing run but the page's own script.

Words of strangers go through Jinja's escaping, or as JSON that cannot end its element; the page's policy names the
hashes of its one style and its one script and allows nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bot.pictures.report import Report
from bot.pictures.scene import VERBS, Map, Mark, Timeline
from index.text import sanitize

if TYPE_CHECKING:
    from jinja2 import Environment

_ENDING = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def map_page(scene: Map) -> bytes:
    """The map as a page, with its table."""
    return _page("map.html", "Who claims what", scene.title, scene=scene, links=_row)


def timeline_page(scene: Timeline) -> bytes:
    """The timeline as a page, with its table."""
    return _page("timeline.html", "Who said what when", scene.title, scene=scene, links=_row)


def report_page(report: Report) -> bytes:
    """The whole report as a page."""
    from markupsafe import Markup

    claims = {"claims": report.claims, "articles": report.articles, "outlets": report.outlets}
    data = sanitize.dumps(claims).translate(_ENDING)
    script = _source("report.js")
    return _page(
        "report.html",
        "Report",
        report.title,
        script=Markup(script),  # noqa: S704 - the package's own file
        policy_script=_hashed(script),
        data=Markup(data),  # noqa: S704 - "<", ">" and "&" are written as escapes
        scene=report.map,
        timelines=report.timelines,
        counts=report.counts,
        disputed=report.disputed,
        most=report.most,
        note=report.note,
        links=_claim,
    )


def _row(mark: Mark) -> str:
    return f"#n-{mark.n}"


def _claim(mark: Mark) -> str:
    return "#claim=" + quote(mark.claim, safe="")


def _page(template: str, kind: str, title: str, *, policy_script: str = "'none'", **values: Any) -> bytes:
    from markupsafe import Markup

    style = _source("page.css")
    policy = (
        f"default-src 'none'; style-src {_hashed(style)}; script-src {policy_script}; "
        "base-uri 'none'; form-action 'none'"
    )
    made = (
        _environment()
        .get_template(template)
        .render(
            kind=kind,
            title=title,
            policy=policy,
            style=Markup(style),  # noqa: S704 - the package's own file
            verbs={stance.value: verb for stance, verb in VERBS.items()},
            **values,
        )
    )
    return made.encode("utf-8", "replace")


def _hashed(source: str) -> str:
    digest = base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


@cache
def _source(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
