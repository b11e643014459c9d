# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's lists in Odoo, as an import would leave them, a little out of date."""

from laredoute_simulator.reference import load_reference

#: in our lists, and known to be retired
RETIRED = {
    "brand": [("B00090", "Ancienne Maison")],
    "category": [("S0099", "Combinaisons")],
    "value": [("A0401", "V040190", "E40")],
}
#: in our lists, though La Redoute has them no longer: no newer list came
STALE = {
    "brand": [("B09999", "Maison Disparue"), ("0", "Sans marque"), ("000", "Aucune")],
    "category": [("S9999", "Ponchos")],
    "value": [("A0401", "V040191", "E5"), ("A0402", "V040290", "40 W")],
    "attribute": [("A9999", "Longueur de traîne", "S0105")],
}


class Lists:
    """Fills the reference lists through their models; what is there is kept."""

    def __init__(self, env):
        self.env = env
        known = load_reference()
        self._brands(known)
        self._attributes(known)
        self._categories(known)

    def _put(self, noun, code, values, *domain):
        model = self.env[f"laredoute.{noun}"]
        found = model.search([("code", "=", code), *domain], limit=1)
        if found:
            found.write(values)
        return found or model.create({"code": code, **values})

    def _brands(self, known):
        for brand in known.brands.values():
            self._put("brand", brand.code, {"name": brand.label})
        for code, name in STALE["brand"]:
            self._put("brand", code, {"name": name})
        for code, name in RETIRED["brand"]:
            self._put("brand", code, {"name": name, "retired": True})

    def _attributes(self, known):
        self.attributes = {}
        for each in known.attributes.values():
            values = {"name": each.label, "usage": each.role or "other"}
            self.attributes[each.code] = self._put("attribute", each.code, values)
            for code, label in each.values.items():
                self._value(each.code, code, label)
        for code, name, _category in STALE["attribute"]:
            self.attributes[code] = self._put("attribute", code, {"name": name})
        for attribute, code, label in STALE["value"]:
            self._value(attribute, code, label)
        for attribute, code, label in RETIRED["value"]:
            self._value(attribute, code, label, retired=True)

    def _value(self, attribute, code, label, **values):
        owner = self.attributes[attribute]
        self._put(
            "attribute.value",
            code,
            {"name": label, "attribute_id": owner.id, **values},
            ("attribute_id", "=", owner.id),
        )

    def _categories(self, known):
        families = {
            code: self._put("category", code, {"name": label, "level": "f"})
            for code, label in known.families.items()
        }
        for each in known.categories.values():
            values = {"name": each.label, "parent_id": families[each.family].id}
            category = self._put("category", each.code, {"level": "s", **values})
            for code, required in each.attributes.items():
                self._ask(category, code, required, known.attributes[code].constrained)
        for code, name in STALE["category"]:
            self._put("category", code, {"name": name, "level": "s"})
        for code, name in RETIRED["category"]:
            values = {"name": name, "level": "s", "retired": True}
            self._put("category", code, values)
        for code, _name, category in STALE["attribute"]:
            owner = self.env["laredoute.category"].search([("code", "=", category)])
            self._ask(owner, code, False, False)

    def _ask(self, category, code, required, constrained):
        lines = self.env["laredoute.category.attribute"]
        attribute = self.attributes[code]
        values = {"required": required, "constrained": constrained}
        found = lines.search(
            [("category_id", "=", category.id), ("attribute_id", "=", attribute.id)]
        )
        if found:
            found.write(values)
            return
        ids = {"category_id": category.id, "attribute_id": attribute.id}
        lines.create({**ids, **values})
