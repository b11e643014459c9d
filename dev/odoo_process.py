# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Running Odoo: its configuration file, and its command line."""

from __future__ import annotations

from pathlib import Path

from .environment import Environment


def write_config(env: Environment, path: Path, **options: object) -> Path:
    """Write an ``odoo.conf``, readable by its owner only.

    :param path: the file to write
    :param options: keys of the configuration file, over our defaults
    :returns: ``path``
    """
    pg = env.pg
    values: dict[str, object] = {
        "addons_path": ",".join(str(folder) for folder in env.addons_path),
        "data_dir": env.data_dir,
        "db_host": pg.host,
        "db_port": pg.port,
        "db_user": pg.user,
        "http_interface": "127.0.0.1",
        "list_db": False,
        "workers": 0,
        "max_cron_threads": 0,
        "with_demo": False,
        **options,
    }
    if pg.password:
        values["db_password"] = pg.password
    lines = [f"{name} = {value}" for name, value in values.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text("[options]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def command(env: Environment, config: Path, *arguments: str) -> list[str]:
    """Return the command line of Odoo's server with a configuration file."""
    return [str(env.python), "-m", "odoo", "-c", str(config), *arguments]
