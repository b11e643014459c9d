# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Product images made fit for La Redoute, kept by their content.

An image is prepared once, whatever the number of products that show it; what cannot
be prepared is kept with the reason, so that it is not tried with each check.
"""

import logging

from odoo import api, fields, models

from ...marketplace.platforms import image_limits
from ...marketplace.rules import Finding, ImageFacts, ImageRefused, prepare_image
from ..flow.work import commit

_logger = logging.getLogger(__name__)

#: raised when the preparing changes what it gives: all images are prepared again
PREPARING = 1
#: version of what was read badly on our side: it is tried again with the next check
TRY_AGAIN = 0
#: images prepared between two commits
BATCH = 10


class LaredouteImage(models.Model):
    _name = "laredoute.image"
    _description = "La Redoute Image"

    # No unique constraint: two workers that meet the same new image at once both
    # keep their work. Their rows have the same bytes, so the same checksum, so the
    # same address; the lower id is used.
    source_checksum = fields.Char(index="btree_not_null", help="Of the image found.")
    version = fields.Integer(help="Of the preparing.")
    data = fields.Binary(attachment=True, help="JPEG, as served.")
    md5 = fields.Char("MD5", index="btree_not_null")
    width = fields.Integer()
    height = fields.Integer()
    size = fields.Integer(help="Bytes.")
    refusal_code = fields.Char()
    refusal_arguments = fields.Json()

    # ----------------------------------------------- images of products, in bulk
    @api.model
    def _prepared(self, products, selected=None):
        """Return {product: its images in order}, making those that are missing.

        Images of one content are one; at most eight good ones, among which those
        that were refused stand in their place.

        :param products: product variants, of any number
        :param selected: what :meth:`_prepare_ahead` returned in this transaction
        """
        if selected is None:
            selected = self._select_all(products)
        everything = [number for numbers in selected.values() for number in numbers]
        return {
            product: self.browse(selected.get(product, ())).with_prefetch(everything)
            for product in products
        }

    @api.model
    def _keep_address(self, account):
        """Fill in the account's image address, before anything is sent under it.

        Odoo changes its own whenever an administrator comes another way.
        """
        if not account.image_domain:
            account.image_domain = account.get_base_url()
            commit(self.env)

    @api.model
    def _prepare_ahead(self, products):
        """Prepare the new images of these products, committing as it goes.

        An image takes a fraction of a second, and a first catalogue has thousands:
        one transaction would never end.

        :return: {product: ids of its images in order}, as they are in the transaction
            that goes on; None when the time was over before all were prepared
        """
        made, in_time = [], True

        def keep(image):
            nonlocal in_time
            made.append(image.id)
            if len(made) % BATCH == 0:
                in_time = bool(commit(self.env))
                self.env.invalidate_all()
            return in_time

        selected = self._select_all(products, keep)
        if made:
            in_time = bool(commit(self.env)) and in_time
            self.env.invalidate_all()
            selected = self._select_all(products.exists()) if in_time else None
        return selected

    @api.model
    def _select_all(self, products, made=lambda image: True):
        """Return {product: ids of its images in order}.

        :param made: called with each image made; it returns whether to go on
        """
        most = image_limits().count
        sources = self._sources(products)
        known = self._known(sources)
        result = {}
        for product, found in sources.items():
            numbers, contents = [], set()
            for source in found:
                if source.key not in known:
                    image = self._prepare(source)
                    known[source.key] = image._key()
                    if not made(image):
                        return result
                number, md5 = known[source.key]
                if md5 in contents:
                    continue
                numbers.append(number)
                if md5:
                    contents.add(md5)
                    if len(contents) == most:
                        break
            result[product] = numbers
        return result

    @api.model
    def _known(self, sources):
        """Return {key: (id, checksum served or False)} of what was prepared before."""
        flat = [source for found in sources.values() for source in found]
        checksums = {source.key for source in flat if not source.image_id}
        images = self.search_fetch(
            [
                ("source_checksum", "in", list(checksums)),
                ("version", "=", PREPARING),
            ],
            self._sent_fields(),
            # of two that are the same, the first is the one that counts
            order="id desc",
        )
        known = {image.source_checksum: image._key() for image in images}
        outside = {source.key: source.image_id for source in flat if source.image_id}
        rows = self.browse(set(outside.values()))
        rows.fetch(self._sent_fields())
        keys = {row.id: row._key() for row in rows}
        known.update({key: keys[number] for key, number in outside.items()})
        return known

    @api.model
    def _sent_fields(self):
        """Fields that are read of an image when it is checked and sent."""
        return [
            "source_checksum",
            "md5",
            "width",
            "height",
            "size",
            "refusal_code",
            "refusal_arguments",
        ]

    def _key(self):
        return self.id, self.md5

    # ------------------------------------------------------------------ preparing
    @api.model
    def _prepare(self, source):
        """Make one image fit; what cannot be fixed is kept with its reason."""
        # not the records found in bulk: all their bytes would be read with the first
        attachment = self.env["ir.attachment"].sudo().browse(source.attachment_id)
        data = attachment.raw
        attachment.invalidate_recordset(flush=False)
        if data:
            return self._prepare_bytes(source.key, data)
        _logger.warning("the file of attachment %s is lost", source.attachment_id)
        return self._keep_refusal(source.key, "image_unreadable", version=TRY_AGAIN)

    @api.model
    def _prepare_bytes(self, checksum, data):
        """Make bytes fit, or keep the reason why they never will.

        :param checksum: the key they are kept under: SHA-1, as Odoo's attachments
        """
        try:
            prepared = prepare_image(data, image_limits())
        except ImageRefused as refused:
            # another version of Pillow may read it
            version = TRY_AGAIN if refused.code == "image_avif" else PREPARING
            return self._keep_refusal(
                checksum, refused.code, refused.arguments, version
            )
        except Exception as error:  # noqa: BLE001 - a bad image stops only itself
            _logger.warning("an image cannot be read: %s", type(error).__name__)
            return self._keep_refusal(checksum, "image_unreadable")
        return self._keep(checksum, prepared)

    @api.model
    def _keep(self, checksum, prepared):
        image = self.sudo().create(
            {
                "source_checksum": checksum,
                "version": PREPARING,
                "md5": prepared.md5,
                "width": prepared.width,
                "height": prepared.height,
                "size": len(prepared.data),
            }
        )
        attachments = self.env["ir.attachment"].sudo()
        # Odoo would shrink it to 1920 pixels: other bytes than those that are sent
        attachment = attachments.with_context(image_no_postprocess=True).create(
            {
                "name": f"{prepared.md5}.jpg",
                "res_model": self._name,
                "res_field": "data",
                "res_id": image.id,
                "mimetype": "image/jpeg",
                "raw": prepared.data,
            }
        )
        attachment.flush_recordset()
        attachment.invalidate_recordset(flush=False)
        image.invalidate_recordset(["data"])
        return image.sudo(self.env.su)

    @api.model
    def _keep_refusal(self, checksum, code, arguments=None, version=PREPARING):
        values = {
            "source_checksum": checksum,
            "version": version,
            "refusal_code": code,
            "refusal_arguments": dict(arguments or {}),
        }
        known = self.sudo().search(
            [("source_checksum", "=", checksum), ("version", "=", version)], limit=1
        )
        if known and known.refusal_code != code:
            # a newer version, or another library, says it better
            known.write(values)
        return (known or self.sudo().create(values)).sudo(self.env.su)

    # ------------------------------------------- what the rules and La Redoute see
    def _content(self):
        """The image that is served for this one: itself."""
        return self

    def _good(self):
        """Those that can be sent."""
        return self.filtered("md5")

    def _facts(self):
        """What the rules look at: the good images, in order."""
        return tuple(
            ImageFacts(
                format="JPEG", width=image.width, height=image.height, size=image.size
            )
            for image in self._good()._contents()
        )

    def _contents(self):
        return [image._content() for image in self]

    def _findings(self):
        """What stands against each image that is not sent, with its number.

        Whether it blocks, the rules say: it does not while a good image is left.
        """
        return tuple(
            Finding(code, "error", "images", {"number": number, **arguments})
            for number, image in enumerate(self, start=1)
            for code, arguments in [image._refusal()]
            if code
        )

    def _refusal(self):
        """Return what stands against this image, as a code and its arguments."""
        return self.refusal_code, self.refusal_arguments or {}
