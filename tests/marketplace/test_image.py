# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images are made to meet the rule, changed only where they must be."""

from __future__ import annotations

import functools
import hashlib
import io
import random
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from odoo.addons.laredoute_connector.marketplace.rules import (
    CODES,
    Candidate,
    ImageRefused,
    PreparedImage,
    check,
    prepare_image,
)

RED = (200, 10, 10)


def drawn(
    size: tuple[int, int] = (1300, 1250),
    mode: str = "RGB",
    colour: Any = RED,
    form: str = "JPEG",
    **options: Any,
) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, colour).save(stream, form, **options)
    return stream.getvalue()


@functools.cache
def noise(width: int, height: int, form: str = "JPEG") -> bytes:
    data = random.Random(1).randbytes(width * height * 3)
    stream = io.BytesIO()
    Image.frombytes("RGB", (width, height), data).save(stream, form, quality=95)
    return stream.getvalue()


def opened(prepared: PreparedImage) -> Image.Image:
    image = Image.open(io.BytesIO(prepared.data))
    image.load()
    assert image.format == "JPEG"
    assert image.size == (prepared.width, prepared.height)
    assert prepared.md5 == hashlib.md5(prepared.data).hexdigest()
    # what was prepared meets the rule
    codes = {each.code for each in check(Candidate(images=(prepared.facts,)))}
    assert not any(code.startswith("image") for code in codes - {"image_small"})
    return image


def near(image: Image.Image, colour: tuple[int, int, int]) -> bool:
    pixel = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 8 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    "source",
    [drawn(), drawn(mode="L", colour=80), drawn((400, 3500)), drawn(progressive=True)],
)
def test_image_that_is_fine_is_served_as_it_is(source: bytes) -> None:
    prepared = prepare_image(source)
    assert prepared.data == source
    opened(prepared)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_format_becomes_jpeg(form: str) -> None:
    image = opened(prepare_image(drawn(form=form)))
    assert image.size == (1300, 1250)
    assert near(image, RED)


def test_cmyk_becomes_rgb() -> None:
    image = opened(prepare_image(drawn(mode="CMYK", colour=(0, 255, 255, 0))))
    assert image.mode == "RGB"
    assert near(image, (255, 0, 0))


@pytest.mark.parametrize(
    ("mode", "colour"), [("RGBA", (9, 9, 9, 0)), ("LA", (9, 0)), ("P", 0), ("1", 1)]
)
def test_transparency_is_put_on_white(mode: str, colour: Any) -> None:
    options = {"transparency": 0} if mode == "P" else {}
    image = opened(
        prepare_image(drawn(mode=mode, colour=colour, form="PNG", **options))
    )
    assert near(image, (255, 255, 255))


def test_rotation_that_is_only_noted_is_done() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    prepared = prepare_image(drawn((1400, 1300), exif=exif))
    assert opened(prepared).size == (1300, 1400)
    assert Image.open(io.BytesIO(prepared.data)).getexif().get(0x0112, 1) == 1


def test_colour_profile_is_kept() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source = drawn(form="PNG", icc_profile=profile)
    assert opened(prepare_image(source)).info["icc_profile"] == profile


def test_too_many_pixels_are_shrunk_in_proportion() -> None:
    image = opened(prepare_image(drawn((5000, 2500))))
    assert image.size == (3500, 1750)


def test_too_many_bytes_are_compressed() -> None:
    source = noise(1000, 900)
    assert len(source) > 500_000
    image = opened(prepare_image(source))
    assert image.size == (1000, 900)


def test_image_that_stays_too_heavy_is_shrunk() -> None:
    image = opened(prepare_image(noise(2400, 2000)))
    assert 400 <= image.width < 2400
    assert abs(image.width / image.height - 1.2) < 0.01


def test_image_that_cannot_be_shrunk_is_refused() -> None:
    with pytest.raises(ImageRefused) as caught:
        prepare_image(noise(3500, 420))
    assert caught.value.code == "image_too_small"


def test_small_image_is_never_enlarged() -> None:
    with pytest.raises(ImageRefused) as caught:
        prepare_image(drawn((399, 800)))
    finding = caught.value.finding
    assert finding.code == "image_too_small"
    assert finding.arguments == {
        "number": 1,
        "width": 399,
        "height": 800,
        "minimum": 400,
    }
    assert caught.value.finding_of(3).arguments["number"] == 3


def test_long_image_that_becomes_small_is_refused() -> None:
    with pytest.raises(ImageRefused) as caught:
        prepare_image(drawn((7200, 500)))
    assert caught.value.code == "image_too_small"


def test_preparing_is_deterministic() -> None:
    source = drawn(form="PNG")
    assert prepare_image(source).md5 == prepare_image(source).md5


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is huge and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check_sum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check_sum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = (
        chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + data


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "image_unknown_format"),
        (b"hello", "image_unknown_format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image_unknown_format"),
        (drawn(form="GIF"), "image_unknown_format"),
        (drawn(mode="I;16", colour=1, form="PNG"), "image_unknown_format"),
        (drawn()[:-600], "image_unreadable"),
        (drawn(form="PNG")[:-600], "image_unreadable"),
        (bomb(9000, 9000), "image_too_many_pixels"),
        (bomb(60000, 60000), "image_too_many_pixels"),
        (bomb(500, 500), "image_unreadable"),
    ],
)
def test_what_is_no_image_is_refused(source: bytes, code: str) -> None:
    with pytest.raises(ImageRefused) as caught:
        prepare_image(source)
    assert caught.value.code == code
    assert caught.value.finding.code in CODES


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_image_is_prepared_or_refused(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))
    source = bytearray(drawn((420, 410), form=form))
    for _time in range(data.draw(st.integers(1, 6))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(
            st.integers(0, 255)
        )
    try:
        prepare_image(bytes(source))
    except ImageRefused as refused:
        assert refused.finding.code in CODES
