# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The table of nastiness: what may be wrong, or only strange, with one product.

Each line changes a good product. It names what our rules find and what La Redoute's
side says of it; where both are empty the product is as good as before.
"""

from dataclasses import dataclass, field

from .pictures import DEAF


@dataclass
class Item:
    """One product as a manager would enter it; the defaults are good.

    :ivar brand: La Redoute's code on the product; empty: from the Odoo brand
    :ivar brand_name: what Odoo's own brand attribute says
    :ivar shelf: Odoo's category: ``plain``, ``unmapped``, ``proposed``, ``mapped``
    :ivar lines: La Redoute attribute → (code of its list, own words)
    :ivar pictures: names of picture files, ``main:`` in the product's own place,
        ``out:`` at an outside address
    :ivar vat: percent; ``None``: no tax at all
    :ivar twin: the item whose EAN or reference it has
    :ivar family: the number of the product whose declination it is
    """

    number: int
    ean: str
    sku: str
    title: str = "Robe Longue Fleurie"
    description: str = "Robe longue à fleurs, taille élastique."
    category: str = "S0101"
    brand: str = "B00101"
    brand_name: str = ""
    shelf: str = "plain"
    lines: dict = field(default_factory=dict)
    pictures: tuple = ("main:plain",)
    price: float = 49.9
    vat: float | None = 20.0
    stock: int = 7
    storable: bool = True
    faults: tuple = ()
    twin: int | None = None
    first_twin: bool = False
    family: int | None = None
    size: str = ""
    colour: str = ""

    @property
    def label(self):
        return " + ".join(fault.name for fault in self.faults) or "good"


@dataclass(frozen=True)
class Fault:
    """One kind of nastiness.

    :ivar change: Item's field → new value, or a function of the good value
    :ivar ours: code our rules find; empty: none that blocks
    :ivar theirs: code of La Redoute's refusal; empty: it takes the product
    :ivar known: whether anybody could know before La Redoute said so
    """

    kind: str
    name: str
    change: dict
    ours: str = ""
    theirs: str = ""
    known: bool = True


def _ean(name, change, ours="ean_not_13_digits", theirs="EAN"):
    return Fault("ean", name, {"ean": change}, ours, theirs)


def _sku(name, change, ours="", theirs=""):
    return Fault("sku", name, {"sku": change}, ours, theirs)


def _title(name, text, ours="", theirs=""):
    return Fault("title", name, {"title": text}, ours, theirs)


def _text(name, text, ours="", theirs=""):
    return Fault("description", name, {"description": text}, ours, theirs)


def _look(name, *pictures, ours="", theirs=""):
    return Fault("picture", name, {"pictures": pictures}, ours, theirs)


def _wrong_digit(ean):
    return ean[:12] + str((int(ean[12]) + 1) % 10)


IDENTITY = [
    _ean("no EAN", "", "ean_missing", "EAN_MISSING"),
    _ean("EAN of 12 digits", lambda ean: ean[:12]),
    _ean("EAN of 14 digits", lambda ean: "0" + ean),
    _ean("EAN with a wrong check digit", _wrong_digit, "ean_check_digit"),
    _ean("EAN with letters", lambda ean: ean[:11] + "AB"),
    _ean("EAN with inner spaces", lambda ean: f"{ean[:6]} {ean[6:]}"),
    _ean("EAN after a blank", lambda ean: f" {ean}", "", ""),
    _ean("EAN before a line feed", lambda ean: f"{ean}\n", "", ""),
    _ean("EAN with hyphens", lambda ean: f"{ean[:6]}-{ean[7:]}"),
    _ean("EAN in Arabic digits", lambda ean: ean[:12] + "\u0663"),
    _ean("EAN of 8 digits", lambda ean: f"{int(ean[4:11]):07d}0"),
    _sku("no reference", "", "sku_missing", "NOT_SENT"),
    _sku("reference of blanks", "   ", "sku_missing", "SKU_MISSING"),
    _sku(
        "reference of 33 characters",
        lambda s: s + "X" * 28,
        "sku_too_long",
        "SKU_LENGTH",
    ),
    _sku("reference of 32 characters", lambda s: s + "X" * 27),
    _sku("reference with accents", lambda s: f"{s}-ÉtÉ-œ"),
    _sku("reference with marks", lambda s: f"{s}&<\">'"),
    _sku("reference that ends CDATA", lambda s: f"{s}]]>"),
    _sku("reference with inner blanks", lambda s: f"{s}  A B"),
    _sku("reference of emoji", lambda s: s + "👗" * 27),
    _sku("reference after a blank", lambda s: f" {s}", "sku_mangled"),
    _sku("reference before a tab", lambda s: f"{s}\t", "sku_mangled"),
    _sku("reference with a bell", lambda s: f"{s}\x07", "sku_mangled"),
    _sku(
        "reference of 33 characters and blanks",
        lambda s: f" {s}{'X' * 28} ",
        "sku_too_long",
        "SKU_LENGTH",
    ),
    _sku(
        "reference of 32 characters and a blank",
        lambda s: f"{s}{'X' * 27} ",
        "sku_mangled",
    ),
]

TEXTS = [
    _title("title of blanks", "   ", "title_missing", "TITLE_MISSING"),
    _title("title of hard blanks", "\u00a0\u2003", "title_missing", "TITLE_MISSING"),
    _title("title of bells", "\x07\x01", "title_missing", "TITLE_MISSING"),
    _title("title in HTML", "Robe <b>Longue</b>", "title_html", "TITLE_HTML"),
    _title("title with a break", "Robe<br/>Longue", "title_html", "TITLE_HTML"),
    _title("title with <3", "Robe <3 D'Été"),
    _title("title with < and >", "Taille < 38 Et > 36", "title_html", "TITLE_HTML"),
    _title("title with R&D", "Robe R&D & Cie"),
    _title("title with an entity", "Robe &eacute;lue", "title_html", "TITLE_HTML"),
    _title("title with a number entity", "Robe &#233;lue", "title_html", "TITLE_HTML"),
    _title("title with a hex entity", "Robe &#xE9;lue"),
    _title("title with an open comment", "Robe <!-- Longue"),
    _title("title of 300 characters", "Robe " * 60),
    _title("title with emoji", "Robe 👗 Longue"),
    _title("title with bells", "Robe\x07 Longue\x1b"),
    _title("title hiding HTML behind bells", "<\x07b>Robe", "title_html", "TITLE_HTML"),
    _title("title from the right", "\u202bثوب طويل\u202c"),
    _title("title without capitals", "robe longue fleurie"),
    _title("title with its composition", "Robe 100 % Coton"),
    _title("title in two lines", "Robe\r\nLongue"),
    _title("title that ends CDATA", "Robe ]]> Longue"),
    _title("title of zero width", "\u200b"),
    _text("no description", "", "description_missing", "DESCRIPTION_MISSING"),
    _text(
        "description of blanks", " \n\t ", "description_missing", "DESCRIPTION_MISSING"
    ),
    _text("description of bells", "\x07", "description_missing", "DESCRIPTION_MISSING"),
    _text("description of 3000", "é" * 3000),
    _text(
        "description of 3001", "é" * 3001, "description_too_long", "DESCRIPTION_LENGTH"
    ),
    _text("description of 3000 and blanks", "x" * 3000 + " \n" * 40),
    _text("description of 3000 in lines", "x\r\n" * 1499 + "xx"),
    _text(
        "description of 3001 in lines",
        "x\r\n" * 1500 + "x",
        "description_too_long",
        "DESCRIPTION_LENGTH",
    ),
    _text(
        "description of 3001 emoji",
        "👗" * 3001,
        "description_too_long",
        "DESCRIPTION_LENGTH",
    ),
    _text("description of 3000 and bells", "\x07" + "x" * 3000),
    _text("description in HTML", "<p>Robe <b>longue</b></p>", "description_html"),
    _text("description with a script", "<script>x</script>", "description_html"),
    _text("description with entities", "Robe &eacute;lue", "description_html"),
    _text("description that ends CDATA", "Robe ]]> longue ]]]]>"),
    _text("description with < and &", "Moins < de 3 & plus > de 2"),
]

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

PICTURES = [
    _look("no picture", ours="image_missing", theirs="MEDIA_COUNT"),
    _look("picture of 399", "main:px399", ours="image_too_small", theirs="IMAGE"),
    _look("further picture of 399", "px399", ours="image_too_small", theirs="IMAGE"),
    _look("tiny picture", "tiny", ours="image_too_small", theirs="IMAGE"),
    _look("picture of 400", "main:px400"),
    _look("picture of 3500", "px3500"),
    _look("picture of 3501", "px3501"),
    _look("picture of 3501 by 400", "px3501-400"),
    _look(
        "picture too long to shrink", "ribbon", ours="image_too_small", theirs="IMAGE"
    ),
    _look("picture PNG", "main:png"),
    _look("picture small PNG", "png-399", ours="image_too_small", theirs="IMAGE"),
    _look("picture WebP", "webp"),
    _look("picture GIF", "gif"),
    _look("picture BMP", "bmp"),
    _look("picture TIFF", "tiff"),
    _look("picture that moves", "animated"),
    _look("picture CMYK", "cmyk"),
    _look("picture grey", "grey"),
    _look("picture of one bit", "one-bit"),
    _look("picture of 16 bits", "deep"),
    _look("picture with holes", "palette"),
    _look("picture on its side", "turned"),
    _look("picture with a tail", "tail"),
    _look("picture cut", "cut", ours="image_unreadable", theirs="IMAGE"),
    _look("picture without its end", "no-end", ours="image_unreadable", theirs="IMAGE"),
    _look("picture PNG cut", "cut-png", ours="image_unreadable", theirs="IMAGE"),
    _look("picture bomb", "bomb", ours="image_too_many_pixels", theirs="IMAGE"),
    _look("picture that lies", "lying", ours="image_too_many_pixels", theirs="IMAGE"),
    _look("picture too heavy", "heavy"),
    _look("picture of text", "text", ours="image_unknown_format", theirs="IMAGE"),
    _look("picture SVG", "svg", ours="image_unknown_format", theirs="IMAGE"),
    _look("nine pictures", *(f"many-{n}" for n in range(9))),
    _look("good and bad pictures", "main:plain", "px399", "text", "webp"),
    _look("outside picture", "out:good"),
    _look("outside picture that moved", "out:moved/good"),
    _look("outside picture PNG", "out:png"),
    _look(
        "outside picture of 399", "out:px399", ours="image_too_small", theirs="IMAGE"
    ),
    _look(
        "outside picture that is gone",
        "out:none",
        ours="image_unreachable",
        theirs="IMAGE",
    ),
    _look(
        "outside picture of a deaf server",
        DEAF,
        ours="image_unreachable",
        theirs="IMAGE",
    ),
    _look(
        "outside picture by FTP",
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

FAULTS = [*IDENTITY, *TEXTS, *STANDING, *ATTRIBUTES, *PICTURES, *MONEY]
