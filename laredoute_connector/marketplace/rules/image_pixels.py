# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pixels of any kind made plain: upright, opaque, eight bits, RGB or grey."""

from __future__ import annotations

import math
from typing import Any

from PIL import Image

#: what a JPEG of ours holds
SERVED_MODES = ("RGB", "L")
_SEE_THROUGH = ("LA", "La", "PA", "RGBA", "RGBa")
_DEEP_MODES = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
KNOWN_MODES = frozenset(
    {*SERVED_MODES, *_DEEP_MODES}
    | {"1", "LA", "La", "P", "PA", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr"}
)
# a profile of CMYK or of grey would be wrong on what is RGB now
_PROFILED_MODES = ("RGB", "RGBA", "RGBX", "P")
#: bytes; a colour profile that is larger leaves no room for the image
_PROFILE_LIMIT = 100_000
#: the tag of EXIF 2.3
ORIENTATION = 0x0112
# Pillow before 9.1 has no other place for them than the module
_TURN: Any = getattr(Image, "Transpose", Image)
LANCZOS: Any = getattr(Image, "Resampling", Image).LANCZOS
#: its values
_TURNS = {
    2: _TURN.FLIP_LEFT_RIGHT,
    3: _TURN.ROTATE_180,
    4: _TURN.FLIP_TOP_BOTTOM,
    5: _TURN.TRANSPOSE,
    6: _TURN.ROTATE_270,
    7: _TURN.TRANSVERSE,
    8: _TURN.ROTATE_90,
}


def plain(image: Image.Image, longest: int, orientation: int = 1) -> Image.Image:
    """Return an image in RGB or grey, upright, transparency put on white.

    Its ``info`` holds nothing but the colour profile, where that still holds. It is
    shrunk early: a large one with transparency would be held several times.

    :param image: loaded; it is left as it is
    :param longest: pixels; a longer side is shrunk to it, in proportion
    :param orientation: as its EXIF notes it
    :raises ValueError: when its values are no numbers
    """
    profile = image.info.get("icc_profile") if image.mode in _PROFILED_MODES else None
    turn = _TURNS.get(orientation)
    made = _layer(image)
    made.thumbnail((longest, longest), LANCZOS)
    if made.mode == "RGBA":
        white = Image.new("RGB", made.size, "white")
        white.paste(made, mask=made.getchannel("A"))
        made = white
    if turn is not None:
        made = made.transpose(turn)
    kept = bool(profile) and len(profile or b"") <= _PROFILE_LIMIT
    made.info = {"icc_profile": profile} if kept else {}
    return made


def _layer(image: Image.Image) -> Image.Image:
    """Return a new image in RGB, RGBA or grey."""
    if image.mode in _DEEP_MODES:
        return _eight_bits(image)
    if _is_transparent(image):
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image.copy() if image.mode in SERVED_MODES else image.convert("RGB")


def _is_transparent(image: Image.Image) -> bool:
    """Return whether any pixel may be transparent; Pillow knows it from 10.1 on."""
    if image.mode in _SEE_THROUGH or "transparency" in image.info:
        return True
    palette = image.palette if image.mode == "P" else None
    return palette is not None and palette.mode.endswith("A")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return deep greys in eight bits; converted as they are, most would be white.

    Sixteen bits have a white of their own. Whole numbers of 32 bits and fractions
    have none: the darkest becomes black and the brightest white.
    """
    deep = image if image.mode == "F" else image.convert("I")
    low, high = 0.0, 65535.0
    if image.mode in ("I", "F") and image.format != "PNG":
        low, high = (float(str(each)) for each in deep.getextrema())
    if not math.isfinite(high - low):
        raise ValueError("greys without a number")
    scale = 255 / ((high - low) or 1)
    shift = -low * scale
    # no other form than this one: Pillow works it out before it looks at a pixel
    return deep.point(lambda value: value * scale + shift).convert("L")
