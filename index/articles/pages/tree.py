"""A page's tree without what no reader of the article sees or wants: hidden parts, readers' comments, sales boxes."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import html
from lxml.html import HtmlElement

from index.errors import LoadError

_HIDING = re.compile(
    r"""display\s*:\s*none | visibility\s*:\s*hidden          # display:none
    | opacity\s*:\s*0(\.0+)?\s*(;|$|!)                        # opacity: 0.0;
    | font-size\s*:\s*0(px|em|rem|%|pt)?\s*(;|$|!)            # font-size:0px
    | text-indent\s*:\s*-\d{3,} | (left|top)\s*:\s*-\d{4,}px  # left: -9999px
    """,
    re.IGNORECASE | re.X,
)
_UNSEEN = frozenset("sr-only visually-hidden visuallyhidden screen-reader-text screenreader element-invisible".split())
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ONE = re.compile(r"([.#])([\w-]+)")
_COMMENTS = re.compile(
    r"""(?<![a-z])(?<!has-)(?<!no-)(?<!with-)
      (comments?|disqus|reader-?responses?|replies|user-?reviews?|ugccmt|discussion)  # reader-responses
      (?!-?(open|closed|enabled|disabled|on|off|count|link|allowed)\b)(?![a-z])       # not: comments-closed
    """,
    re.IGNORECASE | re.X,
)
_ASIDE = re.compile(
    r"""(?<![a-z])(
      related|recommend\w*|more-?(on|from|stories|news)|most-?(read|popular|viewed)   # more-stories
    | trending|popular|teasers?|also-?(on|read)|promo\w*|newsletter|outbrain|taboola  # teaser
    | sidebar|side-?bar|footer|breadcrumbs?|nav(igation|bar)?|menu                    # breadcrumb
    | comments?|disqus|social|share                                                   # social
    )(?![a-z])""",
    re.IGNORECASE | re.X,
)
_BLOCKS = frozenset("p h1 h2 h3 div article section blockquote ul ol".split())
_TABLE = frozenset("table tbody thead tfoot tr td th".split())
_LONG_CELL = 200
# Characters that no page prints, also as "&#1;": lxml parses them and later refuses to move them.
_UNPRINTED = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f]|&#(?:0*(?:[1-8]|1[14-9]|2\d|3[01])|x0*(?:[1-8be-f]|1[\da-f]));", re.I
)


def parsed(page: str) -> HtmlElement:
    """The tree of a page. Raises LoadError where there is nothing to make one of."""
    try:
        tree = html.fromstring(_UNPRINTED.sub(" ", page).encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.ParserError):
        raise LoadError("no article found in this page") from None
    if not isinstance(tree, HtmlElement):
        raise LoadError("no article found in this page")
    return tree


def clean(tree: HtmlElement) -> None:
    """Take away what a browser hides and what readers wrote below; lay a page that is set in a table out in blocks."""
    hides, central = _style_rules(tree), _central(tree)
    _drop(tree, lambda element: _hidden(element, hides, central))
    _drop(tree, lambda element: element not in central and _by_readers(element))
    for table in list(tree.iter("table")):
        if _is_layout(table):
            for element in list(table.iter()):
                if element.tag in _TABLE and _own_table(element) is table:
                    element.tag = "div"


def without_asides(tree: HtmlElement) -> None:
    """Also take away what belongs to other stories: related ones, menus, footers."""
    central = _central(tree)
    _drop(tree, lambda e: e.tag in ("aside", "footer", "nav") or (e not in central and bool(_ASIDE.search(_names(e)))))


def without_masthead(tree: HtmlElement) -> None:
    """Also take away what stands above the headline and not beside it, as today's date in a newspaper's head."""
    heading = tree.find(".//h1")
    if heading is None:
        return
    around = list(heading.iterancestors())
    beside = around[: 2 if len(around) > 3 else 0]  # what holds the headline, with its byline and its date
    for above in around[len(beside) :]:
        for earlier in list(above):
            if earlier in around or earlier is heading:
                break
            if isinstance(earlier.tag, str) and earlier.tag not in ("head", "script"):
                earlier.drop_tree()


def words(element: HtmlElement) -> str:
    """All text of an element that can be read, on one line."""
    parts = []
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag not in ("script", "style", "template"):
            parts.append(one.text or "")
        parts.append(one.tail or "" if one is not element else "")
    return " ".join(" ".join(parts).split())


def _drop(tree: HtmlElement, unwanted: Callable[[HtmlElement], bool]) -> None:
    for element in list(tree.iter()):
        if element is tree or not isinstance(element.tag, str) or element.tag in ("html", "head", "body", "script"):
            continue
        if element.getparent() is not None and unwanted(element):
            element.drop_tree()


def _hidden(element: HtmlElement, rules: frozenset[str], central: set[HtmlElement]) -> bool:
    if element.tag in ("style", "meta", "link", "title"):
        return False
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    if element.tag in ("template", "dialog") and element.get("open") is None:
        return True
    names = {*(element.get("class") or "").split()}
    if names & _UNSEEN or _HIDING.search(element.get("style") or ""):
        return True
    selectors = {f".{name}" for name in names} | ({f"#{element.get('id')}"} if element.get("id") else set())
    return bool(selectors & rules) and element not in central


def _style_rules(tree: HtmlElement) -> frozenset[str]:
    """Classes and ids that the page's own style sheet hides, by rules of one class or id outside media queries."""
    found = set()
    for style in tree.iter("style"):
        css = re.sub(r"/\*.*?\*/", "", style.text or "", flags=re.DOTALL)
        css = re.sub(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
        for selectors, body in _RULE.findall(css[:500_000]):
            if _HIDING.search(body):
                found |= {one.strip() for one in selectors.split(",") if _ONE.fullmatch(one.strip())}
    return frozenset(found)


def _by_readers(element: HtmlElement) -> bool:
    if "schema.org/Comment" in (element.get("itemtype") or ""):
        return True
    return element.tag not in ("a", "span") and bool(_COMMENTS.search(_names(element)))


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _central(tree: HtmlElement) -> set[HtmlElement]:
    """What the story itself stands in: all around its heading and its body."""
    found: set[HtmlElement] = set()
    for element in tree.xpath("//h1 | //*[@itemprop='articleBody'] | //main//p | //body/article//p"):
        above = element.getparent()
        if element.tag == "p":  # a paragraph tells of the element that names itself the story's, and no other
            above = next((one for one in element.iterancestors("main", "article")), None)
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return found


def _own_table(element: HtmlElement) -> HtmlElement | None:
    while element is not None and element.tag not in ("table",):
        element = element.getparent()
    return element


def _is_layout(table: HtmlElement) -> bool:
    """Is a page or a story set in it, rather than rows of values?"""
    if table.get("role") == "presentation":
        return True
    cells = [cell for cell in table.iter("td", "th") if _own_table(cell) is table]
    for cell in cells:
        blocks = any(child.tag in _BLOCKS for child in cell.iter() if child is not cell)
        if (blocks or len(cells) == 1) and len(words(cell)) > _LONG_CELL // (2 if blocks else 1):
            return True
    return False
