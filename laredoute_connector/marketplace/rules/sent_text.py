# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A text as the other side reads it."""

from __future__ import annotations

from ..values import wire_text


def sent_text(text: str) -> str:
    """Return a text as it arrives: nothing unseen in it, trimmed, ``\\n`` lines.

    Source: XML 1.0, productions 2 and 2.11; :func:`~..values.wire_text`.
    """
    if text.replace("\n", " ").isprintable():
        # most are, and it is ten times faster to know than to look for the others
        return text.strip()
    return wire_text(text).replace("\r\n", "\n").replace("\r", "\n").strip()
