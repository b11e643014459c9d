# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One piece of work in a process of its own: its peak of memory is then its alone.

``python -m bench.child DATABASE SUBJECT WORK NUMBER`` starts Odoo on a database, takes
the method ``WORK`` of the class ``Work`` of ``bench/SUBJECT_work.py``, and prints its
figures as JSON on its last line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from dev import environment
from dev.paths import REPOSITORY

from .measure import Figure

Figures = dict[str, Figure]


class Work:
    """The works of a subject, each a method of that name.

    A work takes a number, which is its size, and returns figures: ``work``, and
    ``floor`` where there is one; None when there is nothing to measure.

    :param registry: that of the database it works on
    """

    def __init__(self, registry: Any) -> None:
        self.registry = registry

    @contextmanager
    def account(self) -> Iterator[Any]:
        """Give the account of the prototypes, in a transaction that is committed."""
        from tests.e2e.odoo_process import transaction

        with transaction(self.registry) as env:
            account = env["laredoute.account"].search([("name", "=", "Bench")])
            yield account._in_its_company()

    def execute(self, statement: str) -> None:
        """Run and commit one SQL statement."""
        with self.registry.cursor() as cr:
            cr.execute(statement)
            cr.commit()

    def stream(self, query: str) -> None:
        """Floor: one query of the same columns, its rows streamed and dropped."""
        with self.registry.cursor() as cr:
            cursor = cr._cnx.cursor(name="bench_floor")
            cursor.itersize = 1000
            cursor.execute(query)
            for _row in cursor:
                pass
            cursor.close()


def run_child(database: str, subject: str, work: str, number: int) -> Figures:
    """Run one work in a child process and return its figures.

    :param subject: the works are those of ``bench/SUBJECT_work.py``
    :param number: the size, as that work reads it
    """
    command = [sys.executable, "-m", "bench.child", database, subject, work]
    done = subprocess.run(
        [*command, str(number)],
        cwd=REPOSITORY,
        env=environment.load().variables(),
        stdout=subprocess.PIPE,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {key: Figure(**figure) for key, figure in figures.items()}


def main(database: str, subject: str, name: str, number: int) -> None:
    """Do the work, as the child."""
    from tests.e2e.odoo_process import start_odoo, transaction

    with tempfile.TemporaryDirectory() as folder:
        machine = environment.load()
        registry = start_odoo(machine, database, Path(folder, "odoo.conf"))
        # only now: the pure side has its real name once the registry is loaded
        works = import_module(f"bench.{subject}_work").Work(registry)
        work: Callable[[int], Figures | None] = getattr(works, name)
        # whatever is loaded once for all is loaded
        with transaction(registry) as env:
            env["sale.order"].search([], limit=1)
            if "laredoute.account" in env:
                env["laredoute.account"].search([])
        figures = work(number) or {}
    print(json.dumps({key: asdict(figure) for key, figure in figures.items()}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
