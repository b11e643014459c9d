# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the lines of La Redoute's files hold, in the order of its import."""

#: records of a file that are handled at once
BATCH = 2000
# what is imported first is needed by what follows; WORDS: of lines that cannot be read
WORDS, DEPARTMENT, FAMILY, CATEGORY, BRAND, ATTRIBUTE, REQUIREMENT, VALUE, PRODUCT = (
    range(9)
)
MODELS = {
    DEPARTMENT: "laredoute.department",
    FAMILY: "laredoute.category",
    CATEGORY: "laredoute.category",
    BRAND: "laredoute.brand",
    ATTRIBUTE: "laredoute.attribute",
    REQUIREMENT: "laredoute.category.attribute",
    VALUE: "laredoute.attribute.value",
    PRODUCT: "laredoute.product.attribute",
}
#: records that each kind of file is about: two that differ contradict each other
SUBJECTS = {
    "departments": (DEPARTMENT,),
    "categories": (FAMILY, CATEGORY),
    "brands": (BRAND,),
    "attributes": (REQUIREMENT, VALUE),
    "values": (VALUE,),
    "sizes": (VALUE,),
    "colours": (VALUE,),
    "product_attributes": (PRODUCT,),
}
