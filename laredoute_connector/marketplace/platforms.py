# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The one map from a platform's name to the class that speaks to it.

It also opens the one client that belongs to no platform: the pictures'.
"""

from __future__ import annotations

from collections.abc import Callable

from .errors import WrongSettings
from .port import Marketplace
from .records import Settings
from .sellr.adapter import SellrMarketplace
from .transport.image_client import (
    FetchedImage,
    ImageClient,
    ImageProblem,
    is_web_address,
)

__all__ = [
    "PLATFORMS",
    "FetchedImage",
    "ImageClient",
    "ImageProblem",
    "is_web_address",
    "open_marketplace",
]

PLATFORMS: dict[str, Callable[[Settings], Marketplace]] = {"sellr": SellrMarketplace}


def open_marketplace(settings: Settings) -> Marketplace:
    """Return the marketplace of ``settings.platform``.

    :raises WrongSettings: when no such platform exists
    """
    try:
        factory = PLATFORMS[settings.platform]
    except KeyError:
        raise WrongSettings(
            f"unknown platform {settings.platform!r}", code="unknown_platform"
        ) from None
    return factory(settings)
