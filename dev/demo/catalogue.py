# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The catalogue of the demo: a shop for clothes and the home."""

from __future__ import annotations

from decimal import Decimal

from .designs import Design, variants_of
from .faulty import FAULTY
from .palette import (
    BLACK,
    BRASS,
    CAMEL,
    DIMENSIONS,
    ECRU,
    FIR,
    LINEN,
    MATERIAL,
    MUSTARD,
    NIGHT,
    OAK,
    PEARL,
    POWDER,
    RATTAN,
    SAGE,
    SIZE,
    SKY,
    SOCKET,
    TEAL,
    TERRACOTTA,
    WHITE,
)

CLOTHES = (
    Design(
        "ROBMID",
        "Robe Midi Portefeuille",
        "S0101",
        "Maison Lumière",
        "dress",
        Decimal("59.90"),
        0.42,
        "Robe midi à encolure cache-cœur, manches trois-quarts et ceinture à nouer. "
        "Une coupe fluide qui suit le mouvement, du bureau au dîner.",
        "100 % viscose",
        (NIGHT, TERRACOTTA),
        SIZE,
        ("36", "38", "40"),
    ),
    Design(
        "CHELIN",
        "Chemisier En Lin Col Rond",
        "S0102",
        "Lin & Brume",
        "blouse",
        Decimal("49.90"),
        0.24,
        "Chemisier léger à petit col rond et poignets boutonnés. Le lin lavé se porte "
        "sans repassage.",
        "100 % lin",
        (WHITE,),
        SIZE,
        ("38", "40", "42"),
    ),
    Design(
        "PULCOT",
        "Pull Col Roulé Côtelé",
        "S0103",
        "Atelier Rivage",
        "jumper",
        Decimal("39.90"),
        0.46,
        "Pull à col roulé en maille côtelée, épaules tombantes et poignets hauts. "
        "Doux sur la peau, il garde sa forme lavage après lavage.",
        "80 % coton, 20 % laine",
        (ECRU, SAGE),
        SIZE,
        ("S", "M", "L"),
    ),
    Design(
        "PANLAR",
        "Pantalon Large Taille Haute",
        "S0104",
        "Maison Lumière",
        "trousers",
        Decimal("49.90"),
        0.51,
        "Pantalon ample à pinces, taille haute et poches italiennes. Le tombé est "
        "lourd, la ceinture élastiquée au dos.",
        "65 % polyester, 33 % viscose, 2 % élasthanne",
        (BLACK,),
        SIZE,
        ("38", "40", "42"),
    ),
    Design(
        "MANLAI",
        "Manteau Droit Deux Boutons",
        "S0105",
        "Octave Paris",
        "coat",
        Decimal("129.90"),
        1.35,
        "Manteau droit à col tailleur, fermé par deux boutons. Doublure satinée et "
        "poches passepoilées.",
        "60 % laine, 40 % polyester",
        (CAMEL,),
        SIZE,
        ("38", "40", "42"),
    ),
    Design(
        "CHEOXF",
        "Chemise Oxford Coupe Droite",
        "S0201",
        "Quatre Vents",
        "shirt",
        Decimal("34.90"),
        0.31,
        "Chemise en oxford de coton, col boutonné et poche poitrine. La coupe droite "
        "se porte rentrée ou non.",
        "100 % coton",
        (SKY, WHITE),
        SIZE,
        ("M", "L", "XL"),
    ),
)

HOME = (
    Design(
        "HOULAV",
        "Housse De Couette Lavée",
        "S0401",
        "Nuit Douce",
        "bedding",
        Decimal("69.90"),
        1.6,
        "Housse de couette en coton lavé au toucher souple, fermée par des boutons. "
        "Son froissé naturel dispense de repassage.",
        "100 % coton",
        (PEARL, POWDER),
        DIMENSIONS,
        ("200x200 cm", "220x240 cm"),
    ),
    Design(
        "DRAPER",
        "Drap Housse En Percale",
        "S0402",
        "Nuit Douce",
        "sheet",
        Decimal("29.90"),
        0.7,
        "Drap housse en percale 80 fils, bonnet de 30 cm et élastique sur tout le "
        "tour. Frais l'été, doux l'hiver.",
        "100 % coton",
        (WHITE,),
        DIMENSIONS,
        ("140x190 cm", "160x200 cm", "180x200 cm"),
    ),
    Design(
        "BAIEPO",
        "Drap De Bain En Éponge",
        "S0501",
        "La Fabrique du Nord",
        "towel",
        Decimal("19.90"),
        0.55,
        "Drap de bain épais en éponge de 500 g/m², liteau tissé. Il absorbe vite et "
        "sèche de même.",
        "100 % coton",
        (TEAL, MUSTARD),
        DIMENSIONS,
        ("70x140 cm", "100x150 cm"),
    ),
    Design(
        "COUVEL",
        "Coussin En Velours",
        "S0601",
        "Soline",
        "cushion",
        Decimal("24.90"),
        0.6,
        "Coussin en velours côtelé, passepoil ton sur ton et fermeture invisible. "
        "Garni et déhoussable.",
        "100 % polyester",
        (MUSTARD, FIR),
        DIMENSIONS,
        ("40x40 cm", "50x50 cm"),
    ),
    Design(
        "RIDVOI",
        "Rideau Voile À Œillets",
        "S0602",
        "Lin & Brume",
        "curtain",
        Decimal("34.90"),
        0.8,
        "Rideau en voile aspect lin à huit œillets. Il tamise la lumière sans "
        "assombrir la pièce. Vendu à l'unité.",
        "70 % polyester, 30 % lin",
        (LINEN,),
        DIMENSIONS,
        ("135x240 cm", "140x260 cm"),
    ),
    Design(
        "TAPBER",
        "Tapis Berbère À Franges",
        "S0603",
        "Terre d'Ocre",
        "rug",
        Decimal("129.90"),
        6.5,
        "Tapis à poils longs et losanges graphiques, bordé de franges nouées à la "
        "main. Épaisseur 25 mm.",
        "100 % polypropylène",
        (ECRU,),
        DIMENSIONS,
        ("120x170 cm", "160x230 cm"),
    ),
    Design(
        "LAMGLO",
        "Lampe À Poser Globe",
        "S0701",
        "Verre & Laiton",
        "lamp",
        Decimal("59.90"),
        1.2,
        "Lampe à poser au globe de verre opale, pied rond en métal. Hauteur 32 cm, "
        "interrupteur sur le câble. Ampoule non fournie.",
        "",
        (BRASS,),
        others=((SOCKET, "E27"),),
    ),
    Design(
        "SUSROT",
        "Suspension En Rotin Tressé",
        "S0702",
        "Bois Clair",
        "pendant",
        Decimal("79.90"),
        1.1,
        "Suspension tressée à la main, diamètre 45 cm. Elle dessine au plafond une "
        "ombre légère. Ampoule non fournie.",
        "",
        (RATTAN,),
        others=((SOCKET, "E27"),),
    ),
    Design(
        "TABAPP",
        "Table D'Appoint En Chêne",
        "S0801",
        "Bois Clair",
        "table",
        Decimal("89.90"),
        5.2,
        "Table d'appoint ronde en chêne massif huilé, trois pieds fuselés. Diamètre "
        "40 cm, hauteur 45 cm.",
        "",
        (OAK,),
        others=((MATERIAL, "bois massif"),),
    ),
)

CATALOGUE = (*CLOTHES, *HOME, *FAULTY)
VARIANTS = tuple(variants_of(CATALOGUE))
#: how many variants are blocked here, and how many La Redoute rejects
BLOCKED = 3
REJECTED = 2
