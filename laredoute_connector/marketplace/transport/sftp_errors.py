# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a failure of SFTP means, in our own errors."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import paramiko

from ..errors import AccessRefused, MarketplaceError, RetryLater, WrongCredentials

_SERVICE = "reports"
_PERMISSION = (errno.EACCES, errno.EPERM)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the library raises into our own errors."""
    try:
        yield
    except MarketplaceError:
        raise
    except paramiko.AuthenticationException as error:
        raise _authentication_error(error) from None
    except TimeoutError:
        raise RetryLater(
            "no answer in time", code="timeout", service=_SERVICE
        ) from None
    except socket.gaierror:
        raise RetryLater(
            "server not found", code="unreachable", service=_SERVICE
        ) from None
    except (ConnectionError, EOFError, paramiko.SSHException, paramiko.SFTPError):
        raise RetryLater(
            "connection lost, or not made", code="unreachable", service=_SERVICE
        ) from None
    except OSError as error:
        raise _file_error(error) from None


def _authentication_error(error: Exception) -> MarketplaceError:
    # the library uses one class for a refusal and for a line that broke meanwhile
    words = str(error).lower()
    if "timeout" in words or "eof" in words:
        return RetryLater(
            "connection lost while logging in", code="unreachable", service=_SERVICE
        )
    return WrongCredentials(
        "SFTP login refused", code="sftp_login_refused", service=_SERVICE
    )


def _file_error(error: OSError) -> MarketplaceError:
    if error.errno in _PERMISSION:
        return AccessRefused(
            "SFTP permission refused", code="sftp_permission", service=_SERVICE
        )
    if error.errno == errno.ENOENT:
        return RetryLater("the file is gone", code="file_gone", service=_SERVICE)
    return RetryLater("the SFTP server failed", code="sftp_failure", service=_SERVICE)
