# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A buyer's name, which La Redoute says unsplit (protocol P-78), in its parts.

What can be read in two ways is left as it came: a name in an unusual order harms
nobody, a parcel without a part of the name may come back.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from .companies import is_company


class NameOrder(str, Enum):
    """How names are to be read; capitals say more than this, where there are any."""

    LAST_FIRST = "last_first"
    FIRST_LAST = "first_last"
    AS_IS = "as_is"


class BuyerName(NamedTuple):
    """A name in its parts.

    :ivar text: the name as people write it, empty where there is none
    :ivar first: empty where it is not sure
    :ivar last: empty where it is not sure
    """

    text: str
    first: str = ""
    last: str = ""


_TITLES = frozenset(
    ("m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "mm", "mmes")
)
#: what joins the titles of a couple: M. ET MME
_JOINS = frozenset(("ou", "et", "&", "/", "-"))
#: words that a surname begins with, and does not consist of
_PARTICLES = frozenset(
    "de du des d le la les van von vande vander den der ter ten zu zum di da del della"  # noqa: SIM905
    " dos das do el al ben abu abou ould ait san santa saint sainte st ste mac mc o"
    " dal delle dello".split()
)
#: what makes a name more than a name: another person, an address, a remark
_MORE = re.compile(r"\d|[/&+()@:;]|(?<!\w)(?:c/o|chez|ou|et)(?!\w)", re.IGNORECASE)
#: characters of the longest name that is split
_LONGEST = 80


def read_name(text: str, order: NameOrder) -> BuyerName:
    """Return a buyer's name in its parts, with the first name first.

    Capitals say which part is the surname, else the order that the shop has set; of
    three words or more without either, nothing is sure. Companies are no people.

    >>> read_name("DE LA TOUR Anne", NameOrder.LAST_FIRST)
    BuyerName(text='Anne DE LA TOUR', first='Anne', last='DE LA TOUR')
    >>> read_name("MME OU M DUPONT ELISE", NameOrder.LAST_FIRST).text
    'ELISE DUPONT'
    >>> read_name("DUPONT JEAN PIERRE", NameOrder.LAST_FIRST)
    BuyerName(text='DUPONT JEAN PIERRE', first='', last='')

    :param text: as La Redoute says it; "." and blanks are no name
    """
    whole = " ".join(text.split())
    if not any(map(str.isalpha, whole)):
        return BuyerName("")
    if order is NameOrder.AS_IS or len(whole) > _LONGEST or is_company(whole):
        return BuyerName(whole)
    bare = _without_titles(whole)
    if not bare or _MORE.search(bare):
        return BuyerName(whole)
    found = _by_comma(bare) or _by_capitals(bare.split()) or _by_order(bare, order)
    if not found:
        return BuyerName(bare)
    first, last = found
    return BuyerName(f"{first} {last}".strip(), first, last)


def _without_titles(name: str) -> str:
    """Leave out the titles that a name begins with; of titles alone nothing is left."""
    words = name.split()
    while words and (_letters(words[0]) in _TITLES or words[0].casefold() in _JOINS):
        words.pop(0)
    return " ".join(words)


def _by_comma(name: str) -> tuple[str, str] | None:
    """Of "DUPONT, Élise" the comma says it."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if not comma or not first or not last or "," in first:
        return None
    return first, last


def _by_capitals(words: list[str]) -> tuple[str, str] | None:
    """Of "DUPONT Élise" and "Élise DUPONT" the capitals say it."""
    if not any(_is_mixed(word) for word in words):
        return None
    leading = _run_of_capitals(words)
    trailing = _run_of_capitals(words[::-1], backwards=True)
    if bool(leading) == bool(trailing):
        return None
    if leading:
        last, first = words[:leading], words[leading:]
    else:
        first, last = words[:-trailing], words[-trailing:]
    if any(_is_capitals(word) for word in first):
        return None
    return " ".join(first), " ".join(last)


def _run_of_capitals(words: list[str], *, backwards: bool = False) -> int:
    """Return how many of the first words are a surname in capitals.

    :param backwards: whether the words come last first: particles then come after
    """
    length = seen = 0
    for number, word in enumerate(words, start=1):
        if _is_capitals(word):
            length, seen = number, seen + 1
        elif _letters(word) not in _PARTICLES:
            break
        elif backwards and seen:
            length = number
    return length if seen else 0


def _by_order(name: str, order: NameOrder) -> tuple[str, str] | None:
    """Where case says nothing, of two parts the order says which is which."""
    words = name.split()
    initials = [_is_initial(word) for word in words]
    if any(map(_is_mixed, words)) and any(map(_is_capitals, words)):
        # capitals said something that does not fit
        return None
    parts = _parts(words)
    if len(parts) == 1:
        return "", parts[0]
    if len(parts) != 2 or "," in name:
        return None
    if any(initials) and not all(initials):
        # nobody's surname is a letter
        order = NameOrder.FIRST_LAST if initials[0] else NameOrder.LAST_FIRST
    first, last = parts if order is NameOrder.FIRST_LAST else reversed(parts)
    return first, last


def _parts(words: list[str]) -> list[str]:
    """Return words, each with the particles before it."""
    parts: list[list[str]] = [[]]
    for word in words:
        parts[-1].append(word)
        if _letters(word) not in _PARTICLES:
            parts.append([])
    if not parts[-1]:
        parts.pop()
    return [" ".join(part) for part in parts]


def _letters(word: str) -> str:
    return "".join(filter(str.isalpha, word)).casefold()


def _is_initial(word: str) -> bool:
    return len(_letters(word)) == 1


def _is_capitals(word: str) -> bool:
    return word.isupper() and len(_letters(word)) > 1


def _is_mixed(word: str) -> bool:
    """Whether a word is written as names are: "Élise", "Jean-Pierre"."""
    letters = _letters(word)
    return bool(letters) and letters not in _PARTICLES and not word.isupper()
