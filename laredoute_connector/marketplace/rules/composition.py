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
    r"(?:cotton|wool|lambswool|silk|linen|leather|cashmere|elastane|spandex|acrylic|"
    r"hemp|bamboo|suede|velvet|sheepskin|feathers?)"
)
_ENGLISH_WORD = re.compile(rf"\b{_ENGLISH}\b", re.IGNORECASE)
# in a description only beside a share: a brand may be called Cotton
_ENGLISH_SHARE = re.compile(
    rf"\d[\d.,]*\s*%\s*(?:[a-z]+\s+)?{_ENGLISH}\b|\b{_ENGLISH}\s*:?\s*\d[\d.,]*\s*%",
    re.IGNORECASE,
)


def check(candidate: Candidate, _book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the composition; at most one thing."""
    if candidate.is_parent:
        return
    description = sent_text(candidate.description)
    said = _attributes(candidate)
    found = _ENGLISH_SHARE.search(description) or _ENGLISH_WORD.search(said)
    if found:
        yield find("composition_english", found=found[0])
    elif (
        description
        and not said
        and not (_PERCENT.search(description) or _NAMED.search(description))
        and _is_textile(candidate.category_name)
    ):
        yield find("composition_missing")


def _attributes(candidate: Candidate) -> str:
    """Return what the attributes say of the composition, in whose words ever."""
    names = {each.code: each.name for each in candidate.requested}
    return " ".join(
        sent_text(each.label) or each.value_code
        for each in candidate.given
        if _NAMED.search(names.get(each.code, ""))
    )


# the same for all the products of a category
@functools.lru_cache(maxsize=256)
def _is_textile(category_name: str) -> bool:
    return bool(_TEXTILE.search(category_name))
