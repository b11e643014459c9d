# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may do what with promotions; ``test_rights`` reads it with everybody's rows."""

# nobody, user, manager, elsewhere
PROMOTION_MODELS = {
    "laredoute.promotion": ("-", "r", "rwcd", "-"),
    "laredoute.promotion.line": ("-", "r", "rwcd", "-"),
    "laredoute.promotion.row": ("-", "r", "r", "-"),
}
PROMOTION_BUTTONS = {
    ("laredoute.promotion", "action_apply_prices"): "- - manager -",
    ("laredoute.promotion", "action_cancel"): "- - manager -",
    ("laredoute.promotion", "action_confirm"): "- - manager -",
    ("laredoute.promotion", "action_draft"): "- - manager -",
    ("laredoute.promotion", "action_fill"): "- - manager -",
    ("laredoute.promotion", "action_hand_over"): "- - manager -",
    ("laredoute.promotion", "action_open_exchange"): "- user manager -",
    ("laredoute.promotion", "action_open_lines"): "- user manager -",
    ("laredoute.promotion", "action_open_warned"): "- user manager -",
    ("laredoute.promotion", "action_propose_dates"): "- - manager -",
    ("laredoute.promotion", "action_read_prices"): "- - manager -",
    ("laredoute.promotion", "action_send_ahead"): "- - manager -",
    ("laredoute.promotion", "action_validate"): "- - manager -",
}
