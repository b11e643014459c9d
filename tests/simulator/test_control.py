# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The control API, its client, the command line and the process."""

from __future__ import annotations

import base64
import inspect
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from laredoute_simulator import Account, ControlClient, ControlError, Simulator
from laredoute_simulator.__main__ import announce, main
from laredoute_simulator.account import account_from, load_accounts
from laredoute_simulator.controls import Controls
from laredoute_simulator.reference import load_reference

from . import wire
from .seller import PATIENCE, Seller, closed_address

WISH = {"ean": wire.EANS[0], "quantity": 1, "price": "10.00"}


@pytest.fixture
def client(sim: Simulator) -> ControlClient:
    return ControlClient(sim.addresses["control"])


def _methods(kind: type) -> dict[str, list[str]]:
    found = inspect.getmembers(kind, inspect.isfunction)
    return {
        name: [str(p.replace(annotation="")) for p in signature.parameters.values()]
        for name, function in found
        if not name.startswith("_") and name != "call"
        for signature in [inspect.signature(function)]
    }


def test_client_mirrors_the_api() -> None:
    assert _methods(ControlClient) == _methods(Controls)


def test_client_does_it_all(client: ControlClient) -> None:
    placed = client.place_order([WISH], checked=True)
    (line,) = placed["line_ids"]
    assert client.order(placed["order_id"])["lines"][0]["status"] == "Created"
    client.change_line(line, quantity_text="3", price="1.00")
    client.redirect(placed["order_id"], city="LYON")
    client.redirect(placed["order_id"], line, city="NICE")
    client.change_order(placed["order_id"], date_text="9999-12-31T00:00:00")
    client.refuse_decision(line, "accept", "not now")
    added = client.add_line(placed["order_id"], WISH)
    changed = client.order(placed["order_id"])
    assert changed["delivery"]["city"] == "LYON"
    first, second = changed["lines"]
    assert changed["date_text"] == "9999-12-31T00:00:00"
    assert first["refusals"] == {"accept": "not now"}
    assert (first["quantity_text"], first["price"]) == ("3", "1.00")
    assert first["delivery"] == {"city": "NICE"}
    assert (second["line_id"], second["status"]) == (added, "Created")
    client.set_status(line, "Shipped")
    assert client.pay_out() == [line]
    assert client.refuse_refund(line) == "Paid"
    assert client.begin_refund(line, quantity="1", shipping=False) == "Torefund"
    assert client.drop_refund(line) == "Paid"
    assert client.place_random() == []
    client.auto_place(2)
    kinds = [event["kind"] for event in client.step(minutes=31)]
    assert "automatic order" in kinds
    client.auto_place(0)
    client.speed(2)
    assert client.clock()["speed"] == 2
    client.speed(0)
    assert client.next("open listing")[-1]["kind"] == "open listing"
    assert client.inject("503", retry_after=1)["service"] == "any"
    assert set(client.faults()["known"]) >= {"429", "sftp_drop"}
    assert client.clear_faults() == 0
    client.expire_token("items")
    assert client.replace_token("items", "new one") == "new one"
    client.set_right("items", True)
    client.lock_sftp("none")
    client.slow_sftp(0)
    client.competitor(wire.EANS[0], "5")
    path = client.write_open_listing()
    client.put_file("/reports/a", "b")
    assert client.status()["files"]["present"] == [path, "/reports/a"]
    assert client.change_host_key().startswith("ssh-ed25519 ")
    client.reset()
    assert client.status()["orders"]["count"] == 0


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("place_order", {"lines": []}),
        ("place_order", {"lines": [{"ean": "1"}]}),
        ("place_order", {"lines": [{"ean": "1", "price": "dear"}]}),
        ("place_order", {"lines": [{**WISH, "colour": "red"}]}),
        ("place_order", {"lines": [WISH], "weather": "fine"}),
        ("place_order", {"lines": [WISH], "vendor": "1"}),
        ("order", {"order_id": "none"}),
        ("item", {"ean": "none"}),
        ("set_status", {"line_id": "none", "status": "Paid"}),
        ("change_line", {"line_id": "none", "price": "1"}),
        ("change_line", {"line_id": "none", "colour": "red"}),
        ("add_line", {"order_id": "none", "line": WISH}),
        ("redirect", {"order_id": "none", "city": "LYON"}),
        ("redirect", {"order_id": "none", "planet": "Mars"}),
        ("expire_token", {"service": "offers"}),
        ("lock_sftp", {"lock": "some"}),
        ("speed", {"factor": -1}),
        ("auto_place", {"per_hour": -1}),
        ("payout", {"payout_id": "none"}),
        ("payout_file", {"payout_id": "none"}),
        ("payout_file", {"payout_id": "none", "layout": "odd"}),
        ("balance", {"vendor": "1"}),
        ("charge", {"kind": "gift", "amount": "1"}),
        ("charge", {"kind": "penalty", "amount": "1"}),
        ("charge", {"kind": "correction", "amount": "0"}),
        ("charge", {"kind": "correction", "amount": "dear"}),
        ("charge", {"kind": "correction", "amount": "1", "order_id": "none"}),
        ("commission_rate", {"rate": "17"}),
        ("commission_rate", {"rate": "dear"}),
        ("payout_fault", {"fault": "none"}),
        ("payout_fault", {"fault": "foreign_line"}),
        ("step", {"weeks": 1}),
        ("_platform", {}),
        ("nothing", {}),
    ],
)
def test_wrong_calls_are_refused(
    client: ControlClient, method: str, arguments: dict[str, Any]
) -> None:
    with pytest.raises(ControlError):
        client.call(method, **arguments)


