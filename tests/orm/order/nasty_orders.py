# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nasty orders, and what becomes of each.

``python -m tests.orm.order.nasty_orders > docs/nasty-orders.md`` writes the document,
which holds the same rows.
"""

import sys
from dataclasses import dataclass
from enum import Enum

from ..nasty_document import write_tables


class Fate(Enum):
    """What becomes of an order; the value is what the document says."""

    ACCEPTED = "Accepted, with a quotation to the cent"
    ONE_LINE = "The line that can be is accepted; the other one waits for a person"
    QUOTED = "A quotation; La Redoute has its answer already"
    CONFIRMED = "Confirmed, with its delivery"
    WAITING = "Waits, with an activity that says why"
    SHOWN = "Goes its way; what a person must look at is shown on it"
    CANCELLED = "Cancelled here too, or never sold"
    NO_SALE = (
        "Kept without a sale order: its goods left before the connector knew of it"
    )
    KEPT = "Kept to the letter in the journal, with an activity"
    RECOVERED = "Accepted; what was repaired is for a person to compare"


@dataclass(frozen=True)
class Nasty:
    """One nasty order.

    :ivar name: what is wrong with it
    :ivar fate: what becomes of it
    :ivar words: that a person reads: why it waits, is kept, or what is shown of it
    :ivar changes: (text of a good order, text instead); of bytes that are no text, the
        surrogates of Python's ``surrogateescape``
    :ivar ean: whose EAN its first line has, a name of the test's products
    :ivar second: a second line's changes; None: it has one line only
    """

    name: str
    fate: Fate
    words: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    ean: str = "good"
    second: tuple[tuple[str, str], ...] | None = None


LINE = """<OrderLine OrderLineID="{number}-{place}" StatusCode="Created">
<Item ItemStandardID="{ean}"/><Quantity>1</Quantity>
<Offer><SellingPrice>59.90</SellingPrice>
<Delivery><DeliveryFee>5.90</DeliveryFee></Delivery></Offer>
<DeliveryAddress><Title>MME</Title><Name1>DUPONT Élise</Name1>
<Address2>12 rue du Bois</Address2><ZIPCode>59100</ZIPCode><City>ROUBAIX</City>
<CountryCode>FR</CountryCode></DeliveryAddress>
<Delivery><PhoneNumber PhoneType="Mobile">0612345678</PhoneNumber>
<AliasEmail>mp+1@web.redoute.fr</AliasEmail></Delivery></OrderLine>"""
ORDER = """<Order OrderID="{number}" OrderDate="{date}"><BillingAddress>
<Title>MME</Title><Name1>MARTIN Lucie</Name1><Address2>4 rue du Parc</Address2>
<ZIPCode>59000</ZIPCode><City>LILLE</City><CountryCode>FR</CountryCode>
</BillingAddress>{lines}</Order>"""
HEAD = '<s:Envelope xmlns:s="urn:soap"><s:Body><RetrieveOrders>'
TAIL = "</RetrieveOrders></s:Body></s:Envelope>"

QUANTITY, PRICE = "<Quantity>1<", "<SellingPrice>59.90<"
FEE, STATUS = "<DeliveryFee>5.90<", 'StatusCode="Created"'
NAME, COUNTRY, CITY = "DUPONT Élise", "FR</CountryCode></D", "ROUBAIX"
PAID = (STATUS, 'StatusCode="Toship"')


def _q(text):
    return ((QUANTITY, f"<Quantity>{text}<"),)


def _p(text):
    return ((PRICE, f"<SellingPrice>{text}<"),)


def _f(text):
    return ((FEE, f"<DeliveryFee>{text}<"),)


def _s(word):
    return ((STATUS, f'StatusCode="{word}"'),)


def _n(text):
    return ((NAME, text),)


F = Fate
NUMBERS = (
    Nasty("quantity 0", F.WAITING, "no sense", _q("0")),
    Nasty("quantity with decimals that are whole", F.ACCEPTED, "", _q("1.000")),
    Nasty("half a piece", F.KEPT, "quantity_unreadable", _q("0.5")),
    Nasty("a negative quantity", F.KEPT, "quantity_unreadable", _q("-1")),
    Nasty("a quantity in words", F.KEPT, "quantity_unreadable", _q("une")),
    Nasty("no quantity", F.KEPT, "quantity_unreadable", _q("")),
    Nasty("three thousand million pieces", F.KEPT, "quantity", _q("3000000000")),
    Nasty(
        "999,999 pieces, of which there are 10,000",
        F.WAITING,
        "Stock does not cover",
        _q("999999"),
    ),
    Nasty("a quantity with an exponent", F.KEPT, "quantity_unreadable", _q("1e1")),
    Nasty("price 0", F.WAITING, "no sense", _p("0.00")),
    Nasty("a price of one cent", F.WAITING, "no sense", _p("0.01")),
    Nasty("a negative price", F.KEPT, "price_unreadable", _p("-59.90")),
    Nasty("a price with a comma", F.KEPT, "price_unreadable", _p("59,90")),
    Nasty("a price with its currency", F.KEPT, "price_unreadable", _p("59.90 €")),
    Nasty("no price", F.KEPT, "price_unreadable", _p("")),
    Nasty("a price of six decimals", F.ACCEPTED, "", _p("59.905333")),
    Nasty("a price of ten million euros", F.KEPT, "price_unreadable", _p("10000000")),
    Nasty("a price that is not a number", F.KEPT, "price_unreadable", _p("NaN")),
    Nasty("no delivery fee", F.ACCEPTED, "", _f("")),
    Nasty("a negative delivery fee", F.KEPT, "delivery_fee_unreadable", _f("-1")),
    Nasty("a delivery fee above the price", F.ACCEPTED, "", _f("199.99")),
)
DATES = (
    Nasty(
        "a day that does not exist",
        F.KEPT,
        "date_unreadable",
        (("DATE", "2026-02-30T10:00:00"),),
    ),
    Nasty(
        "the year 9999", F.KEPT, "date_unreadable", (("DATE", "9999-12-31T23:59:59"),)
    ),
    Nasty("no date", F.KEPT, "date_unreadable", (("DATE", ""),)),
    Nasty(
        "a date in French", F.KEPT, "date_unreadable", (("DATE", "26/11/2026 10:00"),)
    ),
    Nasty(
        "a date with a time zone and fractions", F.ACCEPTED, "", (("DATE", "ZONED"),)
    ),
    Nasty("ordered ten years ago", F.ACCEPTED, "", (("DATE", "2016-11-26T10:00:00"),)),
    Nasty("ordered in ten years", F.ACCEPTED, "", (("DATE", "2036-11-26T10:00:00"),)),
)
STATUSES = (
    Nasty(
        "a status that nobody knows", F.SHOWN, "status_unknown", _s("Envoi suspendu")
    ),
    Nasty("no status", F.SHOWN, "status_unknown", _s("")),
    Nasty("a status in capitals with blanks", F.ACCEPTED, "", _s("C R E A T E D")),
    Nasty("cancelled before it was read", F.CANCELLED, "", _s("Canceled")),
    Nasty("to be cancelled when first read", F.CANCELLED, "", _s("To cancel")),
    Nasty("refused on La Redoute's site", F.CANCELLED, "", _s("Refused")),
    Nasty("accepted on La Redoute's site", F.QUOTED, "", _s("Accepted")),
    Nasty("paid when first read", F.CONFIRMED, "", _s("Toship")),
    Nasty("shipped when first read", F.NO_SALE, "", _s("Shipped")),
    Nasty("paid out when first read", F.NO_SALE, "", _s("Paid")),
    Nasty("refunded when first read", F.NO_SALE, "", _s("Refunded")),
    Nasty("one line cancelled, one not", F.ACCEPTED, "", _s("Cancelled"), second=()),
    Nasty(
        "one line of an unknown status", F.SHOWN, "status_unknown", _s("Bof"), second=()
    ),
)
IDENTITIES = (
    Nasty(
        "no number", F.KEPT, "order_id_missing", (('OrderID="NUMBER"', 'OrderID=""'),)
    ),
    Nasty(
        "a number of a dot",
        F.KEPT,
        "order_id_missing",
        (('OrderID="NUMBER"', 'OrderID="."'),),
    ),
    Nasty(
        "a number of 6,000 characters",
        F.KEPT,
        "order_id_too_long",
        (('OrderID="NUMBER"', f'OrderID="{"9" * 6000}"'),),
    ),
    Nasty("no line", F.KEPT, "no_lines", (("LINES", ""),)),
    Nasty(
        "a line without a number",
        F.KEPT,
        "line_id_missing",
        (('ID="NUMBER-1"', 'ID=""'),),
    ),
    Nasty(
        "two lines of one number",
        F.KEPT,
        "line_id_twice",
        second=(('ID="NUMBER-2"', 'ID="NUMBER-1"'),),
    ),
    Nasty(
        "a line that another order has",
        F.KEPT,
        "line_id_twice",
        (('ID="NUMBER-1"', 'ID="ORDINARY-1"'),),
    ),
    Nasty("the same product on two lines", F.ACCEPTED, "", second=()),
    Nasty("no EAN", F.WAITING, "says no EAN", ean="none"),
    Nasty("an EAN of 200 digits", F.KEPT, "ean_too_long", ean="long"),
    Nasty(
        "an EAN that no product has", F.WAITING, "No product has the EAN", ean="unknown"
    ),
    Nasty("an EAN of two listings", F.WAITING, "Several products have", ean="twice"),
    Nasty(
        "one product known, one not",
        F.WAITING,
        "No product has",
        ean="unknown",
        second=(),
    ),
    Nasty("a product that was archived", F.ACCEPTED, "", ean="archived"),
    Nasty(
        "a product of another company",
        F.WAITING,
        "is of another company",
        ean="company",
    ),
    Nasty("a barcode with a blank", F.ACCEPTED, "", ean="blank"),
)
STOCK_AND_TAXES = (
    Nasty("a product without stock", F.WAITING, "Stock does not cover", ean="empty"),
    Nasty(
        "a product of no followed stock", F.WAITING, "follows no stock", ean="untracked"
    ),
    Nasty("a product without a tax", F.WAITING, "no sales tax", ean="untaxed"),
    Nasty(
        "a product of a rate nobody has", F.WAITING, "VAT-included tax of", ean="rate"
    ),
    Nasty(
        "one line in stock, one not",
        F.ONE_LINE,
        "Stock does not cover",
        ean="empty",
        second=(),
    ),
    Nasty(
        "a product that another addon lets nobody sell",
        F.WAITING,
        "not for sale",
        ean="refused",
    ),
    Nasty("a product on which another addon breaks", F.WAITING, "", ean="broken"),
)
BUYERS = (
    Nasty("no buyer's name", F.ACCEPTED, "", _n("")),
    Nasty("a name of a dot", F.ACCEPTED, "", _n(".")),
    Nasty("a name of 600 characters", F.ACCEPTED, "", _n("É" * 600)),
    Nasty("a name of 601 characters", F.KEPT, "text_too_long", _n("É" * 601)),
    Nasty(
        "a name that is a script",
        F.ACCEPTED,
        "",
        _n("&lt;script&gt;alert(1)&lt;/script&gt;"),
    ),
    Nasty("a name that is SQL", F.ACCEPTED, "", _n("x'); DROP TABLE sale_order; --")),
    Nasty(
        "a name of emojis, from right to left",
        F.ACCEPTED,
        "",
        _n("🛍️ \u202eעברית\u202c"),
    ),
    Nasty("a name with an entity of HTML", F.RECOVERED, "", _n("LEF&egrave;VRE")),
    Nasty("a name in another encoding", F.RECOVERED, "", _n("LEF\udce8VRE")),
    Nasty("a name with a character of control", F.RECOVERED, "", _n("DU\x01PONT")),
    Nasty("a name that breaks the XML", F.KEPT, "xml_malformed", _n("A < B")),
    Nasty("a company of two names and", F.RECOVERED, "", _n("DUPONT & FILS")),
    Nasty("no town", F.ACCEPTED, "", ((f"<City>{CITY}</City>", ""),)),
    Nasty("no address at all, not paid", F.ACCEPTED, "", (("ADDRESS", ""),)),
    Nasty(
        "no address at all, paid",
        F.WAITING,
        "delivery address",
        (("ADDRESS", ""), PAID),
    ),
    Nasty(
        "a country nobody knows, paid",
        F.SHOWN,
        "country_unknown",
        ((COUNTRY, "Atlantis</CountryCode></D"), PAID),
    ),
    Nasty("no billing address", F.ACCEPTED, "", (("BILLING", ""),)),
    Nasty(
        "a telephone in words", F.ACCEPTED, "", (("0612345678", "demander le voisin"),)
    ),
    Nasty(
        "an e-mail that is none",
        F.ACCEPTED,
        "",
        (("mp+1@web.redoute.fr", "pas d'e-mail"),),
    ),
    Nasty("overseas, paid", F.SHOWN, "vat_doubtful", (("59100", "97400"), PAID)),
    Nasty(
        "elements nobody knows",
        F.ACCEPTED,
        "",
        (("<Quantity>", "<Gift><Paper/></Gift><Quantity>"),),
    ),
    Nasty(
        "a prefix that nobody declared",
        F.KEPT,
        "cannot be read",
        (("<Quantity>", "<x:Gift/><Quantity>"),),
    ),
)
#: title of the document's table → its rows
TABLES = {
    "Pieces and prices": NUMBERS,
    "Dates": DATES,
    "Statuses": STATUSES,
    "Numbers and products": IDENTITIES,
    "Stock and taxes": STOCK_AND_TAXES,
    "Buyers": BUYERS,
}
#: all of them; the names are unique
ORDERS = tuple(each for rows in TABLES.values() for each in rows)


def write(nasty, number, eans, date, ordinary):
    """Return a nasty order as La Redoute writes it, as text.

    :param number: of the order
    :param eans: {name of a product: its EAN}
    :param date: of the order, as La Redoute writes it
    :param ordinary: number of an ordinary order
    """
    lines = [LINE.format(number="NUMBER", place=1, ean=eans[nasty.ean])]
    if nasty.second is not None:
        lines.append(LINE.format(number="NUMBER", place=2, ean=eans["good"]))
    text = ORDER.format(number="NUMBER", date="DATE", lines="LINES")
    parts = [text, *lines]
    if nasty.second:
        parts[2] = _changed(parts[2], nasty.second)
    # what is changed of lines is changed of the first one
    order, line = "\0".join(parts[:1]), parts[1]
    for old, new in nasty.changes:
        old = _part(old, order, line)
        assert old in order + line, (nasty.name, old)
        order, line = order.replace(old, new), line.replace(old, new)
    text = order.replace("LINES", "".join([line, *parts[2:]]))
    for old, new in (
        ("NUMBER", number),
        ("ORDINARY", ordinary),
        ("DATE", date),
        ("ZONED", f"{date}.123+01:00"),
    ):
        text = text.replace(old, new)
    return text


def _part(old, order, line):
    """Return the text that a word of a row stands for."""
    if old == "ADDRESS":
        return line[line.index("<DeliveryAddress>") : line.index("<Delivery><Phone")]
    if old == "BILLING":
        return order[order.index("<BillingAddress>") : order.index("LINES")]
    return old


def _changed(text, changes):
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def document():
    """Return docs/nasty-orders.md, which a test compares with the file."""
    return write_tables(_INTRODUCTION, "order", TABLES)


_INTRODUCTION = """# Nasty orders

What becomes of orders that are damaged, absurd, or that Odoo cannot sell as they are.
Each row is tried alone, and all of them in one answer of La Redoute together with
ordinary orders, which are accepted all the same (`tests/orm/order/nasty_orders.py`,
`tests/orm/order/test_nasty_orders.py`). What waits, or is kept, has one activity for
the account's responsible that says what to do.
"""

if __name__ == "__main__":
    sys.stdout.write(document())
