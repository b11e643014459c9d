# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's lists as the prototypes need them: categories, brands, attributes."""

from __future__ import annotations

from typing import Any

CATEGORIES = 20
FAMILIES = 4
BRANDS = 10
SIZES = ("34", "36", "38", "40", "42", "44", "46", "48", "50", "52")
COLOURS = ("Bleu", "Rouge", "Vert", "Noir", "Blanc", "Gris", "Rose", "Jaune")
MATERIALS = ("Coton", "Lin", "Soie", "Laine", "Viscose", "Cuir")


class Reference:
    """La Redoute's lists: families and sub-families, what they ask for, values."""

    def __init__(self, env: Any) -> None:
        self.env = env
        self.brands = env["laredoute.brand"].create(
            [{"code": f"B{n:05d}", "name": f"MAISON {n}"} for n in range(BRANDS)]
        )
        self.attributes = {
            usage: env["laredoute.attribute"].create(
                {
                    "code": code,
                    "name": name,
                    "usage": usage if usage not in ("material", "style") else "other",
                }
            )
            for usage, code, name in (
                ("size", "A0301", "Taille"),
                ("colour", "A0485", "Couleur"),
                ("commercial_colour", "A0486", "Couleur commerciale"),
                ("material", "A0500", "Matière"),
                ("style", "A0501", "Style"),
            )
        }
        self.categories = self._make_categories()
        for category in self.categories:
            self._ask(category)
        self._fill_lists()

    def _make_categories(self) -> Any:
        categories = self.env["laredoute.category"].create(
            [
                {"code": f"F{n:03d}", "name": f"Famille {n}", "level": "f"}
                for n in range(FAMILIES)
            ]
        )
        return categories + self.env["laredoute.category"].create(
            [
                {
                    "code": f"S{n:04d}",
                    "name": f"Sous-famille {n}",
                    "parent_id": categories[n % FAMILIES].id,
                }
                for n in range(CATEGORIES)
            ]
        )

    def _ask(self, category: Any) -> None:
        """The family asks for colour and material, the sub-family for the rest."""
        needs = [("size", True, True), ("style", False, False)]
        if category.level == "f":
            needs = [
                ("colour", True, True),
                ("commercial_colour", True, False),
                ("material", True, True),
            ]
        self.env["laredoute.category.attribute"].create(
            [
                {
                    "category_id": category.id,
                    "attribute_id": self.attributes[usage].id,
                    "required": required,
                    "constrained": constrained,
                }
                for usage, required, constrained in needs
            ]
        )

    def _fill_lists(self) -> None:
        lists = {"size": SIZES, "colour": COLOURS, "material": MATERIALS}
        for rank, (usage, words) in enumerate(lists.items()):
            # as long as La Redoute's own lists are
            names = [*words, *(f"{usage} {n}" for n in range(50 - len(words)))]
            self.env["laredoute.attribute.value"].create(
                [
                    {
                        "attribute_id": self.attributes[usage].id,
                        "code": f"V{rank}{n:05d}",
                        "name": name,
                    }
                    for n, name in enumerate(names)
                ]
            )
