# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Made-up French buyers: names with the surname first, accents and apostrophes, and
phone numbers out of the ranges kept for fiction."""

from __future__ import annotations

import random

from .records import Address

SURNAMES = (
    "MARTIN",
    "BERNARD",
    "LEFÈVRE",
    "D'ALMEIDA",
    "LE GOFF",
    "ROUSSEL",
    "L'HERMITE",
    "BÉRANGER",
    "DE LA TOUR",
    "CHÂTELAIN",
    "DUPONT-MOREAU",
)
FIRST_NAMES = (
    ("Mme", "Zoé"),
    ("Mme", "Françoise"),
    ("Mme", "Anne-Sophie"),
    ("Mme", "Inès"),
    ("M.", "Jérôme"),
    ("M.", "Gaël"),
    ("M.", "Jean-Noël"),
    ("M.", "Paul"),
)
STREETS = (
    "12 rue de l'Église",
    "3 bis allée des Érables",
    "148 avenue du Général Leclerc",
    "7 impasse de l'Aiguë",
    "25 quai de la Fosse",
    "1 place d'Armes",
    "60 chemin du Vieux-Chêne",
)
CITIES = (
    ("59100", "ROUBAIX"),
    ("75011", "PARIS"),
    ("44000", "NANTES"),
    ("06000", "NICE"),
    ("38190", "BERNIN"),
    ("2A000", "AJACCIO"),
    ("62620", "BARLIN"),
    ("95690", "NESLES-LA-VALLÉE"),
)
RELAYS = (
    ("R01234", "TABAC DE L'HÔTEL DE VILLE"),
    ("R02468", "ÉPICERIE DU CENTRE"),
    ("R13579", "PRESSING SAINT-ÉLOI"),
)
INSTRUCTIONS = ("", "", "Digicode 12B34", "Laisser à la gardienne, s'il vous plaît")


class People:
    """Buyers drawn from a seeded generator: the same seed gives the same buyers."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def buyer(self) -> Address:
        title, first_name = self._random.choice(FIRST_NAMES)
        surname = self._random.choice(SURNAMES)
        postcode, city = self._random.choice(CITIES)
        return Address(
            title=title,
            name=f"{surname} {first_name}",
            address1=self._random.choice(("", ".", "Bâtiment C, 3e étage")),
            street=self._random.choice(STREETS),
            address3=self._random.choice(("", "", "Résidence « Les Ormes »")),
            postcode=postcode,
            city=city,
            country="FR",
        )

    def relay(self) -> tuple[str, Address]:
        """Return a relay's id and its address, the relay's name in place of a buyer."""
        relay_id, name = self._random.choice(RELAYS)
        postcode, city = self._random.choice(CITIES)
        street = self._random.choice(STREETS)
        return relay_id, Address(".", name, "", street, "", postcode, city, "FR")

    def phones(self) -> dict[str, str]:
        """Return one or two numbers by type, none of which can belong to anybody."""
        mobile = f"06 39 98 {self._pair()} {self._pair()}"
        if self._random.random() < 0.5:
            return {"Mobile": mobile}
        return {"Home": f"01 99 00 {self._pair()} {self._pair()}", "Mobile": mobile}

    def instruction(self) -> str:
        return self._random.choice(INSTRUCTIONS)

    def _pair(self) -> str:
        return f"{self._random.randrange(100):02d}"
