# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Buyers that are companies or other bodies, by the words that only these bear.

La Redoute does not say which buyers are companies. A person who is taken for one keeps
the name as it came; a company that is not recognised is a person with its name.
"""

from __future__ import annotations

import re

#: legal forms, and kinds of bodies, that are nobody's surname
_FORMS = frozenset(
    "sarl eurl sasu sci scop scea gaec selarl selas snc gie gmbh bvba sprl ltd llc"  # noqa: SIM905
    " association mairie société societe ets etablissements établissements ccas cse"
    " ehpad copropriété copropriete micro-entreprise auto-entreprise".split()
)
#: legal forms and kinds of bodies that are surnames or first names too
_DOUBTFUL = frozenset(
    "sas earl spa nv inc commune entreprise lycée lycee collège college école ecole"  # noqa: SIM905
    " crèche creche pharmacie restaurant hôtel hotel boulangerie cabinet syndicat"
    " institut fondation".split()
)
#: what follows a kind of body in its name: HOTEL DU NORD
_OF = frozenset(("de", "du", "des"))
#: words of streets, after which a body is an address: RUE DE LA MAIRIE
_STREETS = frozenset(
    "rue avenue av bd boulevard place impasse allee allée chemin route quai cours"  # noqa: SIM905
    " square lotissement residence résidence lieu-dit bp cs appt appartement bat bât"
    " bâtiment etage étage".split()
)
#: at whose place: the buyer is another one
_AT = frozenset(("chez", "c/o", "co", "at"))


def is_company(name: str) -> bool:
    """Return whether a buyer's name is surely that of a company or another body.

    >>> is_company("SARL DUPONT ET FILS"), is_company("S.A.R.L. Dupont")
    (True, True)
    >>> is_company("SAS Élise"), is_company("SAS TEXTILES DU NORD")
    (False, True)
    """
    words = name.split()
    bare = [_bare(word) for word in words]
    if len(words) < 2 or _AT & set(bare):
        return False
    if _FORMS & {bare[0], bare[-1]} or "s.a." in map(str.casefold, words):
        return True
    if not _DOUBTFUL & {bare[0], bare[-1]}:
        return False
    # a person's first name is in small letters, or there are but two words
    in_capitals = len(words) > 2 and not any(map(str.islower, name))
    return in_capitals or (bare[0] in _DOUBTFUL and bare[1] in _OF)


def company_line(lines: list[str]) -> str:
    """Return the line of an address that names a company; empty where none does.

    >>> company_line(["12 rue de l'Association", "SARL DUPONT"])
    'SARL DUPONT'

    :param lines: of an address, without town
    """
    for line in lines:
        words = set(map(_bare, line.split()))
        if is_company(line) and not words & _STREETS and not re.search(r"\d", line):
            return " ".join(line.split())
    return ""


def _bare(word: str) -> str:
    """A word as the lists have it: ``S.A.R.L.`` is ``sarl``."""
    return word.casefold().replace(".", "").strip(",;:()")
