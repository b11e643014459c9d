# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Finding HTML in a text."""

from __future__ import annotations

import re

# "<3" and "a < b" are no HTML; "&amp;" is, "R&D" is not
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*|/)?>|<!--")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")
#: tags that an account may send in descriptions (assumed: no list is published)
SIMPLE_TAGS = frozenset({"p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li"})


def find_html(text: str, allowed: frozenset[str] = frozenset()) -> str:
    """Return the first HTML found in a text, empty when there is none.

    :param allowed: names of tags that do not count; with any, entities do not
        count either
    """
    for tag in _TAG.finditer(text):
        if (tag[2] or "").lower() not in allowed:
            return tag[0]
    entity = None if allowed else _ENTITY.search(text)
    return entity[0] if entity else ""
