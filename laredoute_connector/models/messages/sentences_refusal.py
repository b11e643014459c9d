# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sentences about what La Redoute refused: what it means and what to do next.

La Redoute's own words are kept beside them, to the letter.
"""


def _refusal_sentences(env):
    """Sentences by kind of refusal."""
    return {
        **_codes_sentences(env._),
        **_mapping_sentences(env._),
        **_text_sentences(env._),
        **_image_sentences(env._),
        **_offer_sentences(env._),
    }


def _codes_sentences(_):
    return {
        "ean_missing": _("The EAN did not arrive. Write it as the product's barcode."),
        "ean_invalid": _(
            "La Redoute takes the EAN for wrong. Compare the barcode with the label."
        ),
        "ean_twice": _("La Redoute has this EAN twice. Keep one product with it."),
        "ean_changed": _(
            "La Redoute knows this reference by another EAN, which cannot change. Put "
            "the barcode back, or create a new product."
        ),
        "sku_missing": _(
            "The internal reference did not arrive. Write it on the product."
        ),
        "sku_too_long": _(
            "The internal reference is too long. Shorten it to 32 characters."
        ),
        "sku_twice": _(
            "La Redoute has this internal reference twice. Give each product its own."
        ),
        "sku_changed": _(
            "La Redoute knows this EAN by another reference, which cannot change. Put "
            "the internal reference back, or create a new product."
        ),
        "standalone": _(
            "It was first sent as a single product, which never gets declinations. "
            "Create a new product with the sizes and colours."
        ),
        "parent_changed": _(
            "La Redoute knows it under another parent, which cannot change. Put the "
            "parent's reference back, or create a new product."
        ),
        "parent_unknown": _(
            "La Redoute does not know its parent. See what is said of the parent, "
            "then send both again."
        ),
        "parent_ean": _("A parent has no EAN. Remove it, then send again."),
        "parent_attributes": _(
            "A parent has no attributes. Inform La Redoute's support, with the batch."
        ),
    }


def _mapping_sentences(_):
    return {
        "to_reference": _(
            "La Redoute took it but does not show it yet: its size is missing. Link "
            "the Odoo size to a La Redoute size of the category."
        ),
        "brand_zero": _(
            "La Redoute refuses brand 0 (no brand). Map the brand in La Redoute / "
            "Configuration / Brands."
        ),
        "brand_unknown": _(
            "La Redoute does not know this brand code. Import its last list of brands "
            "and map the brand again, or ask La Redoute to create it."
        ),
        "brand_missing": _(
            "The brand did not arrive. Map it in La Redoute / Configuration / Brands."
        ),
        "brand_not_allowed": _(
            "The brand exists, but you are not authorised to sell it. Ask La Redoute "
            "for the authorisation, then send again."
        ),
        "category_unknown": _(
            "La Redoute does not know this category. Import its last list of "
            "categories, then choose another."
        ),
        "category_missing": _(
            "The category did not arrive. Map it in La Redoute / Configuration / "
            "Categories."
        ),
        "colour_half": _(
            "Generic and commercial colour go together: give both, or neither."
        ),
        "size_missing": _(
            "The size is missing. Link the Odoo size to a La Redoute size of the "
            "category."
        ),
        "attribute_missing": _(
            "An attribute that the category asks for is missing. Give it a value on "
            "the product."
        ),
        "attribute_twice": _(
            "An attribute has several values; La Redoute takes one. Remove the others."
        ),
        "attribute_unknown": _(
            "La Redoute does not ask for this attribute in this category. Import its "
            "last list, or remove the attribute."
        ),
        "attribute_value": _(
            "This value is not in La Redoute's list. Import its last list, then "
            "choose another value."
        ),
        "attribute_empty": _(
            "An attribute is given without a value. Write one, or remove it."
        ),
        "attribute_code_unwanted": _(
            "This attribute is a free text and takes no code. Import La Redoute's "
            "attributes again, then send again."
        ),
        "attribute_axis": _(
            "La Redoute sees the attribute's use (size, colour or other) otherwise. "
            "Correct it in La Redoute / Configuration / Attributes."
        ),
    }


def _text_sentences(_):
    return {
        "title_missing": _("The French title did not arrive. Write it on the product."),
        "title_html": _("The title holds HTML. Write plain text."),
        "title_too_long": _("The title is too long. Shorten it."),
        "description_missing": _(
            "The French description did not arrive. Write the sales description."
        ),
        "description_html": _(
            "La Redoute refuses HTML in the description. Send plain text: a setting "
            "of the account."
        ),
        "description_too_long": _(
            "The description is too long. Shorten it to 3000 characters."
        ),
    }


def _image_sentences(_):
    return {
        "image_missing": _("An image is missing. Add one to the product."),
        "image_count": _("La Redoute takes one to eight images. Add or remove some."),
        "image_parent": _("A parent has exactly one image. Keep one."),
        "image_rank": _("The order of the images did not arrive whole. Send again."),
        "image_format": _(
            "An image is no JPEG. If its address is outside Odoo, serve a JPEG "
            "there; else send again."
        ),
        "image_sides": _(
            "An image has not 400 to 3500 pixels a side. Use another one."
        ),
        "image_too_heavy": _(
            "An image is over 500 KB. If its address is outside Odoo, make it "
            "lighter there; else send again."
        ),
        "image_unreadable": _("La Redoute cannot read an image. Upload it again."),
        "image_checksum": _(
            "An image changed between the sending and its fetching. Send again."
        ),
        "image_address": _(
            "The address of an image is no web address. Correct the image domain on "
            "the account, or the address."
        ),
        "image_domain": _(
            "La Redoute does not expect images from this domain. Declare it to La "
            "Redoute, or correct the image domain on the account."
        ),
        "image_download": _(
            "La Redoute could not fetch an image. Check that its address opens from "
            "outside your network."
        ),
    }


def _offer_sentences(_):
    return {
        "product_not_found": _(
            "La Redoute does not have the product yet, so its offer waits. Nothing to "
            "do if the product was sent less than two days ago; else press Create It "
            "Again on the listing."
        ),
        "file_blocked": _(
            "Two offer files within an hour blocked each other. The offers are sent "
            "again by themselves; if another tool sends for this account, stop it."
        ),
        "offer_reference": _(
            "La Redoute knows the EAN by another reference. Put the internal "
            "reference back."
        ),
        "quantity": _(
            "La Redoute could not read the quantity. Look at the product's stock."
        ),
        "price": _(
            "La Redoute refuses the price. Correct the sales price, or the account's "
            "pricelist."
        ),
        "price_decimals": _("A price has more than two decimals. Correct the price."),
        "struck_price": _(
            "The struck-through price is below the price. Correct one of the two."
        ),
        "eco_fee": _("La Redoute refuses the eco fee. Correct it on the product."),
        "vat": _(
            "La Redoute does not take this VAT rate. Choose 20, 10, 5.5 or 2.1 percent "
            "as the product's sales tax."
        ),
        "period": _(
            "The dates of the offer are wrong. Correct those of the promotion."
        ),
        "period_over": _(
            "The offer's end has passed. Remove the promotion, or give it a new end."
        ),
        "delivery": _(
            "La Redoute refuses the delivery promise. Correct it on the account."
        ),
        "delivery_fee": _(
            "La Redoute refuses the delivery fee. Correct it on the account."
        ),
        "delivery_days": _(
            "La Redoute refuses the delivery delays. Correct them on the account."
        ),
        "site": _(
            "La Redoute does not sell this account's offers on this site. Correct the "
            "site on the account."
        ),
        "vendor_unknown": _(
            "La Redoute does not know the vendor ID. Check it on the account."
        ),
    }


def refusal_sentence(env, refusal):
    """Say in the user's language what a refusal means and what to do next.

    :param env: environment whose language is used
    :param refusal: what the pure side recognised in La Redoute's words
    """
    sentence = _refusal_sentences(env).get(refusal.kind)
    return sentence or env._(
        "This refusal is not known yet. La Redoute's own words stand beside; its "
        "support explains them when given the batch."
    )
