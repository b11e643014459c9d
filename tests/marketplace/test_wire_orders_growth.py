# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Damaged answers of any size and on any stream: read once, in memory or in a file."""

from __future__ import annotations

import io
import re
from typing import IO, Any, cast

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import UnreadableData
from odoo.addons.laredoute_connector.marketplace.records import BrokenOrder, Order
from odoo.addons.laredoute_connector.marketplace.sellr.wire import recovery
from odoo.addons.laredoute_connector.marketplace.sellr.wire.orders import decode_orders

from .test_wire_orders_damaged import HEAD, TAIL, answered, numbered, read


class OldStream:
    """What a spooled file can do before Python 3.11."""

    def __init__(self, content: bytes) -> None:
        self._stream = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)

    def seek(self, *place: int) -> None:
        self._stream.seek(*place)

    def tell(self) -> int:
        return self._stream.tell()


def old(content: bytes) -> IO[bytes]:
    return cast("IO[bytes]", OldStream(content))


def test_b02_a_stream_that_does_not_say_whether_it_can_go_back() -> None:
    found = list(decode_orders(old(answered(b"DUPONT & FILS"))))
    assert [order.remote_id for order in found] == ["A", "B", "C"]
    page = b"<page>Back soon</page>"
    with pytest.raises(UnreadableData) as caught:
        list(decode_orders(old(page)))
    assert caught.value.content == page


# -------------------------------------------------------------------------- growth
class Searched:
    """A pattern that counts the characters it looks at."""

    def __init__(self, pattern: re.Pattern[bytes]) -> None:
        self._pattern = pattern
        self.count = 0

    def search(self, content: bytes, begin: int, end: int | None = None) -> Any:
        until = len(content) if end is None else end
        found = self._pattern.search(content, begin, until)
        self.count += (found.end() if found else until) - begin
        return found


@pytest.mark.parametrize(
    ("order", "between"),
    [
        (b'<Order OrderID="%d"/>', b""),
        (b'<Order OrderID="%d">', b""),
        (b'<Order OrderID="%d"></Order>', b"<x/>"),
    ],
)
def test_b02_each_part_of_an_answer_is_searched_a_few_times(
    order: bytes, between: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = HEAD + between.join(order % n for n in range(2000)) + b" & " + TAIL
    start, end = Searched(recovery._START), Searched(recovery._END)
    monkeypatch.setattr(recovery, "_START", start)
    monkeypatch.setattr(recovery, "_END", end)
    pieces = recovery.take_to_pieces(content)
    assert len(pieces.orders) >= 1999
    assert start.count <= 3 * len(content)
    assert end.count <= 2 * len(content)


class Copied(bytes):
    """Bytes that count what is copied of them."""

    count = 0

    def __getitem__(self, place: Any) -> Any:
        part = super().__getitem__(place)
        self.count += len(part) if isinstance(part, bytes) else 1
        return part


def test_b02_bytes_of_another_encoding_are_copied_a_few_times() -> None:
    raw = Copied("Élève à Épeule ".encode("cp1252") * 500)
    assert recovery._decoded(raw, "utf-8") == "Élève à Épeule " * 500
    assert raw.count <= 2 * len(raw)


# --------------------------------------------------------------- encodings, numbers
@pytest.mark.parametrize("encoding", [b"nonsense", b"undefined", b"idna", b"hex"])
def test_b02_an_encoding_that_nobody_has_is_read_as_utf_8(encoding: bytes) -> None:
    declared = b'<?xml version="1.0" encoding="%s"?>' % encoding
    found = read(declared + answered("É".encode() + b" & \xc9"))
    order = next(each for each in found if each.remote_id == "B")
    assert isinstance(order, Order)
    assert order.delivery.address.name == "É & É"


def test_b02_an_order_whose_number_is_too_long_is_reported_once() -> None:
    long = numbered(b"A").replace(b'OrderID="A', b'OrderID="' + b"9" * 300)
    first, second = read(HEAD + long + numbered(b"B", b" & ") + TAIL)
    assert isinstance(first, BrokenOrder)
    assert first.reason.startswith("order_id_too_long")
    assert second.remote_id == "B"
