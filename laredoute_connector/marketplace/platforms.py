# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The one map from a platform's name to what speaks to it.

It also opens the one client that belongs to no platform: the images'.
"""

from __future__ import annotations

from .budget import CallBudget
from .errors import WrongSettings
from .port import Capabilities, Marketplace, Platform
from .rules import ImageLimits, strictest
from .sellr.platform import SELLR
from .settings import Settings
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
    "capabilities",
    "image_limits",
    "is_web_address",
    "open_marketplace",
    "platform",
]

PLATFORMS: dict[str, Platform] = {SELLR.name: SELLR}


def platform(name: str) -> Platform:
    """Return a platform by its name.

    :raises WrongSettings: code ``unknown_platform``
    """
    try:
        return PLATFORMS[name]
    except KeyError:
        raise WrongSettings(
            f"unknown platform {name!r}", code="unknown_platform"
        ) from None


def capabilities(settings: Settings) -> Capabilities:
    """Return what an account's platform can do for it; nothing is opened."""
    return platform(settings.platform).capabilities(settings)


def image_limits() -> ImageLimits:
    """Return the limits of images that fit on every platform.

    An image is prepared once and served to all of them.
    """
    return strictest(each.rule_book for each in PLATFORMS.values())


def open_marketplace(
    settings: Settings, budget: CallBudget | None = None
) -> Marketplace:
    """Return an account opened on its platform; nothing is sent yet.

    :param budget: what may be called and when; none: no limit
    :raises WrongSettings: no such platform, or a file it names cannot be read
    """
    return platform(settings.platform).open(settings, budget or CallBudget())
