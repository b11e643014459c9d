# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The addon installs, upgrades, is neutralised and goes without a trace."""

import os
import subprocess

import polib
import pytest

from dev import database, odoo_process

UNINSTALL = """
module = env["ir.module.module"].search([("name", "=", "laredoute_connector")])
module.button_immediate_uninstall()
"""
LEFT_OVERS = """
env.cr.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'laredoute%'")
names = [name for name, in env.cr.fetchall()]
env.cr.execute(
    "SELECT table_name || '.' || column_name FROM information_schema.columns"
    " WHERE column_name LIKE 'laredoute%'"
)
names += [name for name, in env.cr.fetchall()]
for table, column in (
    ("ir_model", "model"),
    ("ir_attachment", "res_model"),
    ("mail_activity", "res_model"),
    ("mail_message", "model"),
):
    env.cr.execute(f"SELECT {column} FROM {table} WHERE {column} LIKE 'laredoute%'")
    names += [f"{table} {name}" for name, in env.cr.fetchall()]
names += env["ir.cron"].with_context(active_test=False).search(
    [("cron_name", "like", "La Redoute")]
).mapped("cron_name")
data = env["ir.model.data"].search([("module", "=", "laredoute_connector")])
names += data.mapped("name")
print("LEFT OVER:", sorted(names))
"""
FILL = """
account = env["laredoute.account"].create({
    "name": "A", "password": "secret", "sftp_password": "secret", "phase": "testing",
})
product = env["product.product"].create({"name": "P", "barcode": "3700000000001"})
env["laredoute.listing"].create({"account_id": account.id, "product_id": product.id})
exchange = env["laredoute.exchange"].create({
    "account_id": account.id, "direction": "in", "kind": "report", "name": "r.xml",
    "payload": b"PHg+", "state": "failed",
})
exchange._problem("Look at it.")
env["laredoute.image"].create({"source_checksum": "x", "data": b"PHg+"})
env.cr.commit()
"""


class Disposable:
    """A database for one test, driven by Odoo's own commands."""

    def __init__(self, env, folder, name):
        self.env = env
        self.name = name
        self.config = odoo_process.write_config(
            env, folder / "odoo.conf", db_name=self.name, log_level="warn"
        )

    def run(self, *arguments, script=None):
        """Run Odoo's command line; return what it printed, warnings included."""
        command = [str(self.env.python), "-m", "odoo", *map(str, arguments)]
        done = subprocess.run(
            [*command, "-c", str(self.config), "-d", self.name],
            check=False,
            input=script,
            capture_output=True,
            text=True,
            timeout=240,
            cwd="/",
            env=self.env.variables(),
        )
        output = done.stdout + done.stderr
        assert done.returncode == 0, output[-3000:]
        return output

    def shell(self, script):
        return self.run("shell", "--no-http", script=script)


@pytest.fixture
def disposable(machine, tmp_path):
    env, _name = machine
    name = database.copy("ready", f"laredoute_module_p{os.getpid()}_", env)
    yield Disposable(env, tmp_path, name)
    database.drop(name, env)


def complaints(output):
    words = (" WARNING ", " ERROR ", " CRITICAL ", "Traceback")
    lines = output.splitlines()
    return [line for line in lines if any(word in line for word in words)]


def test_it_upgrades_without_warnings(disposable):
    output = disposable.run(
        "server", "-u", "laredoute_connector", "--stop-after-init", "--no-http"
    )
    assert not complaints(output)


def test_it_installs_with_demo_data_and_without_warnings(machine, tmp_path):
    env, _name = machine
    name = database.copy("base", f"laredoute_demodata_p{os.getpid()}_", env)
    fresh = Disposable(env, tmp_path, name)
    try:
        output = fresh.run(
            "server",
            "-i",
            "laredoute_connector",
            "--stop-after-init",
            "--no-http",
            "--with-demo",
        )
        assert not complaints(output)
    finally:
        database.drop(fresh.name, env)


def test_it_goes_without_a_trace(disposable):
    assert not complaints(disposable.shell(FILL))
    assert not complaints(disposable.shell(UNINSTALL))
    assert "LEFT OVER: []" in disposable.shell(LEFT_OVERS)


def test_a_neutralised_copy_holds_no_secret(disposable):
    disposable.shell(FILL)
    disposable.run("neutralize")
    output = disposable.shell(
        "a = env['laredoute.account'].search([('name', '=', 'A')])\n"
        "print('FOUND', a.phase, a.environment, a.password, a.sftp_password)\n"
        "c = env.ref('laredoute_connector.ir_cron_flows_1')\n"
        "print('CRON', c.active)\n"
    )
    assert "FOUND paused test False False" in output
    assert "CRON False" in output


def test_french_is_complete(disposable, tmp_path):
    exported = tmp_path / "laredoute_connector.pot"
    disposable.run("i18n", "export", "-l", "pot", "-o", exported, "laredoute_connector")
    terms = {entry.msgid for entry in polib.pofile(exported)}
    french = polib.pofile(disposable.env.repository / "laredoute_connector/i18n/fr.po")
    known = {entry.msgid for entry in french if entry.msgstr}
    assert len(terms) > 500
    assert not terms - known
    assert not [entry.msgid for entry in french if "fuzzy" in entry.flags]
