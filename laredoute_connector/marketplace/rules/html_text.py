# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Finding HTML in a text."""

from __future__ import annotations

import re

# whatever stands between < and > is taken for a tag by the strict; "<3" alone is none
_ANY_TAG = re.compile(r"<[^>]*>")
_ANY_ENTITY = re.compile(r"&(?:#\d+|[a-zA-Z]+);")
# what only some would take for HTML
_MARKUP = re.compile(r"&#[xX][0-9a-fA-F]+;|<!--")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*|/)?>|<!--")
#: tags that an account may send in descriptions (assumed: protocol P-33)
SIMPLE_TAGS = frozenset({"p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li"})


def find_html(text: str) -> str:
    """Return the first thing that a strict reader takes for HTML, or an empty text.

    >>> find_html("Robe A < B > C"), find_html("Robe R&D <3")
    ('< B >', '')
    """
    found = _ANY_TAG.search(text) or _ANY_ENTITY.search(text)
    return found[0] if found else ""


def find_markup(text: str) -> str:
    """Return the first thing that only some readers take for HTML."""
    found = _MARKUP.search(text)
    return found[0] if found else ""


def find_tag(text: str, allowed: frozenset[str]) -> str:
    """Return the first HTML tag or comment found, empty when there is none.

    :param allowed: names of tags that do not count; with none, entities count too
    """
    if "<" not in text and "&" not in text:
        return ""
    for tag in _TAG.finditer(text):
        if (tag[2] or "").lower() not in allowed:
            return tag[0]
    found = None if allowed else _ANY_ENTITY.search(text) or _MARKUP.search(text)
    return found[0] if found else ""
