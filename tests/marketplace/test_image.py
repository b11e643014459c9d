# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images are made to meet the rule, changed only where they must be."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile
from PIL.TiffImagePlugin import TiffImageFile

from odoo.addons.laredoute_connector.marketplace.rules import (
    Candidate,
    ImageFacts,
    ImageRefused,
    PreparedImage,
    check,
    find,
    prepare_image,
)
from odoo.addons.laredoute_connector.marketplace.rules.jpeg_bytes import tidy_jpeg
from odoo.addons.laredoute_connector.marketplace.sellr.rule_book import BOOK

from .image_files import (
    BLUE,
    RED,
    drawn,
    framed,
    noise,
    saved,
    srgb,
    with_exif,
    with_profile,
    with_xmp,
)

LIMITS = BOOK.limits.images


def opened(prepared: PreparedImage) -> Image.Image:
    image = Image.open(io.BytesIO(prepared.data))
    image.load()
    assert image.format == "JPEG"
    assert image.size == (prepared.width, prepared.height)
    assert prepared.md5 == hashlib.md5(prepared.data).hexdigest()
    # what was prepared meets the rule
    facts = ImageFacts("JPEG", prepared.width, prepared.height, len(prepared.data))
    codes = {each.code for each in check(Candidate(images=(facts,)), BOOK)}
    assert not any(code.startswith("image") for code in codes - {"image_small"})
    return image


def near(image: Image.Image, colour: tuple[int, int, int]) -> bool:
    pixel = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 8 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_rotation_that_is_only_noted_is_done(orientation: int) -> None:
    drawing = Image.new("RGB", (1300, 1200), RED)
    drawing.paste(BLUE, (0, 0, 650, 600))
    exif = Image.Exif()
    exif[0x0112] = orientation
    source = saved(drawing, "JPEG", exif=exif)
    image = opened(prepare_image(source, LIMITS))
    assert image.size == ((1200, 1300) if orientation > 4 else (1300, 1200))
    assert image.getexif().get(0x0112, 1) == 1
    # where the first corner has to go: EXIF, tag 274
    right, low = orientation in (2, 3, 6, 7), orientation in (3, 4, 7, 8)
    corner = image.getpixel(
        (image.width - 20 if right else 20, image.height - 20 if low else 20)
    )
    assert isinstance(corner, tuple)
    assert corner[2] > corner[0]


@pytest.mark.parametrize(
    ("mode", "kept"), [("RGB", True), ("RGBA", True), ("L", False)]
)
def test_colour_profile_is_kept_where_it_holds(mode: str, kept: bool) -> None:
    image = opened(prepare_image(with_profile(mode=mode), LIMITS))
    assert image.info.get("icc_profile") == (srgb() if kept else None)


def test_profile_that_leaves_no_room_is_dropped() -> None:
    image = opened(prepare_image(with_profile(padding=150_000), LIMITS))
    assert "icc_profile" not in image.info


def test_where_an_image_was_taken_is_not_public() -> None:
    source = with_exif(gps=True)
    prepared = prepare_image(source, LIMITS)
    image = opened(prepared)
    assert not image.getexif()
    assert b"Camera" not in prepared.data
    assert list(image.tobytes()) == list(Image.open(io.BytesIO(source)).tobytes())
    # notes that name no place are the seller's own
    assert b"Camera" in prepare_image(with_exif(), LIMITS).data


@pytest.mark.parametrize("kind", [b"xap/1.0/", b"xmp/extension/"])
def test_l_place_in_the_other_kind_of_notes_is_not_public(kind: bytes) -> None:
    """Whether Pillow reads these notes or not: few of its versions do."""
    source = with_xmp(b"<exif:GPSLatitude>50,41N</exif:GPSLatitude>", kind)
    prepared = prepare_image(source, LIMITS)
    assert near(opened(prepared), RED)
    assert prepared.data == drawn()
    # notes that name no place are the seller's own
    source = with_xmp(b"<dc:creator>Studio</dc:creator>", kind)
    assert prepare_image(source, LIMITS).data == source


