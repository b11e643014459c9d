# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pretend platform itself: what it remembers and its desks, without a server."""

from __future__ import annotations

from pathlib import Path

from .account import Account
from .catalogue import Catalogue
from .faults import FaultBox
from .host_key import fingerprint, kept_key, public_line, renewed_key
from .offers import OfferDesk
from .open_listing import OpenListing
from .order_updates import UpdateDesk
from .orders import OrderDesk
from .reports import ReportDesk
from .schedule import Schedule
from .world import World


class Platform:
    """Everything that the services, the SFTP server and the control API work on.

    :param accounts: the sellers it knows, at least one
    :param state: the SQLite file it continues from and stores into; the SFTP host key
        is kept beside it. None: nothing outlives the process
    :param speed: virtual seconds per real second; 0 stops the virtual clock
    :ivar ca_file: the certificate of the authority that signed the services' own,
        None while they are served without TLS
    """

    def __init__(
        self, accounts: list[Account], state: Path | None, speed: float
    ) -> None:
        self._key_file = (
            None if state is None else state.with_name(f"{state.name}.hostkey")
        )
        self._host_key = kept_key(self._key_file)
        self.ca_file: Path | None = None
        self.world = World(accounts, state)
        self.world.clock.set_speed(speed)
        self.faults = FaultBox()
        self.schedule = Schedule(self.world)
        self.reports = ReportDesk(self.world, self.faults)
        self.catalogue = Catalogue(self.world, self.schedule, self.reports)
        self.offers = OfferDesk(self.world, self.schedule, self.reports)
        self.orders = OrderDesk(self.world, self.schedule, self.offers)
        self.updates = UpdateDesk(self.world, self.schedule, self.orders)
        self.open_listing = OpenListing(
            self.world, self.schedule, self.reports, self.offers
        )

    @property
    def account(self) -> Account:
        """The first account."""
        return self.world.accounts[0]

    @property
    def host_key(self) -> str:
        """The SFTP host key as a public line, ``ssh-ed25519 AAAA...``."""
        return public_line(self._host_key)

    @property
    def host_key_fingerprint(self) -> str:
        """The SHA-256 fingerprint of the SFTP host key, as OpenSSH shows it."""
        return fingerprint(self._host_key)

    def renew_host_key(self) -> str:
        """Make another SFTP host key, keep it, and return its public line."""
        self._host_key = renewed_key(self._key_file)
        return self.host_key
