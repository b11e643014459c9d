# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The table of nastiness, second half: what comes from lists, is shown and paid."""

from .images import DEAF
from .items import Fault


def _look(name, *images, ours="", theirs=""):
    return Fault("image", name, {"images": images}, ours, theirs)


STANDING = [
    Fault("brand", "no brand", {"brand": ""}, "brand_missing", "BRAND"),
    Fault("brand", "brand 0", {"brand": "0"}, "brand_zero", "BRAND"),
    Fault("brand", "brand 000", {"brand": "000"}, "brand_zero", "BRAND"),
    Fault("brand", "brand retired", {"brand": "B00090"}, "brand_retired", "BRAND"),
    Fault(
        "brand", "brand La Redoute lacks", {"brand": "B09999"}, "", "BRAND", known=False
    ),
    Fault(
        "brand",
        "brand not allowed",
        {"brand": "B00199"},
        "",
        "BRAND_NOT_ALLOWED",
        known=False,
    ),
    Fault(
        "brand",
        "brand not mapped",
        {"brand": "", "brand_name": "Inconnue"},
        "brand_unmapped",
        "BRAND",
    ),
    Fault(
        "brand",
        "brand only proposed",
        {"brand": "", "brand_name": "Proposée"},
        "brand_unmapped",
        "BRAND",
    ),
    Fault("brand", "brand mapped", {"brand": "", "brand_name": "Rivage"}),
    Fault(
        "category",
        "no category",
        {"category": "", "shelf": "unmapped"},
        "category_unmapped",
        "CATEGORY",
    ),
    Fault(
        "category",
        "category only proposed",
        {"category": "", "shelf": "proposed"},
        "category_unmapped",
        "CATEGORY",
    ),
    Fault("category", "category mapped", {"category": "", "shelf": "mapped"}),
    Fault(
        "category",
        "family as category",
        {"category": "F010"},
        "category_not_sub",
        "CATEGORY",
    ),
    Fault(
        "category",
        "category retired",
        {"category": "S0099"},
        "category_retired",
        "CATEGORY",
    ),
    Fault(
        "category",
        "category La Redoute lacks",
        {"category": "S9999"},
        "",
        "CATEGORY",
        known=False,
    ),
]


def _worn(name, ours="", theirs="", category="S0101", known=True, **lines):
    change = {"category": category, "lines": lines}
    return Fault("category", name, change, ours, theirs, known)


BULB = ("V040100", "")
ATTRIBUTES = [
    _worn("lamp without its socket", "attribute_missing", "ATTRIBUTE_MISSING", "S0701"),
    _worn("lamp with its socket", category="S0701", A0401=BULB),
    _worn(
        "lamp with a retired socket",
        "attribute_not_in_list",
        "ATTRIBUTE_VALUE",
        "S0701",
        A0401=("V040190", ""),
    ),
    _worn(
        "lamp with a socket La Redoute lacks",
        "",
        "ATTRIBUTE_VALUE",
        "S0701",
        known=False,
        A0401=("V040191", ""),
    ),
    _worn(
        "lamp with a socket in own words",
        "attribute_code_missing",
        "ATTRIBUTE_VALUE",
        "S0701",
        A0401=("", "E27"),
    ),
    _worn(
        "lamp with power of blanks",
        "attribute_empty",
        "ATTRIBUTE_VALUE",
        "S0701",
        A0401=BULB,
        A0402=("", "  "),
    ),
    _worn(
        "lamp with power of bells",
        "attribute_empty",
        "ATTRIBUTE_VALUE",
        "S0701",
        A0401=BULB,
        A0402=("", "\x07"),
    ),
    _worn("lamp with power", category="S0702", A0401=BULB, A0402=("", "40 <&> ]]>")),
    _worn(
        "lamp with power from a list",
        "attribute_code_unwanted",
        "ATTRIBUTE_VALUE",
        "S0701",
        A0401=BULB,
        A0402=("V040290", ""),
    ),
    _worn("table with a wood", category="S0801", A0403=("V040300", "")),
    _worn("dress with a composition", A0210=("", "100 % coton")),
    _worn("dress with a socket", A0401=BULB),
    _worn(
        "dress with an attribute La Redoute lacks",
        "",
        "ATTRIBUTE",
        category="S0105",
        known=False,
        A9999=("", "x"),
    ),
    _worn(
        "dress with one colour of two", "colour_half", "COLOURS", A0485=("V002227", "")
    ),
    _worn(
        "dress with only a colour's name",
        "colour_half",
        "COLOURS",
        A1114=("", "Bleu nuit"),
    ),
    _worn("dress with both colours", A0485=("V002227", ""), A1114=("", "Craie")),
    _worn("single dress with a size", A0301=("V030102", "")),
]