def test_control_over_plain_http(sim: Simulator) -> None:
    base = sim.addresses["control"]
    get = requests.get(f"{base}/control/faults", timeout=PATIENCE)
    assert "429" in get.json()["result"]["known"]
    assert requests.get(f"{base}/control/reset", timeout=PATIENCE).status_code == 404
    for body in (b"not json", b"[]"):
        answer = requests.post(f"{base}/control/status", data=body, timeout=PATIENCE)
        assert answer.status_code == 400


def test_status_holds_no_secret_and_no_buyer(seller: Seller, line: str) -> None:
    order = seller.sim.control.order(line.rpartition("-")[0])
    shown = json.dumps(seller.sim.control.status())
    account = seller.sim.account
    hidden = [account.password, account.sftp_password, *account.tokens.values()]
    hidden += [order["billing"]["name"], order["alias"], order["billing"]["street"]]
    assert not [text for text in hidden if text in shown]
    assert account.password not in repr(account)


def ctl(sim: Simulator, *arguments: str) -> int:
    return main(["ctl", "--url", sim.addresses["control"], *arguments])


@pytest.mark.parametrize(
    "line",
    [
        "status",
        "faults",
        "clock",
        "place-order 3700000000013:2:59.90:4.90 3700000000020:1:9 --relay --checked",
        "place-random 2",
        "auto-place 0",
        "speed 0",
        "step --hours 1",
        "next",
        "next --kind payout",
        "pay-out",
        "payouts",
        "balance",
        "ledger",
        "charge penalty -- -5.00 Retard",
        "commission-rate 0.15 S100",
        "payout-fault wrong_total",
        "fault 429 --count 2 --service items --retry-after 3",
        "clear-faults",
        "expire-token items",
        "replace-token items abc",
        "set-right items no",
        "fault report_lost",
        "lock-sftp archive",
        "lock-sftp read_only",
        "slow-sftp 0.5",
        "competitor 3700000000013 9.90 --sellers 3",
        "open-listing",
        "change-host-key",
        "reset",
    ],
)
def test_command_line(
    sim: Simulator, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ctl(sim, *line.split()) == 0
    json.loads(capsys.readouterr().out)


def test_command_line_on_one_order(
    seller: Seller, line: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    order_id = line.rpartition("-")[0]
    assert ctl(seller.sim, "set-status", line, "Refunding") == 0
    assert ctl(seller.sim, "refuse-refund", line, "stolen card") == 0
    assert ctl(seller.sim, "begin-refund", line, "1") == 0
    assert ctl(seller.sim, "drop-refund", line) == 0
    assert ctl(seller.sim, "refuse-refund", line, "stolen card") == 0
    assert ctl(seller.sim, "refuse-decision", line, "ship", "not", "now") == 0
    capsys.readouterr()
    assert ctl(seller.sim, "order", order_id) == 0
    order = json.loads(capsys.readouterr().out)
    assert order["lines"][0]["refund_refusal"] == "stolen card"
    assert order["lines"][0]["refusals"] == {"ship": "not now"}
    (tmp_path / "x").write_bytes(b"\xe9")
    assert ctl(seller.sim, "put-file", str(tmp_path / "x"), "/reports/x") == 0
    (file,) = seller.sim.world.files
    assert file.content == b"\xe9"
    assert ctl(seller.sim, "item", "none") == 1
    assert "no such item" in capsys.readouterr().err


def test_command_line_needs_an_address(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LAREDOUTE_SIMULATOR", raising=False)
    assert main(["ctl", "status"]) == 1
    with closed_address() as address:
        assert main(["ctl", "--url", address, "status"]) == 1
    assert "Refused" in capsys.readouterr().err


def test_reference_lists_are_written(tmp_path: Path) -> None:
    assert main(["reference", "--folder", str(tmp_path)]) == 0
    read = {path.stem: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert sorted(read) == ["attributes", "brands", "categories", "values"]
    assert "S0101;Robes;S;F010" in read["categories"]
    assert "A0485;V002227;blanc" in read["values"]
    assert "S0701;A0401;Type de douille;;1;1" in read["attributes"]


def test_reference_lists_fit_together() -> None:
    lists = load_reference()
    assert len(lists.categories) >= 20
    assert len(lists.brands) >= 15
    for category in lists.categories.values():
        assert category.family in lists.families
        assert set(category.attributes) <= set(lists.attributes)
        assert not category.size or lists.attributes[category.size].role == "size"
    for attribute in lists.attributes.values():
        assert attribute.constrained == bool(attribute.values)
    codes = [code for one in lists.attributes.values() for code in one.values]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"colour": 1}', "unknown account settings"),
        ("[]", "no account"),
        ('[{"login": "a"}, {"login": "b"}]', "same vendor_id"),
        ('{"sftp_lock": "some"}', "sftp_lock"),
        ("{", "Expecting"),
    ],
)
def test_wrong_account_file_is_refused(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "accounts.json"
    path.write_text(content)
    with pytest.raises(ValueError, match=message):
        load_accounts(path)


def test_two_accounts_see_their_own_orders_only() -> None:
    other = account_from(
        {"vendor_id": "70999", "login": "other", "sftp_user": "other", "hub_id": "6"}
    )
    with Simulator(speed=0, accounts=[Account(), other]) as sim:
        sim.control.place_order([WISH], vendor="70999", checked=True)
        seller = Seller(sim)
        assert seller.orders("Created") == []
        answer = seller.read("Created", auth=("other", other.password))
        assert b"OrderLine" in answer.content


def _start(tmp_path: Path, *arguments: str) -> tuple[subprocess.Popen[str], Any]:
    package = Path(__file__).parents[2] / "simulator"
    process = subprocess.Popen(
        [sys.executable, "-m", "laredoute_simulator", *arguments],
        env={**os.environ, "PYTHONPATH": str(package)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.communicate(timeout=PATIENCE)[1]
    return process, json.loads(line)


def test_process_says_where_it_is_and_ends_cleanly(tmp_path: Path) -> None:
    ready_file = tmp_path / "ready.json"
    ready_file.write_text("of an earlier run")
    accounts = tmp_path / "accounts.json"
    accounts.write_text('{"vendor_id": "70555", "hub_id": "6"}')
    process, ready = _start(
        tmp_path,
        *("--state", str(tmp_path / "s.sqlite"), "--ready-file", str(ready_file)),
        *("--account-file", str(accounts), "--auto-place", "5", "--https"),
    )
    try:
        assert ready["account"]["vendor_id"] == "70555"
        assert ready["pid"] == process.pid
        # Written before the line that says so, and it is all there.
        assert json.loads(ready_file.read_text()) == ready
        client = ControlClient(ready["addresses"]["control"])
        assert client.status()["vendors"] == ["70555"]
        url = ready["addresses"]["orders"]
        with pytest.raises(requests.exceptions.SSLError):
            requests.post(url, data=b"", timeout=PATIENCE)
        trusted = requests.post(
            url, data=b"", timeout=PATIENCE, verify=ready["ca_file"]
        )
        assert trusted.status_code == 401
        client.put_file("/reports/x", "y")
    finally:
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "stopped" in log
    assert "Traceback" not in log
    secrets = [ready["account"]["password"], ready["account"]["sftp_password"]]
    assert not [one for one in secrets if one in log]


def test_ready_file_is_whole_before_anything_is_said(
    sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready_file = tmp_path / "ready.json"
    found: list[str] = []

    class Output(io.StringIO):
        def write(self, text: str) -> int:
            found.append(ready_file.read_text() if ready_file.exists() else "")
            return super().write(text)

    output = Output()
    monkeypatch.setattr(sys, "stdout", output)
    announce(sim, ready_file)
    line = output.getvalue()
    assert json.loads(line)["addresses"] == sim.addresses
    assert found
    assert set(found) == {line.rstrip("\n")}
    assert ready_file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [ready_file]


def test_process_that_cannot_start_says_why(
    sim: Simulator, capsys: pytest.CaptureFixture[str]
) -> None:
    port = sim.addresses["sftp"]["port"]
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}
    try:
        assert main(["serve", "--http-port", str(port)]) == 2
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert "can't start" in capsys.readouterr().err


def test_https_is_served_to_those_who_trust(tmp_path: Path) -> None:
    with Simulator(speed=0, https=True) as sim:
        seller = Seller(sim)
        with pytest.raises(requests.exceptions.SSLError):
            seller.read("Created")
        assert seller.read("Created", verify=str(sim.ca_file)).status_code == 200
        sim.control.inject("reset")
        with pytest.raises(requests.ConnectionError):
            seller.read("Created", verify=str(sim.ca_file))


def test_put_file_takes_bytes(client: ControlClient, sim: Simulator) -> None:
    content = base64.b64encode(b"\x00\xff").decode()
    client.put_file("/reports/b", content, "base64")
    (file,) = sim.world.files
    assert file.content == b"\x00\xff"
