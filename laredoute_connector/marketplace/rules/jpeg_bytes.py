# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A JPEG's own bytes, piece by piece, without decoding it.

Source: ITU-T T.81, annex B: two bytes at the start, pieces that begin with a
marker and their length, scans that run up to the next marker, two bytes at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
#: where cameras and programs write of themselves: EXIF and XMP, IPTC, comments
METADATA = frozenset({0xE1, 0xED, 0xFE})
_NOTES = 0xE1
# XMP, part 3: how the pieces with a photographer's notes begin, the first and the rest
_XMP = (b"http://ns.adobe.com/xap/", b"http://ns.adobe.com/xmp/extension/")
# within a scan, FF00 is a byte and FFD0 to FFD7 are markers of its own
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


def tidy_jpeg(source: bytes, drop: frozenset[int] = frozenset()) -> bytes | None:
    """Return a JPEG up to its end, its pixels untouched.

    >>> tidy_jpeg(bytes.fromhex("ffd8 fffe0003 41 ffd9") + b"<script>").hex()
    'ffd8fffe000341ffd9'

    :param drop: second bytes of the markers whose pieces are left out
    :return: ``None`` when its pieces do not follow one another up to an end
    """
    kept = [source[:2]]
    for marker, piece in _pieces(source):
        if marker not in drop:
            kept.append(piece)
        if marker == _END:
            return b"".join(kept)
    return None


def names_a_place(source: bytes) -> bool:
    """Return whether the XMP of a JPEG says where it was taken.

    It is looked for here because older versions of Pillow give none of a JPEG, and
    newer ones its first piece only.
    """
    return any(
        marker == _NOTES and piece[4:].startswith(_XMP) and b"GPS" in piece
        for marker, piece in _pieces(source)
    )


def _pieces(source: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each piece after the start, with the second byte of its marker."""
    if source[:2] != bytes((0xFF, _START)):
        return
    place = 2
    while place + 1 < len(source) and source[place] == 0xFF:
        marker = source[place + 1]
        if marker == _END:
            yield marker, source[place : place + 2]
            return
        # any number of FF may fill the space before a marker
        end = place + 1 if marker == 0xFF else _end_of_piece(source, place, marker)
        yield marker, source[place:end]
        place = end


def _end_of_piece(source: bytes, place: int, marker: int) -> int:
    length = int.from_bytes(source[place + 2 : place + 4], "big")
    end = place + 2 + max(length, 2)
    if marker != _SCAN:
        return end
    found = _NEXT_MARKER.search(source, end)
    return found.start() if found else len(source)
