# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Silhouettes of the catalogue's products, on a square of 100 by 100.

Each is drawn in three tones: 1 the product's own colour, 0 darker, 2 lighter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Points = tuple[tuple[float, float], ...]
DARK, PLAIN, LIGHT = 0, 1, 2


@dataclass
class Sketch:
    """Strokes in the order they are drawn: kind, points, tone, width."""

    strokes: list[tuple[str, Points, int, float]] = field(default_factory=list)

    def fill(self, *points: tuple[float, float], tone: int = PLAIN) -> None:
        self.strokes.append(("polygon", points, tone, 0))

    def box(
        self, corners: tuple[float, float, float, float], tone: int = PLAIN
    ) -> None:
        """Fill a rectangle with rounded corners: left, top, right, bottom."""
        left, top, right, bottom = corners
        self.strokes.append(("box", ((left, top), (right, bottom)), tone, 0))

    def disc(
        self, corners: tuple[float, float, float, float], tone: int = PLAIN
    ) -> None:
        """Fill an ellipse in a rectangle: left, top, right, bottom."""
        left, top, right, bottom = corners
        self.strokes.append(("disc", ((left, top), (right, bottom)), tone, 0))

    def line(
        self, *points: tuple[float, float], tone: int = DARK, width: float = 0.6
    ) -> None:
        self.strokes.append(("line", points, tone, width))


def dress(sketch: Sketch) -> None:
    sketch.fill((34, 20), (24, 42), (31, 46), (40, 32), tone=DARK)
    sketch.fill((66, 20), (76, 42), (69, 46), (60, 32), tone=DARK)
    sketch.fill(
        (38, 17), (50, 30), (62, 17), (67, 22), (61, 46), (76, 86), (24, 86), (39, 46),
        (33, 22),
    )  # fmt: skip
    sketch.fill((39, 45), (61, 45), (61.5, 49), (38.5, 49), tone=DARK)
    for foot, top in ((34, 43), (45, 48), (56, 52), (66, 57)):
        sketch.line((top, 50), (foot, 85))
    sketch.line((38, 17), (52, 45), tone=LIGHT)


def shirt(sketch: Sketch) -> None:
    sketch.fill((32, 25), (15, 60), (25, 65), (36, 42), tone=DARK)
    sketch.fill((68, 25), (85, 60), (75, 65), (64, 42), tone=DARK)
    sketch.fill((40, 19), (60, 19), (70, 26), (68, 80), (50, 83), (32, 80), (30, 26))
    sketch.fill((40, 18), (50, 29), (42, 33), (36, 22), tone=LIGHT)
    sketch.fill((60, 18), (50, 29), (58, 33), (64, 22), tone=LIGHT)
    sketch.line((50, 29), (50, 82))
    for height in (38, 48, 58, 68, 76):
        sketch.disc((51, height, 52.6, height + 1.6), DARK)
    sketch.box((56, 40, 64, 50), LIGHT)


def blouse(sketch: Sketch) -> None:
    sketch.fill((36, 24), (16, 50), (20, 60), (32, 60), (38, 40), tone=DARK)
    sketch.fill((64, 24), (84, 50), (80, 60), (68, 60), (62, 40), tone=DARK)
    sketch.fill(
        (41, 20), (59, 20), (67, 25), (64, 50), (72, 80), (28, 80), (36, 50), (33, 25)
    )
    sketch.disc((37, 15, 51, 29), LIGHT)
    sketch.disc((49, 15, 63, 29), LIGHT)
    sketch.line((50, 22), (50, 79))
    for top, foot in ((40, 35), (60, 65)):
        sketch.line((top, 50), (foot, 79))


def jumper(sketch: Sketch) -> None:
    sketch.fill((30, 28), (13, 70), (25, 74), (36, 48), tone=DARK)
    sketch.fill((70, 28), (87, 70), (75, 74), (64, 48), tone=DARK)
    sketch.fill((40, 24), (60, 24), (72, 30), (69, 76), (31, 76), (28, 30))
    sketch.box((40, 13, 60, 27), LIGHT)
    sketch.box((31, 74, 69, 81), DARK)
    for place in range(33, 68, 3):
        sketch.line((place, 29), (place, 80), width=0.4)


def trousers(sketch: Sketch) -> None:
    sketch.fill((36, 17), (64, 17), (74, 87), (53, 87), (50, 44), (47, 87), (26, 87))
    sketch.box((35.5, 14, 64.5, 20), DARK)
    sketch.line((42, 21), (37, 86), tone=LIGHT)
    sketch.line((58, 21), (63, 86), tone=LIGHT)
    sketch.line((37, 22), (34, 32))
    sketch.line((63, 22), (66, 32))


def coat(sketch: Sketch) -> None:
    sketch.fill((31, 20), (17, 66), (27, 70), (36, 42), tone=DARK)
    sketch.fill((69, 20), (83, 66), (73, 70), (64, 42), tone=DARK)
    sketch.fill((40, 14), (60, 14), (70, 20), (73, 88), (27, 88), (30, 20))
    sketch.fill((40, 13), (50, 44), (39, 33), (34, 18), tone=LIGHT)
    sketch.fill((60, 13), (50, 44), (61, 33), (66, 18), tone=LIGHT)
    sketch.line((50, 44), (50, 88))
    sketch.disc((52, 46, 55, 49), DARK)
    sketch.disc((52, 58, 55, 61), DARK)
    sketch.line((34, 60), (43, 58), width=1)
    sketch.line((57, 58), (66, 60), width=1)


