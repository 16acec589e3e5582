#!/usr/bin/env python3
"""What DuckDB is asked to do in bench-peers: `bench-duckdb.py TASK THREADS FILE [OUT]`, in a Python that has duckdb.

The columns have the types of the tables' descriptions, and values that do not fit are errors, as everywhere in DuckDB's
reader. Exits with 1 if a row is found that breaks a constraint: the tables that are timed have none.
"""
import os
import sys

import duckdb

TYPES = {"id": "VARCHAR", "date": "DATE", "amount": "DECIMAL(18,2)", "quantity": "INTEGER", "vat_reclaimed": "BOOLEAN",
         "category": "VARCHAR", "postcode": "VARCHAR", "description": "VARCHAR", "lat": "DECIMAL(9,4)", "lon": "DECIMAL(9,4)",
         # Reads the Z and any offset, and is the cheaper of the two types for moments.
         "updated": "TIMESTAMP", "supplier_ref": "VARCHAR"}
# What each column has to hold; null holds nothing, and is wrong where a value is required.
CONSTRAINTS = {
    "id": "regexp_full_match(id, 'T[0-9A-F]{9}')",
    "date": "date BETWEEN DATE '2015-01-01' AND DATE '2024-12-31'",
    "amount": "amount BETWEEN -20000000 AND 20000000",
    "quantity": "quantity BETWEEN 1 AND 100000",
    "vat_reclaimed": "vat_reclaimed IS NOT NULL",
    "category": "regexp_full_match(category, 'C(00[1-9]|0[1-9][0-9]|[12][0-9]{2}|300)')",
    "postcode": "regexp_full_match(postcode, '[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}')",
    "description": "length(description) <= 200",
    "lat": "lat BETWEEN 49 AND 61",
    "lon": "lon BETWEEN -9 AND 3",
    "updated": "updated IS NOT NULL",
    "supplier_ref": "supplier_ref IS NULL OR regexp_full_match(supplier_ref, 'S[0-9]{5}')",
}


def reader(file, types):
    columns = ", ".join(f"'{name}': '{type}'" for name, type in types.items())
    path = file.replace("'", "''")
    return f"""read_csv('{path}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
               columns = {{{columns}}})"""


def each_wrong(constraints):
    """How many rows break each constraint: one aggregate for each."""
    return ", ".join(f"count(*) FILTER (NOT coalesce({constraint}, false))" for constraint in constraints)


def wrong(constraints):
    """Whether a row breaks any."""
    return "NOT coalesce(" + " AND ".join(f"({constraint})" for constraint in constraints) + ", false)"


