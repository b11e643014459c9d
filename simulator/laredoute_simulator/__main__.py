# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``python -m laredoute_simulator``: serve, ``ctl`` or ``reference``."""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from .account import Account, load_accounts
from .cli import add_ctl, run_ctl
from .reference import write_csv
from .simulator import Options, Simulator

_logger = logging.getLogger("laredoute_simulator")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m laredoute_simulator", description=__doc__
    )
    commands = parser.add_subparsers(dest="command")
    serve = commands.add_parser("serve", help="serve (the default)")
    for one in (parser, serve):
        _add_serve(one)
    add_ctl(commands.add_parser("ctl", help="steer a running simulator"))
    reference = commands.add_parser("reference", help="write the reference lists")
    reference.add_argument("--folder", type=Path, required=True)
    return parser


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--http-port", type=int, default=0, help="0: a free one")
    parser.add_argument("--sftp-port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--https", action="store_true")
    parser.add_argument("--state", type=Path, help="SQLite file to continue from")
    parser.add_argument("--speed", type=float, default=1.0, help="of the virtual clock")
    parser.add_argument("--auto-place", type=float, help="orders per virtual hour")
    parser.add_argument("--account-file", type=Path, help="JSON: one account or a list")
    parser.add_argument("--ready-file", type=Path, help="write the line of JSON here")


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return the exit status."""
    options = _parser().parse_args(arguments)
    if options.command == "ctl":
        return run_ctl(options)
    if options.command == "reference":
        for path in write_csv(options.folder):
            print(path)
        return 0
    return _serve(options)


def _serve(options: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if options.ready_file is not None:
        # That of an earlier run says nothing about this one.
        options.ready_file.unlink(missing_ok=True)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    try:
        simulator = Simulator(
            Options(
                accounts=_accounts(options),
                state=options.state,
                https=options.https,
                speed=options.speed,
                http_port=options.http_port,
                sftp_port=options.sftp_port,
                control_port=options.control_port,
            )
        ).start()
    except (OSError, ValueError) as error:
        print(f"The simulator can't start: {error}", file=sys.stderr)
        return 2
    try:
        if options.auto_place is not None:
            simulator.control.auto_place(options.auto_place)
        announce(simulator, options.ready_file)
        stopped.wait()
    finally:
        simulator.stop()
    _logger.info("stopped")
    return 0


def _accounts(options: argparse.Namespace) -> list[Account]:
    if options.account_file is None:
        return [Account()]
    return load_accounts(options.account_file)


def announce(simulator: Simulator, ready_file: Path | None) -> None:
    """Say that everything answers: in the ready file, then in a line of JSON.

    Whoever has read the line can rely on the file.
    """
    line = json.dumps({**simulator.ready, "pid": os.getpid()})
    if ready_file is not None:
        # Whole or not there at all: somebody is waiting for this file. It holds the
        # credentials, so it is its owner's alone.
        part = ready_file.with_name(ready_file.name + ".part")
        part.touch(mode=0o600)
        part.write_text(line, encoding="utf-8")
        part.replace(ready_file)
    print(line, flush=True)
    _logger.info("services on %s", simulator.addresses["orders"])
    _logger.info("SFTP on port %s", simulator.addresses["sftp"]["port"])
    _logger.info("control on %s", simulator.addresses["control"])


if __name__ == "__main__":
    sys.exit(main())