def test_l_notes_are_read_while_the_file_is_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pillow 9 closes a file of several images once the first is loaded."""
    order: list[str] = []
    real = {name: getattr(TiffImageFile, name) for name in ("load", "getexif")}

    def noted(name: str) -> Any:
        def call(self: Any) -> Any:
            order.append(name)
            return real[name](self)

        return call

    for name in real:
        monkeypatch.setattr(TiffImageFile, name, noted(name))
    assert near(opened(prepare_image(framed("TIFF"), LIMITS)), RED)
    assert order.index("getexif") < order.index("load")


def test_l_pillow_need_not_know_what_is_transparent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It does from 10.1 on; before, every image that had to be changed was damaged."""
    monkeypatch.delattr(Image.Image, "has_transparency_data", raising=False)
    assert near(opened(prepare_image(with_exif(orientation=3), LIMITS)), RED)
    clear = drawn(mode="RGBA", colour=(9, 9, 9, 0), form="PNG")
    assert near(opened(prepare_image(clear, LIMITS)), (255, 255, 255))
    palette = drawn(mode="P", colour=0, form="PNG", transparency=0)
    assert near(opened(prepare_image(palette, LIMITS)), (255, 255, 255))


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "TIFF", "MPO"])
def test_of_several_images_the_first_is_served(form: str) -> None:
    options = {"lossless": True} if form == "WEBP" else {}
    assert near(opened(prepare_image(framed(form, **options), LIMITS)), RED)


def test_cut_image_is_refused_though_odoo_lets_pillow_take_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for form in ("JPEG", "PNG"):
        with pytest.raises(ImageRefused) as caught:
            prepare_image(noise(600, 600, form)[:50_000], LIMITS)
        assert caught.value.code == "image_unreadable"
    assert ImageFile.LOAD_TRUNCATED_IMAGES, "as it was found"


def test_what_follows_the_end_is_cut_and_nothing_else() -> None:
    assert prepare_image(drawn() + b"PK\3\4" + b"\xff\xd9", LIMITS).data == drawn()


@pytest.mark.parametrize(
    ("source", "tidy"),
    [
        ("ffd8ffd9", "ffd8ffd9"),
        ("ffd8fffffffe000341ffd9", "ffd8fffffffe000341ffd9"),
        ("ffd8ffda000301aaff00bbffd0ccffd900", "ffd8ffda000301aaff00bbffd0ccffd9"),
        ("ffd8ffda0003010aff00", None),
        ("ffd8fffe000341", None),
        ("ffd8fffeffff41ffd9", None),
        ("ffd800ffd9", None),
        ("ffd8", None),
        ("4749", None),
    ],
)
def test_end_of_a_jpeg_is_found_by_its_pieces(source: str, tidy: str | None) -> None:
    found = tidy_jpeg(bytes.fromhex(source))
    assert (found and found.hex()) == tidy


def test_transparent_edge_is_put_on_white() -> None:
    drawing = Image.new("RGBA", (1300, 1250), (*RED, 255))
    drawing.paste((0, 0, 0, 0), (0, 0, 650, 1250))
    image = opened(prepare_image(saved(drawing, "PNG"), LIMITS))
    left, right = image.getpixel((20, 20)), image.getpixel((1280, 20))
    assert isinstance(left, tuple) and isinstance(right, tuple)
    assert min(left) > 247 and right[0] > 190 > right[1]


def test_image_that_stays_too_heavy_is_shrunk() -> None:
    image = opened(prepare_image(noise(2400, 2000), LIMITS))
    assert 400 <= image.width < 2400
    assert abs(image.width / image.height - 1.2) < 0.01


def test_small_image_is_never_enlarged() -> None:
    with pytest.raises(ImageRefused) as caught:
        prepare_image(drawn((399, 800)), LIMITS)
    refused = caught.value
    assert refused.code == "image_too_small"
    assert refused.arguments == {"width": 399, "height": 800, "minimum": 400}
    # they are what the code wants
    assert find(refused.code, number=3, **refused.arguments)


def test_preparing_is_deterministic() -> None:
    source = drawn(form="PNG")
    assert prepare_image(source, LIMITS).md5 == prepare_image(source, LIMITS).md5


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_damaged_image_is_prepared_or_refused(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"]))
    source = bytearray(drawn((420, 410), form=form))
    for _time in range(data.draw(st.integers(1, 6))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(
            st.integers(0, 255)
        )
    try:
        prepare_image(bytes(source), LIMITS)
    except ImageRefused as refused:
        assert find(refused.code, number=1, **refused.arguments)
