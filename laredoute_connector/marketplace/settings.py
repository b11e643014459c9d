# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a platform needs to know of a seller account: one class for each platform.

The ORM side fills a class from the account's fields of the same names, so a field
here is a field there. ``repr`` shows no secret: each is excluded from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# La Redoute's own addresses of Sell-R
ITEMS_URL = "https://api-gateway.laredoute.com/seller/items"
OFFERS_URL = "https://marketplace.laredoute.com/Redcats/File/ESB-TIBCO/File/1.0"
ORDERS_URL = "https://api-gateway.laredoute.com/prod/seller/orders/1.2"
#: where offers are on sale
SITE = "www.laredoute.fr"


@dataclass(frozen=True)
class Settings:
    """What every platform needs.

    :ivar platform: name in :data:`~.platforms.PLATFORMS`
    :ivar connect_timeout: seconds until a connection stands
    :ivar read_timeout: seconds between two parts of an answer
    :ivar ca_file: path of a PEM file of extra certificate authorities; empty: only
        the system's
    """

    platform: str = ""
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    ca_file: str = ""

    def sellers(self) -> frozenset[tuple[str, ...]]:
        """Return what names the seller whose orders are read.

        Two accounts that have one of these in common read the same orders.
        """
        return frozenset()


@dataclass(frozen=True)
class SellrSettings(Settings):
    """A seller account on Sell-R. Empty addresses are La Redoute's own.

    :ivar hub_id: 400 for a direct seller
    :ivar site: where the offers are on sale
    :ivar sftp_host: empty when the seller has no access to the reports
    :ivar sftp_host_key: the server's public key (``ssh-ed25519 AAAA…``)
    """

    platform: str = "sellr"
    login: str = ""
    password: str = field(default="", repr=False)
    items_token: str = field(default="", repr=False)
    read_token: str = field(default="", repr=False)
    update_token: str = field(default="", repr=False)
    vendor_id: str = ""
    hub_id: str = "400"
    site: str = SITE
    items_url: str = ""
    offers_url: str = ""
    orders_url: str = ""
    sftp_host: str = ""
    sftp_port: int = 22
    sftp_user: str = ""
    sftp_password: str = field(default="", repr=False)
    sftp_private_key: str = field(default="", repr=False)
    sftp_host_key: str = ""
    sftp_folder: str = "reports"

    def sellers(self) -> frozenset[tuple[str, ...]]:
        """See :meth:`Settings.sellers`: the vendor, or the token that reads orders.

        At another address (La Redoute's test environment) it is another seller.
        """
        address = (self.orders_url or ORDERS_URL).strip().rstrip("/").lower()
        names = {"vendor": self.vendor_id.strip(), "token": self.read_token.strip()}
        return frozenset(
            (self.platform, address, name, value)
            for name, value in names.items()
            if value
        )
