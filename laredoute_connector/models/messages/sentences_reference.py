# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sentences about reference files: what is wrong, and what to do next."""

#: names of encodings as a person may know them
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "xlsx": "Excel (XLSX)",
}


def refusal_sentence(env, code, arguments):
    """What is wrong with a file as a whole."""
    sentences = _refusal_sentences(env, arguments)
    return sentences.get(code) or sentences["bug"]


def line_sentence(env, reason, arguments):
    """What is wrong with one line."""
    given = _Arguments(arguments)
    sentences = {**_known_list_sentences(env, given), **_line_sentences(env, given)}
    return sentences.get(reason, reason)


class _Arguments(dict):
    """Arguments; one that is missing is an empty text, not an error."""

    def __missing__(self, key):
        return ""


def _refusal_sentences(env, arguments):
    _ = env._
    given = _Arguments(arguments)
    return {
        "pdf": _(
            "This is a PDF. Ask La Redoute for the list as an Excel (XLSX) or CSV file."
        ),
        "image": _(
            "This is an image. Choose the list itself, as an Excel (XLSX) or CSV file."
        ),
        "document": _(
            "This is a text document. Copy its table to a spreadsheet and save it as "
            "XLSX or CSV."
        ),
        "archive": _("This is an archive. Unpack it and choose the list inside."),
        "web_page": _(
            "This is a web page, whatever its name says. Open it with Excel and save "
            "it as an Excel workbook (XLSX)."
        ),
        "old_excel": _(
            "This is a workbook of an old Excel (XLS). Open it and save it as an Excel "
            "workbook (XLSX)."
        ),
        "xlsb": _(
            "This is a binary workbook (XLSB). Open it and save it as an Excel "
            "workbook (XLSX)."
        ),
        "ods": _(
            "This is a LibreOffice workbook (ODS). Open it and save it as an Excel "
            "workbook (XLSX) or CSV."
        ),
        "password": _(
            "This workbook has a password. Open it, remove the password and save it."
        ),
        "broken_workbook": _(
            "This workbook is damaged or cut short. Open it with Excel, save it again, "
            "or download it again."
        ),
        "bomb": _(
            "This workbook unpacks to far more than a list can hold. Save only the "
            "sheet with the list as CSV."
        ),
        "binary": _("This is no table. Choose an Excel (XLSX) or CSV file."),
        "empty": _("The file is empty. Choose the list again, or download it again."),
        "too_large": _(
            "The file is larger than %(limit)s MB. Cut it into several files and "
            "untick “This file is the whole list”.",
            limit=given["limit"],
        ),
        "no_header": _(
            "No line of headers is known. The file has: %(found)s. Choose what the "
            "file is, or give its columns the names of La Redoute's lists.",
            found=given["found"],
        ),
        "missing_columns": _(
            "A column is missing for this kind of list: %(missing)s. The file has: "
            "%(found)s. Correct what the file is, or the name of the column.",
            missing=", ".join(
                column_name(env, name) for name in given["missing"].split(", ") if name
            ),
            found=given["found"],
        ),
        "no_attribute": _(
            "This list does not say which attribute its sizes belong to. Choose the "
            "attribute of the list, and read the file again."
        ),
        "bug": _(
            "The import stopped on an unexpected error; the server's log has it. What "
            "was imported stays. Press Continue to go on."
        ),
    }


def _line_sentences(env, given):
    """What can be seen in the line itself."""
    _ = env._
    text = given["text"]
    return {
        **_code_sentences(env, text),
        "missing_label": _("The label is missing."),
        "label_too_long": _(
            "The label has %(length)s characters; %(limit)s is the most.",
            length=given["length"],
            limit=given["limit"],
        ),
        "bad_flag": _("“%s” is neither 0 nor 1.", text),
        "level_mismatch": _("The level “%s” says otherwise than the code.", text),
        "parent_not_family": _("“%s” is no family: its code begins with F.", text),
        "family_with_parent": _("A family stands below no other (%s).", text),
        "no_value": _("There is neither a value code nor a personalised value."),
        "formula": _(
            "Column %s holds a formula without its result. Save the file with Excel.",
            given["column"],
        ),
        "turned_to_date": _(
            "Excel turned column %s into a date. Give the cell the format Text and "
            "type it again.",
            given["column"],
        ),
        "line_too_long": _("The line is far too long to be one line of a list."),
        "open_quote": _("A quote opens and is never closed."),
        "undecodable": _("Some letters cannot be read. Save the file as UTF-8."),
        "too_few_columns": _(
            "The line has %(found)s column, not %(expected)s.",
            found=given["found"],
            expected=given["expected"],
        ),
        "too_many_columns": _(
            "The line has %(found)s columns, not %(expected)s: a label that holds the "
            "separator must stand between quotes.",
            found=given["found"],
            expected=given["expected"],
        ),
    }


