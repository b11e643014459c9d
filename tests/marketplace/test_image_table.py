# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What happens to each kind of image: one line each.

What comes out is measured twice: by Pillow, and by the simulator as it measures what
it has fetched. Each maker is called by its test, not when the tests are collected.
"""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest
from PIL import Image

from odoo.addons.laredoute_connector.marketplace.rules import (
    ImageRefused,
    PreparedImage,
    find,
    image_prepare,
    prepare_image,
    prepare_logo,
)
from odoo.addons.laredoute_connector.marketplace.sellr.rule_book import BOOK

from laredoute_simulator.images import measure_bytes

from .image_files import (
    RED,
    SIDES,
    WHITE,
    avif,
    deep,
    drawn,
    framed,
    jpeg_that_lies,
    noise,
    png,
    png_text_bomb,
    with_exif,
    with_profile,
)

LIMITS = BOOK.limits.images
#: its beginning; not every Pillow can make one
AVIF = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(2000)

Size = tuple[int, int]
Colour = tuple[int, int, int]
GREY = (128, 128, 128)
CLEAR = (9, 9, 9, 0)


class Served(NamedTuple):
    """``same``: byte for byte; ``colour``: in the middle, when it says anything."""

    name: str
    source: Callable[[], bytes]
    size: Size = SIDES
    colour: Colour | None = RED
    same: bool = False


SERVED = (
    Served("jpeg", drawn, same=True),
    Served("jpeg, progressive", lambda: drawn(progressive=True), same=True),
    Served(
        "jpeg, grey",
        lambda: drawn(mode="L", colour=80),
        colour=(80, 80, 80),
        same=True,
    ),
    Served("jpeg, smallest", lambda: drawn((400, 400)), size=(400, 400), same=True),
    Served("jpeg, largest", lambda: drawn((3500, 400)), size=(3500, 400), same=True),
    Served("jpeg, camera's notes", with_exif, same=True),
    Served("jpeg, position", lambda: with_exif(gps=True)),
    Served("jpeg, turned", lambda: with_exif(orientation=6), size=(1250, 1300)),
    Served("jpeg, mirrored", lambda: with_exif(orientation=2)),
    Served("jpeg, script after its end", lambda: drawn() + b"<script>1</script>"),
    Served("jpeg, archive after its end", lambda: drawn() + b"PK\3\4\xff\xd9"),
    Served("jpeg, of a phone (MPO)", lambda: framed("MPO")),
    Served(
        "jpeg, for print",
        lambda: drawn(mode="CMYK", colour=(0, 255, 255, 0)),
        colour=(255, 0, 0),
    ),
    Served("jpeg, too wide", lambda: drawn((5000, 2500)), size=(3500, 1750)),
    Served("jpeg, too heavy", lambda: noise(1000, 900), (1000, 900), None),
    # every reader fills up what is missing
    Served(
        "jpeg, that says it is taller",
        lambda: jpeg_that_lies(1300, 3400),
        size=(1300, 3400),
        colour=None,
        same=True,
    ),
    Served("png", lambda: drawn(form="PNG")),
    Served("png, for print's profile", lambda: with_profile(padding=150_000)),
    Served(
        "png, transparent",
        lambda: drawn(mode="RGBA", colour=CLEAR, form="PNG"),
        colour=WHITE,
    ),
    Served(
        "png, grey, transparent",
        lambda: drawn(mode="LA", colour=(9, 0), form="PNG"),
        colour=WHITE,
    ),
    Served(
        "png, palette, transparent",
        lambda: drawn(mode="P", colour=0, form="PNG", transparency=0),
        colour=WHITE,
    ),
    Served(
        "png, half transparent, huge",
        lambda: drawn((4200, 4200), "RGBA", (0, 0, 0, 127), "PNG"),
        size=(3500, 3500),
        colour=GREY,
    ),
    Served("png, one bit", lambda: drawn(mode="1", colour=1, form="PNG"), colour=WHITE),
    Served("png, 16 bits", deep, colour=GREY),
    Served("png, animated", lambda: framed("PNG")),
    Served("webp", lambda: drawn(form="WEBP")),
    Served("webp, animated", lambda: framed("WEBP", lossless=True)),
    Served(
        "webp, transparent",
        lambda: drawn(mode="RGBA", colour=CLEAR, form="WEBP"),
        colour=WHITE,
    ),
    Served("gif", lambda: drawn(form="GIF")),
    Served("gif, animated", lambda: framed("GIF")),
    Served("bmp", lambda: drawn(form="BMP")),
    Served("tiff", lambda: drawn(form="TIFF")),
    Served("tiff, packed", lambda: drawn(form="TIFF", compression="tiff_lzw")),
    Served("tiff, of two pages", lambda: framed("TIFF")),
    Served("tiff, 16 bits", lambda: deep(form="TIFF"), colour=GREY),
    Served("tiff, 32 bits", lambda: deep("I", 1 << 28, "TIFF"), colour=GREY),
    Served("tiff, fractions", lambda: deep("F", 0.5, "TIFF"), colour=GREY),
    Served(
        "tiff, for print",
        lambda: drawn(mode="CMYK", colour=(0, 255, 255, 0), form="TIFF"),
        colour=(255, 0, 0),
    ),
)

REFUSED: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("nothing", bytes, "image_unknown_format"),
    ("text", lambda: b"hello", "image_unknown_format"),
    ("page", lambda: b"<!DOCTYPE html><img>", "image_unknown_format"),
    (
        "drawing (SVG)",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "image_unknown_format",
    ),
    ("pdf", lambda: drawn(form="PDF"), "image_unknown_format"),
    ("eps", lambda: drawn(form="EPS"), "image_unknown_format"),
    ("icon", lambda: drawn((256, 256), form="ICO"), "image_unknown_format"),
    ("jpeg 2000", lambda: drawn(form="JPEG2000"), "image_unknown_format"),
    ("heic", lambda: avif().replace(b"avif", b"heic"), "image_unknown_format"),
    ("tiff, LAB", lambda: drawn(mode="LAB", form="TIFF"), "image_unknown_format"),
    ("jpeg, cut", lambda: drawn()[:-600], "image_unreadable"),
    ("jpeg, its first half", lambda: noise(600, 600)[:100_000], "image_unreadable"),
    ("png, cut", lambda: drawn(form="PNG")[:-600], "image_unreadable"),
    ("png, empty inside", lambda: png(500, 500), "image_unreadable"),
    ("webp, cut", lambda: noise(500, 500, "WEBP")[:-600], "image_unreadable"),
    ("gif, cut", lambda: noise(500, 500, "GIF")[:9000], "image_unreadable"),
    ("bmp, cut", lambda: drawn(form="BMP")[:-600], "image_unreadable"),
    ("tiff, cut", lambda: drawn(form="TIFF")[:-600], "image_unreadable"),
    ("tiff, no numbers", lambda: deep("F", float("nan"), "TIFF"), "image_unreadable"),
    ("png, bomb in its text", png_text_bomb, "image_unreadable"),
    ("png, bomb", lambda: png(9000, 9000), "image_too_many_pixels"),
    ("png, great bomb", lambda: png(60_000, 60_000), "image_too_many_pixels"),
    ("jpeg, bomb", lambda: jpeg_that_lies(65_000, 65_000), "image_too_many_pixels"),
    ("jpeg, small", lambda: drawn((399, 800)), "image_too_small"),
    ("png, one pixel", lambda: drawn((1, 1), form="PNG"), "image_too_small"),
    ("jpeg, long, small once shrunk", lambda: drawn((7200, 500)), "image_too_small"),
    ("jpeg, heavy, small once shrunk", lambda: noise(3500, 420), "image_too_small"),
)


def measured(prepared: PreparedImage) -> Image.Image:
    """Measure the bytes themselves, by Pillow and as the platform does."""
    assert len(prepared.data) <= 500_000
    assert prepared.md5 == hashlib.md5(prepared.data).hexdigest()
    image = Image.open(io.BytesIO(prepared.data))
    image.load()
    assert (image.format, image.size) == ("JPEG", (prepared.width, prepared.height))
    assert prepared.data.endswith(b"\xff\xd9")
    fetched = measure_bytes(prepared.data, "http://shop.example/1.jpg")
    assert (fetched.problem, fetched.md5) == ("", prepared.md5)
    assert (fetched.width, fetched.height) == image.size
    return image


@pytest.mark.parametrize("case", SERVED, ids=lambda case: case.name)
def test_image_is_served(case: Served) -> None:
    source = case.source()
    prepared = prepare_image(source, LIMITS)
    image = measured(prepared)
    assert image.size == case.size
    assert (prepared.data == source) is case.same
    if case.colour:
        middle = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
        assert isinstance(middle, tuple)
        assert all(abs(a - b) < 8 for a, b in zip(middle, case.colour, strict=True))


@pytest.mark.parametrize(
    ("source", "code"),
    [pytest.param(source, code, id=name) for name, source, code in REFUSED],
)
def test_image_is_refused(source: Callable[[], bytes], code: str) -> None:
    with pytest.raises(ImageRefused) as caught:
        prepare_image(source(), LIMITS)
    assert caught.value.code == code
    assert find(code, number=1, **caught.value.arguments)


READS_AVIF = "AVIF" in image_prepare._FORMATS


@pytest.mark.skipif(not READS_AVIF, reason="this Pillow reads no AVIF")
@pytest.mark.parametrize(
    ("source", "colour"),
    [
        pytest.param(avif, RED, id="as it is"),
        pytest.param(
            lambda: drawn(mode="RGBA", colour=CLEAR, form="AVIF"),
            WHITE,
            id="transparent",
        ),
        pytest.param(lambda: framed("AVIF"), RED, id="animated"),
        pytest.param(lambda: drawn((4200, 1250), form="AVIF"), RED, id="too wide"),
    ],
)
def test_f_avif_is_served(source: Callable[[], bytes], colour: Colour) -> None:
    image = measured(prepare_image(source(), LIMITS))
    middle = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
    assert isinstance(middle, tuple)
    assert all(abs(a - b) < 8 for a, b in zip(middle, colour, strict=True))


@pytest.mark.skipif(not READS_AVIF, reason="this Pillow reads no AVIF")
@pytest.mark.parametrize("kept", [60, 300, 370])
def test_f_avif_that_is_cut_is_refused(kept: int) -> None:
    with pytest.raises(ImageRefused) as caught:
        prepare_image(avif()[:kept], LIMITS)
    assert caught.value.code in ("image_unreadable", "image_unknown_format")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        pytest.param(avif, "image_avif", id="avif"),
        pytest.param(
            lambda: avif().replace(b"ftypavif", b"ftypavis"),
            "image_avif",
            id="animated",
        ),
        pytest.param(lambda: avif()[4:], "image_unknown_format", id="no avif"),
        pytest.param(lambda: b"\0\0\0 ftyp", "image_unknown_format", id="cut"),
    ],
)
def test_f_avif_that_this_pillow_does_not_read_says_so(
    monkeypatch: pytest.MonkeyPatch, source: Callable[[], bytes], code: str
) -> None:
    others = tuple(each for each in image_prepare._FORMATS if each != "AVIF")
    monkeypatch.setattr(image_prepare, "_FORMATS", others)
    with pytest.raises(ImageRefused) as caught:
        prepare_image(source(), LIMITS)
    assert caught.value.code == code
    assert find(code, number=1, **caught.value.arguments)


def test_f_pillow_without_avif_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    # as before 11.3
    monkeypatch.setitem(sys.modules, "PIL.AvifImagePlugin", None)
    assert image_prepare._avif() == ()


@pytest.mark.skipif(not READS_AVIF, reason="this Pillow reads no AVIF")
def test_f_pillow_without_the_codec_is_recognised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert image_prepare._avif() == ("AVIF",)
    monkeypatch.setattr("PIL.AvifImagePlugin.SUPPORTED", False)
    assert image_prepare._avif() == ()


@pytest.mark.parametrize(
    ("source", "size"),
    [
        pytest.param(lambda: drawn((40, 12)), (40, 12), id="small jpeg"),
        pytest.param(
            lambda: drawn((90, 30), "RGBA", CLEAR, "PNG"), (90, 30), id="transparent"
        ),
        pytest.param(lambda: drawn((7000, 700)), (3500, 350), id="wide"),
        pytest.param(
            lambda: noise(1000, 900), (1000, 900), id="heavy, for bytes have no limit"
        ),
        pytest.param(lambda: noise(1000, 900, "PNG"), (1000, 900), id="heavy png"),
    ],
)
def test_logo_is_a_jpeg_without_lower_limit(
    source: Callable[[], bytes], size: Size
) -> None:
    logo = prepare_logo(source())
    image = Image.open(io.BytesIO(logo.data))
    image.load()
    assert (image.format, image.size) == ("JPEG", size)
    assert (logo.width, logo.height) == size


def test_what_is_no_logo_is_refused() -> None:
    with pytest.raises(ImageRefused):
        prepare_logo(b"<svg/>")
