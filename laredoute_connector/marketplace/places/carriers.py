# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Carriers that French shops send with, and where their parcels are followed.

La Redoute publishes no list of carriers: its name is free text (protocol P-92). These
are proposals: the addresses are those that shops use in public, and a person tries one
with a number before it is relied on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class KnownCarrier:
    """A carrier by its name.

    :ivar name: as buyers know it
    :ivar tracking_url: with ``{number}``, maybe ``{zip}``; empty where none is known
    :ivar number_from_label: see :func:`~.tracking.label_number`
    :ivar words: how its name may be written, in small letters
    """

    name: str
    tracking_url: str
    words: tuple[str, ...]
    number_from_label: bool = False


#: of two that a name fits, the first counts: names that hold others come first
KNOWN_CARRIERS = (
    KnownCarrier(
        "Relais Colis",
        "https://www.relaiscolis.com/suivi-de-colis/index/tracking/{number}",
        ("relais colis", "relaiscolis", "sogep"),
        number_from_label=True,
    ),
    KnownCarrier(
        "Mondial Relay",
        "https://www.mondialrelay.fr/suivi-de-colis"
        "?numeroExpedition={number}&codePostal={zip}",
        ("mondial relay", "mondialrelay", "mondial relais"),
    ),
    KnownCarrier(
        "Chronopost",
        "https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT={number}",
        ("chronopost", "chrono post", "chronofresh"),
    ),
    KnownCarrier(
        "Colissimo",
        "https://www.laposte.fr/outils/suivre-vos-envois?code={number}",
        ("colissimo", "so colissimo"),
    ),
    KnownCarrier(
        "La Poste",
        "https://www.laposte.fr/outils/suivre-vos-envois?code={number}",
        ("la poste", "laposte", "lettre suivie"),
    ),
    KnownCarrier("DPD", "https://trace.dpd.fr/fr/trace/{number}", ("dpd", "exapaq")),
    KnownCarrier(
        "GLS", "https://gls-group.eu/FR/fr/suivi-colis?match={number}", ("gls",)
    ),
    KnownCarrier(
        "UPS", "https://www.ups.com/track?loc=fr_FR&tracknum={number}", ("ups",)
    ),
    KnownCarrier(
        "DHL",
        "https://www.dhl.com/fr-fr/home/tracking/tracking-express.html"
        "?submit=1&tracking-id={number}",
        ("dhl",),
    ),
    KnownCarrier(
        "TNT",
        "https://www.tnt.fr/public/suivi_colis/recherche/visubontransport.do"
        "?bonTransport={number}",
        ("tnt",),
    ),
    KnownCarrier(
        "FedEx",
        "https://www.fedex.com/fedextrack/?trknbr={number}",
        ("fedex", "fed ex"),
    ),
    # no public address of theirs that takes a number is known
    KnownCarrier("Colis Privé", "", ("colis prive", "colisprive")),
    KnownCarrier("Geodis", "", ("geodis", "calberson")),
    KnownCarrier("Heppner", "", ("heppner",)),
    KnownCarrier("France Express", "", ("france express",)),
)


def known_carrier(name: str) -> KnownCarrier | None:
    """Return the carrier that a delivery method's name names, ``None`` for none.

    >>> known_carrier("Colissimo Domicile sans signature").name
    'Colissimo'
    >>> known_carrier("Point relais") is None
    True
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    text = f" {' '.join(_WORD.findall(plain.lower()))} "
    return next(
        (
            each
            for each in KNOWN_CARRIERS
            if any(f" {words} " in text for words in each.words)
        ),
        None,
    )
