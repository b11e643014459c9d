# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may do what with the books; ``test_rights`` reads it with everybody's rows.

None of these people keeps the books: see ``test_books_rights.py`` for who does.
"""

# nobody, user, manager, elsewhere
BOOKS_MODELS = {
    "laredoute.books.settings": ("-", "r", "rwc", "c"),
    "laredoute.commission.rate": ("-", "-", "-", "-"),
    "laredoute.margin.report": ("-", "-", "-", "-"),
    "laredoute.settlement": ("-", "-", "-", "-"),
    "laredoute.settlement.line": ("-", "-", "-", "-"),
    "laredoute.books.point": ("-", "-", "-", "-"),
    "laredoute.books.closing": ("-", "-", "-", "-"),
    "laredoute.settlement.import": ("-", "-", "-", "-"),
    "laredoute.settlement.import.column": ("-", "-", "-", "-"),
    "laredoute.settlement.import.word": ("-", "-", "-", "-"),
}
BOOKS_BUTTONS = {
    ("laredoute.books.settings", "action_make_journal"): "- - - -",
    ("laredoute.order", "action_books_by_hand"): "- - - -",
    ("laredoute.order", "action_register_payments"): "- - - -",
    **{
        ("laredoute.settlement", f"action_{name}"): "- - - -"
        for name in (
            *("accept_all", "cancel", "fill", "match", "open_bill", "open_entry"),
            *("post", "reopen", "set_back"),
        )
    },
    # opens a list: of it they may see nothing
    ("laredoute.settlement", "action_open_problems"): "nobody user manager elsewhere",
    ("laredoute.settlement.line", "action_accept"): "- - - -",
    ("laredoute.books.closing", "action_close"): "- - - -",
    ("laredoute.books.closing", "action_reopen"): "- - - -",
    # opens a list: of it they may see nothing
    ("laredoute.books.closing", "action_open_points"): "- - - -",
    **{
        ("laredoute.settlement.import", f"action_{name}"): "- - - -"
        for name in ("read", "check", "columns", "import")
    },
}
