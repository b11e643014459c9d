# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sentences about what a rule finds: what is wrong with a product, and its fix."""

from .sentences_advice import advice_sentences
from .sentences_arguments import readable


def _finding_sentences(env):
    """Sentences by finding code; named arguments come from the rule."""
    return {
        **_code_sentences(env._),
        **_text_sentences(env._),
        **_mapping_sentences(env._),
        **_image_sentences(env._),
        **_offer_sentences(env._),
        **advice_sentences(env._),
    }


def _code_sentences(_):
    return {
        "ean_missing": _("The EAN is missing. Write it as the product's barcode."),
        "ean_not_13_digits": _(
            "The EAN has %(length)s characters; La Redoute wants 13 digits. Correct "
            "the barcode."
        ),
        "ean_check_digit": _(
            "The EAN's last digit is wrong: it should be %(expected)s. Compare it with "
            "the label."
        ),
        "ean_not_unique": _(
            "Another product of this account has this EAN. Correct one of the two "
            "barcodes."
        ),
        "ean_changed": _(
            "La Redoute knows this product by the EAN %(sent)s, which cannot change. "
            "Put it back, or create a new product."
        ),
        "ean_on_parent": _("A parent has no EAN: only its declinations have one."),
        "ean_internal": _(
            "This EAN is of those that shops use inside only. Ask the brand for the "
            "product's own."
        ),
        "sku_missing": _("The internal reference is missing. Write it on the product."),
        "sku_too_long": _(
            "The internal reference has %(length)s characters; La Redoute takes at "
            "most %(limit)s."
        ),
        "sku_mangled": _(
            "The internal reference has a blank at its edge or a hidden character, and "
            "would arrive as “%(arrives)s”. Write it anew."
        ),
        "sku_is_parent": _(
            "The internal reference is also the parent's. Give the declination its own."
        ),
        "sku_not_unique": _(
            "Several products of this account have this internal reference. Each needs "
            "its own."
        ),
        "sku_changed": _(
            "La Redoute knows this product by the reference “%(sent)s”, which cannot "
            "change. Put it back, or create a new product."
        ),
        "declination_of_single": _(
            "It was sent as a single product: La Redoute never takes declinations for "
            "it. Create a new product with the sizes and colours."
        ),
        "single_of_declination": _(
            "It was sent as a declination of “%(sent)s” and cannot become a single "
            "product. Give it back its parent, or create a new product."
        ),
        "parent_changed": _(
            "It was sent as a declination of “%(sent)s” and cannot move to "
            "“%(parent)s”. Put the parent's reference back, or create a new product."
        ),
        "parent_blocked": _(
            "Its parent “%(parent)s” cannot be sent yet. Fix the parent first."
        ),
    }


def _text_sentences(_):
    return {
        "title_missing": _("The French title is missing. Write it on the product."),
        "title_html": _("The title holds HTML (%(found)s). Write plain text."),
        "title_markup": _(
            "“%(found)s” in the title may be shown as it is. Write plain text."
        ),
        "title_too_long": _(
            "The title has %(length)s characters; La Redoute advises at most %(limit)s."
        ),
        "title_without_capital": _(
            "“%(word)s” in the title does not begin with a capital."
        ),
        "title_composition": _(
            "“%(found)s” in the title looks like a composition: it belongs in the "
            "description."
        ),
        "description_missing": _(
            "The French description is missing: write the sales description."
        ),
        "description_too_long": _(
            "The description has %(length)s characters; La Redoute takes at most "
            "%(limit)s."
        ),
        "description_html": _(
            "The description holds HTML (%(found)s) that the account does not send. "
            "Write plain text, or see the account's setting."
        ),
    }


def _mapping_sentences(_):
    return {
        "brand_missing": _("The brand is missing. Choose it on the product."),
        "brand_unmapped": _(
            "The brand “%(source)s” has no La Redoute brand. Map it in La Redoute / "
            "Configuration / Brands."
        ),
        "brand_zero": _("La Redoute refuses brand 0 (no brand). Choose a brand."),
        "brand_retired": _(
            "La Redoute's last list no longer has the brand %(brand)s. Map another in "
            "La Redoute / Configuration / Brands."
        ),
        "brand_not_allowed": _(
            "La Redoute refused you the brand %(brand)s before. Ask it for the "
            "authorisation, then send again."
        ),
        "category_missing": _(
            "The La Redoute category is missing. Choose it on the product."
        ),
        "category_unmapped": _(
            "The category “%(source)s” has no La Redoute category. Map it in La "
            "Redoute / Configuration / Categories."
        ),
        "category_not_sub": _(
            "%(category)s is not a sub-family: choose a category whose code begins "
            "with S."
        ),
        "category_retired": _(
            "La Redoute's last list no longer has the category %(category)s. Choose "
            "another."
        ),
        "attribute_missing": _(
            "The category asks for “%(name)s” (%(attribute)s). Give it a value."
        ),
        "attribute_twice": _(
            "“%(name)s” (%(attribute)s) has several values; La Redoute takes one. "
            "Remove the others."
        ),
        "attribute_not_requested": _(
            "The category does not know the attribute %(attribute)s (“%(value)s”). "
            "Remove it from the product."
        ),
        "attribute_empty": _(
            "“%(name)s” (%(attribute)s) is given without a value. Write one, or remove "
            "it."
        ),
        "attribute_code_missing": _(
            "“%(value)s” is no value of La Redoute's list for “%(name)s” "
            "(%(attribute)s). Map it to one."
        ),
        "attribute_code_unwanted": _(
            "“%(name)s” (%(attribute)s) is a free text: “%(value)s” goes without a "
            "code. Import La Redoute's attributes again, or write the text."
        ),
        "attribute_not_in_list": _(
            "“%(value)s” is not in La Redoute's list for “%(name)s” (%(attribute)s). "
            "Choose another value."
        ),
        "size_missing": _(
            "The size is missing: link the Odoo size to a La Redoute size of the "
            "category."
        ),
        "colour_half": _(
            "Generic and commercial colour go together: give both, or neither."
        ),
    }


