# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which product an order line means: by the seller's reference and by the EAN.

Our own reference names what we listed, the EAN what the goods are: where both are said,
both must mean one product. A product is never guessed: what is unknown, or not sure,
stays empty, and the order says why.
"""

from ..common import barcode_forms


def match_products(account, lines):
    """Find the products of many lines at once, with a handful of queries.

    :param account: one ``laredoute.account``
    :param lines: ``laredoute.order.line`` records
    """
    lines = lines.filtered(lambda line: not line.product_id)
    codes = _Codes(account, lines) if lines else None
    for line in lines:
        found, _why = codes.find(line)
        if found:
            line.product_id = found


def describe_missing(account, lines):
    """Return why no product is known of lines, and what a person does about it.

    :param lines: ``laredoute.order.line`` records without a product
    """
    codes, by_reason, said = _Codes(account, lines), {}, []
    for line in lines:
        _found, why = codes.find(line)
        if why == "unknown":
            why = codes.why_unknown(line)
        if why == "contradiction":
            said.append(codes.describe_contradiction(line))
        else:
            code = line.ean or line.sku or line.remote_id
            by_reason.setdefault(why, []).append(code)
    said += [_describe(account, why, codes) for why, codes in by_reason.items()]
    return " ".join(text[:1].upper() + text[1:] for text in said)


def _describe(account, why, codes):
    """Say what is wrong with codes for one reason, and what a person does about it."""
    known = {"eans": ", ".join(codes), "company": account.company_id.name}
    if why == "nameless":
        return account.env._(
            "La Redoute says no EAN of line %(eans)s: nobody can know what was sold. "
            "Refuse it on La Redoute's site, or ask its seller support.",
            **known,
        )
    if why == "several":
        return account.env._(
            "several products have the EAN %(eans)s. Leave it to the one that "
            "was sold, then press Retry.",
            **known,
        )
    if why == "foreign":
        return account.env._(
            "the product with the EAN %(eans)s is of another company. Share it, "
            "or give the EAN to a product of %(company)s, then press Retry.",
            **known,
        )
    return account.env._(
        "no product has the EAN %(eans)s. Give it to a product as its "
        "barcode, then press Retry.",
        **known,
    )


class _Codes:
    """The products that the codes of some lines may mean."""

    def __init__(self, account, lines):
        self.account, self.env = account, account.env
        self._ours = [("company_id", "in", (False, account.company_id.id))]
        self._none = self.env["product.product"]
        eans = set(lines.filtered("ean").mapped("ean"))
        skus = set(lines.filtered("sku").mapped("sku"))
        self._listings = self._search_listings(eans, skus)
        here = self._listings.filtered("product_id.active")
        gone = self._listings - here
        # what comes first counts, where one product alone has the code
        self._by_ean = (
            _by(here, "ean"),
            self._by_barcode(eans),
            _by(gone, "ean"),
        )
        self._by_sku = (_by(here, "sku"), self._by_reference(skus), _by(gone, "sku"))

    def _search_listings(self, eans, skus):
        return self.env["laredoute.listing"].search(
            [
                ("account_id", "=", self.account.id),
                ("product_id", "!=", False),
                "|",
                ("ean", "in", list(eans)),
                ("sku", "in", list(skus)),
            ]
        )

    def _by_barcode(self, eans):
        products = self._none.search(
            [("barcode", "in", list(barcode_forms(eans))), *self._ours]
        )
        found = products.grouped(lambda product: (product.barcode or "").strip())
        if found.keys() - eans:
            # another addon keeps several barcodes of a product: these are not the first
            for ean in eans - found.keys():
                further = [("barcode", "in", list(barcode_forms([ean]))), *self._ours]
                found[ean] = products.search(further)
        return found

    def _by_reference(self, skus):
        if not skus:
            return {}
        domain = [("default_code", "in", list(skus)), *self._ours]
        return self._none.search(domain).grouped("default_code")

    def find(self, line):
        """Return (the product a line means or an empty one, why it is empty).

        :return: the reason is ``unknown``, ``several``, ``contradiction``, or empty
        """
        by_sku, by_ean = self._meant(line)
        if by_sku and by_ean:
            found = by_sku & by_ean
            if not found:
                return found, "contradiction"
        else:
            found = by_sku or by_ean
        if len(found) > 1:
            return found.browse(), "several"
        if found and line.ean and not by_ean and self._has_another_ean(found, line.ean):
            return found.browse(), "contradiction"
        return found, "" if found else "unknown"

    def why_unknown(self, line):
        """Return why nothing is known: ``nameless``, ``foreign``, else ``unknown``."""
        if not (line.ean or line.sku):
            return "nameless"
        forms = list(barcode_forms([line.ean])) if line.ean else []
        elsewhere = self._none.sudo().search_count([("barcode", "in", forms)], limit=1)
        return "foreign" if elsewhere else "unknown"

    def _meant(self, line):
        """Return the products that a line's reference and its EAN may mean."""
        return (
            self._first(self._by_sku, line.sku),
            self._first(self._by_ean, line.ean),
        )

    def _first(self, layers, code):
        found = [layer[code] for layer in layers if code and layer.get(code)]
        sure = [products for products in found if len(products) == 1]
        return sure[0] if sure else self._none.union(*found)

    def _has_another_ean(self, product, ean):
        """Whether La Redoute, or Odoo, knows a product by an EAN that is not this."""
        listed = self._listings.filtered(lambda each: each.product_id == product)
        known = {*listed.mapped("ean"), (product.barcode or "").strip()} - {False, ""}
        return bool(known) and ean.strip() not in known

    def describe_contradiction(self, line):
        """Say what the reference of a line means, and what its EAN means."""
        by_sku, by_ean = self._meant(line)
        return self.env._(
            "La Redoute says the reference %(sku)s, which is %(ours)s, and the EAN "
            "%(ean)s, which is %(theirs)s. Find out at La Redoute which one was sold, "
            "correct the reference or the barcode of the other, then press Retry.",
            sku=line.sku,
            ours=", ".join(by_sku.mapped("display_name")),
            ean=line.ean,
            theirs=", ".join(by_ean.mapped("display_name"))
            or self.env._("none of your products"),
        )


def _by(listings, name):
    """Return {code: products} of what is listed."""
    return {
        code: each.product_id for code, each in listings.grouped(name).items() if code
    }
