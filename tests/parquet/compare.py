"""Reads a table's Parquet file with DuckDB and compares every cell with the table's NDJSON.

Arguments: the Parquet file, the NDJSON file. Prints what the file is as JSON: its types, its rows, its row groups, how
it is compressed, which statistics there are. Ends with 1 and the first cells that differ if any does.
"""

import json
import re
import struct
import sys
from datetime import date, datetime
from decimal import Decimal

import duckdb

EPOCH = date(1970, 1, 1).toordinal()


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def selected(name, kind):
    """Moments as numbers and texts, so that nothing is rounded and no time zone of this machine is in them."""
    if kind in ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"):
        return f"epoch_us({quoted(name)})"
    if kind == "TIMESTAMP_NS":
        return f"epoch_ns({quoted(name)})"
    if kind in ("TIME", "TIME_NS"):
        return f"CAST({quoted(name)} AS VARCHAR)"
    return quoted(name)


def moment(text, digits):
    """Units of 10^-digits seconds since 1970 of a canonical date and time."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?", text)
    day, hour, minute, second, fraction, zone = found.groups()
    seconds = (date.fromisoformat(day).toordinal() - EPOCH) * 86400 + int(hour) * 3600 + int(minute) * 60 + int(second)
    if zone and zone != "Z":
        offset = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
        seconds += offset if zone[0] == "-" else -offset
    fraction = (fraction or "").ljust(digits, "0")
    assert not fraction[digits:].strip("0"), text
    return seconds * 10**digits + int(fraction[:digits] or "0")


def expected(value, kind):
    """What DuckDB has to give for a value of the NDJSON, whose numbers are text."""
    if value is None:
        return None
    if kind.endswith("[]"):
        return [expected(item, kind[:-2]) for item in value]
    if kind in ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"):
        return moment(value, 6)
    if kind == "TIMESTAMP_NS":
        return moment(value, 9)
    if kind in ("TIME", "TIME_NS"):
        return value.rstrip("0") if "." in value else value
    if kind == "DATE":
        return date.fromisoformat(value)
    if kind.startswith("DECIMAL"):
        return Decimal(value)
    if kind == "DOUBLE":
        return float(value)
    if kind == "FLOAT":
        return struct.unpack("<f", struct.pack("<f", float(value)))[0]
    if kind in ("VARCHAR", "BOOLEAN"):
        return value
    return int(value)


def main():
    parquet, ndjson = sys.argv[1:]
    con = duckdb.connect()
    types = [(name, kind) for name, kind, *_ in con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [parquet]).fetchall()]
    columns = ", ".join(selected(name, kind) for name, kind in types)
    result = con.execute(f"SELECT {columns} FROM read_parquet(?)", [parquet])
    wrong, rows = [], 0
    with open(ndjson, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line, parse_int=str, parse_float=str)
            found = result.fetchone()
            rows += 1
            if found is None:
                wrong.append(f"row {rows} is missing")
                break
            if list(record) != [name for name, _ in types]:
                wrong.append(f"the columns are {types}")
                break
            for (name, kind), value in zip(types, found):
                if kind in ("TIME", "TIME_NS") and value is not None and "." in value:
                    value = value.rstrip("0")
                want = expected(record[name], kind)
                if value != want and not (value != value and want != want):
                    wrong.append(f"row {rows}, {name} ({kind}): {value!r}, the NDJSON has {record[name]!r}")
    if result.fetchone() is not None:
        wrong.append(f"there are more than {rows} rows")
    if wrong:
        print("\n".join(wrong[:20]))
        sys.exit(1)
    chunks = con.execute(
        "SELECT row_group_id, any_value(row_group_num_rows), list(DISTINCT compression), "
        "count(*) FILTER (stats_min_value IS NOT NULL AND stats_max_value IS NOT NULL) "
        "FROM parquet_metadata(?) GROUP BY 1 ORDER BY 1",
        [parquet],
    ).fetchall()
    facts = {
        "types": dict(types),
        "rows": rows,
        "row_groups": [chunk[1] for chunk in chunks],
        "compression": sorted({one for chunk in chunks for one in chunk[2]}),
        "with_statistics": [chunk[3] for chunk in chunks],
        "created_by": con.execute("SELECT created_by FROM parquet_file_metadata(?)", [parquet]).fetchone()[0],
    }
    print(json.dumps(facts))


main()
