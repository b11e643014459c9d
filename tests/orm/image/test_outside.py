# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images at outside addresses: fetched by a flow, sent as they are or as our copy."""

import hashlib
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.platforms import (
    FetchedImage,
    ImageProblem,
)
from odoo.addons.laredoute_connector.models.image import (
    outside as laredoute_image_outside,
)

from .image_case import ImageCase, drawn

URL = "https://cdn.example/1.jpg"


class FakeClient:
    """What lies at outside addresses; a number stands for a problem."""

    def __init__(self):
        self.places = {}
        self.requested = []

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass

    def fetch(self, url, etag="", last_modified=""):
        self.requested.append((url, etag))
        found = self.places.get(url, "unreachable")
        if isinstance(found, str):
            raise ImageProblem(found)
        if isinstance(found, FetchedImage):
            return found
        etag_now = hashlib.md5(found).hexdigest()
        return None if etag == etag_now else FetchedImage(found, url, etag_now)


@tagged("standard", "post_install", "-at_install")
class TestOutside(ImageCase):
    def setUp(self):
        super().setUp()
        self.client = FakeClient()
        images = self.env.registry["laredoute.image"]
        patcher = patch.object(images, "_client", lambda _images: self.client)
        patcher.start()
        self.product = self.make_product(image_1920=False)
        self.listing = self.make_listing(self.product)

    def at(self, url=URL, found=None, product=None):
        """An image at an outside address."""
        if found is not None:
            self.client.places[url] = found
        product = product or self.product
        return self.add(product.product_tmpl_id, url=url)

    def look(self):
        """A day passes, and what is due is looked at."""
        self.images.search([("url", "!=", False)]).next_fetch_at = self.ago(hours=1)
        self.run_flow("fetch_images")

    def pair(self):
        return [(each.url, each.md5) for each in self.records(self.product)]

    def findings(self):
        return [
            (each.code, each.severity, dict(each.arguments))
            for each in self.images._prepared(self.product)[self.product]._findings()
        ]

    # ---------------------------------------------------------------- good days
    def test_what_fulfils_the_rules_is_sent_where_it_lies(self):
        data = drawn(1)
        self.at(found=data)
        self.assertEqual(self.client.requested, [], "never while a person waits")
        self.run_flow("fetch_images", "check_listings")
        self.assertEqual(self.pair(), [(URL, hashlib.md5(data).hexdigest())])
        self.assertEqual(self.listing.state, "ready", self.listing.problem)

    def test_what_must_be_fixed_is_served_by_us(self):
        self.at(found=drawn(1, form="PNG"))
        self.run_flow("fetch_images")
        ((url, md5),) = self.pair()
        self.assertIn("/laredoute/image/", url)
        served = self.served(self.images._prepared(self.product)[self.product])
        self.assertEqual(md5, hashlib.md5(served).hexdigest())
        self.assertEqual(served[:2], b"\xff\xd8")

    def test_an_address_that_redirects_is_not_sent(self):
        data = drawn(1)
        self.at(found=FetchedImage(data, ""))
        self.run_flow("fetch_images")
        ((url, md5),) = self.pair()
        self.assertIn("/laredoute/image/", url)
        self.assertEqual(md5, hashlib.md5(data).hexdigest())

    def test_the_same_content_here_and_outside_is_sent_once(self):
        data = drawn(1)
        self.add(self.product.product_tmpl_id, data, sequence=1)
        self.at(found=data)
        self.run_flow("fetch_images")
        self.assertEqual(len(self.pair()), 1)

    def test_one_address_is_queried_once_for_all_its_products(self):
        other = self.make_product(image_1920=False)
        self.make_listing(other)
        self.at(found=drawn(1))
        self.at(product=other)
        self.run_flow("fetch_images")
        self.assertEqual(len(self.client.requested), 1)
        self.assertEqual(self.records(other), self.records(self.product))

    # ----------------------------------------------------------------- schedule
    def test_it_is_looked_at_once_a_day_and_queried_for_what_changed(self):
        self.at(found=drawn(1))
        self.run_flow("fetch_images", "fetch_images")
        self.assertEqual(len(self.client.requested), 1)
        image = self.images.search([("url", "=", URL)])
        wait = (image.next_fetch_at - fields.Datetime.now()).total_seconds() / 3600
        self.assertTrue(23 < wait < 27, wait)
        self.run_flow("check_listings")
        before = self.pair()
        self.look()
        self.assertEqual(self.client.requested[1], (URL, before[0][1]))
        self.assertEqual(self.pair(), before)
        self.assertFalse(self.listing.needs_check, "nothing changed")
        self.client.places[URL] = drawn(2)
        self.look()
        self.assertEqual(self.pair(), [(URL, hashlib.md5(drawn(2)).hexdigest())])
        self.assertTrue(self.listing.needs_check)
        self.assertEqual(self.images.search_count([("url", "=", False)]), 2)

    def test_only_selected_listings_are_worth_it(self):
        other = self.make_product(image_1920=False)
        self.at(found=drawn(1), product=other)
        self.run_flow("fetch_images")
        self.assertEqual(self.client.requested, [])
        listing = self.make_listing(other, selected=False)
        self.run_flow("fetch_images")
        self.assertEqual(self.client.requested, [])
        listing.selected = True
        self.run_flow("fetch_images")
        self.assertEqual(len(self.client.requested), 1)

    def test_a_changed_rule_fetches_again(self):
        self.at(found=drawn(1))
        self.run_flow("fetch_images")
        self.images.search([("url", "=", False)]).version = 0
        self.look()
        self.assertEqual(self.client.requested[1], (URL, ""), "the whole")

    def test_a_copy_of_the_database_fetches_nothing(self):
        self.at(found=drawn(1))
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("database.is_neutralized", True)
        self.images._run_fetch(self.account)
        self.assertEqual(self.client.requested, [])

    def test_nothing_is_read_or_locked_while_a_far_server_takes_its_time(self):
        self.at(found=drawn(1))
        done = []
        commit, fetch = laredoute_image_outside.commit, self.client.fetch
        question = self.env.registry["laredoute.image"]._question

        def note(name, function):
            return lambda *args, **kw: (done.append(name), function(*args, **kw))[1]

        self.client.fetch = note("fetch", fetch)
        with (
            patch.object(laredoute_image_outside, "commit", note("commit", commit)),
            patch.object(
                self.env.registry["laredoute.image"],
                "_question",
                note("read", question),
            ),
        ):
            self.run_flow("fetch_images")
        start = done.index("read")
        self.assertEqual(done[start : start + 3], ["read", "commit", "fetch"])

    def test_the_image_address_is_an_address(self):
        for wrong in ("images.example.com", "ftp://images.example.com", "https://"):
            with self.subTest(wrong), self.assertRaises(ValidationError):
                self.account.image_domain = wrong
        self.account.image_domain = "https://images.example.com/"
        self.add(self.product.product_tmpl_id, drawn(1))
        self.assertRegex(
            self.records(self.product)[0].url,
            r"^https://images\.example\.com/laredoute/image/\w{32}-\w{32}\.jpg$",
        )

    def test_an_address_that_is_not_secure_is_warned_about_when_live(self):
        live = self.account.new({"environment": "live", "image_domain": "http://a.fr"})
        self.assertIn("https://", live._onchange_image_domain()["warning"]["message"])
        live.image_domain = "https://a.fr"
        self.assertIsNone(live._onchange_image_domain())

    # --------------------------------------------------------------- bad days
    def test_what_was_not_fetched_yet_is_said(self):
        self.at()
        self.assertEqual(self.pair(), [])
        reason = {"number": 1, "reason": "waiting"}
        self.assertEqual(self.findings(), [("image_unreachable", "error", reason)])

    def test_an_image_that_was_never_reached_says_why(self):
        self.at(found="http_404")
        self.run_flow("fetch_images")
        reason = {"number": 1, "reason": "http_404"}
        self.assertEqual(self.findings(), [("image_unreachable", "error", reason)])
        self.run_flow("check_listings")
        self.assertEqual(self.listing.state, "blocked")

    def test_an_address_that_cannot_work(self):
        for code in ("bad_address", "private_address"):
            with self.subTest(code):
                self.at(found=code)
                self.look()
                found = ("image_url_bad", "error", {"number": 1})
                self.assertEqual(self.findings(), [found])

    def test_tries_are_ever_further_apart(self):
        self.at(found="timeout")
        image = self.images.search([("url", "=", URL)])
        waits = []
        for _try in range(6):
            self.look()
            wait = image.next_fetch_at - fields.Datetime.now()
            waits.append(round(wait.total_seconds() / 3600))
        self.assertEqual(waits[:3], [1, 2, 4])
        self.assertTrue(8 <= waits[3] <= 9 and waits[5] >= 24, waits)
        self.assertEqual(image.failures, 6)

    def test_the_last_good_copy_is_used_meanwhile(self):
        self.at(found=drawn(1))
        self.run_flow("fetch_images")
        ((_url, md5),) = before = self.pair()
        self.client.places[URL] = "http_503"
        self.look()
        self.assertEqual(self.pair(), before, "a short failure changes nothing")
        self.run_flow("check_listings")
        found = self.listing.finding_ids
        self.assertEqual(
            [(each.code, each.severity) for each in found],
            [("image_unreachable", "warning")],
        )
        self.assertEqual(self.listing.state, "ready")
        for _try in range(laredoute_image_outside.PATIENCE - 1):
            self.look()
        ((url, again),) = self.pair()
        self.assertIn("/laredoute/image/", url, "a long one: our copy is served")
        self.assertEqual(again, md5)
        self.assertTrue(self.listing.needs_check)
        self.client.places[URL] = drawn(1)
        self.look()
        self.assertEqual(self.pair(), before)
        self.assertEqual(self.findings(), [])

    def test_bytes_that_are_no_image(self):
        self.at(found=b"<html>not here any more</html>")
        self.run_flow("fetch_images")
        self.assertEqual(self.pair(), [])
        (code, severity, _arguments) = self.findings()[0]
        self.assertEqual((code, severity), ("image_unknown_format", "error"))

    def test_a_deaf_host_is_queried_once_in_a_batch(self):
        for number in range(4):
            self.at(f"https://deaf.example/{number}.jpg", "timeout")
        self.at(found=drawn(1))
        self.run_flow("fetch_images")
        self.assertEqual(len(self.client.requested), 2)
        self.assertEqual(self.images.search_count([("problem", "=", "timeout")]), 4)
        self.assertEqual(len(self.pair()), 1)

    def test_an_image_deleted_meanwhile(self):
        product_image = self.at(found=drawn(1))
        image = product_image.source_id
        product_image.unlink()
        image.unlink()
        image._take(ImageProblem("timeout"))
        self.assertFalse(image.exists())

    def test_an_address_nobody_uses_goes_at_last(self):
        product_image = self.at(found=drawn(1))
        self.run_flow("fetch_images")
        product_image.unlink()
        for _round in range(3):
            self.images._gc_unused()
            unused = self.images.search([("unused_since", "!=", False)])
            unused.unused_since = self.ago(days=99)
            self.env.flush_all()
        self.images._gc_unused()
        self.assertEqual(self.images.search_count([]), 0)