class Task:
    def __init__(self, threads, file, out):
        self.connection = duckdb.connect()
        self.ask(f"SET threads = {int(threads)}")
        # Progress bars and the like are off in a connection without a terminal.
        self.file, self.out = file, out
        self.table = reader(file, TYPES)
        self.constraints = list(CONSTRAINTS.values())

    def ask(self, sql):
        return self.connection.execute(sql).fetchall()

    # Reading alone.
    def count(self):
        """The bare typed read: every line is parsed, but only as far as a count needs."""
        self.ask(f"SELECT count(*) FROM {self.table}")

    def typed(self):
        """A read in which every column is wanted."""
        wanted = ", ".join(f"count({name})" for name in TYPES)
        self.ask(f"SELECT count(*), {wanted} FROM {self.table}")

    # Types, constraints and the unique key.
    def full_aggregate(self):
        """One query with a counter for each constraint and the number of distinct keys."""
        [(rows, keys, *broken)] = self.ask(f"SELECT count(*), count(DISTINCT id), {each_wrong(self.constraints)} FROM {self.table}")
        return any(broken) or rows != keys

    def full_group(self):
        """Grouped by key; groups of several rows or with a broken row come out."""
        return self.ask(f"""SELECT id FROM (SELECT id, count(*) AS n, count(*) FILTER ({wrong(self.constraints)}) AS b
                            FROM {self.table} GROUP BY id) WHERE n > 1 OR b > 0""")

    def full_load(self):
        """Keys and verdicts into a table in memory, then the number of distinct keys there."""
        self.ask(f"CREATE TEMP TABLE t AS SELECT id, {wrong(self.constraints)} AS b FROM {self.table}")
        [(rows, keys, broken)] = self.ask("SELECT count(*), count(DISTINCT id), count(*) FILTER (b) FROM t")
        return broken or rows != keys

    def full_constraints(self):
        """A table that declares it all, which is how it would be said in SQL; in memory."""
        self.declare("t", TYPES, CONSTRAINTS, "PRIMARY KEY (id)")
        self.ask(f"INSERT INTO t SELECT * FROM {self.table}")

    def declare(self, name, types, constraints, keys):
        columns = ", ".join(f"{column} {type} {'' if column == 'supplier_ref' else 'NOT NULL'} "
                            f"{'CHECK (' + constraints[column] + ')' if column in constraints else ''}"
                            for column, type in types.items())
        self.ask(f"CREATE TEMP TABLE {name} ({columns}, {keys})")

    # The same and a foreign key; the file is that of the payments, with the suppliers' beside it.
    def suppliers(self):
        """The table that is referred to, with its own key and required values, and the payments' reader and constraints."""
        types = {name: "VARCHAR" for name in ("supplier_id", "name", "postcode")}
        suppliers = reader(os.path.join(os.path.dirname(self.file), "suppliers.csv"), types)
        payments = {**TYPES, "supplier_id": "VARCHAR"}
        del payments["supplier_ref"]
        constraints = {**CONSTRAINTS, "supplier_id": "supplier_id IS NOT NULL"}
        del constraints["supplier_ref"]
        return types, suppliers, payments, constraints

    def load_suppliers(self):
        types, suppliers, payments, constraints = self.suppliers()
        self.ask(f"CREATE TEMP TABLE s AS FROM {suppliers}")
        required = wrong([f"{name} IS NOT NULL" for name in types])
        [(rows, keys, broken)] = self.ask(f"SELECT count(*), count(DISTINCT supplier_id), count(*) FILTER ({required}) FROM s")
        return reader(self.file, payments), list(constraints.values()), broken or rows != keys

    def fk_aggregate(self):
        """One query over the payments, joined to the suppliers."""
        payments, constraints, bad = self.load_suppliers()
        [(rows, keys, without, *broken)] = self.ask(f"""
            SELECT count(*), count(DISTINCT id), count(*) FILTER (s.key IS NULL), {each_wrong(constraints)}
            FROM {payments} AS p LEFT JOIN (SELECT supplier_id AS key FROM s) AS s ON p.supplier_id = s.key""")
        return bad or without or any(broken) or rows != keys

    def fk_load(self):
        """Keys, verdicts and references into a table in memory, then what is distinct and what leads nowhere."""
        payments, constraints, bad = self.load_suppliers()
        self.ask(f"CREATE TEMP TABLE p AS SELECT id, supplier_id, {wrong(constraints)} AS b FROM {payments}")
        [(rows, keys, broken)] = self.ask("SELECT count(*), count(DISTINCT id), count(*) FILTER (b) FROM p")
        [(without,)] = self.ask("SELECT count(*) FROM p ANTI JOIN s USING (supplier_id)")
        return bad or without or broken or rows != keys

    def fk_constraints(self):
        """Tables that declare it all; in memory."""
        types, suppliers, payments, constraints = self.suppliers()
        self.declare("s", types, {}, "PRIMARY KEY (supplier_id)")
        self.ask(f"INSERT INTO s SELECT * FROM {suppliers}")
        self.declare("p", payments, constraints, "PRIMARY KEY (id), FOREIGN KEY (supplier_id) REFERENCES s (supplier_id)")
        self.ask(f"INSERT INTO p SELECT * FROM {reader(self.file, payments)}")

    # Four formats of one table, in the order of the file.
    def write_loaded(self):
        """Read once into memory, then written four times."""
        self.ask(f"CREATE TEMP TABLE t AS FROM {self.table}")
        self.copies("t")

    def write_each(self):
        """Read and written four times."""
        self.copies(self.table)

    def copies(self, source):
        formats = {"csv": "FORMAT csv, HEADER", "json": "FORMAT json, ARRAY true", "ndjson": "FORMAT json",
                   "parquet": "FORMAT parquet, COMPRESSION zstd"}
        for extension, options in formats.items():
            path = os.path.join(self.out, "table." + extension).replace("'", "''")
            self.ask(f"COPY (FROM {source}) TO '{path}' ({options})")


def main():
    if sys.argv[1:] == ["--version"]:
        print(duckdb.__version__)
        return
    name, threads, file, *out = sys.argv[1:]
    task = Task(threads, file, *out or [None])
    if getattr(task, name.replace("-", "_"))():
        sys.exit("a row breaks a constraint")


if __name__ == "__main__":
    main()
