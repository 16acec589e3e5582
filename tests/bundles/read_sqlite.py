"""Reads an SQLite database as anybody's Python does, and compares every cell with the NDJSON of each table.

    read_sqlite.py DATABASE TABLE=FILE.ndjson…

Says on standard output what was found, as JSON."""

import json
import sqlite3
import sys
from decimal import Decimal

database, *tables = sys.argv[1:]
connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
found = {"integrity": connection.execute("PRAGMA integrity_check").fetchall()[0][0], "rows": {}}
found["broken_keys"] = connection.execute("PRAGMA foreign_key_check").fetchall()

for stated in tables:
    name, path = stated.split("=", 1)
    lists = dict(connection.execute('SELECT name, separator FROM _columns WHERE "table" = ? AND separator IS NOT NULL', [name]))
    cursor = connection.execute(f'SELECT * FROM "{name}"')
    columns = [column[0] for column in cursor.description]
    with open(path, encoding="utf-8") as lines:
        count = 0
        for line in lines:
            expected = json.loads(line, parse_float=Decimal)
            row = cursor.fetchone()
            assert row is not None, f"{name}: row {count + 1} is missing"
            assert list(expected) == columns, f"{name}: {columns}"
            for column, value in zip(columns, row):
                wanted = expected[column]
                if column in lists and wanted is not None:
                    texts = [str(item).lower() if isinstance(item, bool) else str(item) for item in wanted]
                    wanted = lists[column].join(texts)
                if isinstance(wanted, bool):
                    wanted = int(wanted)
                # The shortest digits of a double are those that it stands for.
                same = Decimal(repr(value)) == wanted if isinstance(value, float) and not isinstance(wanted, str) else value == wanted
                if isinstance(value, float) and wanted in ("INF", "-INF"):
                    same = str(value).upper() == wanted
                assert same, f"{name}.{column}, row {count + 1}: {value!r} is not {wanted!r}"
            count += 1
        assert cursor.fetchone() is None, f"{name}: more than {count} rows"
        found["rows"][name] = count

print(json.dumps(found))
