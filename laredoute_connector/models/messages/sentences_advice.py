# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sentences about what a product could do better, or what nobody is sure of."""


def advice_sentences(_):
    """Sentences by finding code; named arguments come from the rule."""
    return {
        "declination_same": _(
            "La Redoute's buyers cannot distinguish this declination from “%(other)s”: "
            "both are %(values)s. Correct the size or colour of one of them, or its "
            "mapping."
        ),
        "title_capitals": _(
            "The title is written in capitals only. Write it with a capital at the "
            "beginning of each word."
        ),
        "title_repeats": _(
            "“%(word)s” in the title is the size, the colour or the brand, which La "
            "Redoute shows beside it. Leave it out of the title."
        ),
        "title_untranslated": _(
            "The product's name was never translated and does not seem to be French. "
            "Translate it, or write the La Redoute title."
        ),
        "description_untranslated": _(
            "The sales description was never translated and does not seem to be "
            "French. Translate it, or write the La Redoute description."
        ),
        "composition_missing": _(
            "The composition is missing, which French law wants for textiles. Write "
            "it in the description, as in “Composition: 100 %% cotton”, in French."
        ),
        "composition_english": _(
            "“%(found)s” in the composition is English. Write it in French."
        ),
        "brand_changed": _(
            "La Redoute took the product under the brand %(sent)s; it is %(brand)s "
            "now. It may keep the former one: look on its site once the product was "
            "sent, or put the former brand back."
        ),
        "colour_missing": _(
            "No colour is given: La Redoute shows “couleur unique”. Give the generic "
            "and the commercial colour."
        ),
        "image_avif": _(
            "Image %(number)s is an AVIF, which this server cannot read. Save it as "
            "JPEG and upload it again."
        ),
        "image_host_private": _(
            "La Redoute cannot fetch images from “%(host)s”, which only your own "
            "network reaches. Write the public address of this Odoo as the account's "
            "image address; an outside image needs a public address, too."
        ),
        "vat_several": _(
            "The product has several sales taxes (%(rates)s %%), and only one of them "
            "is sent and booked. Leave the right one."
        ),
        "stock_capped": _(
            "Odoo counts %(quantity)s units or more: perhaps the inventory was "
            "mistyped. No more than that are offered; correct the stock."
        ),
        "warehouse_archived": _(
            "The account's warehouse is archived: none of its stock is offered. Choose "
            "another one on the account, or unarchive it in Inventory."
        ),
        "stock_untracked": _(
            "Odoo follows no stock of the product: La Redoute is offered none, and its "
            "orders wait for a person. Turn on Track Inventory on the product."
        ),
    }
