# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The tables of sentences: a code becomes words in the user's language.

The pure side knows codes only. Each sentence says what is wrong and what to do next.
Errors stand here, findings and La Redoute's refusals in a file of their own.
"""

from ...marketplace import errors
from .sentences_finding import _finding_sentences, finding_sentence
from .sentences_refusal import _refusal_sentences, refusal_sentence

__all__ = [
    "_finding_sentences",
    "_refusal_sentences",
    "error_sentence",
    "finding_sentence",
    "refusal_sentence",
]


def _error_sentences(env):
    """Sentences by error code; the rest falls back on the error's kind."""
    _ = env._
    return {
        "unreachable": _("La Redoute cannot be reached. It is tried again by itself."),
        "connect_timeout": _(
            "La Redoute does not answer the call. It is tried again by itself."
        ),
        "timeout": _(
            "La Redoute gave no answer in time. What it took is requested before "
            "anything is sent again."
        ),
        "connection_lost": _(
            "The connection broke before La Redoute's answer was whole. What it took "
            "is requested before anything is sent again."
        ),
        "too_many_requests": _(
            "La Redoute asks to slow down. It is tried again when it allows."
        ),
        "certificate_untrusted": _(
            "The server's certificate is not trusted: it may not be La Redoute's. "
            "Check the addresses, or name the right authority file."
        ),
        "host_key_changed": _(
            "The SFTP server shows another key than the one kept: it may not be La "
            "Redoute's. Ask La Redoute before you accept the new key."
        ),
        "host_key_missing": _(
            "The SFTP server's key is not known yet. Press “Read the server's key” and "
            "compare it with La Redoute's e-mail."
        ),
        "host_key_unreadable": _(
            "The SFTP host key kept on the account is not a key. Read it again."
        ),
        "private_key_unreadable": _(
            "The SFTP private key cannot be read. Paste the whole key, in PEM or "
            "OpenSSH form and without a passphrase."
        ),
        "sftp_login_refused": _(
            "The SFTP server refuses the user, password or key. Paste them again from "
            "La Redoute's e-mail."
        ),
        "sftp_credentials_missing": _(
            "The SFTP user, and a password or a private key, are needed."
        ),
        "sftp_host_missing": _("The SFTP host is missing on the account."),
        "sftp_permission": _(
            "The SFTP server forbids it. Ask La Redoute for the right to read and to "
            "move the reports."
        ),
        "sftp_missing": _(
            "The SFTP server accepts the login but gives no files. Check the host and "
            "the port; else ask La Redoute to allow SFTP for this user."
        ),
        "archive_unusable": _(
            "The SFTP server cannot move a report to the folder “archive” beside it. "
            "Ask La Redoute to make it a folder on the same disk as the reports."
        ),
        "folder_missing": _(
            "The reports folder does not exist on the SFTP server. Check its name on "
            "the account."
        ),
        "http_401": _(
            "La Redoute refuses the login, the password or the token. Paste them again "
            "from La Redoute's e-mail, then test the connection."
        ),
        "http_403": _(
            "La Redoute knows the token, but it lacks this right. Ask La Redoute for "
            "it."
        ),
        "bad_url": _("The address of the service is not a web address."),
        "ca_file_unreadable": _("The certificate authority file cannot be read."),
        "own_limit": _(
            "La Redoute wants to be called less often. It goes on by itself when the "
            "time has come."
        ),
        "unknown_platform": _("The platform of the account is not known."),
        "answer_too_large": _(
            "La Redoute's answer is too large to be read. Inform its support."
        ),
        "file_too_large": _(
            "The report is too large to be taken. It stays on the server; inform "
            "La Redoute's support."
        ),
        "name_unreadable": _(
            "The name of this report on the SFTP server is no readable text: it is "
            "left there, and the others are taken. Ask La Redoute to send it again "
            "under another name."
        ),
        "unknown_report": _("This file is no report this connector knows."),
        "unknown_batch": _(
            "This report speaks of a batch that was not sent from here. If another "
            "tool sends for this account, stop it."
        ),
        "invalid_vendor": _(
            "La Redoute does not know the vendor ID. Check it on the account."
        ),
        "invalid_hub": _(
            "La Redoute does not know the hub ID. Check it on the account."
        ),
        "items_token_missing": _("The create items token is missing on the account."),
        "read_token_missing": _("The read orders token is missing on the account."),
        "update_token_missing": _("The update orders token is missing on the account."),
        "tracking_too_long": _(
            "The tracking number has more than 32 characters. Correct it on the "
            "delivery, then press Retry."
        ),
        "tracking_url": _(
            "The tracking address must begin with http:// or https://. Correct it on "
            "the carrier or the account, then press Retry."
        ),
        "unexpected_document": _(
            "This is not what La Redoute should answer with: perhaps a page of its "
            "site, or of a proxy. Nothing of it counts as accepted; look at it in the "
            "journal."
        ),
        "refusals_missing": _(
            "La Redoute counts more refused items than it names: nothing of the report "
            "counts as accepted. Compare it with La Redoute's site, or ask its support."
        ),
        "csv_malformed": _(
            "A quote is opened and never closed, so that lines are missing: nothing of "
            "the report counts as accepted. Ask La Redoute to send it again."
        ),
        "xml_cut": _(
            "The file stops in the middle. It is kept in the journal; ask La Redoute "
            "to send it again."
        ),
        "xml_dtd": _(
            "The file holds declarations that La Redoute never sends. It was not read "
            "any further."
        ),
    }


def error_sentence(env, error, hide):
    """Say in the user's language what an error means and what to do next.

    :param env: environment whose language is used
    :param error: any exception
    :param hide: returns words that are not ours without secrets and buyers' data
    :return: a sentence; La Redoute's own words are added when it gave some
    """
    sentences = _error_sentences(env)
    sentence = sentences.get(getattr(error, "code", "")) or _kind_sentence(
        env, error, hide(str(error))
    )
    words = hide(getattr(error, "remote_message", ""))
    if words:
        sentence = env._(
            "%(sentence)s La Redoute says: “%(words)s”.", sentence=sentence, words=words
        )
    return sentence


def _kind_sentence(env, error, technical):
    _ = env._
    if isinstance(error, errors.RetryLater):
        return _(
            "La Redoute could not take it now (%s). It is tried again by itself.",
            technical,
        )
    if isinstance(error, errors.UnknownOutcome):
        return _(
            "It is not known whether La Redoute took it (%s). It is requested before "
            "anything is sent again.",
            technical,
        )
    if isinstance(error, errors.UnreadableData):
        return _(
            "What La Redoute sent cannot be read (%s). It is kept in the journal.",
            technical,
        )
    if isinstance(error, errors.RefusedData):
        return _("La Redoute refuses it (%s). Fix it, then try again.", technical)
    if isinstance(error, errors.WrongSettings):
        return _("The account's settings are wrong (%s).", technical)
    return _(
        "Something unexpected happened (%s). The server's log has the details.",
        type(error).__name__,
    )
