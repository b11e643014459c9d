# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The table of nastiness, first half: codes and texts."""

from .items import Fault


def _ean(name, change, ours="ean_not_13_digits", theirs="EAN"):
    return Fault("ean", name, {"ean": change}, ours, theirs)


def _sku(name, change, ours="", theirs=""):
    return Fault("sku", name, {"sku": change}, ours, theirs)


def _title(name, text, ours="", theirs=""):
    return Fault("title", name, {"title": text}, ours, theirs)


def _text(name, text, ours="", theirs=""):
    return Fault("description", name, {"description": text}, ours, theirs)


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
    _sku("reference with special characters", lambda s: f"{s}&<\">'"),
    _sku("reference that ends CDATA", lambda s: f"{s}]]>"),
    _sku("reference with inner blanks", lambda s: f"{s}  A B"),
    _sku("reference of emoji", lambda s: s + "👗" * 27),
    _sku("reference after a blank", lambda s: f" {s}", "sku_mangled"),
    _sku("reference before a tab", lambda s: f"{s}\t", "sku_mangled"),
    _sku("reference with a bell", lambda s: f"{s}\x07", "sku_mangled"),
    _sku("reference with a zero width", lambda s: f"{s}\u200b", "sku_mangled"),
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
    _title("title of zero width", "\u200b", "title_missing", "TITLE_MISSING"),
    _title(
        "title hiding HTML without width", "<\u2060b>Robe", "title_html", "TITLE_HTML"
    ),
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