def _image_sentences(_):
    return {
        "image_missing": _("An image is missing. Add one to the product."),
        "image_too_many": _(
            "%(count)s images; La Redoute takes at most %(limit)s. Remove some."
        ),
        "image_parent_not_one": _(
            "A parent has exactly one image; this one has %(count)s."
        ),
        "image_not_jpeg": _("Image %(number)s is a %(format)s, not a JPEG."),
        "image_too_small": _(
            "Image %(number)s is %(width)s × %(height)s pixels; La Redoute wants at "
            "least %(minimum)s on each side. Use a larger one: it is never enlarged."
        ),
        "image_too_large": _(
            "Image %(number)s is %(width)s × %(height)s pixels; La Redoute takes at "
            "most %(maximum)s on each side."
        ),
        "image_too_heavy": _(
            "Image %(number)s weighs %(size)s bytes; La Redoute takes at most "
            "%(limit)s."
        ),
        "image_small": _(
            "Image %(number)s is %(width)s × %(height)s pixels; %(advised)s and more "
            "look better."
        ),
        "image_unreadable": _("Image %(number)s cannot be read. Upload it again."),
        "image_unknown_format": _(
            "Image %(number)s is in an unknown format. Use JPEG, PNG, WebP, GIF, BMP "
            "or TIFF."
        ),
        "image_too_many_pixels": _(
            "Image %(number)s is far too large to be opened. Use a smaller one."
        ),
        "image_unreachable": _(
            "Image %(number)s cannot be fetched from its address (%(reason)s). Check "
            "the address."
        ),
        "image_url_bad": _(
            "The address of image %(number)s is not a web address. Correct it."
        ),
    }


def _offer_sentences(_):
    return {
        "price_missing": _("The sales price is missing."),
        "price_not_positive": _("The price must be above zero; it is %(price)s."),
        "price_not_euro": _(
            "The price is in %(currency)s; La Redoute takes euros. Choose a pricelist "
            "in euros on the account."
        ),
        "price_drop": _(
            "The price falls from %(sent)s to %(price)s, by %(percent)s %%: the old "
            "one stays until you confirm the new one."
        ),
        "vat_missing": _(
            "The product has no sales VAT in percent. Set it on the product."
        ),
        "vat_unknown": _(
            "VAT of %(rate)s %% is not one La Redoute takes: 20, 10, 5.5 or 2.1 %%."
        ),
        "struck_price_below_price": _(
            "The struck-through price %(struck_price)s is below the price %(price)s."
        ),
        "promotion_not_positive": _(
            "The promotional price must be above zero; it is %(price)s."
        ),
        "promotion_above_price": _(
            "The promotional price %(promotion_price)s is above the price %(price)s."
        ),
        "promotion_dates_crossed": _(
            "The promotion ends before it begins. Correct its dates."
        ),
        "promotion_over": _("The promotion is over. Remove it, or give it a new end."),
        "delivery_fee_missing": _(
            "The delivery fee is missing. Write it on the account."
        ),
        "delivery_fee_negative": _(
            "The delivery fee is below zero (%(fee)s). Correct it on the account."
        ),
        "delivery_days_missing": _(
            "The delivery delays are missing. Write them on the account."
        ),
        "delivery_days_negative": _(
            "A delivery delay is below zero. Correct it on the account."
        ),
        "delivery_days_crossed": _(
            "The delivery takes at least %(min_days)s days but at most %(max_days)s. "
            "Correct it on the account."
        ),
        "no_stock": _(
            "Nothing is in stock: a product that was never listed is sent once there "
            "is. (A setting of the account.)"
        ),
    }


def finding_sentence(env, code, arguments):
    """Say in the user's language what a finding means and how to fix it.

    :param code: a code of the pure side's rules
    :param arguments: dict of the finding's arguments
    """
    sentence = _finding_sentences(env).get(code)
    if not sentence:
        return env._("The product breaks La Redoute's rule “%s”.", code)
    try:
        return sentence % readable(env, arguments or {})
    except (KeyError, TypeError, ValueError):
        return sentence