def _code_sentences(env, text):
    _ = env._
    return {
        "missing_department_code": _("The department's code is missing."),
        "missing_category_code": _("The category's code is missing."),
        "missing_brand_code": _("The brand's code is missing."),
        "missing_attribute_code": _("The attribute's code is missing."),
        "missing_value_code": _("The value's code is missing."),
        "missing_ean": _("The EAN is missing."),
        "bad_department_code": _("“%s” is no department code.", text),
        "bad_category_code": _("“%s” is no category code: F or S, then digits.", text),
        "bad_brand_code": _("“%s” is no brand code: digits, or B and digits.", text),
        "bad_attribute_code": _(
            "“%s” is no attribute code: A, then three or four digits.", text
        ),
        "bad_value_code": _("“%s” is no value code: V, then five or six digits.", text),
        "bad_ean": _("“%s” is no EAN: 13 digits, the last one a check digit.", text),
        "short_ean": _(
            "“%s” lacks digits: Excel drops the zeros an EAN begins with. Give the "
            "column the format Text.",
            text,
        ),
        "scientific": _(
            "“%s” was shortened by Excel. Give the column the format Text and paste "
            "the codes again.",
            text,
        ),
    }


def _known_list_sentences(env, given):
    """What shows only beside the lists and products that are known."""
    _ = env._
    return {
        "contradiction": _(
            "Line %s says something else of the same code; that line is taken.",
            given["line"],
        ),
        "unknown_parent": _(
            "The family %s is not known, nor in this file. Import the families first.",
            given["code"],
        ),
        "unknown_department": _("The department %s is not known.", given["code"]),
        "unknown_category": _(
            "The category %s is not known. Import the list of categories first.",
            given["code"],
        ),
        "unknown_attribute": _(
            "The attribute %s is not known. Import the attributes by category first.",
            given["code"],
        ),
        "unknown_ean": _(
            "No product has the barcode %s. Correct it here or on the product.",
            given["ean"],
        ),
        "unknown_attribute_code": _(
            "The attribute %s is not known. Import the attributes by category first.",
            given["attribute"],
        ),
        "value_not_in_list": _(
            "%(value)s is not in the list of %(attribute)s.",
            value=given["value_code"],
            attribute=given["attribute"],
        ),
        "value_retired": _(
            "La Redoute no longer has the value %(value)s of %(attribute)s.",
            value=given["value_code"],
            attribute=given["attribute"],
        ),
        "not_free": _(
            "%(attribute)s takes only values of La Redoute's list, not “%(text)s”: "
            "give the value's code.",
            attribute=given["attribute"],
            text=given["text"],
        ),
    }


def column_name(env, name, of_list=""):
    """What a column is called on screen."""
    _ = env._
    names = {
        "attribute": _("Attribute"),
        "attribute_name": _("Attribute label"),
        "category": _("Category"),
        "client": _("Customer"),
        "code": _("Code"),
        "constrained": _("Constrained"),
        "department": _("Department"),
        "department_name": _("Department label"),
        "ean": _("EAN"),
        "family": _("Family"),
        "feed": _("Feed"),
        "level": _("Level"),
        "name": _("Label"),
        "parent": _("Family"),
        "parent_name": _("Family label"),
        "required": _("Required"),
        "role": _("Usage"),
        "text": _("Personalised value"),
        "value_code": _("Value code"),
        "value_name": _("Value label"),
    }
    if of_list == "attributes" and name in ("code", "name"):
        return {"code": _("Attribute"), "name": _("Attribute label")}[name]
    return names.get(name, name)
