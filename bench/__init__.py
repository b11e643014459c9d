# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Benchmarks: each figure stands beside a floor, the least that such work can cost.

To add one to a subject, add a work to its ``bench/SUBJECT_work.py`` and its line to
``bench/SUBJECT.py``. To add a subject:

1. name it in :data:`SUBJECTS`;
2. write ``bench/SUBJECT.py`` with ``SIZES``, what it takes when no size is named, and
   ``run(results, sizes)``. It gives its figures to ``results.add(name, figure,
   floor_name, floor)``, or ``results.add_value(name, value, unit, floor)`` for what is
   counted; names begin with the subject or with what is measured. A database of its own
   is ``with dev.database.temporary("bench") as name``;
3. works that need Odoo, or whose memory counts, are methods of ``class
   Work(bench.child.Work)`` in ``bench/SUBJECT_work.py``; ``bench.child.run_child`` runs
   one in a process of its own.
"""

#: the subjects in their order; each is a module of this package
SUBJECTS = (
    "catalogue",
    "hooks",
    "wire",
    "shops",
    "orders",
    "imports",
    "invoices",
    "payments",
    "books",
)
