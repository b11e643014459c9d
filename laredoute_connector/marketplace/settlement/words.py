# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The words of statements, French and English: headings, kinds of amounts, sums.

La Redoute publishes no statement: all of them are assumed (protocol P-141). They are
only ever proposed to a person, and what they say is what counts; the words of sums
alone are used without a person.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..reference.columns import plain
from .records import LineKind

_WORD = re.compile(r"[a-z0-9]+|[%]")
_DROPPED = frozenset(
    {"a", "d", "de", "des", "du", "en", "et", "eur", "euro", "euros", "l", "la", "le"}
    | {"les", "of", "on", "sur", "the"}
)
#: a row that states a sum, as the words of a column of kinds may say
STATED = "stated"
#: a row of which nothing counts
SKIPPED = "skipped"

#: fields of a row -> the headings they go by, in order of trust
FIELDS = {
    "order": "numero commande|n commande|no commande|num commande|commande"
    "|reference commande|ref commande|id commande|code commande|order|order number"
    "|order id|order no|order reference|order ref|n order",
    "line": "numero ligne|n ligne|no ligne|ligne commande|numero ligne commande"
    "|n ligne commande|id ligne|id ligne commande|ligne|order line|line|line id"
    "|order line id|line number|line reference|order line reference|order line number",
    "ean": "ean|ean13|ean 13|gtin|code ean|ean code|code barre|barcode",
    "sku": "sku|reference vendeur|ref vendeur|reference interne|votre reference"
    "|sku vendeur|seller sku|seller reference|offer sku|reference article|ref article"
    "|reference produit|ref produit|product reference",
    "date": "date operation|date transaction|transaction date|operation date|date"
    "|date comptable|date mouvement|date expedition|shipping date|ship date"
    "|date commande|order date|jour",
    "label": "libelle|label|description|designation|motif|commentaire|detail"
    "|libelle operation|produit|libelle produit|product|titre|comment",
    "period": "periode|period|cycle|cycle paiement|billing cycle|payment cycle|decade"
    "|reference paiement|ref paiement|reference versement|n versement|n releve|releve"
    "|payout|payout reference|payout id|payment reference|statement",
    "currency": "devise|currency|monnaie|code devise|currency code",
    "kind": "type|type operation|type ligne|type mouvement|type transaction|nature"
    "|nature operation|operation|transaction type|line type|kind|mouvement|rubrique"
    "|categorie operation|operation type",
    "amount": "montant|amount|montant ttc|valeur|value|montant operation|somme"
    "|transaction amount|montant total",
    "credit": "credit|montant credit|credit amount",
    "debit": "debit|montant debit|debit amount",
    "net": "net|montant net|net payer|net vendeur|net amount|net payable|net reverser"
    "|total net|total|reversement|montant reverse",
}
#: kinds of amounts -> the headings, and the words of a column of kinds
KINDS = {
    LineKind.SALE: "vente|chiffre affaire|ca|ca ttc|prix vente|prix vente ttc"
    "|montant vente|montant produit|produit ttc|vente ttc|prix ttc|sale|sale amount"
    "|sale price|order amount|item price|product amount|commande expediee",
    LineKind.DELIVERY: "frai port|port|livraison|frai livraison|frai port ttc|frai"
    " expedition|delivery|shipping|delivery fee|shipping fee|shipping amount|shipping"
    " charge|order shipping amount|port ttc|montant port",
    LineKind.COMMISSION: "commission|commission ht|montant commission|montant"
    " commission ht|commission fee|commission amount|commission vente|com|com ht"
    "|commission excl vat|commission ttc|commission laredoute|commission redoute",
    LineKind.COMMISSION_VAT: "tva commission|commission vat|vat commission|tva com"
    "|tva|vat|montant tva|tva abonnement|vat subscription|subscription vat|tva frai"
    "|tva commission remboursee|tva commission remboursement|vat commission refund",
    LineKind.REFUND: "remboursement|remboursement client|refund|refunds|retour|return"
    "|avoir|avoir client|montant rembourse|refunded amount|refund amount|remboursement"
    " ttc|order refund|remboursement produit|annulation",
    LineKind.COMMISSION_REFUND: "commission remboursee|remboursement commission"
    "|commission refund|avoir commission|commission restituee|refunded commission"
    "|commission rendue|commission given back|annulation commission|commission credit"
    "|retrocession commission",
    LineKind.FEE: "abonnement|abonnement mensuel|frai|frai mensuel|fee|monthly fee"
    "|subscription|subscription fee|frai abonnement|frai gestion|frai abonnement ht",
    LineKind.PENALTY: "penalite|penalty|penalite retard|penaltie|amende|late penalty",
    LineKind.CORRECTION: "correction|regularisation|ajustement|adjustment|manual"
    " adjustment|correction anterieure|regul|credit manuel|manual credit|rappel|report"
    "|solde precedent|report solde|previous balance",
    LineKind.OTHER: "autre|other|diver|misc|miscellaneous|autre frai|geste commercial",
}
#: rows of a column of kinds that are no amounts of their own
_NO_AMOUNTS = {
    STATED: "total|total general|grand total|solde|virement|versement|paiement|payment"
    "|payout|net payer|reversement|balance|total releve",
    SKIPPED: "sou total|subtotal|entete",
}
#: how a row of a sum begins -> how surely it is the sum of everything
_SUMS = (
    (re.compile(r"(net (a )?payer|net payable|net a reverser|net payout)\b"), 5),
    (re.compile(r"(montant|total) (du |de la |des )?(virement|versement|verse)\b"), 5),
    (re.compile(r"(montant|total|amount) (a )?(paye|payer|paid|payout|reverse)\b"), 5),
    (re.compile(r"(payout|payment) (amount|total)\b|virement\b|versement\b"), 4),
    (re.compile(r"(total general|grand total|total releve|statement total)\b"), 3),
    (re.compile(r"total (ttc|net|du releve)\b|(solde|balance)( (du|due|net))?$"), 3),
    (re.compile(r"(sous total|sub ?total|total (ht|tva|vat|page))\b"), 0),
    (
        re.compile(
            r"tota(?:l|ux)$|total \d+ (ligne|line)s?$|tota(?:l|ux) (eur|euros?)$"
        ),
        2,
    ),
    (re.compile(r"tota(?:l|ux) \w+"), 0),
)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Return a heading or word as it is compared: without case, accents, signs.

    >>> normal(" N° de  Commande "), normal("Commission (%)")
    ('n de commande', 'commission %')
    """
    return " ".join(_WORD.findall(plain(text)))


@lru_cache(maxsize=4096)
def essence(text: str) -> str:
    """Return what a heading says: singular, without the words that say nothing.

    >>> essence("Frais de port (€)")
    'frai port'
    """
    words = [word for word in normal(text).split() if word not in _DROPPED]
    return " ".join(word.rstrip("s") or word for word in words)


def _turned(table: dict[str, str]) -> dict[str, tuple[str, int]]:
    return {
        essence(words): (name, rank)
        for name, texts in table.items()
        for rank, words in reversed(list(enumerate(texts.split("|"))))
    }


_FIELD_OF = _turned(FIELDS)
_KIND_OF = {
    **{words: name for words, (name, _rank) in _turned(_NO_AMOUNTS).items()},
    **{
        words: name
        for words, (name, _rank) in _turned(
            {kind.value: texts for kind, texts in KINDS.items()}
        ).items()
    },
}


def field_of(heading: str) -> tuple[str, int] | None:
    """Return the field that a heading names, and how sure that is: 0 most."""
    return _FIELD_OF.get(essence(heading))


def kind_of(text: str) -> str:
    """Return the kind that a word names exactly.

    :return: of ``LineKind``, or ``STATED`` or ``SKIPPED``; empty: it is not known
    """
    return _KIND_OF.get(essence(text), "")


def kind_like(text: str) -> str:
    """Return the kind that a longer text most likely means; empty: none."""
    words = essence(text)
    found = [
        (len(known), name)
        for known, name in _KIND_OF.items()
        if len(known) > 2 and f" {known} " in f" {words} "
    ]
    return max(found)[1] if found else ""


def sum_rank(text: str) -> int | None:
    """Return how surely a text names the sum of everything; None: it names no sum.

    >>> sum_rank("Total général"), sum_rank("Sous-total"), sum_rank("Robe")
    (3, 0, None)
    """
    words = normal(text)
    for form, rank in _SUMS:
        if form.match(words):
            return rank
    return None
