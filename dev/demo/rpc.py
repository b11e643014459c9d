# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Talking to Odoo as its web client does: a login, then calls under that user."""

from __future__ import annotations

import itertools
from typing import Any

import requests

from ..report import Failure

#: seconds to connect, and to wait for an answer: images are resized meanwhile
TIMEOUT = (5, 120)


class OdooError(Failure):
    """Odoo refused a call; the text is what its user would have read."""


class User:
    """One person at work, logged in.

    :param url: the server, without a slash at its end
    :param database: the name of the database
    :param login: the person's login, which is also the password in the demo
    """

    def __init__(self, url: str, database: str, login: str) -> None:
        self.login = login
        self._url = url
        self._numbers = itertools.count(1)
        self._session = requests.Session()
        # Never through a proxy of the machine: this is our own loopback.
        self._session.trust_env = False
        answer = self._post(
            "/web/session/authenticate",
            {"db": database, "login": login, "password": login},
        )
        self.uid: int = answer["uid"]
        self._context = dict(answer["user_context"])

    def call(self, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
        """Call a method, in the user's language, and return what it returns.

        :raises OdooError: when Odoo answers with an error
        """
        context = {**self._context, **kwargs.pop("context", {})}
        kwargs["context"] = context
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def find(self, model: str, domain: list[Any], **options: Any) -> list[int]:
        """Return the ids of the records that match."""
        found: list[int] = self.call(model, "search", domain, **options)
        return found

    def read(
        self, model: str, domain: list[Any], fields: list[str], **options: Any
    ) -> list[dict[str, Any]]:
        """Return the fields of the records that match."""
        rows: list[dict[str, Any]] = self.call(
            model, "search_read", domain, fields, **options
        )
        return rows

    def create(
        self, model: str, rows: list[dict[str, Any]], **options: Any
    ) -> list[int]:
        """Create records in one call and return their ids, in the same order."""
        made: list[int] = self.call(model, "create", rows, **options) if rows else []
        return made

    def write(self, model: str, ids: list[int], values: dict[str, Any]) -> None:
        """Write the same values on records."""
        self.call(model, "write", ids, values)

    def count(self, model: str, domain: list[Any]) -> int:
        """Return how many records match."""
        number: int = self.call(model, "search_count", domain)
        return number

    def _post(self, path: str, params: dict[str, Any]) -> Any:
        number = next(self._numbers)
        body = {"jsonrpc": "2.0", "method": "call", "id": number, "params": params}
        try:
            answer = self._session.post(self._url + path, json=body, timeout=TIMEOUT)
            answer.raise_for_status()
        except requests.RequestException as error:
            raise OdooError(f"Odoo does not answer: {error}") from error
        content = answer.json()
        if "error" in content:
            raise OdooError(f"{self.login}: {_sentence(content['error'])}")
        return content.get("result")


class Records:
    """Find records by their external id, asking Odoo once for each.

    :param admin: a user who may read external ids
    """

    def __init__(self, admin: User) -> None:
        self._admin = admin
        self._known: dict[str, int] = {}

    def id(self, xmlid: str) -> int:
        """Return the id of a record.

        :raises OdooError: when there is none
        """
        if xmlid not in self._known:
            module, name = xmlid.split(".")
            rows = self._admin.read(
                "ir.model.data",
                [("module", "=", module), ("name", "=", name)],
                ["res_id"],
            )
            if not rows:
                raise OdooError(f"{xmlid} is not in the database.")
            self._known[xmlid] = rows[0]["res_id"]
        return self._known[xmlid]


def _sentence(error: dict[str, Any]) -> str:
    data = error.get("data") or {}
    text = str(data.get("message") or error.get("message"))
    name = str(data.get("name") or "")
    known = name.startswith("odoo.exceptions") or not name
    return text if known else f"{text} ({name})\n{str(data.get('debug'))[-1500:]}"
