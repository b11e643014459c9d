# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images over real HTTP: what is served, to whom, and what cannot be reached."""

import base64
import hashlib
import http.client
import http.server
import io
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
import requests
from PIL import Image

from .looking import account, batches
from .threads import Thread

PATH = "/laredoute/image/"


def drawn(number, size=(1300, 1300), form="JPEG"):
    stream = io.BytesIO()
    colour = (number * 53 % 256, number * 101 % 256, number * 17 % 256)
    Image.new("RGB", size, colour).save(stream, form)
    return stream.getvalue()


def ask(url, method="GET", path=None, **headers):
    """Ask exactly for this path, which no library tidies up; status, headers, body."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path or parts.path, headers=names)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def sent_images(shop, product_id):
    """What La Redoute would be sent of a product's images."""
    with shop.env() as env:
        product = env["product.product"].browse(product_id)
        images = env["laredoute.image"]._prepared(product)[product]
        return images._records(env["laredoute.account"].browse(shop.account_id))


def add(shop, product_id, data=None, **values):
    with shop.env() as env:
        product = env["product.product"].browse(product_id)
        if data:
            values["image"] = base64.b64encode(data)
        values["product_tmpl_id"] = product.product_tmpl_id.id
        return env["laredoute.product.image"].create(values).id


@pytest.fixture
def served(shop):
    """A product with an image, and that image as it is sent."""
    product_id, _ean = shop.make_product()
    (record,) = sent_images(shop, product_id)
    return record


# --------------------------------------------------------------------- the route
def test_what_is_served_is_what_was_sent_and_fulfils_the_rule(shop):
    product_id, _ean = shop.make_product()
    add(shop, product_id, drawn(1, (4000, 2600)))
    add(shop, product_id, drawn(2, (3000, 2600)))
    add(shop, product_id, drawn(3, (2500, 1300), "PNG"))
    records = sent_images(shop, product_id)
    assert len(records) == 4
    sizes = []
    for record in records:
        status, headers, body = ask(record.url)
        assert status == 200
        assert hashlib.md5(body).hexdigest() == record.md5
        assert headers["Content-Type"] == "image/jpeg"
        assert headers["Content-Length"] == str(len(body)) and len(body) <= 500_000
        found = Image.open(io.BytesIO(body))
        assert found.format == "JPEG" and min(found.size) >= 400
        sizes.append(found.size)
    assert sizes[1:] == [(3500, 2275), (3000, 2600), (2500, 1300)]


def test_an_answer_may_be_kept_and_opens_no_session(served):
    _status, headers, _body = ask(served.url)
    assert headers["ETag"] == f'"{served.md5}"'
    cached = {part.strip() for part in headers["Cache-Control"].split(",")}
    assert {"public", "immutable"} <= cached
    assert any(part.startswith("max-age=31536000") for part in cached)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Set-Cookie"] is None


def test_what_our_people_see_is_kept_by_their_browser_only(shop, served):
    """It may be what nobody else may see: a cache on the way would hand it out."""
    person = {"name": "Previews", "login": "previews", "password": "previews"}
    with shop.env() as env:
        group = env.ref("laredoute_connector.group_laredoute_user")
        env["res.users"].create(person | {"group_ids": [(6, 0, group.ids)]})
    parts = urlsplit(served.url)
    login = person | {"db": shop.registry.db_name}
    del login["name"]
    address = f"http://{parts.netloc}/web/session/authenticate"
    answer = requests.post(address, json={"params": login}, timeout=20)
    session = answer.cookies["session_id"]
    status, headers, _body = ask(served.url, Cookie=f"session_id={session}")
    cached = {part.strip() for part in headers["Cache-Control"].split(",")}
    assert status == 200 and "public" not in cached
    assert "immutable" in cached


def test_what_was_kept_is_not_sent_again(served):
    status, headers, body = ask(served.url, If_None_Match=f'"{served.md5}"')
    assert (status, body) == (304, b"")
    assert headers["ETag"] == f'"{served.md5}"'
    status, _headers, body = ask(served.url, If_None_Match='"another"')
    assert status == 200 and hashlib.md5(body).hexdigest() == served.md5


