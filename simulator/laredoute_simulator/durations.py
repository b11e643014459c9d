# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every delay and limit of the pretend platform, in one place.

Delays are seconds of virtual time. K = known, A = assumed, as in docs/protocol.md.
"""

from __future__ import annotations

from decimal import Decimal

from .clock import DAY, HOUR, MINUTE

FIRST_INTEGRATION = 48 * HOUR  # K
INTEGRATION = 24 * HOUR  # K
OFFER_PROCESSING = 1 * HOUR  # A
OFFER_WINDOW = 1 * HOUR  # K: two files within it block each other
FRAUD_CHECK = 15 * MINUTE  # A
ANSWER_DEADLINE = 72 * HOUR  # K
PAYMENT_CHECK = 30 * MINUTE  # K
REFUND_REQUESTED = 1 * HOUR  # A: Torefund -> Toapprove
REFUND_APPROVAL = 24 * HOUR  # A: Toapprove -> Refunding, or Refund refused
REFUND_PAYMENT = 24 * HOUR  # A: Refunding -> Refunded
PAYOUT_DAYS = (1, 11, 21)  # K
PAYOUT_WAIT = 30 * DAY  # K
PAYOUT_HOUR = 6  # A, UTC
OPEN_LISTING_EVERY = 24 * HOUR  # A

COMMISSION_RATE = Decimal(
    "0.17"
)  # K: standard; A: of all that the buyer pays, VAT incl.
COMMISSION_VAT = Decimal("0.20")  # A
MONTHLY_FEE = Decimal("49.90")  # K; A: without VAT

SKU_LENGTH = 32
DESCRIPTION_LENGTH = 3000
IMAGE_COUNT = 8
IMAGE_SIDES = (400, 3500)  # pixels
IMAGE_BYTES = 500 * 1024
TRACKING_LENGTH = 32
VAT_RATES = frozenset(Decimal(rate) for rate in ("0.20", "0.10", "0.055", "0.021"))

REFUND_REASONS = (
    "expired card",
    "stolen card",
    "card opposition",
    "amount above the order",
    "suspicion of fraud",
)  # K
