"""Pages that hold no article: what a site shows to robots, to readers without a subscription, or for a missing page.

Such pages are short and speak to their reader; a story about them is long and speaks of others. So the words count only
where they make up the page, and each kind needs several of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from index.articles.pages import tree as trees
from index.articles.pages.json_ld import Described
from index.errors import LoadError


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of page: its words, how many different ones it takes within how many words of text, and what it is.

    ``density``: words of text for each of its words; a story about the matter has more.
    """

    words: re.Pattern[str]
    least: int
    longest: int
    told: str
    density: int = 40


def _words(text: str) -> re.Pattern[str]:
    return re.compile(" ".join(text.split()).replace(" | ", "|"), re.IGNORECASE)


_ROBOTS = _words(
    r"(prove|verify|confirm|make sure|check)\w*( that)? (you('re| are)|you are) (a )?(real )?(human|person"
    r"|not a (ro)?bot) | not a (ro)?bot | are you (a )?(human|robot) | unusual (traffic|activity)"
    r" | suspicious (traffic|activity) | check(ing|s)? your browser | enable (js|javascript|cookies)"
    r" | javascript( and cookies)? (is|are|must be|to be) (disabled|enabled|required) | captcha"
    r" | security (check|service|verification) | (disable|turn off) (any |your )?ad ?block"
    r" | access( to (this|the) (page|site|website))?( has been| is| was)? (denied|blocked|restricted)"
    r" | (been|are|was|is) (temporarily )?blocked | automated (access|requests?|traffic|queries|tools?)"
    r" | press (and|&|&amp;) hold | just a moment | attention required | ddos | ray id | reference id"
    r" | incident id | pardon our interruption | something about your browser | malicious bots?"
    r" | bot (protection|detection) | human verification | too many requests | powered and privacy"
)
_MISSING = _words(
    r"(page|article|story|content|url|link|address|file)[\w\s,']{0,40}(not found|not be found|does(n.t"
    r"| not) exist|no longer (exists?|available|here)|unavailable|is missing|is gone|never (have )?existed"
    r"|moved|removed|deleted|expired) | (can(not|.t)|could(n.t| not)|unable to) (be )?(find|found|locate)"
    r" | \b404\b | \b410\b | not found | (oops|whoops|sorry|uh-oh)"
    r" | (may|might) have (been )?(moved|removed|deleted|renamed|expired|never)"
    r" | (check|typed|mistyped|entered) the (url|address|link) | (try|use) (the|our|a) (site )?search"
    r" | (go|return|back) (back )?to (the |our )?(home|front ?page|start) | nowhere to be found"
    r" | (been )?taken down | link[\w\s,]{0,30}broken | nothing (here|to see here|was found)"
)
_CONSENT = _words(
    r"we (value|respect|care about) your privacy | before you continue"
    r" | (use|uses|using|accept|store|set) cookies | our (\d+ )?partners"
    r" | (accept|reject|allow|agree to) (all|and continue)"
    r" | manage (my |your )?(options|preferences|choices|cookies|settings)"
    r" | personali[sz]ed (ads|advertising|content) | legitimate interests? | withdraw (your )?consent"
    r" | give (your )?consent | cookie (policy|settings|notice|preferences)"
    r" | privacy (policy|settings|notice|choices) | store and/?(or)? access"
    r" | your (device|personal data|consent) | tracking technolog"
)
_JOB = _words(
    r"apply (now|today|online|by|before|here|for this) | job (description|title|type|id|summary|reference)"
    r" | (key )?responsibilities | requirements | qualifications | salary | full[- ]time | part[- ]time"
    r" | permanent (position|role|contract) | we are (looking for|hiring|seeking|recruiting)"
    r" | (ideal|successful) candidate | years.? (of )?experience | closing date | cover letter | \bcv\b"
    r" | r[ée]sum[ée] | equal opportunit | per (annum|hour) | vacancy | join our team | about the role"
    r" | what you.ll do | reports? to the | you (will|should) (have|be able|bring) | we offer"
    r" | your (tasks|profile|role|responsibilities|mission) | (is|are) hiring"
    r" | applications? (by|to|are|will|must|should) | pension | permanent contract | a degree | wanted\b"
    r" | start(ing)? date | working hours | holiday allowance"
)
_CLOSED = _words(
    r"forbidden | unauthori[sz]ed | permission to"
    r" | (access|address)[\w\s]{0,20}(denied|blocked|refused|restricted)"
    r" | (server|internal|gateway|database) error | bad gateway | service unavailable"
    r" | temporarily (unavailable|closed) | (under|for|scheduled) maintenance | be back (soon|shortly|online)"
    r" | try again (later|in a) | not available in your (country|region) | \b(401|403|429|451|500|502|503)\b"
)
_KINDS = (
    _Kind(_ROBOTS, 2, 200, "the site asks to prove that one is human"),
    _Kind(_MISSING, 3, 200, "the page says that it was not found"),
    _Kind(_CLOSED, 3, 120, "the site shows an error in its place"),
    _Kind(_CONSENT, 4, 400, "the site asks for consent to cookies"),
    _Kind(_JOB, 4, 900, "it is a job advert", 25),
)
# In the heading of a page one is enough.
_HEADINGS = (
    (_words(r"access.*(denied|blocked) | are you (a )?(human|robot) | just a moment | attention required"
            r" | security check | captcha | (verify|prove|confirm).*human | pardon our interruption"
            r" | checking your browser"), 0),
    (_words(r"^\W*(error )?(404|410)\b | (page|article|story|content).{0,30}(not found|not be found|unavailable"
            r"|no longer|does(n.t| not) exist|missing|gone|removed|expired) | ^\W*not found"
            r" | can.?t (be found|find (that|this|the)) | ^\W*(oops|whoops)"), 1),
    (_words(r"(we|your).*privacy | cookie | before you continue | consent"), 3),
)  # fmt: skip
_SELL = _words(
    r"already (a |have an? |an? )?(subscriber|subscribed|subscription|member|registered|account)"
    r" | subscribe (now|today|here|for|to (read|continue|keep|unlock|access|get|our|the|us))"
    r" | (to|please) (continue|keep|go on|finish) reading | continue reading (this|the|your|with|for|by)"
    r" | to read (the )?(full|whole|entire|rest|more of|complete) (of )?(this |the )?(story|article|text"
    r"|piece|report) | (sign|log) ?in (to|or) (read|continue|keep|subscribe|register|see|access|view)"
    r" | (you.ve|you have|you.re out of|have) (reached|read|used|run out of|hit) (your|all|the)"
    r" | free (articles?|stor(y|ies)) (left|remaining|this|per|a month|limit)"
    r" | (register|sign up|join) (now |today )?(to|for free|free) | (subscribers?|members?)[- ]only"
    r" | only (for|to) (our )?(paying )?(subscribers|members)"
    r" | (exclusive(ly)?|available|reserved|open)( only)? (to|for) (our )?(paying |registered "
    r"|paid )?(subscribers|members|readers with) | unlock (this|the|full|unlimited|all|every)"
    r" | for (paying |our |paid )?subscribers | start (your|a) .{0,25}(trial|subscription)"
    r" | become a (paying )?(member|subscriber|patron) | create (a |an |your )?(free )?account"
    r" | choose (a|your) (plan|subscription)"
    r" | (this|the) (rest|remainder) of (this|the) (story|article|text|piece)"
    r" | support (our|independent|quality|local) (journalism|work|reporting) | cancel any ?time"
    r" | (unlimited|full|digital) access"
)
_CUT = re.compile(r"(\.\.\.|…|\[…\]|\[\.\.\.\])\W*$")
_MORE = re.compile(
    r"^(read|see|continue|view|full|the full|find out)\b.{0,20}\b(more|on|reading|story|article|full)\b|^more\b|»$",
    re.I,
)
_STUB, _SHORT = 60, 110  # words: a story of fewer is none; with a sign that it goes on, of fewer than that
_BRIEF = 100  # words of a page that says little; where it speaks to its reader, less tells what it is
_READER = re.compile(r"\b(you|your|we|our|us|please)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_FRONT = 15  # linked headlines; fewer stand beside any story
_ENOUGH = 8  # different words of a kind, however long the page is
_NAG = 70  # words of a box that sells subscriptions


def refuse(tree: HtmlElement, said: Described, heading: str) -> None:
    """Raise LoadError for a page that is not an article by all that it says. The tree is cleaned."""
    if "jobposting" in said.kinds:
        raise LoadError("not an article: it is a job advert")
    body = tree.find("body")
    text = trees.words(body if body is not None else tree)
    count = len(text.split())
    spoken_to = count <= _BRIEF and len(_READER.findall(_QUOTED.sub(" ", text))) >= 2
    for pattern, index in _HEADINGS:
        kind = _KINDS[index]
        if pattern.search(heading) and count <= kind.longest and _different(kind.words, text) >= 1:
            raise LoadError(f"not an article: {kind.told}")
    found = []
    for kind in _KINDS:
        hits = _different(kind.words, text)
        dense = min(count / kind.density, _ENOUGH)
        if count <= kind.longest and hits >= max(
            1 if spoken_to else 2, kind.least - (count <= _STUB) - 2 * spoken_to, dense
        ):
            found.append((hits, kind.told))
    if found:
        raise LoadError(f"not an article: {max(found, key=lambda one: one[0])[1]}")
    if _many_stories(tree):
        raise LoadError("not an article: a list of stories, each of which has its own page")


def _different(pattern: re.Pattern[str], text: str) -> int:
    return len({found.group().lower() for found in pattern.finditer(text)})


def without_sales(tree: HtmlElement) -> str:
    """Take away the boxes and paragraphs that sell a subscription; gives their words."""
    told = []
    for element in list(
        tree.iter("p", "div", "section", "aside", "a", "button", "h2", "h3", "h4", "span", "li", "form")
    ):
        if element.getparent() is None or not _attached(element, tree):
            continue
        text = trees.words(element)
        if not text or len(text.split()) > _NAG or any(mark in text for mark in '“”"«»'):
            continue
        if _SELL.search(text):
            told.append(text)
            element.drop_tree()
    return " ".join(told)


def _attached(element: HtmlElement, tree: HtmlElement) -> bool:
    while element is not None and element is not tree:
        element = element.getparent()
    return element is not None


def refuse_front(links: list[str], said: Described, address: str | None) -> None:
    """Raise LoadError for the page that a site opens with: headlines that lead to their stories, many of them."""
    parts = urlsplit(address or "")
    root = bool(parts.netloc) and parts.path in ("", "/") and not parts.query
    if root and said.published is None and sum(len(link.split()) >= 4 for link in links) >= _FRONT:
        raise LoadError("not an article: a site's front page")


def refuse_stub(text: str, sold: str, said: Described, links: list[str]) -> None:
    """Raise LoadError where ``text`` is only a story's beginning. ``sold``: what ``without_sales`` took away."""
    count = len(text.split())
    onward = [link for link in links if _MORE.search(link)]
    cut = any(_CUT.search(_without_end(line.strip(), onward)) for line in text.strip().splitlines()[-2:])
    paid = bool(sold) or said.free is False
    if paid and (count < _STUB or (cut and count < 4 * _SHORT) or (said.free is False and count < _SHORT)):
        raise LoadError("only the beginning of the story: the rest is for subscribers")
    if cut and count < _SHORT and onward:
        raise LoadError("only the beginning of the story: the page links to the whole of it")


def _without_end(line: str, onward: list[str]) -> str:
    """The line without a link to the whole story at its end."""
    return next((line.removesuffix(link).strip() for link in onward if line.endswith(link)), line)


def links(tree: HtmlElement) -> list[str]:
    """The words of the links."""
    return [text for text in (trees.words(one) for one in tree.iter("a")) if text]


def _many_stories(tree: HtmlElement) -> bool:
    """Do most words stand in boxes of a linked heading and a line or two, three or more of them?"""
    boxes = _boxes(tree)
    filled: set[HtmlElement] = set()
    inside = outside = 0
    for paragraph in tree.iter("p"):
        count = len(trees.words(paragraph).split())
        if count < 6:
            continue
        near = zip(paragraph.iterancestors(), range(4), strict=False)
        box = next((above for above, _ in near if above in boxes), None)
        if box is None:
            outside += count
        else:
            filled.add(box)
            inside += count
    return len(filled) >= 3 and inside > 2 * outside


def _boxes(tree: HtmlElement) -> set[HtmlElement]:
    """The elements close around a heading that is a link, where they hold no more than a teaser."""
    looked: dict[HtmlElement, bool] = {}
    for linked in tree.xpath("//h2[.//a]|//h3[.//a]|//h4[.//a]|//a[h2 or h3 or h4]"):
        for above, _ in zip(linked.iterancestors("article", "li", "div", "section"), range(2), strict=False):
            if above not in looked:
                looked[above] = len(trees.words(above).split()) <= 90 and len(above.xpath(".//p")) <= 3
    return {element for element, small in looked.items() if small}
