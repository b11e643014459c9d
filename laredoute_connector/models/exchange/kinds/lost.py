# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files whose outcome is unknown, recognised by their content when answers come."""

from datetime import timedelta

from odoo import fields

from ...common import naive

#: a lost file is not looked for any longer
REMEMBERED = timedelta(days=30)
#: La Redoute's clock and ours may differ by this much
CLOCK_MARGIN = timedelta(hours=1)


def find_lost(exchange, kind, header, lines):
    """Return the lost files that an answer to an unknown batch may be about.

    Those that held every item it names, and as many as it says it read, and that were
    not sent after it was written. An answer that says neither fits none. Two that fit
    cannot be distinguished: settling one of them could take a refusal for the other's
    acceptance.

    :param exchange: the answer, not yet applied
    :param kind: the kind of the file
    :param header: the answer's header
    :param lines: its lines
    """
    named = {(line.ean, line.sku) for line in lines} - {("", "")}
    if header.items_read is None and not named:
        return exchange.browse()
    domain = [
        *exchange._of_kind(exchange.account_id, kind.name),
        ("sent_at", ">=", fields.Datetime.now() - REMEMBERED),
        "|",
        ("may_be_taken", "=", True),
        ("state", "in", _states(header)),
    ]
    return exchange.search(domain).filtered(
        lambda file: (
            header.items_read in (None, file.item_count)
            and _may_answer(header, file)
            and _holds(file, named)
        )
    )


def _states(header):
    """An answer without a number may be about any file that waits for one."""
    lost = ("unknown", "sending")
    return lost if header.batch_id else (*lost, "sent")


def _may_answer(header, file):
    """Whether the file was on its way when the answer was written."""
    if not header.dated_at or not file.sent_at:
        return True
    return naive(header.dated_at) >= file.sent_at - CLOCK_MARGIN


def _holds(file, named):
    eans, skus = set(), set()
    for item in (file.items or "").splitlines():
        ean, _bar, sku = item.partition("|")
        eans.add(ean)
        skus.add(sku)
    return all((ean and ean in eans) or (sku and sku in skus) for ean, sku in named)


def give_up(exchange, kind, files):
    """Send again what these lost files held: an answer fits several of them.

    :param exchange: the answer; nobody can do more about it
    """
    for file in files.filtered(lambda each: each.state != "failed"):
        file._abandon(
            exchange.env._(
                "La Redoute's answer fits several files whose outcome is unknown: "
                "everything is sent again."
            )
        )
        file._problem_solved()
    exchange.write(
        {
            "handled": True,
            "error_message": exchange.env._(
                "It fits several files whose outcome is unknown (%s): none is settled "
                "by it, everything is sent again.",
                ", ".join(files.mapped("name")),
            ),
        }
    )
    exchange.account_id._wake(kind.flow)
