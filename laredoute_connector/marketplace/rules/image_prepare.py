# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Making an image fit to be served, changed only where it has to be.

What comes in is what sellers have: camera files, print files, files from the web, and
files that only pretend. What goes out is a plain JPEG, and nothing but a JPEG.
"""

from __future__ import annotations

import hashlib
import io
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PIL import Image, ImageFile, UnidentifiedImageError
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from .book import ImageLimits
from .image_pixels import KNOWN_MODES, LANCZOS, ORIENTATION, SERVED_MODES, plain
from .jpeg_bytes import METADATA, names_a_place, tidy_jpeg

#: more pixels than this are not even decoded: a small file can hold a huge image
PIXEL_LIMIT = 64_000_000


def _avif() -> tuple[str, ...]:
    """Return the name of AVIF where this Pillow reads it: 11.3 with its codec."""
    try:
        import PIL.AvifImagePlugin as plugin  # before 11.3 there is none
    except ImportError:
        return ()
    return (str(plugin.AvifImageFile.format),) if plugin.SUPPORTED else ()


# Naming the classes loads their decoders: Odoo keeps Pillow from finding them itself.
# A phone's JPEG with several images (MPO) opens as a JPEG.
_CLASSES = (
    JpegImageFile,
    PngImageFile,
    WebPImageFile,
    GifImageFile,
    BmpImageFile,
    TiffImageFile,
)
_FORMATS = (*(str(each.format) for each in _CLASSES), *_avif())
#: how an AVIF begins, after the length of its first box (ISO 14496-12, AV1-AVIF 6)
_AVIF_BRANDS = (b"ftypavif", b"ftypavis")
_QUALITIES = (92, 88, 84, 80, 75, 70, 65, 60)
_SHRINK = 0.85
_POSITION = 0x8825
# what the decoders raise on damaged files
_DAMAGE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,
    struct.error,
)
_lock = threading.Lock()


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


class ImageRefused(Exception):
    """An image cannot be made to meet the rule.

    :ivar code: one of :data:`~.codes.CODES`
    :ivar arguments: of that code, but the number of the image
    """

    def __init__(self, code: str, **arguments: int) -> None:
        super().__init__(code)
        self.code = code
        self.arguments = arguments


#: a brand's logo, which La Redoute asks for by e-mail
_LOGO = ImageLimits(shortest=1, longest=3500, size=None, advised=1, count=1)


def prepare_image(source: bytes, limits: ImageLimits) -> PreparedImage:
    """Return an image that meets limits, changed only where it has to be.

    JPEG, PNG, WebP, GIF, BMP and TIFF are read, and AVIF where Pillow reads it, of
    several images the first. CMYK, more than 8 bits, transparency (put on white), a
    rotation that is only noted, too many pixels and too many bytes are fixed. Nothing
    is ever enlarged. A JPEG that needs none of it keeps its bytes; what follows its end
    is cut off, and its metadata too when they say where it was taken: an address is
    public. One source always gives the same bytes with one version of the library.

    :raises ImageRefused: when it cannot be read, or is too small
    """
    return _prepare(source, limits)


def prepare_logo(source: bytes) -> PreparedImage:
    """Return a brand's logo as La Redoute takes it: JPEG, at most 3500 px a side.

    As :func:`prepare_image`, without a lower limit and without one of bytes.

    :raises ImageRefused: when it cannot be read
    """
    return _prepare(source, _LOGO)


def _prepare(source: bytes, limits: ImageLimits) -> PreparedImage:
    try:
        with _strict(), _open(source) as image:
            _refuse_extremes(image, limits)
            # while the file is open: older versions of Pillow close it after loading
            exif = image.getexif()
            image.load()
            if data := _as_it_is(image, exif, source, limits):
                return _prepared(data, image.size)
            made = plain(image, limits.longest, exif.get(ORIENTATION, 1))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageRefused("image_too_many_pixels") from None
    except _DAMAGE:
        raise ImageRefused("image_unreadable") from None
    _refuse_small(made.size, limits)
    return _compress(made, limits)


@contextmanager
def _strict() -> Iterator[None]:
    """Have damage raised: Odoo lets Pillow take cut files, for its reports' sake."""
    with _lock:
        lenient = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _open(source: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(source), formats=_FORMATS)
    except UnidentifiedImageError:
        if source[4:12] in _AVIF_BRANDS and "AVIF" not in _FORMATS:
            raise ImageRefused("image_avif") from None
        raise ImageRefused("image_unknown_format") from None


def _refuse_extremes(image: Image.Image, limits: ImageLimits) -> None:
    width, height = image.size
    if width * height > PIXEL_LIMIT:
        raise ImageRefused("image_too_many_pixels")
    if image.mode not in KNOWN_MODES:
        raise ImageRefused("image_unknown_format")
    _refuse_small(image.size, limits)


def _refuse_small(size: tuple[int, int], limits: ImageLimits) -> None:
    width, height = size
    if min(size) < limits.shortest:
        raise ImageRefused(
            "image_too_small", width=width, height=height, minimum=limits.shortest
        )


def _as_it_is(
    image: Image.Image, exif: Image.Exif, source: bytes, limits: ImageLimits
) -> bytes | None:
    """Return the bytes of a JPEG that needs no decoding, ``None`` for any other."""
    if (
        image.format != "JPEG"
        or image.mode not in SERVED_MODES
        or exif.get(ORIENTATION, 1) != 1
        or max(image.size) > limits.longest
    ):
        return None
    located = exif.get_ifd(_POSITION) or names_a_place(source)
    data = tidy_jpeg(source, METADATA if located else frozenset())
    fits = data is not None and (limits.size is None or len(data) <= limits.size)
    return data if fits else None


def _compress(image: Image.Image, limits: ImageLimits) -> PreparedImage:
    while True:
        for quality in _QUALITIES:
            data = _encode(image, quality)
            if limits.size is None or len(data) <= limits.size:
                return _prepared(data, image.size)
        width, height = (round(side * _SHRINK) for side in image.size)
        _refuse_small((width, height), limits)
        profile = image.info
        image = image.resize((width, height), LANCZOS)
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