def bedding(sketch: Sketch) -> None:
    sketch.box((14, 26, 86, 34), DARK)
    sketch.box((19, 30, 47, 46), LIGHT)
    sketch.box((53, 30, 81, 46), LIGHT)
    sketch.fill((15, 42), (85, 42), (92, 80), (8, 80))
    sketch.fill((15, 42), (85, 42), (86.5, 50), (13.5, 50), tone=LIGHT)
    for top, foot in ((30, 26), (44, 42), (58, 60), (72, 77)):
        sketch.line((top, 52), (foot, 79))


def sheet(sketch: Sketch) -> None:
    for step, tone in enumerate((DARK, PLAIN, LIGHT)):
        sketch.box((22 + step, 62 - 14 * step, 78 - step, 76 - 14 * step), tone)
    sketch.line((24, 54), (76, 54))
    sketch.line((25, 40), (75, 40))


def towel(sketch: Sketch) -> None:
    sketch.box((18, 16, 82, 20), DARK)
    sketch.box((28, 17, 72, 84))
    sketch.box((28, 66, 72, 69), LIGHT)
    sketch.box((28, 72, 72, 74), LIGHT)
    sketch.line((40, 21), (40, 64), width=0.4)
    sketch.line((60, 21), (60, 64), width=0.4)


def cushion(sketch: Sketch) -> None:
    sketch.fill(
        (18, 20), (50, 24), (82, 20), (79, 50), (82, 80), (50, 76), (18, 80), (21, 50)
    )
    for place in range(26, 78, 5):
        sketch.line((place, 24), (place, 76), width=0.5)
    sketch.line((18, 20), (50, 24), (82, 20), tone=LIGHT, width=1)
    sketch.line((18, 80), (50, 76), (82, 80), tone=DARK, width=1)


def curtain(sketch: Sketch) -> None:
    sketch.box((10, 13, 90, 16), DARK)
    sketch.fill((18, 15), (48, 15), (44, 88), (16, 88))
    sketch.fill((52, 15), (82, 15), (84, 88), (56, 88))
    for place in range(22, 48, 5):
        sketch.line((place, 18), (place - 2, 87))
        sketch.line((100 - place, 18), (102 - place, 87), tone=LIGHT)
    for place in (21, 29, 37, 45, 55, 63, 71, 79):
        sketch.disc((place - 1.2, 16, place + 1.2, 18.4), LIGHT)


def rug(sketch: Sketch) -> None:
    sketch.fill((20, 24), (80, 24), (90, 76), (10, 76))
    for row in range(3):
        width = 30 + row * 4
        middle = 34 + row * 16
        sketch.line(
            (50 - width, middle), (50 - width / 2, middle - 7), (50, middle),
            (50 + width / 2, middle - 7), (50 + width, middle), width=1,
        )  # fmt: skip
        sketch.line(
            (50 - width, middle), (50 - width / 2, middle + 7), (50, middle),
            (50 + width / 2, middle + 7), (50 + width, middle), width=1,
        )  # fmt: skip
    for place in range(11, 90, 3):
        sketch.line((place, 76), (place - 0.6, 81), tone=LIGHT)


def lamp(sketch: Sketch) -> None:
    sketch.disc((30, 16, 70, 56), LIGHT)
    sketch.disc((36, 21, 52, 37), PLAIN)
    sketch.box((45, 54, 55, 60), DARK)
    sketch.box((48, 58, 52, 80))
    sketch.disc((32, 76, 68, 86))
    sketch.disc((32, 74, 68, 82), LIGHT)


def pendant(sketch: Sketch) -> None:
    sketch.line((50, 0), (50, 26), width=1)
    sketch.fill((42, 26), (58, 26), (82, 68), (18, 68))
    sketch.disc((18, 62, 82, 76), DARK)
    for foot in range(22, 82, 6):
        sketch.line((43 + (foot - 20) / 4.2, 27), (foot, 68), tone=LIGHT)
    for height in (36, 46, 56):
        spread = (height - 26) * 0.57
        sketch.line((42 - spread, height), (58 + spread, height))


def table(sketch: Sketch) -> None:
    sketch.fill((30, 38), (35, 38), (27, 84), (23, 84), tone=DARK)
    sketch.fill((70, 38), (65, 38), (73, 84), (77, 84), tone=DARK)
    sketch.fill((47.5, 42), (52.5, 42), (51.5, 88), (48.5, 88), tone=DARK)
    sketch.disc((15, 28, 85, 48))
    sketch.disc((15, 25, 85, 44), LIGHT)


def shelf(sketch: Sketch) -> None:
    sketch.box((16, 34, 84, 38))
    sketch.box((16, 62, 84, 66))
    sketch.line((22, 20), (22, 66), tone=PLAIN, width=1.4)
    sketch.line((78, 20), (78, 66), tone=PLAIN, width=1.4)
    sketch.box((30, 22, 34, 34), LIGHT)
    sketch.box((35, 18, 39, 34), DARK)
    sketch.disc((56, 48, 70, 62), LIGHT)


SHAPES: dict[str, Callable[[Sketch], None]] = {
    draw.__name__: draw
    for draw in (
        dress,
        shirt,
        blouse,
        jumper,
        trousers,
        coat,
        bedding,
        sheet,
        towel,
        cushion,
        curtain,
        rug,
        lamp,
        pendant,
        table,
        shelf,
    )
}
