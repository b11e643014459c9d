# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The shop's colours, the kinds of its sizes, and codes of La Redoute's attributes."""

from __future__ import annotations

from .designs import Colour

BLACK = Colour("Noir", "2B2B2E", "noir", "NOI")
WHITE = Colour("Blanc", "F4F2EC", "blanc", "BLA")
ECRU = Colour("Écru", "E9DFC9", "beige", "ECR")
LINEN = Colour("Lin Naturel", "CDBFA3", "beige", "LIN")
CAMEL = Colour("Camel", "B98349", "marron", "CAM")
NIGHT = Colour("Bleu Nuit", "26355D", "bleu", "NUI")
SKY = Colour("Bleu Ciel", "9EC3E0", "bleu", "CIE")
TEAL = Colour("Bleu Canard", "1F6A75", "bleu", "CAN")
TERRACOTTA = Colour("Terracotta", "C4633F", "orange", "TER")
SAGE = Colour("Vert Sauge", "94A78A", "vert", "SAU")
FIR = Colour("Vert Sapin", "2C5444", "vert", "SAP")
MUSTARD = Colour("Moutarde", "D6A32F", "jaune", "MOU")
PEARL = Colour("Gris Perle", "BFC2C6", "gris", "PER")
POWDER = Colour("Rose Poudré", "E3B7B2", "rose", "POU")
BRASS = Colour("Laiton", "C8A24B", "or", "LAI")
RATTAN = Colour("Rotin Naturel", "C69C6D", "bois clair", "ROT")
OAK = Colour("Chêne Clair", "C9A06A", "bois clair", "CHE")
MANGO = Colour("Manguier", "7A4E2D", "bois foncé", "MAN")

#: names of attributes in Odoo
SIZE = "Taille"
DIMENSIONS = "Dimensions"
#: codes of attributes at La Redoute
SOCKET = "A0401"
MATERIAL = "A0403"
