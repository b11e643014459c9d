# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The title, in French.

Source: protocol P-32: no HTML; each word capitalised; no composition; 36 characters
advised, without a hard limit. What is only advised warns. Size, colour and brand have
fields of their own, which La Redoute shows beside the title.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find
from .french import reads_french
from .html_text import find_html, find_markup
from .sent_text import sent_text

_PERCENTAGE = re.compile(r"\d+(?:[.,]\d+)?\s*%")
# materials that make a composition, not a style of fabric; unsure, so a warning
_MATERIAL = re.compile(
    r"\b(?:coton|polyester|polyamide|élasthanne|elasthanne|viscose|laine|cachemire|"
    r"acrylique|soie|nylon|modal|lyocell|polyuréthane)\b",
    re.IGNORECASE,
)

_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»“”‘’„…–—·•"
# a shorter one may be an abbreviation
_LONG_WORD = re.compile(r"[^\W\d_]{4}")


def check(candidate: Candidate, book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the title, or could be better."""
    title = sent_text(candidate.title)
    if not title:
        yield find("title_missing")
        return
    if html := find_html(title):
        # the advice below is about words, which it hides
        yield find("title_html", found=html)
        return
    if markup := find_markup(title):
        yield find("title_markup", found=markup)
    advised = book.limits.title_length
    if len(title) > advised:
        yield find("title_too_long", length=len(title), limit=advised)
    if word := _word_without_capital(title):
        yield find("title_without_capital", word=word)
    if found := _PERCENTAGE.search(title) or _MATERIAL.search(title):
        yield find("title_composition", found=found[0])
    if title.isupper() and _LONG_WORD.search(title):
        yield find("title_capitals")
    if repeated := _repeated(title, candidate):
        yield find("title_repeats", word=repeated)
    if candidate.title_untranslated and not _is_french(title, candidate):
        yield find("title_untranslated")


def _repeated(title: str, candidate: Candidate) -> str:
    """Return the first of its size, its colours and its brand that a title holds."""
    usages = {each.code: each.usage for each in candidate.requested}
    shown = [
        sent_text(each.label)
        for each in candidate.given
        if usages.get(each.code, "other") != "other"
    ]
    words = _words(title)
    for text in (*shown, candidate.brand_name, candidate.brand_source):
        sought = _words(text)
        # a digit alone may count pieces
        counts = len(text) == 1 and text.isdigit()
        if sought.strip() and sought in words and not counts:
            return text
    return ""


# the same for all the variants that share a title
@functools.lru_cache(maxsize=1024)
def _words(text: str) -> str:
    """Return the words of a text, each between blanks, without signs and case."""
    bare = (word.strip(_SIGNS) for word in text.casefold().split())
    return f" {' '.join(filter(None, bare))} "


def _is_french(title: str, candidate: Candidate) -> bool:
    """Return whether a title that has one language only is French nevertheless.

    A title may be too short to say; what was written with it says it then.
    """
    beside = candidate.description if candidate.description_untranslated else ""
    return reads_french(f"{title} {beside}")


def capitalise(title: str) -> str:
    """Return a title with a capital on each word, the rest untouched.

    >>> capitalise("robe d'été à pois")
    "Robe D'été À Pois"
    """
    return re.sub(r"\S+", lambda word: _capitalise_word(word[0]), title)


def _capitalise_word(word: str) -> str:
    for place, letter in enumerate(word):
        if letter.isalnum():
            # some letters have no single capital ("ß" becomes "SS")
            capital = letter.upper() if len(letter.upper()) == 1 else letter
            return word[:place] + capital + word[place + 1 :]
    return word


# the same for all the variants that share a title
@functools.lru_cache(maxsize=256)
def _word_without_capital(title: str) -> str:
    for word in title.split():
        if _capitalise_word(word) != word:
            return word
    return ""
