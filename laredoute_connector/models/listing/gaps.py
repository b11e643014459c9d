# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Findings beside the mappings that would fix them."""

#: findings by the gap whose mapping would fix them; the rest go by attribute code
GAPS = {"category_unmapped": "category", "brand_unmapped": "brand"}
#: findings about an attribute of a usage
USAGES = {
    "size_missing": ("size",),
    "colour_half": ("colour", "commercial_colour"),
    "colour_missing": ("colour", "commercial_colour"),
}


def stored_finding(finding, resolved):
    """Return a finding as it is stored, with the mapping that would fix it.

    :param finding: the pure side's Finding
    :param resolved: :class:`.facts.Resolved` of its product
    """
    values = {
        "code": finding.code,
        "severity": finding.severity,
        "field": finding.field,
        "arguments": dict(finding.arguments),
        "category_mapping_id": False,
        "brand_mapping_id": False,
        "value_mapping_id": False,
    }
    gap = GAPS.get(finding.code)
    if gap:
        values[f"{gap}_mapping_id"] = resolved.gaps.get(gap, False)
    elif finding.code == "attribute_missing":
        attribute = finding.arguments["attribute"]
        values["value_mapping_id"] = resolved.gaps.get(attribute, False)
    elif finding.code in USAGES:
        usages = USAGES[finding.code]
        found = [
            resolved.gaps[requested.code]
            for requested in resolved.requested
            if requested.usage in usages and requested.code in resolved.gaps
        ]
        values["value_mapping_id"] = found[0] if found else False
    return values
