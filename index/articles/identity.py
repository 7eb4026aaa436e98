"""What an article is known by: its address without the marks of whoever passed it on, its file, or its text."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit, urlunsplit

MADE = re.compile(r"(url|text|file|path)-[0-9a-f]{20}")
"""The ids that are made here, of an address, a text, a record's own address, a file's place on this machine."""

# Said by who sends a reader, and nothing of the page: newsletters, networks, advertisements, the AMP form of a page.
_TRACKING = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id epik rb_clickid "
    "wickedid mc_cid mc_eid mkt_tok vero_id vero_conv oly_anon_id oly_enc_id _hsenc _hsmi s_cid s_kwcid cmpid "
    "ncid ocid ito smid smtyp taid xtor _ga _gl ref_src ref_url guccounter guce_referrer guce_referrer_sig "
    "at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_type at_ptr_name "
    "at_format share_id sharetype __twitter_impression amp usqp".split()
)
_TRACKING_FAMILIES = ("utm_", "hsa_", "mtm_", "pk_", "piwik_", "matomo_", "amp_")
_AMP = {("outputtype", "amp"), ("output", "amp"), ("view", "amp"), ("format", "amp")}


def canonical(url: str) -> str:
    """The address without fragment and tracking parameters; all else stays as it is written."""
    parts = urlsplit(url)
    kept = [one for one in parts.query.split("&") if one and not _tracks(one)]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), ""))


def _tracks(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = unquote(name).lower().removeprefix("amp;")  # "&amp;utm_source=": copied out of a page's source
    return name in _TRACKING or name.startswith(_TRACKING_FAMILIES) or (name, value.lower()) in _AMP


def made(id: str) -> bool:
    """Was this id made here?"""
    return MADE.fullmatch(id) is not None


def addressed(id: str) -> bool:
    """Was it made of an address?"""
    return made(id) and id.startswith(("url-", "file-"))


def derived_id(url: str | None, text: str, kind: str = "url") -> str:
    """A stable id: of the URL where there is one, else of the text. ``kind`` opens that of a URL."""
    if url:
        parts = urlsplit(canonical(url))
        url = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))
        return _id(kind, url)
    return _id("text", text)


def place_id(place: str) -> str:
    """The id of the article in the file at an absolute path, which stays when the file is edited."""
    return _id("path", place)


def part_id(whole: str, number: int) -> str:
    """The id of a part of the text of that id, numbered from 1."""
    return f"{whole}-part-{number}"


def text_digest(text: str) -> str:
    """What texts are compared by."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _id(kind: str, of: str) -> str:
    return f"{kind}-" + hashlib.sha256(of.encode("utf-8", "replace")).hexdigest()[:20]
