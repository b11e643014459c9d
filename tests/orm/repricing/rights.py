# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may do what with repricing; ``test_rights`` reads it with everybody's rows."""

# nobody, user, manager, elsewhere
REPRICING_MODELS = {
    "laredoute.repricing.proposal": ("-", "r", "r", "-"),
    "laredoute.repricing.rule": ("-", "r", "rwcd", "-"),
}
REPRICING_BUTTONS = {
    ("laredoute.repricing.proposal", "action_accept"): "- - manager -",
    ("laredoute.repricing.proposal", "action_reject"): "- - manager -",
    ("laredoute.repricing.rule", "action_look"): "- - manager -",
}