IMAGES = [
    _look("no image", ours="image_missing", theirs="MEDIA_COUNT"),
    _look("image of 399", "main:px399", ours="image_too_small", theirs="IMAGE"),
    _look("further image of 399", "px399", ours="image_too_small", theirs="IMAGE"),
    _look("tiny image", "tiny", ours="image_too_small", theirs="IMAGE"),
    _look("image of 400", "main:px400"),
    _look("image of 3500", "px3500"),
    _look("image of 3501", "px3501"),
    _look("image of 3501 by 400", "px3501-400"),
    _look("image too long to shrink", "ribbon", ours="image_too_small", theirs="IMAGE"),
    _look("image PNG", "main:png"),
    _look("image small PNG", "png-399", ours="image_too_small", theirs="IMAGE"),
    _look("image WebP", "webp"),
    _look("image GIF", "gif"),
    _look("image BMP", "bmp"),
    _look("image TIFF", "tiff"),
    _look("image that moves", "animated"),
    _look("image CMYK", "cmyk"),
    _look("image grey", "grey"),
    _look("image of one bit", "one-bit"),
    _look("image of 16 bits", "deep"),
    _look("image with holes", "palette"),
    _look("image on its side", "turned"),
    _look("image with a tail", "tail"),
    _look("image cut", "cut", ours="image_unreadable", theirs="IMAGE"),
    _look("image without its end", "no-end", ours="image_unreadable", theirs="IMAGE"),
    _look("image PNG cut", "cut-png", ours="image_unreadable", theirs="IMAGE"),
    _look("image bomb", "bomb", ours="image_too_many_pixels", theirs="IMAGE"),
    _look("image that lies", "lying", ours="image_too_many_pixels", theirs="IMAGE"),
    _look("image too heavy", "heavy"),
    _look("image of text", "text", ours="image_unknown_format", theirs="IMAGE"),
    _look("image SVG", "svg", ours="image_unknown_format", theirs="IMAGE"),
    _look("nine images", *(f"many-{n}" for n in range(9))),
    _look("good and bad images", "main:plain", "px399", "text", "webp"),
    _look("outside image", "out:good"),
    _look("outside image that moved", "out:moved/good"),
    _look("outside image PNG", "out:png"),
    _look("outside image of 399", "out:px399", ours="image_too_small", theirs="IMAGE"),
    _look(
        "outside image that is gone",
        "out:none",
        ours="image_unreachable",
        theirs="IMAGE",
    ),
    _look(
        "outside image of a deaf server",
        DEAF,
        ours="image_unreachable",
        theirs="IMAGE",
    ),
    _look(
        "outside image by FTP",
        "ftp://127.0.0.1/x.jpg",
        ours="image_url_bad",
        theirs="IMAGE",
    ),
]

MONEY = [
    Fault("price", "price 0", {"price": 0.0}, "price_not_positive", "PRICE"),
    Fault("price", "price negative", {"price": -5.0}, "price_not_positive", "PRICE"),
    Fault(
        "price", "price under a cent", {"price": 0.004}, "price_not_positive", "PRICE"
    ),
    Fault("price", "price of a cent", {"price": 0.01}),
    Fault("price", "price of a million", {"price": 999_999.99}),
    Fault("vat", "VAT 10", {"vat": 10.0}),
    Fault("vat", "VAT 5.5", {"vat": 5.5}),
    Fault("vat", "VAT 2.1", {"vat": 2.1}),
    Fault("vat", "VAT 8.5", {"vat": 8.5}, "vat_unknown", "VAT"),
    Fault("vat", "VAT 0", {"vat": 0.0}, "vat_unknown", "VAT"),
    Fault("vat", "no VAT", {"vat": None}, "vat_missing", "VAT"),
    Fault("stock", "no stock", {"stock": 0}, "no_stock"),
    Fault("stock", "stock not counted", {"storable": False, "stock": 0}),
]