def test_only_the_head(served):
    status, headers, body = ask(served.url, "HEAD")
    whole = ask(served.url)[2]
    assert (status, body) == (200, b"")
    assert headers["Content-Length"] == str(len(whole))
    assert headers["Content-Type"] == "image/jpeg"


def test_a_part_can_be_requested(served):
    status, _headers, body = ask(served.url, Range="bytes=0-9")
    assert (status, len(body)) == (206, 10)


def test_nothing_else_can_be_reached(shop, served):
    """Each try gets the same answer, byte for byte."""
    other_id, _ean = shop.make_product()
    (other,) = sent_images(shop, other_id)
    refused_id, _ean = shop.make_product(image_1920=False)
    add(shop, refused_id, drawn(1, (300, 300)))
    assert sent_images(shop, refused_id) == ()
    with shop.env() as env:
        images = env["laredoute.image"]
        refused = images.search([("refusal_code", "!=", False)], limit=1).id
        known = images.search([("md5", "=", served.md5)], limit=1).id
        empty_signed = f"-{images._signature('')}.jpg"
        false_signed = f"False-{images._signature('False')}.jpg"
        absent_md5 = "0" * 32
        absent_signed = f"{absent_md5}-{images._signature(absent_md5)}.jpg"
        attachment = env["ir.attachment"].create(
            {"name": "payslip.jpg", "raw": drawn(5), "mimetype": "image/jpeg"}
        )
        payslip_md5 = hashlib.md5(drawn(5)).hexdigest()
        payslip = f"{payslip_md5}-{images._signature(payslip_md5)}.jpg"
        secret_name = attachment.store_fname or "ab/abcdef"
    name = served.url.rpartition("/")[2]
    md5, _dash, signature = name.removesuffix(".jpg").partition("-")
    other_signature = other.url.rpartition("-")[2]
    tries = [
        f"{md5}-{'0' * 32}.jpg",
        f"{md5}-{other_signature}",
        f"{md5}-{signature[:-1]}.jpg",
        f"{md5}-{signature}0.jpg",
        f"{md5}-{signature.upper()}.jpg",
        f"{md5}-{signature}.png",
        f"{md5}-{signature}",
        f"{md5}-.jpg",
        f"{md5}.jpg",
        f"{md5.upper()}-{signature}.jpg",
        f"{known}-{signature}.jpg",
        f"{refused}-{signature}.jpg",
        empty_signed,
        false_signed,
        absent_signed,
        payslip,
        f"{attachment.id}-{signature}.jpg",
        secret_name,
        f"{name}/",
        f"x/../{name}",
        f"../image/{name}",
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%00",
        f"{name}%00",
        f"{name}%0d%0aX-Injected:%201",
        "%ff%fe",
        f"{md5}-%C3%A9.jpg",
        f"{md5}-{signature}.jpg%20",
        "' OR '1'='1",
        "9" * 3000,
    ]
    answers = {}
    for each in tries:
        status, headers, body = ask(served.url, path=PATH + each.replace(" ", "%20"))
        assert status == 404, each
        assert "session_id" not in (headers["Set-Cookie"] or ""), each
        answers.setdefault((headers["Content-Type"], body), []).append(each)
    # what is no address of the route is answered by Odoo, as any unknown address
    kept_outside = {
        f"../image/{name}",
        "../../../../etc/passwd",
        f"{name}%0d%0aX-Injected:%201",
    }
    same = max(answers.values(), key=len)
    assert set(tries) - set(same) <= kept_outside, answers
    assert ask(served.url)[0] == 200, "and the right one still works"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_done_but_fetch(served, method):
    assert ask(served.url, method)[0] in (400, 404, 405, 501)


