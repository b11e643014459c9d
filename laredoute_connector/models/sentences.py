# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The one table of sentences: a code becomes words in the user's language.

The pure side knows codes only. Each sentence says what is wrong and what to do next.
"""

from ..marketplace import errors


def _error_sentences(env):
    """Sentences by error code; the rest falls back on the error's kind."""
    _ = env._
    return {
        "unreachable": _("La Redoute cannot be reached. It is tried again by itself."),
        "connect_timeout": _(
            "La Redoute does not answer the call. It is tried again by itself."
        ),
        "timeout": _(
            "La Redoute gave no answer in time. What it took is asked before anything "
            "is told again."
        ),
        "connection_lost": _(
            "The connection broke before La Redoute's answer was whole. What it took "
            "is asked before anything is told again."
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
        "unknown_platform": _("The platform of the account is not known."),
        "answer_too_large": _(
            "La Redoute's answer is too large to be read. Tell its support."
        ),
        "file_too_large": _(
            "The report is too large to be taken. It stays on the server; tell La "
            "Redoute's support."
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
        "xml_cut": _(
            "The file stops in the middle. It is kept in the journal; ask La Redoute "
            "to send it again."
        ),
        "xml_dtd": _(
            "The file holds declarations that La Redoute never sends. It was not read "
            "any further."
        ),
    }


def error_sentence(env, error):
    """Say in the user's language what an error means and what to do next.

    :param env: environment whose language is used
    :param error: any exception; secrets and buyers' data are never in it
    :return: a sentence; La Redoute's own words are added when it gave some
    """
    sentences = _error_sentences(env)
    sentence = sentences.get(getattr(error, "code", "")) or _kind_sentence(env, error)
    words = getattr(error, "remote_message", "")
    if words:
        sentence = env._(
            "%(sentence)s La Redoute says: “%(words)s”.", sentence=sentence, words=words
        )
    return sentence


def _kind_sentence(env, error):
    _ = env._
    technical = str(error)
    if isinstance(error, errors.RetryLater):
        return _(
            "La Redoute could not take it now (%s). It is tried again by itself.",
            technical,
        )
    if isinstance(error, errors.UnknownOutcome):
        return _(
            "It is not known whether La Redoute took it (%s). It is asked before "
            "anything is told again.",
            technical,
        )
    if isinstance(error, errors.UnreadableData):
        return _(
            "What La Redoute sent cannot be read (%s). It is kept in the journal.",
            technical,
        )
    if isinstance(error, errors.RefusedData):
        return _("La Redoute refuses it (%s). Mend it, then try again.", technical)
    if isinstance(error, errors.WrongSettings):
        return _("The account's settings are wrong (%s).", technical)
    return _(
        "Something unexpected happened (%s). The server's log has the details.",
        type(error).__name__,
    )


def _finding_sentences(env):
    """Sentences by finding code; named arguments come from the rule."""
    _ = env._
    return {
        "ean_missing": _("The EAN is missing. Write it as the product's barcode."),
        "ean_not_13_digits": _(
            "The EAN has %(length)s characters; La Redoute wants 13 digits."
        ),
        "ean_check_digit": _(
            "The EAN's last digit is wrong: it should be %(expected)s. Compare it with "
            "the label."
        ),
        "ean_not_unique": _("Another product of this account has this EAN."),
        "sku_missing": _("The internal reference is missing."),
        "sku_too_long": _(
            "The internal reference has %(length)s characters; La Redoute takes at "
            "most %(limit)s."
        ),
        "sku_not_unique": _(
            "Several products of this account have this internal reference. Each needs "
            "its own."
        ),
        "title_missing": _("The French title is missing."),
        "title_html": _("The title holds HTML (%(found)s). Write plain text."),
        "title_too_long": _(
            "The title has %(length)s characters; La Redoute advises at most %(limit)s."
        ),
        "title_without_capital": _(
            "“%(word)s” in the title does not begin with a capital."
        ),
        "title_composition": _(
            "“%(found)s” in the title looks like a composition: it belongs in the "
            "description."
        ),
        "description_missing": _(
            "The French description is missing: write the sales description."
        ),
        "description_too_long": _(
            "The description has %(length)s characters; La Redoute takes at most "
            "%(limit)s."
        ),
        "description_html": _(
            "The description holds HTML (%(found)s). Write plain text."
        ),
        "brand_missing": _("The La Redoute brand is missing on the product."),
        "brand_zero": _("La Redoute refuses brand 0 (no brand). Choose a brand."),
        "category_missing": _("The La Redoute category is missing on the product."),
        "category_not_sub": _(
            "%(category)s is not a sub-family: choose a category whose code begins "
            "with S."
        ),
        "image_missing": _("A picture is missing. Add one to the product."),
        "image_too_many": _("%(count)s pictures; La Redoute takes at most %(limit)s."),
        "image_parent_not_one": _(
            "A parent has exactly one picture; this one has %(count)s."
        ),
        "image_not_jpeg": _("Picture %(number)s is a %(format)s, not a JPEG."),
        "image_too_small": _(
            "Picture %(number)s is %(width)s × %(height)s pixels; La Redoute wants at "
            "least %(minimum)s on each side. Use a larger one: it is never enlarged."
        ),
        "image_too_large": _(
            "Picture %(number)s is %(width)s × %(height)s pixels; La Redoute takes at "
            "most %(maximum)s on each side."
        ),
        "image_too_heavy": _(
            "Picture %(number)s weighs %(size)s bytes; La Redoute takes at most "
            "%(limit)s."
        ),
        "image_small": _(
            "Picture %(number)s is %(width)s × %(height)s pixels; %(advised)s and more "
            "look better."
        ),
        "image_unreadable": _("Picture %(number)s cannot be read. Upload it again."),
        "image_unknown_format": _(
            "Picture %(number)s is in an unknown format. Use JPEG, PNG or WebP."
        ),
        "image_too_many_pixels": _(
            "Picture %(number)s is far too large to be opened. Use a smaller one."
        ),
        "price_missing": _("The sales price is missing."),
        "price_not_positive": _("The price must be above zero; it is %(price)s."),
        "vat_missing": _("The product has no sales VAT in percent."),
        "vat_unknown": _(
            "VAT of %(rate)s is not one La Redoute takes: 20, 10, 5.5 or 2.1 %%."
        ),
        "struck_price_below_price": _(
            "The struck-through price %(struck_price)s is below the price %(price)s."
        ),
        "attribute_missing": _(
            "The category asks for the attribute %(attribute)s. Give it a value."
        ),
        "attribute_twice": _(
            "The attribute %(attribute)s has several values; La Redoute takes one."
        ),
        "size_missing": _(
            "The size is missing: link the Odoo size to a La Redoute size of the "
            "category."
        ),
        "colour_half": _(
            "Generic and commercial colour go together; %(missing)s is missing."
        ),
        "no_stock": _(
            "Nothing is in stock: a product that was never listed is sent once there "
            "is. (A setting of the account.)"
        ),
        "declination_of_single": _(
            "It was sent as a single product: La Redoute never takes declinations for "
            "it. Create a new product with the sizes and colours."
        ),
    }


def finding_sentence(env, code, arguments):
    """Say in the user's language what a finding means and how to mend it.

    :param code: a code of the pure side's rules, or of the listing's own
    :param arguments: dict of the finding's arguments
    """
    sentence = _finding_sentences(env).get(code)
    if not sentence:
        return env._("The product breaks La Redoute's rule “%s”.", code)
    try:
        return sentence % (arguments or {})
    except (KeyError, TypeError, ValueError):
        return sentence


def refusal_sentence(env, refusal):
    return "stub"
