# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images: what they must be, and making them so.

Source: La Redoute's field list and the wire contract, section 7: JPEG, 400 to
3500 pixels a side, at most 500 KB; one to eight, exactly one for a parent.
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image, ImageOps, UnidentifiedImageError

from .candidate import Candidate, ImageFacts
from .finding import Finding, find

MINIMUM_SIDE = 400
MAXIMUM_SIDE = 3500
ADVISED_SIDE = 1200
#: 500 KB; the smaller of the two meanings of KB is the safe one
SIZE_LIMIT = 500_000
MOST_IMAGES = 8
#: more pixels than this are not even decoded: a small file can hold a huge image
PIXEL_LIMIT = 64_000_000

_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITIES = (92, 88, 84, 80, 75, 70, 65, 60)
_SHRINK = 0.85
_ORIENTATION = 0x0112
_PLAIN_MODES = ("RGB", "L")
_KNOWN_MODES = ("1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "CMYK", "YCbCr")
# what the decoders raise on damaged files
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error)


@dataclass(frozen=True)
class PreparedImage:
    """An image as it will be served.

    :ivar data: a JPEG within all limits; the source's own bytes when they were
    :ivar md5: of ``data``, 32 hex digits, the wire's checksum
    """

    data: bytes = field(repr=False)
    md5: str
    width: int
    height: int

    @property
    def facts(self) -> ImageFacts:
        """What the rule looks at."""
        return ImageFacts("JPEG", self.width, self.height, len(self.data))


class ImageRefused(Exception):
    """An image cannot be made to meet the rule.

    :ivar code: one of :data:`~.finding.CODES`
    :ivar arguments: of that code
    """

    def __init__(self, code: str, **arguments: int) -> None:
        super().__init__(code)
        self.code = code
        self.arguments = arguments

    @property
    def finding(self) -> Finding:
        """It as a finding about a first image."""
        return self.finding_of(1)

    def finding_of(self, number: int) -> Finding:
        """Return it as a finding about the image of that number (1 is the first)."""
        return find(self.code, number=number, **self.arguments)


# ------------------------------------------------------------------------ rule
def check(candidate: Candidate) -> Iterator[Finding]:
    """Yield what is wrong with the images as they would be served."""
    count = len(candidate.images)
    if candidate.is_parent and count > 1:
        yield find("image_parent_not_one", count=count)
    elif not count:
        yield find("image_missing")
    elif count > MOST_IMAGES:
        yield find("image_too_many", count=count, limit=MOST_IMAGES)
    for number, facts in enumerate(candidate.images, start=1):
        yield from _check_one(number, facts)


def _check_one(number: int, facts: ImageFacts) -> Iterator[Finding]:
    width, height = facts.width, facts.height
    if facts.format != "JPEG":
        yield find("image_not_jpeg", number=number, format=facts.format)
    if max(width, height) > MAXIMUM_SIDE:
        yield find(
            "image_too_large",
            number=number,
            width=width,
            height=height,
            maximum=MAXIMUM_SIDE,
        )
    if facts.size > SIZE_LIMIT:
        yield find("image_too_heavy", number=number, size=facts.size, limit=SIZE_LIMIT)
    sides = {"number": number, "width": width, "height": height}
    if min(width, height) < MINIMUM_SIDE:
        yield find("image_too_small", **sides, minimum=MINIMUM_SIDE)
    elif min(width, height) < ADVISED_SIDE:
        yield find("image_small", **sides, advised=ADVISED_SIDE)


# ----------------------------------------------------------------- preparation
def prepare_image(source: bytes) -> PreparedImage:
    """Return an image that meets the rule, changed only where it has to be.

    PNG and WebP, CMYK, transparency (put on white), a rotation that is only noted,
    too many pixels and too many bytes are mended. Nothing is ever enlarged. One
    source always gives the same bytes with one version of the library.

    :raises ImageRefused: when it cannot be read, or is too small
    """
    try:
        with _open(source) as image:
            _refuse_extremes(image)
            image.load()
            if _is_fine(image, source):
                return _prepared(source, image.size)
            plain = _plain(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageRefused("image_too_many_pixels") from None
    except _DAMAGE:
        raise ImageRefused("image_unreadable") from None
    plain.thumbnail((MAXIMUM_SIDE, MAXIMUM_SIDE), Image.Resampling.LANCZOS)
    _refuse_small(plain.size)
    return _compress(plain)


def _open(source: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(source), formats=_FORMATS)
    except UnidentifiedImageError:
        raise ImageRefused("image_unknown_format") from None


def _refuse_extremes(image: Image.Image) -> None:
    width, height = image.size
    if width * height > PIXEL_LIMIT:
        raise ImageRefused("image_too_many_pixels")
    if image.mode not in _KNOWN_MODES:
        raise ImageRefused("image_unknown_format")
    _refuse_small(image.size)


def _refuse_small(size: tuple[int, int]) -> None:
    width, height = size
    if min(size) < MINIMUM_SIDE:
        raise ImageRefused(
            "image_too_small", width=width, height=height, minimum=MINIMUM_SIDE
        )


def _is_fine(image: Image.Image, source: bytes) -> bool:
    return (
        image.format == "JPEG"
        and image.mode in _PLAIN_MODES
        and image.getexif().get(_ORIENTATION, 1) == 1
        and max(image.size) <= MAXIMUM_SIDE
        and len(source) <= SIZE_LIMIT
    )


def _plain(image: Image.Image) -> Image.Image:
    """Return the upright image in RGB or grey, transparency put on white."""
    profile = image.info.get("icc_profile") if image.mode == "RGB" else None
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        upright = Image.alpha_composite(white, layer)
    plain = upright if upright.mode in _PLAIN_MODES else upright.convert("RGB")
    plain = plain.copy()
    # a CMYK profile would be wrong on what is RGB now
    plain.info = {"icc_profile": profile} if profile else {}
    return plain


def _compress(image: Image.Image) -> PreparedImage:
    while True:
        for quality in _QUALITIES:
            data = _encode(image, quality)
            if len(data) <= SIZE_LIMIT:
                return _prepared(data, image.size)
        width, height = (round(side * _SHRINK) for side in image.size)
        _refuse_small((width, height))
        profile = image.info
        image = image.resize((width, height), Image.Resampling.LANCZOS)
        image.info = profile


def _encode(image: Image.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    image.save(
        stream,
        "JPEG",
        quality=quality,
        optimize=True,
        icc_profile=image.info.get("icc_profile"),
    )
    return stream.getvalue()


def _prepared(data: bytes, size: tuple[int, int]) -> PreparedImage:
    # the wire's checksum, not a protection
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return PreparedImage(data, md5, *size)