def test_the_database_cannot_be_selected(served):
    status, _headers, body = ask(
        served.url, path=f"{urlsplit(served.url).path}?db=postgres"
    )
    # the server's dbfilter decides; the address cannot
    assert status in (200, 404)
    assert b"Traceback" not in body


# ---------------------------------------------------------------- outside images
@contextmanager
def cdn(**files):
    """A host outside: files by name; a number is an HTTP status."""
    requested = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            requested.append(self.path)
            found = files.get(self.path.strip("/").partition(".")[0], 404)
            if isinstance(found, str):
                self.send_response(302)
                self.send_header("Location", found)
                found = b""
            elif isinstance(found, int):
                self.send_response(found)
                found = b""
            else:
                self.send_response(200)
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

        def log_message(self, *_arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", requested
        server.shutdown()


def allow_private(shop, allowed):
    with shop.env() as env:
        env["ir.config_parameter"].set_param(
            "laredoute_connector.private_images", str(allowed)
        )


def test_outside_images_reach_la_redoute(shop):
    """It fetches the good one at its own place, the fixed one from us."""
    allow_private(shop, True)
    good, png = drawn(11), drawn(12, form="PNG")
    with cdn(good=good, png=png, moved="/good.jpg", gone=404) as (host, _requested):
        product_id, _ean = shop.make_product(image_1920=False)
        for name in ("good", "png", "gone"):
            add(shop, product_id, url=f"{host}/{name}.jpg")
        listing = shop.choose(product_id)
        shop.run("fetch_images", "check_listings", "send_products")
        first, second = sent_images(shop, product_id)
        assert (first.url, first.md5) == (
            f"{host}/good.jpg",
            hashlib.md5(good).hexdigest(),
        )
        assert PATH in second.url
        assert hashlib.md5(ask(second.url)[2]).hexdigest() == second.md5
        with shop.env() as env:
            found = env["laredoute.listing"].browse(listing).finding_ids
            assert found.mapped("code") == ["image_unreachable"]
            assert found.arguments == {"number": 3, "reason": "http_404"}
            assert found.severity == "warning"
        shop.sim.control.step(hours=49)
        shop.run("collect_reports", "apply_reports")
    state, refusal = shop.read("listing", listing, "state", "refusal")
    assert state == "integrated", refusal
    assert len(batches(shop, "products")) == 1
    assert not account(shop, "last_error")


def test_our_own_network_is_not_queried(shop):
    allow_private(shop, False)
    with cdn(good=drawn(13)) as (host, requested):
        product_id, _ean = shop.make_product()
        add(shop, product_id, url=f"{host}/good.jpg")
        listing = shop.choose(product_id)
        shop.run("fetch_images", "check_listings")
        assert requested == []
    with shop.env() as env:
        found = env["laredoute.listing"].browse(listing).finding_ids
        assert found.mapped("code") == ["image_url_bad"]
    assert shop.read("listing", listing, "state") == "ready", "its own image goes"


# -------------------------------------------------------------------- two at once
def test_two_workers_meet_the_same_new_image(shop):
    """Both keep their work, both give the same address, and later one row counts."""
    data = base64.b64encode(drawn(21))
    ids = [shop.make_product(image_1920=data)[0] for _ in range(2)]
    ready, found = threading.Barrier(2, timeout=20), {}

    def work(product_id):
        with shop.env() as env:
            product = env["product.product"].browse(product_id)
            images = env["laredoute.image"]._prepared(product)[product]
            env.flush_all()
            # both have written, neither has committed
            ready.wait()
            shop_account = env["laredoute.account"].browse(shop.account_id)
            found[product_id] = images._records(shop_account)

    threads = [Thread(work, product_id) for product_id in ids]
    for thread in threads:
        thread.end()
    assert (
        found[ids[0]]
        == found[ids[1]]
        == sent_images(shop, ids[0])
        == sent_images(shop, ids[1])
    )
    assert ask(found[ids[0]][0].url)[0] == 200
    with shop.env() as env:
        images = env["laredoute.image"]
        assert images.search_count([("md5", "=", found[ids[0]][0].md5)]) == 2
