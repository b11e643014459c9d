# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Image files for tests: of every kind, whole, damaged and lying."""

from __future__ import annotations

import base64
import functools
import io
import random
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms

RED = (200, 10, 10)
BLUE = (10, 10, 200)
WHITE = (255, 255, 255)
SIDES = (1300, 1250)


def drawn(
    size: tuple[int, int] = SIDES,
    mode: str = "RGB",
    colour: Any = RED,
    form: str = "JPEG",
    **options: Any,
) -> bytes:
    """An image of one colour."""
    return saved(Image.new(mode, size, colour), form, **options)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def avif() -> bytes:
    """A red AVIF of 420 by 400 pixels, written out: few Pillows write one."""
    return base64.b64decode(
        "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAA"
        "cGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAA"
        "YwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAA"
        "FGlzcGUAAAAAAAABpAAAAZAAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAQwAAAAAE2NvbHJuY2x4AAEA"
        "DQAGgAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAAa21kYXQSAAoKGGI0ePaICGg0IDJTETHh4ZlAggnn"
        "lAAAAMIRaNaU/dEURBecDDIEINs7JwKAgLpZ8geaHtDK3iOHiCN9GUR9kJY2b2/KfAmi9QpfryZ+mkuy"
        "vZVCHYaMj/qRgy0OaSA="
    )


def framed(form: str, **options: Any) -> bytes:
    """Several images in one file: a red one, then a blue one."""
    Image.init()
    if form not in Image.SAVE_ALL:
        pytest.skip(f"this Pillow writes no {form}")
    first, second = Image.new("RGB", SIDES, RED), Image.new("RGB", SIDES, BLUE)
    if form == "GIF":
        # else some versions take the nearest colours of the web
        first, second = first.quantize(2), second.quantize(2)
    if form == "WEBP":
        options["duration"] = 100
    return saved(first, form, save_all=True, append_images=[second], **options)


@functools.cache
def noise(width: int, height: int, form: str = "JPEG") -> bytes:
    """An image that hardly can be compressed."""
    data = random.Random(1).randbytes(width * height * 3)
    return saved(Image.frombytes("RGB", (width, height), data), form, quality=95)


def deep(mode: str = "I;16", value: float = 32768, form: str = "PNG") -> bytes:
    """A deep grey on black, with a white corner."""
    image = Image.new("I" if mode != "F" else "F", SIDES, 0)
    image.paste(value, (100, 100, *SIDES))
    image.paste(2 * value - 1 if mode != "F" else 2 * value, (0, 0, 100, 100))
    return saved(image if mode in ("I", "F") else image.convert(mode), form)


def with_exif(size: tuple[int, int] = SIDES, **values: Any) -> bytes:
    """A JPEG with a camera's notes: ``orientation``, ``gps``."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    if orientation := values.get("orientation"):
        exif[0x0112] = orientation
    if values.get("gps"):
        exif[0x8825] = {1: "N", 2: (50.0, 41.0, 24.0)}
    return drawn(size, exif=exif)


def with_xmp(text: bytes, kind: bytes = b"xap/1.0/") -> bytes:
    """A JPEG with a photographer's notes, which not every Pillow can write."""
    notes = b"http://ns.adobe.com/" + kind + b"\0" + text
    source = drawn()
    piece = b"\xff\xe1" + struct.pack(">H", len(notes) + 2) + notes
    return source[:2] + piece + source[2:]


def with_profile(form: str = "PNG", mode: str = "RGB", padding: int = 0) -> bytes:
    profile = srgb() + bytes(padding)
    colour: Any = {"L": 80, "RGBA": (*RED, 255)}.get(mode, RED)
    return drawn(mode=mode, colour=colour, form=form, icc_profile=profile)


@functools.cache
def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png(width: int, height: int, data: bytes = b"\0") -> bytes:
    """A PNG that says it is of that size and holds ``data``."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(data))
        + _chunk(b"IEND", b"")
    )


def png_text_bomb() -> bytes:
    """A good PNG whose comment grows to 100 MB."""
    source = drawn(form="PNG")
    text = b"x\0\0" + zlib.compress(bytes(100_000_000), 9)
    return source[:33] + _chunk(b"zTXt", text) + source[33:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    check_sum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check_sum


def jpeg_that_lies(width: int, height: int) -> bytes:
    """A JPEG whose header says another size than it holds."""
    source = drawn()
    place = source.index(b"\xff\xc0") + 5
    return source[:place] + struct.pack(">HH", height, width) + source[place + 4 :]
