# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a platform answers to the files it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class AnswerKind(str, Enum):
    """What an answer speaks of."""

    PRODUCTS = "products"
    OFFERS = "offers"
    OPEN_LISTING = "open_listing"
    UNKNOWN = "unknown"


class AnswerResult(str, Enum):
    """What an answer says of an item.

    ``WARNING``: taken, but something is missing. ``PENDING``: not settled yet,
    another answer about the same file follows.
    """

    ACCEPTED = "accepted"
    WARNING = "warning"
    REFUSED = "refused"
    PENDING = "pending"


@dataclass(frozen=True)
class AnswerRef:
    """An answer that is there to be fetched.

    :ivar key: identifies it for ever on its platform
    :ivar name: for people and for the journal; its ending is that of the format
    :ivar size: bytes, 0 when unknown
    :ivar path: where it lies, when it is a file on a server
    :ivar settled: it was put away already
    :ivar trouble: code of why it cannot be fetched, whoever tries; empty when it can
    """

    key: str
    name: str
    size: int
    modified_at: datetime
    kind: AnswerKind
    batch_id: str = ""
    path: str = ""
    settled: bool = False
    trouble: str = ""


@dataclass(frozen=True)
class AnswerHeader:
    """What an answer says of itself; counts are ``None`` when it does not say.

    :ivar rest: what its silence about an item of the file means; ``PENDING``: another
        answer follows, the file is not settled by this one
    """

    kind: AnswerKind
    batch_id: str
    dated_at: datetime | None
    items_read: int | None = None
    items_rejected: int | None = None
    rest: AnswerResult = AnswerResult.ACCEPTED


@dataclass(frozen=True)
class AnswerLine:
    """What an answer says of one item; several lines may speak of one item.

    :ivar code: the platform's code, empty when there is none
    :ivar text: the platform's own words
    :ivar part_number: the platform's number for the item, when it says one
    """

    ean: str
    sku: str
    result: AnswerResult
    code: str = ""
    text: str = ""
    part_number: str = ""
