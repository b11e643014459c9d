# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The catalogue checked twice: by our rules, and by La Redoute's side."""

import io
from collections import defaultdict

from lxml import etree

from laredoute_simulator import offer_lines, safe_xml, sheets

from .build import Builder, outside
from .images import md5
from .lifted import gate_open, offer_file, offers_open


class Trial:
    """One account, one catalogue, and what was said of each item.

    :ivar products: item number → variant
    :ivar listings: item number → listing
    :ivar ours: item number → {code: severity}
    :ivar theirs: item number → {code: text} of all that was ever refused
    """

    def __init__(self, shop, catalogue, raw):
        self.shop, self.catalogue, self.raw = shop, catalogue, raw
        self.items = {item.number: item for item in catalogue.items}
        self.theirs = defaultdict(dict)
        with shop.env() as env:
            account = env["laredoute.account"].browse(shop.account_id)
            builder = Builder(env, account.warehouse_id, catalogue, raw)
            builder.build()
            self.products = builder.products
            account.write(
                {
                    "brand_source": "attribute",
                    "brand_attribute_id": builder.brand.id,
                    "select_by": "filter",
                    "product_filter": f"[('categ_id', 'child_of', {builder.shelf.id})]",
                    "testing_limit": 0,
                }
            )

    # ------------------------------------------------------------------- ours
    def check(self):
        """Let our rules check what is selected."""
        self.shop.run(
            "select_listings", "check_listings", "fetch_images", "check_listings"
        )
        with self.shop.env() as env:
            by_product = {each.product_id.id: each for each in self._listings(env)}
            listings = {
                number: by_product[product] for number, product in self.products.items()
            }
            self.listings = {number: each.id for number, each in listings.items()}
            self.ours = {
                number: {found.code: found.severity for found in each.finding_ids}
                for number, each in listings.items()
            }

    def _listings(self, env):
        return env["laredoute.listing"].search(
            [("account_id", "=", self.shop.account_id), ("selected", "=", True)]
        )

    def invalidate(self, numbers):
        """Have the listings of these items checked again with the next check."""
        with self.shop.env() as env:
            ids = [self.products[number] for number in numbers]
            env["laredoute.listing"]._invalidate([("product_id", "in", ids)])

    def states(self):
        """{item number: (state, whether it was ever sent)}."""
        numbers = {listing: number for number, listing in self.listings.items()}
        with self.shop.env() as env:
            return {
                numbers[each.id]: (each.state, bool(each.product_exchange_id))
                for each in self._listings(env)
            }

    # ------------------------------------------------------------ what is sent
    def send_products(self):
        """Send what may go, wait, and hear; returns what was refused of it."""
        self.shop.run("send_products")
        return self._hear("products", hours=49)

    def send_offers(self):
        """The same for prices and stock."""
        self.shop.run("send_offers")
        return self._hear("offers", hours=5)

    def send_everything(self):
        """Send what our rules hold back, as if they had found nothing."""
        with self.shop.env() as env:
            env.cr.execute(
                "UPDATE laredoute_listing SET has_error = false, product_dirty = true"
                " WHERE account_id = %s AND has_error",
                (self.shop.account_id,),
            )
        with gate_open(self._taken, self._raw_images):
            return self.send_products()

    def send_every_offer(self):
        """Send the offers that are held back, as near as they can be written."""
        with self.shop.account() as account:
            account.env["laredoute.listing"]._invalidate_accounts(account, check=False)
        with offers_open():
            return self.send_offers()

    def _taken(self, product_id, body):
        """Return whether a file of this product alone would be taken; else note why."""
        if product_id not in self.products.values():
            return False
        number = self._number(product_id)
        try:
            sheets.count_sheets(io.BytesIO(body))
        except safe_xml.XmlRefused as refused:
            self.theirs[number]["NOT_SENT"] = str(refused)
            return False
        return True

    def _raw_images(self, product_id):
        """The images of a product as they are, not prepared."""
        found = []
        if product_id not in self.products.values():
            return found
        item = self.items[self._number(product_id)]
        for name in item.images:
            address = outside(name, self.raw)
            plain = name.rpartition(":")[2]
            if not address:
                found.append((f"{self.raw}/{plain}.jpg", md5(plain)))
            else:
                known = name.startswith("out:") and plain != "none"
                checksum = md5(plain.rpartition("/")[2]) if known else "0" * 32
                found.append((address, checksum))
        return found

    def check_offer(self, number):
        """Return La Redoute's codes about the offer of one item, as it would be sent.

        ``NOT_SENT``: the whole file would be refused.
        """
        with self.shop.account() as account:
            listing = account.env["laredoute.listing"].browse(self.listings[number])
            file = io.BytesIO(offer_file(account, listing))
        try:
            offer_lines.check_file(file)
        except safe_xml.XmlRefused:
            return ["NOT_SENT"]
        file.seek(0)
        (line,) = offer_lines.read_lines(file)
        world = self.shop.sim.world
        (item,) = [each for each in world.items if each.ean == line.ean]
        return [code for code, _text in offer_lines.check_line(line, item)]

    def _number(self, product_id):
        return next(n for n, each in self.products.items() if each == product_id)

    # ------------------------------------------------------------------ theirs
    def _hear(self, kind, hours):
        """Step to the report; returns {item number: {code: text}} of its refusals."""
        self.shop.sim.control.step(hours=hours)
        files = [
            each
            for each in self.shop.sim.world.batches
            if each.kind == f"{kind}_laredoute"
        ]
        assert files, self.shop.read("account", self.shop.account_id, "last_error")
        refused = self._read_report(files[-1].batch_id)
        for number, codes in refused.items():
            self.theirs[number].update(codes)
        self.shop.run("collect_reports", "apply_reports")
        return refused

    def _read_report(self, batch_id):
        (body,) = (
            each.content
            for each in self.shop.sim.world.files
            if f".{batch_id}." in each.path
        )
        by_codes = {
            (item.ean.strip(), _arrives(item.sku)): number
            for number, item in self.items.items()
        }
        refused = {}
        for line in etree.fromstring(body).iterfind("Item"):
            number = by_codes.get((line.get("EAN"), line.get("ProductId")))
            # an item without Error was integrated (protocol P-114)
            found = {each.get("Code"): each.text for each in line.iterfind("Error")}
            if number and found:
                refused[number] = found
        return refused


def _arrives(text):
    """A code as it is read on the other side."""
    kept = "".join(letter for letter in text if letter.isprintable() or letter == "\n")
    return kept.strip()
