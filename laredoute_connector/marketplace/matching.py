# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Proposals by name: a seller's word, and which of La Redoute's it may mean.

A proposal is shown to a person and used only once confirmed, so it may be missing; a
wrong one costs more than none. Two choices that are equally good are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from .matching_colours import COLOUR_WORDS, SYNONYMS
from .matching_sizes import size_form

K = TypeVar("K")

_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=\w)")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s*[-–—/]\s*(?=\d)")
# letters and digits; a point or a slash only between digits
_WORD = re.compile(r"(?:[^\W_]|(?<=\d)[./](?=\d))+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "×": "x"})
_SMALL_WORDS = frozenset(
    {"a", "and", "au", "aux", "avec", "de", "des", "du", "en", "et", "for", "la"}
    | {"le", "les", "of", "pour", "the", "un", "une"}
)


def normalise(text: str) -> str:
    """Return a name as it is compared: two spellings of one name become one.

    Accents, case, punctuation, small words, the plural's s or x and the ways to
    write a size do not count. What it returns, it returns again.

    >>> normalise("Robes d'Été"), normalise("T.38"), normalise("140 x 190 cm")
    ('robe ete', '38', '140x190')
    """
    while (simpler := _simpler(text)) != text:
        text = simpler
    return text


def _simpler(text: str) -> str:
    plain = _BETWEEN_NUMBERS.sub("/", _DECIMAL_COMMA.sub(".", _letters(text)))
    words = _WORD.findall(_ELISION.sub("", plain))
    joined = " ".join(words)
    if size := size_form(joined):
        return size
    kept = [each for each in words if each not in _SMALL_WORDS] or words
    return " ".join(map(_singular, kept))


def _letters(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(each for each in text if not unicodedata.combining(each))


def _singular(word: str) -> str:
    """Cut off the endings of a plural; "gris" becomes "gri" on both sides."""
    while len(word) > 3 and word[-1] in "sx":
        word = word[:-1]
    return word


class Matcher(Generic[K]):
    """Proposes one of some choices for a name.

    :param choices: what stands for a choice (never ``None``), and its name; a choice
        may come several times, under several names
    """

    def __init__(self, choices: Iterable[tuple[K, str]]) -> None:
        # None stands for several choices, between which nothing decides
        self._as_written: dict[str, K | None] = {}
        self._by_name: dict[str, K | None] = {}
        self._by_words: dict[str, K | None] = {}
        for choice, name in choices:
            simple = normalise(name)
            _note(self._as_written, name.strip(), choice)
            _note(self._by_name, simple, choice)
            _note(self._by_words, _sorted_words(simple), choice)

    def propose(self, name: str) -> K | None:
        """Return the choice that a name means, ``None`` when that is not sure.

        The first that finds any: the name as it is written; the same name; the same
        words in another order; its name in French, for a colour; the one colour
        among its words ("Bleu nuit").
        """
        written = self._as_written.get(name.strip())
        simple = normalise(name)
        if written is not None or not simple:
            return written
        for found, key in (
            (self._by_name, simple),
            (self._by_words, _sorted_words(simple)),
        ):
            if key in found:
                return found[key]
        colours = (self._by_name.get(each) for each in SYNONYMS.get(simple, ()))
        for colour in colours:
            if colour is not None:
                return colour
        return self._only_colour(simple)

    def _only_colour(self, simple: str) -> K | None:
        met: list[K] = []
        for colour in self._colours(simple.split()):
            if colour not in met:
                met.append(colour)
        return met[0] if len(met) == 1 else None

    def _colours(self, words: Iterable[str]) -> Iterator[K]:
        for word in words:
            meanings = (word,) if word in COLOUR_WORDS else SYNONYMS.get(word, ())
            for each in meanings:
                colour = self._by_name.get(each)
                if colour is not None:
                    yield colour
                    break


def _note(found: dict[str, K | None], key: str, choice: K) -> None:
    if key:
        found[key] = choice if found.get(key, choice) == choice else None


def _sorted_words(simple: str) -> str:
    return " ".join(sorted(simple.split()))
