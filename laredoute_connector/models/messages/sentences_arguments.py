# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a finding's sentence mentions, in the user's language."""

from decimal import Decimal

from odoo.tools import get_lang

#: arguments that are amounts of euros
AMOUNTS = ("price", "sent", "struck_price", "promotion_price")


def readable(env, arguments):
    """Return the arguments of a finding as people read them.

    :param arguments: dict as it is stored, maybe by an earlier version
    """
    ways = {"rate": _percent, "rates": _local, "reason": _image_reason}
    ways |= dict.fromkeys(AMOUNTS, _local)
    return {
        name: ways[name](env, value) if name in ways else value
        for name, value in arguments.items()
    }


def _percent(env, fraction):
    """Return a fraction in percent, by the language's sign: 0.055 is 5.5, or 5,5.

    :param fraction: text
    """
    try:
        percent = f"{(Decimal(fraction) * 100).normalize():f}"
    except (ArithmeticError, TypeError, ValueError):
        return fraction
    return _local(env, percent)


def _local(env, text):
    """Return text of numbers with the language's sign: 5.5 / 20, or 5,5 / 20."""
    return str(text).replace(".", get_lang(env).decimal_point)


def _image_reason(env, reason):
    """Say why an image could not be fetched.

    :param reason: what the fetching kept: ``timeout``, ``http_404``…
    """
    _ = env._
    status = reason.removeprefix("http_")
    if status != reason:
        return _("HTTP answer %s", status)
    return {
        "waiting": _("not fetched yet"),
        "timeout": _("no answer in time"),
        "unreachable": _("the server cannot be reached"),
        "too_large": _("more than 20 MB"),
        "too_many_redirections": _("too many redirections"),
    }.get(reason, reason)
