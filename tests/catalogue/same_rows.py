"""Reads every table of a built site in each of its formats, and compares every cell with the CSV's.

    same_rows.py SITE

DuckDB reads CSV, NDJSON, Parquet and databases, Python JSON and the databases. DuckDB reads numbers of NDJSON by way of doubles. What a CSV's cell means is taken from the CSVW
metadata beside it: its datatype, and whether it is a list. Prints what was compared as JSON: files and rows by format, and
the columns that are lists. Ends with 1 and the first cells that differ if any does."""

import collections
import json
import pathlib
import re
import sqlite3
import struct
import sys
from datetime import date
from decimal import Decimal

import duckdb
import extensions

EPOCH = date(1970, 1, 1).toordinal()
WHOLE = set("integer long int short byte nonNegativeInteger positiveInteger unsignedLong unsignedInt unsignedShort "
            "unsignedByte nonPositiveInteger negativeInteger".split())
DOUBLES = {"double", "float", "number"}


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def moment(text):
    """Nanoseconds since 1970 of a canonical date and time, and whether it has a zone; the text if it is none."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d(?::\d\d)?)?", text)
    if not found:
        return text
    day, hour, minute, second, fraction, zone = found.groups()
    seconds = (date.fromisoformat(day).toordinal() - EPOCH) * 86400 + int(hour) * 3600 + int(minute) * 60 + int(second)
    if zone and zone != "Z":
        offset = int(zone[1:3]) * 3600 + int(zone[4:6] or 0) * 60
        seconds += offset if zone[0] == "-" else -offset
    return seconds * 10**9 + int((fraction or "").ljust(9, "0")), bool(zone)


def value(kind, text):
    """What a text of any format stands for, by the column's datatype."""
    if text is None:
        return None
    if kind in WHOLE or kind == "decimal":
        return Decimal(text)
    if kind in DOUBLES:
        number = float(text)
        number = struct.unpack("<f", struct.pack("<f", number))[0] if kind == "float" else number
        return "NaN" if number != number else number
    if kind == "boolean":
        return {"true": True, "false": False, "1": True, "0": False}[text]
    if kind in ("dateTime", "dateTimeStamp"):
        return moment(text)
    if kind == "time" and "." in text:
        return text.rstrip("0").rstrip(".")
    return text


