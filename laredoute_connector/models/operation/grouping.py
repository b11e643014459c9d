# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which operations are sent together: one line, one order or one parcel at a time.

The platform says so for each kind of decision, see
:class:`~...marketplace.port.Capabilities`. No function here writes anything.
"""

from decimal import Decimal

from ...marketplace.agreement.decisions import ANSWERS
from ...marketplace.port import Scope
from ...marketplace.records import Decision, DecisionKind, LineDecision, Shipment
from ...marketplace.statuses import ALLOWS, LineStatus
from ..common import cents, utc

#: states of an operation whose decision need not wait for another one
DECIDED = ("queued", "sent", "confirmed")


def family(kind):
    """Return the kinds of decisions that go together with one: answers go mixed.

    :param kind: a :class:`~...marketplace.records.DecisionKind`
    """
    return frozenset(ANSWERS if kind in ANSWERS else (kind,))


def document_key(values):
    """Return what several decisions of a kind about one line differ in; else empty.

    :param values: fields of the operation: its delivery, or its refund and the attempt
    """
    if values.get("refund_line_id"):
        return f"{values['refund_line_id']}.{values.get('refund_attempt', 0)}"
    return str(values.get("picking_id") or "")


def idempotency_key(kind, scope, line, document=""):
    """Return what makes a decision one that is sent once.

    A parcel has its own: a line may leave in several. So has a refund.

    :param kind: value of a decision kind
    :param scope: the platform's :class:`~...marketplace.port.Scope` for the kind
    :param line: the order line
    :param document: see :func:`document_key`
    """
    ids = {
        Scope.LINE: [line.remote_id],
        Scope.ORDER: [line.order_id.remote_id, line.remote_id],
        Scope.PARCEL: [document, line.remote_id],
        Scope.REFUND: [document, line.remote_id],
    }[Scope.REFUND if DecisionKind(kind) is DecisionKind.REFUND else scope]
    return ":".join([kind, scope.value, *ids])


def groups(operations, scopes):
    """Return the operations in recordsets that go together, oldest first.

    :param scopes: the platform's decisions: kind -> scope
    """
    found = {}
    for operation in operations.sorted("id"):
        kind = DecisionKind(operation.kind)
        scope = scopes.get(kind, Scope.LINE)
        key = (scope, tuple(sorted(family(kind))), *_parts(operation, scope))
        found[key] = found.get(key, operation.browse()) | operation
    return list(found.values())


def _parts(operation, scope):
    if scope is Scope.LINE:
        return (operation.order_line_id.id,)
    if scope is Scope.ORDER:
        return (operation.order_id.id,)
    if scope is Scope.REFUND:
        return operation.order_id.id, operation.refund_line_id.refund_id.id
    parcel = (operation.picking_id.id, operation.tracking_number)
    return (operation.order_id.id, *parcel)


def is_whole(group, scopes):
    """Return whether nothing is missing of what must be sent together.

    An order is sent once every line of it that waits has its decision; a parcel holds
    what the delivery says.

    :param group: queued operations that go together
    :param scopes: the platform's decisions: kind -> scope
    """
    kind = DecisionKind(group[0].kind)
    if scopes.get(kind) is not Scope.ORDER:
        return True
    kinds = family(kind)
    waited_for = frozenset().union(*(ALLOWS[kind] for kind in kinds))
    return all(
        any(
            DecisionKind(operation.kind) in kinds and operation.state in DECIDED
            for operation in line.operation_ids
        )
        for line in group.order_id.line_ids
        if LineStatus(line.status) in waited_for
    )


def decision_of(group):
    """Return the pure side's Decision of operations that go together."""
    first = group[0]
    shipment = None
    if DecisionKind(first.kind) is DecisionKind.SHIP:
        shipment = Shipment(
            shipped_at=utc(first.shipped_at),
            tracking_number=first.tracking_number or "",
            carrier=first.carrier or "",
            tracking_url=first.tracking_url or "",
        )
    return Decision(
        order_id=first.order_id.remote_id,
        lines=tuple(
            LineDecision(
                kind=DecisionKind(operation.kind),
                line_id=operation.order_line_id.remote_id,
                **_refunded(operation.refund_line_id),
            )
            for operation in group
        ),
        shipment=shipment,
    )


def _refunded(line):
    """Return how much a request refunds: pieces, or a part of the price.

    :param line: the refund line, or an empty one
    """
    if not line:
        return {}
    share, price = line._share_of_price(), Decimal(str(line.order_line_id.unit_price))
    # La Redoute knows what pieces cost: less is left of it where a part was refunded
    by_pieces = line.quantity and cents(price * line.quantity) == share
    pieces, part = {"quantity": Decimal(line.quantity)}, {"amount": share}
    return {**(pieces if by_pieces else part), "refund_shipping": line.fee > 0}
