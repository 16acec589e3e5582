"""Compares a spreadsheet, cell by cell, with the NDJSON beside it: `compare.py TABLE.xlsx|TABLE.ods`.

What type each cell has to have is decided here once more, from the datatypes in the CSVW metadata. XLSX is read by
openpyxl, in both of its ways, ODS by odfpy, and held against its grammar. Prints what the tests ask for as JSON; exits 1 with the first differences.
"""
import datetime
import json
import pathlib
import re
import sys
import zipfile
from xml.etree import ElementTree

NUMBERS = {"integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedLong", "unsignedInt",
           "unsignedShort", "unsignedByte", "nonPositiveInteger", "negativeInteger", "decimal", "double", "float", "number"}
FIRST_DAY = {".xlsx": "1900-03-01", ".ods": "1582-10-15"}


class Number(str):
    """A JSON number with its digits."""


def is_exact_number(text):
    if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]{1,15})?", text):
        return False
    significant = re.sub(r"[-.]", "", text).lstrip("0")
    return len(significant) <= 15 and not (text.startswith("-") and not significant)


def expected(value, datatype, separator, suffix):
    """A type with the text that a person sees."""
    if value is None:
        return ("empty", "")
    if isinstance(value, list):
        return ("text", separator.join("" if item is None else item for item in value))
    if isinstance(value, bool):
        return ("boolean", str(value).lower())
    if datatype in NUMBERS and is_exact_number(value):
        return ("number", str(value))
    day, time = r"[0-9]{4}-[0-9]{2}-[0-9]{2}", r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?"
    if datatype == "date" and re.fullmatch(day, value) and value >= FIRST_DAY[suffix]:
        return ("date", value)
    if datatype == "dateTime" and re.fullmatch(f"{day}T{time}", value) and value >= FIRST_DAY[suffix]:
        return ("dateTime", value)
    if datatype == "time" and re.fullmatch(time, value):
        return ("time", value)
    return ("text", str(value))


def from_xlsx(path):
    import openpyxl
    from openpyxl.utils.escape import unescape

    book = openpyxl.load_workbook(path)
    facts = {"sheets": book.sheetnames, "panes": [sheet.freeze_panes for sheet in book.worksheets],
             "bold": all(cell.font.b for cell in book.worksheets[0][1]), "filter": book.worksheets[0].auto_filter.ref,
             "modified": book.properties.modified and book.properties.modified.isoformat(),
             "notes": [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets[1:]]}
    streamed = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    sheet = book.worksheets[0]
    width = sheet.max_column
    rows = []
    for row, also in zip(sheet.iter_rows(), streamed.iter_rows(values_only=True), strict=True):
        assert [cell.value for cell in row] == list(also) + [None] * (width - len(also)), (row, also)
        rows.append([seen_in_xlsx(cell, unescape) for cell in row])
    return facts, rows


def seen_in_xlsx(cell, unescape):
    value, form = cell.value, cell.number_format
    if value is None:
        return ("empty", "")
    if cell.data_type == "b":
        return ("boolean", str(value).lower())
    if cell.data_type == "s":
        assert form == "@", (cell.coordinate, form)
        return ("text", unescape(value))
    if cell.data_type == "n":
        decimals = len(form.partition(".")[2])
        assert form == "0" + "." * bool(decimals) + "0" * decimals, (cell.coordinate, form)
        return ("number", f"{value:.{decimals}f}")
    assert cell.data_type == "d", (cell.coordinate, cell.data_type)
    digits = len(form.partition(".")[2])
    if isinstance(value, datetime.time):
        kind, text = "time", value.strftime("%H:%M:%S")
        assert form.startswith("hh:mm:ss"), form
    elif "h" in form:
        kind, text = "dateTime", value.strftime("%Y-%m-%dT%H:%M:%S")
        assert form.startswith('yyyy\\-mm\\-dd"T"hh:mm:ss'), form
    else:
        assert value.time() == datetime.time(0) and form == "yyyy\\-mm\\-dd", (value, form)
        return ("date", value.strftime("%Y-%m-%d"))
    if digits:
        fraction = f"{value.microsecond / 1000:03.0f}"
        assert fraction[digits:].strip("0") == "", (value, form)
        text += "." + fraction[:digits]
    return (kind, text)


def from_ods(path):
    from odf import opendocument, table

    against_grammar(path)
    document = opendocument.load(path)
    sheets = document.spreadsheet.getElementsByType(table.Table)
    ranges = document.spreadsheet.getElementsByType(table.DatabaseRange)
    generator = [str(element) for element in document.meta.childNodes if element.tagName == "meta:generator"]
    rows = [ods_rows(sheet) for sheet in sheets]
    facts = {"sheets": [sheet.getAttribute("name") for sheet in sheets], "generator": generator,
             "headers": len(sheets[0].getElementsByType(table.TableHeaderRows)),
             "filter": [range.getAttribute("targetrangeaddress") for range in ranges],
             "notes": [[[text for _, text in row] for row in sheet] for sheet in rows[1:]]}
    return facts, rows[0]


