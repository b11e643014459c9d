# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Products of the catalogue that cannot be sold on La Redoute."""

from __future__ import annotations

from decimal import Decimal

from .designs import Design
from .palette import BLACK, DIMENSIONS, MANGO, MATERIAL, POWDER, SIZE, WHITE

#: Each is wrong in one way, so that a refusal and its reason can be seen.
FAULTY = (
    Design(
        "TABMAN",
        "Tabouret Taillé Dans La Masse",
        "S0802",
        "Bois Clair",
        "",
        Decimal("69.90"),
        4.0,
        "Tabouret taillé dans un bloc de manguier, assise légèrement creusée.",
        "",
        (MANGO,),
        others=((MATERIAL, "bois massif"),),
        fault="has no image: blocked before anything is sent",
    ),
    Design(
        "TAIBRO",
        "Taie D'Oreiller Brodée",
        "S0403",
        "Nuit Douce",
        "cushion",
        Decimal("19.90"),
        0.2,
        "Taie d'oreiller en percale, galon brodé au point de bourdon.",
        "100 % coton",
        (WHITE,),
        DIMENSIONS,
        ("65x65 cm",),
        mistyped=True,
        fault="has an EAN with a wrong digit: blocked before anything is sent",
    ),
    Design(
        "ETAMET",
        "Étagère Murale En Métal",
        "S0803",
        "",
        "shelf",
        Decimal("39.90"),
        2.3,
        "Étagère murale à deux niveaux en métal laqué, fixations comprises.",
        "",
        (BLACK,),
        others=((MATERIAL, "métal"),),
        fault="has no brand: blocked before anything is sent",
    ),
    Design(
        "ROBPOI",
        "Robe Fille À Pois",
        "S0301",
        "Haute Maison Réservée",
        "dress",
        Decimal("29.90"),
        0.22,
        "Robe à pois, manches ballon et jupe qui tourne.",
        "100 % coton",
        (POWDER,),
        SIZE,
        ("4 ans", "6 ans"),
        fault="is of a brand this seller may not sell: La Redoute rejects it",
    ),
)
