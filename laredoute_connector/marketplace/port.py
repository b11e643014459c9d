# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The promises every platform keeps to the ORM side.

A :class:`Platform` is what can be known and done without credentials; a
:class:`Marketplace` is one account opened on it. Every method may raise the errors of
:mod:`.errors` and nothing else. No method reads a clock or sleeps: moments come in as
arguments. What a platform cannot do is declared in :class:`Capabilities`, not
discovered by an exception.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO, Protocol, runtime_checkable

from .budget import CallBudget
from .records import (
    AccessCheck,
    AnswerHeader,
    AnswerLine,
    AnswerRef,
    BrokenOrder,
    CompetingOffer,
    Decision,
    DecisionKind,
    EncodedFile,
    FileKind,
    LineResult,
    Offer,
    Order,
    Product,
    Receipt,
)
from .refusals import Refusal
from .rules import RuleBook
from .settings import Settings


class Scope(str, Enum):
    """What a decision is about, and so which lines go together in one.

    ``LINE``: one line. ``ORDER``: all lines of the order that wait for an answer.
    ``PARCEL``: all lines of one delivery, with its shipment. ``REFUND``: all lines of
    one refund.
    """

    LINE = "line"
    ORDER = "order"
    PARCEL = "parcel"
    REFUND = "refund"


@dataclass(frozen=True)
class Capabilities:
    """What a platform can do for an account, and how it wants it done.

    :ivar answers: whether its answers to files can be read
    :ivar decisions: what can be decided there; a kind that is absent cannot be
    :ivar decisions_per_call: most decisions in one call
    :ivar file_interval: shortest time between two files of a kind; absent: none
    :ivar answer_delay: longest time until a file of a kind is answered
    :ivar answer_within: an order without an answer is cancelled after this time
    :ivar orders_by_number: whether :meth:`Marketplace.find_orders` finds them; else an
        order is found by reading the periods since :attr:`Platform.ordered_on`
    """

    answers: bool
    decisions: Mapping[DecisionKind, Scope]
    decisions_per_call: int
    file_interval: Mapping[FileKind, timedelta]
    answer_delay: Mapping[FileKind, timedelta]
    answer_within: timedelta
    orders_by_number: bool = False


class AnswerReader(ABC):
    """An answer opened for reading: header first, then lines, streamed once.

    :cvar shows_end: whether its format says where it ends, so that a cut one is noticed
    """

    header: AnswerHeader
    shows_end = True

    @abstractmethod
    def __iter__(self) -> Iterator[AnswerLine | CompetingOffer]:
        """Yield the answer's lines, raising ``UnreadableData`` when it is cut."""


class Marketplace(ABC):
    """One seller account on one platform. Use it in a ``with`` block."""

    def __enter__(self) -> Marketplace:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Close every connection. May be called twice."""

    @abstractmethod
    def check_access(self, now: datetime) -> Iterator[AccessCheck]:
        """Try each service and each credential on its own, without any effect."""

    # ----------------------------------------------------------------- files
    @abstractmethod
    def encode(
        self,
        kind: FileKind,
        records: Iterable[Product] | Iterable[Offer],
        path: Path,
        now: datetime,
    ) -> EncodedFile:
        """Stream a file, dated ``now`` (UTC), to ``path``.

        :param records: of the kind's class
        :raises RefusedData: when a record holds what the file cannot
        """

    @abstractmethod
    def send(self, kind: FileKind, file: EncodedFile) -> Receipt:
        """Send a file. Raises ``UnknownOutcome`` after a late time-out."""

    # ---------------------------------------------------------------- orders
    @abstractmethod
    def fetch_orders(
        self, since: datetime, until: datetime
    ) -> Iterator[Order | BrokenOrder]:
        """Yield the orders that changed in a period, whatever their status."""

    def find_orders(self, numbers: Sequence[str]) -> Iterator[Order | BrokenOrder]:
        """Yield the orders of these numbers that exist, whatever their age.

        Called where ``Capabilities.orders_by_number`` says so.
        """
        return iter(())

    @abstractmethod
    def decide(self, decisions: Sequence[Decision]) -> Iterator[LineResult]:
        """Send decisions and yield a result for each of their lines, in their order.

        Each is yielded as soon as it is known. An error before the first one concerns
        none of them, a later one those that were not yielded.

        :raises RefusedData: a decision misses what it needs, or there are too many
        :raises UnknownOutcome: they may have been taken
        """

    # --------------------------------------------------------------- answers
    @abstractmethod
    def list_answers(self, pending: Sequence[Receipt]) -> Iterator[AnswerRef]:
        """Yield the answers that are ready, oldest first.

        :param pending: receipts of the files that wait for an answer
        """

    def find_answers(self, pending: Sequence[Receipt]) -> Iterator[AnswerRef]:
        """Yield the answers to some files among those that were put away before.

        :param pending: receipts of files whose answer is missing
        """
        return iter(())

    @abstractmethod
    def fetch_answer(self, ref: AnswerRef, path: Path) -> None:
        """Bring one answer to ``path``: all of it, or ``RetryLater`` and nothing there.

        A file whose writer pauses looks whole too: only reading it shows that it is
        cut (``UnreadableData``, code ``xml_cut``).

        :raises AccessRefused: this one may not be read
        :raises UnreadableData: this one cannot be taken, whoever tries
        """

    @abstractmethod
    def settle_answer(self, ref: AnswerRef) -> None:
        """Say that an answer was taken; harmless when repeated.

        :raises AccessRefused: it cannot be put away and will be listed again
        """

    @abstractmethod
    def open_answer(self, stream: BinaryIO, name: str) -> AnswerReader:
        """Read a stored answer. ``name`` is that of its :class:`AnswerRef`."""


@runtime_checkable
class HasServerKey(Protocol):
    """A marketplace with a server whose key a person pins."""

    def server_key(self) -> str:
        """Return the server's present host key (``ssh-ed25519 AAAA…``).

        :raises RetryLater: when it cannot be reached
        """


@dataclass(frozen=True)
class Platform:
    """A platform without any account: pure functions.

    :ivar name: key in :data:`~.platforms.PLATFORMS`
    :ivar label: its name for people
    :ivar settings: the class that ``open`` and ``capabilities`` take
    :ivar open: opens an account; nothing is sent yet
    :ivar capabilities: what it can do for an account
    :ivar decode_order: reads a stored ``Order.source`` again; ``UnreadableData`` when
        it cannot
    :ivar confirms: whether an order shows that a decision was taken: ``True``,
        ``False``, or ``None`` when it does not show
    :ivar ordered_on: a moment (UTC) before which no order of a number was made;
        ``None`` when the number does not say it
    :ivar explain: what a refusal (code, text) means
    :ivar rule_book: what a product must be like to be taken
    """

    name: str
    label: str
    settings: type[Settings]
    # each platform takes its own class of settings
    open: Callable[[Any, CallBudget], Marketplace]
    capabilities: Callable[[Any], Capabilities]
    decode_order: Callable[[bytes], Order]
    confirms: Callable[[Decision, Order], bool | None]
    ordered_on: Callable[[str], datetime | None]
    explain: Callable[[str, str], Refusal]
    rule_book: RuleBook