def against_grammar(path):
    """odfpy knows which elements and attributes OpenDocument 1.2 has where; a later version brought one of ours."""
    from odf import grammar

    wrong = set()
    later = ("urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0", "min-decimal-places")

    def name(tag):
        return tuple(tag[1:].split("}"))

    def judge(element):
        me = name(element.tag)
        attributes, children = grammar.allowed_attributes[me], grammar.allowed_children[me]
        has = {name(attribute) for attribute in element.attrib}
        if attributes is not None:
            wrong.update((me[1], "attribute", other[1]) for other in has - set(attributes) - {later})
        wrong.update((me[1], "lacks", other[1]) for other in set(grammar.required_attributes.get(me) or ()) - has)
        text = (element.text or "") + "".join(child.tail or "" for child in element)
        if text.strip() and me not in grammar.allows_text:
            wrong.add((me[1], "text", text.strip()))
        for child in element:
            if children is not None and name(child.tag) not in children:
                wrong.add((me[1], "element", name(child.tag)[1]))
            judge(child)

    with zipfile.ZipFile(path) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type, first.extra, first.flag_bits) == ("mimetype", 0, b"", 0), first
        listed = ElementTree.fromstring(package.read("META-INF/manifest.xml"))
        listed = {value for entry in listed for key, value in entry.attrib.items() if key.endswith("}full-path")}
        assert listed == {"/"} | set(package.namelist()) - {"mimetype", "META-INF/manifest.xml"}, listed
        for part in listed - {"/"}:
            judge(ElementTree.fromstring(package.read(part)))
    assert not wrong, wrong


def ods_rows(sheet):
    from odf import table

    rows = []
    for row in sheet.getElementsByType(table.TableRow):
        cells = []
        for cell in row.getElementsByType(table.TableCell):
            cells += [seen_in_ods(cell)] * int(cell.getAttribute("numbercolumnsrepeated") or 1)
        rows.append(cells)
    return rows


def seen_in_ods(cell):
    from odf import teletype, text

    assert cell.getAttribute("formula") is None
    shown = "\n".join(teletype.extractText(paragraph) for paragraph in cell.getElementsByType(text.P))
    kind = cell.getAttribute("valuetype")
    if kind is None:
        return ("empty", "")
    if kind == "string":
        return ("text", cell.getAttribute("stringvalue") or shown)
    if kind == "boolean":
        assert shown == cell.getAttribute("booleanvalue").upper()
        return ("boolean", shown.lower())
    if kind == "float":
        assert shown == cell.getAttribute("value")
        return ("number", shown)
    if kind == "time":
        hours, minutes, seconds = re.fullmatch(r"PT(\d\d)H(\d\d)M(.*)S", cell.getAttribute("timevalue")).groups()
        assert shown == f"{hours}:{minutes}:{seconds}"
        return ("time", shown)
    assert kind == "date" and shown == cell.getAttribute("datevalue")
    return ("dateTime" if "T" in shown else "date", shown)


def main(path):
    lines = path.with_suffix(".ndjson").read_text("utf-8").split("\n")[:-1]
    metadata = json.loads(path.with_suffix(".csv-metadata.json").read_text("utf-8"))
    columns = metadata["tableSchema"]["columns"]
    types = [column.get("datatype", "string") for column in columns]
    types = [kind["base"] if isinstance(kind, dict) else kind for kind in types]
    facts, rows = (from_xlsx if path.suffix == ".xlsx" else from_ods)(path)
    wrong = []
    header = [("text", column["name"]) for column in columns]
    if rows[0] != header:
        wrong.append(f"header: {rows[0]}, not {header}")
    if len(rows) - 1 != len(lines):
        wrong.append(f"{len(rows) - 1} rows, not {len(lines)}")
    counts = {}
    for number, (line, row) in enumerate(zip(lines, rows[1:]), 2):
        values = json.loads(line, parse_float=Number, parse_int=Number).values()
        for value, kind, column, seen in zip(values, types, columns, row, strict=True):
            want = expected(value, kind, column.get("separator"), path.suffix)
            counts[want[0]] = counts.get(want[0], 0) + 1
            if seen != want:
                wrong.append(f"row {number}, {column['name']}: {seen}, not {want}")
    if wrong:
        sys.exit("\n".join(wrong[:20]))
    print(json.dumps({**facts, "rows": len(rows) - 1, "cells": counts}))


main(pathlib.Path(sys.argv[1]))
