# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Looking for a name in a list of La Redoute where several may share it."""

from collections import defaultdict

from ...marketplace.matching import Matcher, normalise


class Names:
    """A list to look names up in; what is ambiguous is not proposed.

    :param choices: iterable of (id, name, context); the context distinguishes
        duplicates: a category's family, say
    """

    def __init__(self, choices):
        self._of_name = defaultdict(list)
        names = {}
        for record_id, name, context in choices:
            key = normalise(name)
            self._of_name[key].append((record_id, name, normalise(context or "")))
            names.setdefault(key, name)
        self._matcher = Matcher(names.items())

    def propose(self, names, contexts=()):
        """Return the id of the one record meant, or ``False``.

        :param names: what to look for; the first that is found counts
        :param contexts: names around it: of the category's parents, say
        """
        around = {normalise(context) for context in contexts} - {normalise("")}
        for name in names:
            key = self._matcher.propose(name)
            if key is not None:
                return self._only(self._of_name[key], name, around)
        return False

    @staticmethod
    def _only(duplicates, written, around):
        """The only one, the only one spelled so, or the only one of that family."""
        for found in (
            duplicates,
            [each for each in duplicates if each[1] == written],
            [each for each in duplicates if each[2] in around],
        ):
            if len(found) == 1:
                return found[0][0]
        return False
