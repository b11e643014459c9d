# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A process that works on the shop and is killed at a selected instant.

Loading a registry takes seconds, so that is done once: the loaded process stays
without threads and without connections, and forks for each crash. The production code
knows nothing of it: the point of death is patched in from here.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Victim:
    """The loaded process, as the tests see it.

    :param env: the prepared environment
    :param database: the database the shop lives in
    :param config_path: where it writes its ``odoo.conf``
    """

    def __init__(self, env, database, config_path):
        from dev import process

        self._end = process.end
        self._child = process.start(
            [env.python, "-m", "tests.e2e.crash_child", database, config_path],
            env={**env.variables(), "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._read() == "ready"

    def _read(self):
        line = self._child.stdout.readline()
        assert line, "the process to be killed could not be started"
        return json.loads(line)

    def _ask(self, **request):
        self._child.stdin.write(json.dumps(request).encode() + b"\n")
        self._child.stdin.flush()
        return self._read()

    def end(self):
        self._child.stdin.close()
        self._child.stdout.close()
        self._end(self._child)

    def crash(self, shop, point, method, *arguments):
        """Let it call a method of the shop and die at a point; returns when it is dead.

        :param point: ``model.method:before`` or ``:after``; several methods joined by
            ``>`` are looked for inside each other. ``market`` stands for the
            marketplace, ``client`` for what it speaks HTTP with.
        :raises AssertionError: when it came to its end alive
        """
        answer = self._ask(
            account_id=shop.account_id, point=point, method=method, arguments=arguments
        )
        assert answer["signal"] == signal.SIGKILL, f"{point} was not passed: {answer}"
        _await_database(shop, self._child.pid)


def _await_database(shop, pid):
    """PostgreSQL notices a dead client, and drops its locks, a moment later.

    :param pid: of the loaded process: its children connect under its name
    """
    for _attempt in range(200):
        with shop.env() as env:
            env.cr.execute(
                "SELECT 1 FROM pg_stat_activity WHERE application_name = %s",
                [f"odoo-{pid}"],
            )
            if not env.cr.fetchone():
                return
        time.sleep(0.02)
    raise AssertionError("PostgreSQL still serves the dead process")


# ------------------------------------------------------------------- in the child
def _serve(database, config_path):
    import odoo.addons  # noqa: F401, what start_odoo tidies up must be there

    from dev import environment

    from .odoo_process import start_odoo

    registry = start_odoo(environment.load(), database, config_path)
    _answer("ready")
    for line in sys.stdin:
        _forget_connections()
        pid = os.fork()
        if not pid:
            _live_and_die(registry, **json.loads(line))
        _pid, status = os.waitpid(pid, 0)
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        _answer({"signal": number, "status": status})


def _answer(value):
    sys.__stdout__.write(json.dumps(value) + "\n")
    sys.__stdout__.flush()


def _forget_connections():
    """A connection cannot be shared by two processes: each opens its own."""
    from odoo.sql_db import close_all

    close_all()


def _live_and_die(registry, account_id, point, method, arguments):
    try:
        registry.check_signaling()
        from .shop import Shop

        shop = Shop.__new__(Shop)
        shop.registry, shop.account_id = registry, account_id
        path, _colon, when = point.partition(":")
        _arm(registry, path.split(">"), when)
        getattr(shop, method)(*arguments)
    except BaseException:  # noqa: BLE001, shown to the one who waits
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _arm(registry, path, when):
    """Die before or after the last method of the path, once inside the others."""
    owner, name = _find(registry, path[0].strip())
    original = getattr(owner, name)

    def wrapper(*arguments, **options):
        if len(path) > 1:
            _arm(registry, path[1:], when)
        elif when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **options)
        if len(path) == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, wrapper)


def _find(registry, target):
    owner, _dot, name = target.rpartition(".")
    if owner == "market":
        from odoo.addons.laredoute_connector.marketplace.sellr import adapter

        return adapter.SellrMarketplace, name
    if owner == "client":
        from odoo.addons.laredoute_connector.marketplace.sellr import client

        return client.SellrClient, name
    return registry[owner], name


if __name__ == "__main__":
    _serve(sys.argv[1], Path(sys.argv[2]))
