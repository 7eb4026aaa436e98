"""Secrets out of whatever is shown or logged, in every form in which a program may have written them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus, unquote


def forms(secrets: Iterable[str]) -> tuple[str, ...]:
    """The secrets as they stand, and as JSON, Python and addresses write them; longer ones first."""
    found = {form for secret in secrets for form in (secret, unquote(secret))}
    for plain in tuple(found):
        escaped = {json.dumps(plain)[1:-1], json.dumps(plain, ensure_ascii=False)[1:-1], repr(plain)[1:-1]}
        quoted = {quote(plain), quote(plain, safe=""), quote_plus(plain)}
        found |= escaped | quoted | {_lower(one) for one in quoted}
    return tuple(sorted({one for one in found if one}, key=len, reverse=True))


def redacted(text: str, written: Iterable[str], blot: str = "***") -> str:
    """``text`` with every one of ``written`` (from ``forms``) blotted out. Cut a text only after this."""
    for one in written:
        text = text.replace(one, blot)
    return text


def _lower(quoted: str) -> str:
    return re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), quoted)
