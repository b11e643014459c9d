# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Drawing the catalogue's images: a silhouette on a soft background."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFilter

from .shapes import SHAPES, Sketch

#: La Redoute advises 1200 pixels a side. Source: protocol P-39.
SIDE = 1200
#: drawn this much larger, then shrunk, so that edges are smooth
SCALE = 2
QUALITY = 88
_TOP, _BOTTOM = (250, 248, 244), (222, 216, 207)

Colour = tuple[int, int, int]


def draw_image(shape: str, rgb: str) -> bytes:
    """Return a square JPEG of a product.

    :param shape: a name in :data:`SHAPES`
    :param rgb: the product's colour, six hexadecimal digits
    """
    sketch = Sketch()
    SHAPES[shape](sketch)
    size = SIDE * SCALE
    layer = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    _draw(sketch, ImageDraw.Draw(layer), _tones(rgb))
    layer = layer.reduce(SCALE)
    image = _background()
    image.paste((120, 112, 100), (14, 20), _shadow(layer))
    image.paste(layer, (0, 0), layer)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return stream.getvalue()


def _background() -> Image.Image:
    """A gradient from light to a little darker, top to bottom."""
    column = Image.new("RGB", (1, SIDE))
    for row in range(SIDE):
        column.putpixel((0, row), _mix(_TOP, _BOTTOM, row / SIDE))
    return column.resize((SIDE, SIDE))


def _shadow(layer: Image.Image) -> Image.Image:
    """A soft mask of what was drawn; blurred small, where it costs little."""
    mask = layer.getchannel("A").resize((SIDE // 8, SIDE // 8))
    mask = mask.filter(ImageFilter.GaussianBlur(4)).resize((SIDE, SIDE))
    return mask.point(lambda value: round(value * 0.35))


def _tones(rgb: str) -> tuple[Colour, Colour, Colour]:
    plain = (int(rgb[0:2], 16), int(rgb[2:4], 16), int(rgb[4:6], 16))
    return _mix(plain, (0, 0, 0), 0.18), plain, _mix(plain, (255, 255, 255), 0.3)


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(one, other, strict=True)
    )
    return red, green, blue


def _draw(
    sketch: Sketch, draw: ImageDraw.ImageDraw, tones: tuple[Colour, Colour, Colour]
) -> None:
    unit = SIDE * SCALE / 100
    for kind, points, tone, width in sketch.strokes:
        places = [(x * unit, y * unit) for x, y in points]
        colour = tones[tone]
        if kind == "polygon":
            draw.polygon(places, fill=colour)
        elif kind == "disc":
            draw.ellipse([*places], fill=colour)
        elif kind == "box":
            draw.rounded_rectangle([*places], radius=unit, fill=colour)
        else:
            draw.line(places, fill=colour, width=round(width * unit), joint="curve")
