# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why an image could not be fetched, in the user's language."""


def image_reason(env, reason):
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