def text_of(kind, cell):
    """A cell of JSON as text."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return None if cell is None else str(cell)


class Table:
    def __init__(self, path):
        self.path = path
        schema = json.loads((path.parent / f"{path.name}-metadata.json").read_text("utf-8"))["tableSchema"]
        self.columns = []
        for column in schema["columns"]:
            if not column.get("virtual"):
                stated = column.get("datatype", "string")
                kind = stated.get("base", "string") if isinstance(stated, dict) else stated
                self.columns.append((column["name"], kind, column.get("separator")))

    def cells(self, row, split):
        """The cells of a row of texts, or of lists of texts."""
        found = []
        for (_, kind, separator), cell in zip(self.columns, row):
            if separator and split:
                cell = cell.split(separator) if cell else []
            found.append([value(kind, item) for item in cell or []] if separator else value(kind, cell))
        return found

    def csv(self, cursor):
        types = ", ".join(f"'{name}': 'VARCHAR'" for name, _, _ in self.columns)
        cursor.execute(f"SELECT * FROM read_csv(?, delim=',', quote='\"', escape='\"', header=true, columns={{{types}}}, "
                       "strict_mode=true, null_padding=false, auto_detect=false, parallel=false)", [str(self.path)])
        yield from (self.cells(row, True) for row in cursor.fetchall())

    def of_json(self, rows):
        """The cells of rows whose numbers are texts."""
        for row in rows:
            plain = []
            for (_, kind, separator), cell in zip(self.columns, row):
                plain.append([text_of(kind, item) for item in cell or []] if separator else text_of(kind, cell))
            yield self.cells(plain, False)

    def ndjson(self, cursor, path):
        types = ", ".join(f"{quoted(name)}: 'JSON'" for name, _, _ in self.columns)
        cursor.execute(f"SELECT * FROM read_ndjson(?, columns={{{types}}}, maximum_object_size=100000000)", [str(path)])
        read = lambda cell: None if cell is None else json.loads(cell, parse_int=str, parse_float=str)
        yield from self.of_json([read(cell) for cell in row] for row in cursor.fetchall())

    def json(self, path):
        rows = json.loads(path.read_text("utf-8"), parse_int=str, parse_float=str)
        names = [name for name, _, _ in self.columns]
        assert all(list(row) == names for row in rows), path
        yield from self.of_json(list(row.values()) for row in rows)

    def parquet(self, cursor, path):
        kinds = cursor.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        assert [kind[0] for kind in kinds] == [name for name, _, _ in self.columns], f"{path}: {kinds}"
        # With its zone a moment would be in the zone of this machine.
        asked = [f"epoch_us({quoted(name)})" if kind == "TIMESTAMP WITH TIME ZONE" else
                 quoted(name) if kind.endswith("[]") else f"CAST({quoted(name)} AS VARCHAR)" for name, kind, *_ in kinds]
        cursor.execute(f"SELECT {', '.join(asked)} FROM read_parquet(?)", [str(path)])
        for row in cursor.fetchall():
            plain, zoned = [], {}
            for at, ((_, kind, separator), cell) in enumerate(zip(self.columns, row)):
                if isinstance(cell, int):
                    zoned[at], cell = (cell * 1000, True), None
                plain.append([text_of(kind, item) for item in cell or []] if separator else cell)
            cells = self.cells(plain, False)
            yield [zoned.get(at, cell) for at, cell in enumerate(cells)]

    def database(self, rows):
        def plain(kind, cell):
            return repr(cell) if isinstance(cell, float) else None if cell is None else str(cell)
        for row in rows:
            yield self.cells([plain(kind, cell) for (_, kind, _), cell in zip(self.columns, row)], True)

    def sqlite(self, file):
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        yield from self.database(connection.execute(f"SELECT * FROM {quoted(self.path.stem)}"))

    def sqlite_in_duckdb(self, cursor, file):
        extensions.load(cursor).execute(f"ATTACH '{file}' AS database (TYPE sqlite, READ_ONLY)")
        yield from self.database(cursor.execute(f"SELECT * FROM database.{quoted(self.path.stem)}").fetchall())


def same(one, other, by_doubles):
    """Whether two cells are one value. A zone that a format has no room for is left to the moment."""
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return all(same(*pair, by_doubles) for pair in zip(one, other))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return one[0] == other[0]
    if by_doubles and isinstance(one, Decimal) and isinstance(other, Decimal):
        return float(one) == float(other)
    return one == other


def main():
    site = pathlib.Path(sys.argv[1])
    found, rows, wrong, lists = collections.Counter(), collections.Counter(), [], []
    for path in sorted(site.glob("datasets/*/*.csv")):
        table, cursor = Table(path), duckdb.connect()
        expected = list(table.csv(cursor))
        lists += [f"{path.parent.name}/{path.stem}/{name}" for name, _, separator in table.columns if separator]
        found["csv"] += 1
        rows["csv"] += len(expected)
        database = path.parent / f"{path.parent.name}.sqlite"
        readers = {
            "ndjson": lambda file: table.ndjson(cursor, file),
            "json": table.json,
            "parquet": lambda file: table.parquet(cursor, file),
            "sqlite": table.sqlite,
            "sqlite in DuckDB": lambda file: table.sqlite_in_duckdb(cursor, file),
        }
        for name, reader in readers.items():
            file = database if name.startswith("sqlite") else path.with_suffix(f".{name}")
            if not file.is_file():
                continue
            cells = list(reader(file))
            found[name] += 1
            rows[name] += len(cells)
            if len(cells) != len(expected):
                wrong.append(f"{file}: {len(cells)} rows, the CSV has {len(expected)}")
            for number, (row, want) in enumerate(zip(cells, expected), 1):
                for (column, _, _), one, other in zip(table.columns, row, want):
                    if not same(one, other, name == "ndjson") and len(wrong) < 20:
                        wrong.append(f"{file}: row {number}, {column}: {one!r}, the CSV has {other!r}")
    if wrong:
        print("\n".join(wrong))
        sys.exit(1)
    print(json.dumps({"files": found, "rows": rows, "lists": lists}))


main()
