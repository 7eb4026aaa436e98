"""Who wrote a page: persons by name, else the agency or desk whose text it is; nobody where that is not plain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy

from lxml.html import HtmlElement

from index.articles.pages import tree as trees
from index.articles.pages.outlets import of_host
from index.articles.pages.page import Page, letters, plain
from index.text.name_words import PARTICLES

_AUTHOR = frozenset("author byl byline search.byline sailthru.author parsely-author dc.creator dcterms.creator".split())


_BY = re.compile(
    r"^\W*(?:(?:story|text|words|reported|written|posted|report|analysis|photos?)\s+)?(?:by|par|por|von)\b[:\s]*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"""\b(?:(?:senior|chief|staff|special|executive|managing|deputy|associate|assistant|political  # Senior ...
        |foreign|national|science|business|technology|economics|health|sports?|crime|education     # ... Science ...
        |environment|contributing|editorial|investigative|freelance|washington|white\ house|general  # Freelance ...
        |guest|news)\s+(?:[\w.&'-]+\s+){0,3}?)?                                                    # ... and Climate ...
      (?:correspondents?|reporters?|editors?|writers?|analysts?|columnists?|contributors?|producers?  # ... Editor
        |staff|bureau|desk|journalists?|critics?|photographers?|intern|author|president|director   # ... Staff
        |blogger|envoy[ée]s?)\b.*$                                                                 # Envoyée spéciale
    """,
    re.IGNORECASE | re.X,
)
_NOT_NAMES = frozenset(
    "you your you're account login log sign subscribe follow share email more read posted updated published comments "
    "comment view all home menu the a an is are was were this that our my i we how what why who where".split()
)
_PARTICLES = PARTICLES | {"of", "ten"}  # in a byline these two count nothing and link nothing
_AGENCIES = frozenset(
    "ap afp upi reuters dpa pa cnn bbc npr associatedpress agencefrancepresse pressassociation usatoday bloomberg "
    "xinhua tass aap ansa efe kyodo cnnwire wire".split()
)


def author(page: Page, outlet: str | None, found: str | None) -> str | None:
    """The persons who wrote it, joined by "; ". ``found`` is what trafilatura makes of the page.

    An agency or a desk stands only where no person does; the outlet itself is no author.
    """
    offered: list[Iterable[str]] = [page.said.persons, [v for k, v in page.metas if k in _AUTHOR], _byline(page)]
    agency: list[str] = []
    for number, group in enumerate(offered):
        if agency and number == len(offered) - 1:
            break  # the page says whose text it is: a name beside it is somebody else's
        names = [name for one in group for name in persons(_without_outlet(one, outlet))]
        own = [name for name in dict.fromkeys(names) if not _of_outlet(name, page, outlet)]
        written = [name for name in own if not _is_agency(name)]
        if written:
            return "; ".join(written)
        agency = agency or own
    fallback = [
        name
        for name in persons("" if agency else found or "")
        if not _of_outlet(name, page, outlet) and not _is_agency(name)
    ]
    visible = plain(trees.words(page.tree))
    fallback = [name for name in fallback if f"by {plain(name)}" in visible or f"by: {plain(name)}" in visible]
    return "; ".join(fallback) or "; ".join(agency) or None


def _without_outlet(byline: str, outlet: str | None) -> str:
    """ "USA TODAY Doug Stanglin" of USA TODAY."""
    return re.sub(rf"(?<!\w){re.escape(outlet)}(?!\w)", " ", byline) if outlet and len(outlet) > 2 else byline


def persons(byline: str) -> list[str]:
    """The names in a byline: without "By", roles, dates, times and addresses."""
    line = re.sub(r"https?://\S+|\S+@\S+|@\w+|\([^)]*\)", " ", byline)
    line = _BY.sub("", " ".join(line.split()))
    line = re.split(r"\s(?:[-–—|•·]|posted|updated|published|on|for)\s|\s*[|•·]\s*|\n", line, maxsplit=1)[0]
    found: list[str] = []
    for part in re.split(r"\s*(?:;|,|&|/|\band\b|\bet\b|\by\b)\s*", line):
        name = None if found and _ROLE.search(part) else _name(part)  # what follows a name says what that person is
        if name:
            found.append(name)
    return found


def _name(part: str) -> str | None:
    part = _BY.sub("", part.strip(" .,:;–—-|"))
    part = re.sub(r"\s+\d.*$", "", part)
    words = part.split()
    cut = _ROLE.search(part)
    if cut is not None and cut.start() > 0 and len(part[: cut.start()].split()) >= 2:
        words = part[: cut.start()].strip(" ,-–—").split()
    if not 1 <= len(words) <= 5 or sum(map(len, words)) < 2:
        return None
    for word in words:
        bare = word.strip("'’\".,").lower()
        if (bare in _NOT_NAMES and not re.fullmatch(r"[A-Z]\.?", word)) or re.search(r"[\d:!?@#<>{}=]", word):
            return None
        if word[:1].islower() and bare not in _PARTICLES:
            return None
    if len(words) == 1 and letters(words[0]) not in _AGENCIES:  # a month, a section, a user's name
        return None
    if all(word.isupper() and len(word) > 1 for word in words if len(word) > 1) and len(words) > 1:
        words = [_cased(word) for word in words] if letters("".join(words)) not in _AGENCIES else words
    return " ".join(words).strip(" ,")


def _cased(word: str) -> str:
    """ "O'DONNELL" as names are written."""
    return "".join(part.capitalize() for part in re.split(r"(['’-])", word)) if len(word.strip(".")) > 1 else word


def _is_agency(name: str) -> bool:
    bare = letters(name)
    long = any(bare.startswith(agency) for agency in _AGENCIES if len(agency) > 6)
    return long or bare in _AGENCIES or bool(_ROLE.search(name))


def _of_outlet(name: str, page: Page, outlet: str | None) -> bool:
    bare = letters(name)
    own = [outlet, page.said.publisher, page.meta("og:site_name"), page.meta("dc.publisher"), page.meta("publisher"),
           page.meta("copyright"), *page.said.organisations]  # fmt: skip
    return any(one and letters(one) == bare for one in own) or of_host(name, page.host)


def _byline(page: Page) -> list[str]:
    """What stands as the story's byline: marked as its author's name, before or beside its text."""
    rest = deepcopy(page.tree)
    trees.without_asides(rest)
    marked = rest.xpath(
        "//*[@itemprop='author' or @rel='author' or contains(concat(' ',@class,' '),' byline ')"
        " or contains(concat(' ',@class,' '),' author ') or contains(@class,'byline__name')"
        " or contains(@class,'author-name') or contains(@class,'author_name') or contains(@class,'Byline')"
        " or contains(@class,'byline')]"
    )
    found: list[str] = []
    place: HtmlElement | None = None
    for element in marked[:40]:
        if place is not None and place not in element.iterancestors():
            break  # other names beside the first are co-authors, those further away other stories' authors
        inner = element.xpath(".//*[@itemprop='name' or contains(concat(' ',@class,' '),' fn ') or @rel='author']")
        texts = [trees.words(one) for one in inner] or [trees.words(element)]
        lines = [text for text in texts if 0 < len(text) <= 160 and persons(text)]
        if lines and place is None:
            place = element.getparent()
        found += lines
    if not found:
        for element in rest.iter("p", "span", "div", "address"):
            text = trees.words(element) if len(element) <= 3 else ""
            if 5 < len(text) <= 80 and re.match(r"by\s+[A-Z]", text, re.IGNORECASE) and persons(text):
                return [text]
    return found
