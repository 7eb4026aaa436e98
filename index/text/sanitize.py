"""JSON as it goes to a terminal or into a file: words stay readable, what steers a terminal or a reader's eye does not.

An article may hold C1 control characters, marks that turn the direction of a line, zero-width characters. JSON leaves
them in strings as they are; here they are written as escapes, which read back as the same characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

# Unicode's categories Cc, Cf and Cs and its two line separators (json itself escapes what lies below U+0020).
_STEERING = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)


def dumps(value: Any, default: Callable[[Any], Any] | None = None) -> str:
    """One line of JSON with nothing in it that steers; ``json.loads`` gives ``value`` again."""
    text = json.dumps(value, ensure_ascii=False, default=default)
    return _STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text)
