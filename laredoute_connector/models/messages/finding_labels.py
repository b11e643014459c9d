# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A short name for each code of a finding, to group and search by."""

from ...marketplace.rules import CODES


def finding_labels(env):
    """Return [(code, name in the user's language)] of every code there is."""
    names = _names(env)
    codes = [*names, *(code for code in CODES if code not in names)]
    return [(code, names.get(code, code)) for code in codes]


def _names(env):
    return (
        _code_names(env)
        | _text_names(env)
        | _place_names(env)
        | _image_names(env)
        | _offer_names(env)
    )


def _code_names(env):
    _ = env._
    return {
        "ean_missing": _("EAN missing"),
        "ean_not_13_digits": _("EAN without 13 digits"),
        "ean_check_digit": _("EAN with a wrong last digit"),
        "ean_not_unique": _("EAN used twice"),
        "ean_changed": _("EAN changed after it was sent"),
        "ean_on_parent": _("EAN on a parent"),
        "ean_internal": _("EAN for use in a shop only"),
        "sku_missing": _("Internal reference missing"),
        "sku_too_long": _("Internal reference too long"),
        "sku_mangled": _("Internal reference that arrives changed"),
        "sku_is_parent": _("Internal reference used by the parent"),
        "sku_not_unique": _("Internal reference used twice"),
        "sku_changed": _("Internal reference changed after it was sent"),
        "declination_of_single": _("Declinations of a single product"),
        "single_of_declination": _("Declination without its parent"),
        "parent_changed": _("Parent reference changed after it was sent"),
        "parent_blocked": _("Parent blocked"),
        "declination_same": _("Two declinations alike"),
    }


def _text_names(env):
    _ = env._
    return {
        "title_missing": _("Title missing"),
        "title_html": _("HTML in the title"),
        "title_markup": _("Signs like HTML in the title"),
        "title_too_long": _("Title longer than advised"),
        "title_without_capital": _("Title without capitals"),
        "title_composition": _("Composition in the title"),
        "title_capitals": _("Title in capitals"),
        "title_repeats": _("Size, colour or brand in the title"),
        "title_untranslated": _("Title not in French"),
        "description_missing": _("Description missing"),
        "description_too_long": _("Description too long"),
        "description_html": _("HTML in the description"),
        "description_untranslated": _("Description not in French"),
        "composition_missing": _("Composition missing"),
        "composition_english": _("Composition in English"),
    }


def _place_names(env):
    _ = env._
    return {
        "brand_missing": _("Brand missing"),
        "brand_unmapped": _("Brand not mapped"),
        "brand_zero": _("Brand 0"),
        "brand_retired": _("Brand withdrawn by La Redoute"),
        "brand_not_allowed": _("Brand refused to you"),
        "brand_changed": _("Brand changed after it was sent"),
        "category_missing": _("Category missing"),
        "category_unmapped": _("Category not mapped"),
        "category_not_sub": _("Category that is no sub-family"),
        "category_retired": _("Category withdrawn by La Redoute"),
        "attribute_missing": _("Attribute missing"),
        "attribute_twice": _("Attribute given twice"),
        "attribute_not_requested": _("Attribute not requested for"),
        "attribute_empty": _("Attribute without a value"),
        "attribute_code_missing": _("Value without its code"),
        "attribute_code_unwanted": _("Code on a free value"),
        "attribute_not_in_list": _("Value outside the list"),
        "size_missing": _("Size missing"),
        "colour_half": _("One of the two colours missing"),
        "colour_missing": _("Colour missing"),
    }


def _image_names(env):
    _ = env._
    return {
        "image_missing": _("Image missing"),
        "image_too_many": _("Too many images"),
        "image_parent_not_one": _("Parent without exactly one image"),
        "image_not_jpeg": _("Image that is no JPEG"),
        "image_too_small": _("Image too small"),
        "image_too_large": _("Image too large"),
        "image_too_heavy": _("Image too heavy"),
        "image_small": _("Image smaller than advised"),
        "image_unreadable": _("Image that cannot be read"),
        "image_unknown_format": _("Image in an unknown format"),
        "image_avif": _("AVIF image that cannot be read"),
        "image_too_many_pixels": _("Image far too large"),
        "image_unreachable": _("Image that cannot be fetched"),
        "image_url_bad": _("Image with a wrong address"),
        "image_host_private": _("Images out of La Redoute's reach"),
    }


def _offer_names(env):
    _ = env._
    return {
        "price_missing": _("Price missing"),
        "price_not_positive": _("Price not above zero"),
        "price_not_euro": _("Price not in euros"),
        "price_drop": _("Price drop to confirm"),
        "vat_missing": _("VAT missing"),
        "vat_unknown": _("VAT rate not taken"),
        "vat_several": _("Several VAT rates"),
        "struck_price_below_price": _("Struck price below the price"),
        "promotion_not_positive": _("Promotional price not above zero"),
        "promotion_above_price": _("Promotional price above the price"),
        "promotion_dates_crossed": _("Promotion that ends before it begins"),
        "promotion_over": _("Promotion that is over"),
        "delivery_fee_missing": _("Delivery fee missing"),
        "delivery_fee_negative": _("Delivery fee below zero"),
        "delivery_days_missing": _("Delivery time missing"),
        "delivery_days_negative": _("Delivery time below zero"),
        "delivery_days_crossed": _("Delivery time crossed"),
        "no_stock": _("Nothing in stock"),
        "stock_capped": _("Stock too large"),
        "warehouse_archived": _("Warehouse archived"),
        "stock_untracked": _("Stock that nobody follows"),
    }
