# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The composition of a textile, in French.

Source: Regulation (EU) 1007/2011, article 16: it stands on the page where a textile is
sold, in the language of the country. What is a textile is read from the category's
name: unsure, so it only warns.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find
from .sent_text import sent_text

_TEXTILE = re.compile(
    r"\b(?:robe|jupe|pantalon|jean|chemis(?:e|ier)|t-?shirt|tee-?shirt|pull|gilet|"
    r"cardigan|manteau|veste|blouson|parka|short|bermuda|legging|jogging|sweat-?shirt|"
    r"sweat|combinaison|pyjama|nuisette|lingerie|soutien-gorge|culotte|boxer|slip|"
    r"chaussette|collant|maillot|écharpe|foulard|bonnet|drap|drap-housse|housse|taie|"
    r"couette|linge|serviette|peignoir|rideau|voilage|nappe|plaid|couverture|coussin|"
    r"tapis|textile|vêtement)[sx]?\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\d\s*%")
_NAMED = re.compile(r"\b(?:composition|mati[èe]re)s?\b", re.IGNORECASE)
# those whose French name is another one; "polyurethane" may lack its accents only
_ENGLISH = (
    *(
        "cotton",
        "wool",
        "lambswool",
        "silk",
        "linen",
        "leather",
        "cashmere",
        "elastane",
    ),
    *(
        "spandex",
        "acrylic",
        "hemp",
        "bamboo",
        "suede",
        "velvet",
        "sheepskin",
        "feather",
    ),
)
_ANY = f"(?:{'|'.join(_ENGLISH)})s?"
_ENGLISH_WORD = re.compile(rf"\b{_ANY}\b", re.IGNORECASE)
# in a description only beside a share: a brand may be called Cotton
_AFTER_SHARE = re.compile(rf"\s*(?:[a-z]+\s+)?{_ANY}\b", re.IGNORECASE)
_BLANKS = " \u00a0\u202f"
_NUMBER = _BLANKS + "0123456789.,"


def check(candidate: Candidate, _book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the composition; at most one thing."""
    if candidate.is_parent:
        return
    description, attributes = candidate.description, _attributes(candidate)
    word = _ENGLISH_WORD.search(attributes)
    if english := _english_share(description) or (word[0] if word else ""):
        yield find("composition_english", found=english)
    elif (
        not attributes
        and _is_textile(candidate.category_name)
        and sent_text(description)
        and not _is_said(description)
    ):
        yield find("composition_missing")


def _attributes(candidate: Candidate) -> str:
    """Return what the attributes say of the composition, in whose words ever."""
    codes = [each.code for each in candidate.requested if _is_named(each.name)]
    return " ".join(
        sent_text(each.label) or each.value_code
        for each in candidate.given
        if each.code in codes
    )


# the same for all the products of a category, or of a template
@functools.lru_cache(maxsize=256)
def _is_textile(category_name: str) -> bool:
    return bool(_TEXTILE.search(category_name))


@functools.lru_cache(maxsize=256)
def _is_named(attribute_name: str) -> bool:
    return bool(_NAMED.search(attribute_name))


def _is_said(description: str) -> bool:
    """Return whether a description says of what the product is made."""
    return bool(_PERCENT.search(description) or _NAMED.search(description))


def _english_share(description: str) -> str:
    """Return the first English material beside its share; empty without one.

    >>> _english_share("Composition: 80 % organic cotton"), _english_share("Wool: 20%")
    ('80 % organic cotton', 'Wool: 20%')
    """
    # from one share to the next: to search a long text for words takes much longer
    place = description.find("%")
    while place >= 0:
        end = place + 1
        before = description[:place].rstrip(_NUMBER)
        if after := _AFTER_SHARE.match(description, end):
            share = description[len(before) : end].strip(_BLANKS + ".,")
            return share + after[0]
        name = before.rstrip(f"{_BLANKS}:")
        word = name.rpartition(" ")[2].strip("(,;-")
        if _ENGLISH_WORD.fullmatch(word):
            return description[len(name) - len(word) : end]
        place = description.find("%", end)
    return ""
