# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files are written, sent and read in memory that does not grow with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import io, resource, sys
from pathlib import Path
from types import ModuleType
package = ModuleType("laredoute_connector")
package.__path__ = [sys.argv[1] + "/laredoute_connector"]
sys.modules["laredoute_connector"] = package
from laredoute_connector.marketplace import records
from laredoute_connector.marketplace.sellr.wire import (
    offers, orders, products, reports)
from laredoute_connector.marketplace.sellr.reports import read_name
from laredoute_connector.marketplace.transport.body import multipart_body
from datetime import datetime, timezone
from decimal import Decimal
NOW = datetime(2026, 11, 21, tzinfo=timezone.utc)
work, count, path = sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
images = (records.ProductImage("https://img.example/1.jpg", "0" * 32),)

def make_products():
    for number in range(count):
        yield records.Product(f"{number:013}", f"SKU-{number}", "S1", "T" * 30,
                              "D" * 300, "12", images)

def make_offers():
    for number in range(count):
        yield records.Offer(f"{number:013}", f"SKU-{number}", 1, Decimal(1), Decimal(1),
                            Decimal("0.20"), NOW, NOW, ())

def make_orders(stream):
    line = b'<OrderLine OrderLineID="%d-1" StatusCode="Created"><Item/>' \\
           b'<Quantity>1</Quantity><Offer><SellingPrice>1</SellingPrice></Offer></OrderLine>'
    stream.write(b"<a>")
    for number in range(count):
        stream.write(b'<Order OrderID="%d" OrderDate="2026-11-21T00:00">' % number)
        stream.write(line % number + b"</Order>junk<x/>")
    stream.write(b"</a>")

def make_report(stream):
    stream.write(b"<IntegrationReport>")
    for number in range(count):
        stream.write(b'<Item EAN="%d"><Error Code="A">no</Error></Item> ' % number)
    stream.write(b"</IntegrationReport>")

if work == "products":
    assert products.encode_products(make_products(), "V", path) == count
    body = multipart_body(b"a", path, b"b")
    assert sum(len(block) for block in body) == len(body)
elif work == "offers":
    assert offers.encode_offers(
        make_offers(), offers.OfferSender("V", "400"), path, NOW) == count
elif work == "orders":
    with path.open("wb") as stream:
        make_orders(stream)
    with path.open("rb") as stream:
        assert sum(1 for _ in orders.decode_orders(stream)) == count
else:
    with path.open("wb") as stream:
        make_report(stream)
    with path.open("rb") as stream:
        assert sum(1 for _ in reports.read_report(stream, read_name("a"))) == count
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def peak(work: str, count: int, path: Path) -> int:
    """Return the highest memory, in MiB, of a process that does one piece of work."""
    command = [sys.executable, "-c", SCRIPT, str(ROOT), work, str(count), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout)


@pytest.mark.parametrize(
    ("work", "count"),
    [
        ("products", 100_000),
        ("offers", 20_000),
        ("orders", 30_000),
        ("report", 100_000),
    ],
)
def test_memory_is_flat(tmp_path: Path, work: str, count: int) -> None:
    few = peak(work, 100, tmp_path / "few")
    many = peak(work, count, tmp_path / "many")
    # the files themselves are tens of MiB, as trees hundreds
    assert (tmp_path / "many").stat().st_size > 4 * 1024 * 1024
    assert many - few < 12, f"{few} MiB for few, {many} MiB for {count}"
