#!/usr/bin/env python3
"""What polars is asked to do in bench-peers: `bench-polars.py TASK FILE [OUT]`, in a Python that has polars.

Values that do not fit their column's type are errors. POLARS_MAX_THREADS says how many threads there are.
"""
import os
import sys

import polars

TYPES = {"id": polars.String, "date": polars.Date, "amount": polars.Decimal(18, 2), "quantity": polars.Int32,
         "vat_reclaimed": polars.Boolean, "category": polars.String, "postcode": polars.String, "description": polars.String,
         "lat": polars.Decimal(9, 4), "lon": polars.Decimal(9, 4), "updated": polars.Datetime("us"), "supplier_ref": polars.String}


def typed(table):
    """A read in which every column is wanted."""
    table.select(polars.all().count()).collect(engine="streaming")


def full(table):
    """Types, constraints and the unique key."""
    column = polars.col
    holds = [column("id").str.contains("^T[0-9A-F]{9}$"),
             column("date").is_between(polars.date(2015, 1, 1), polars.date(2024, 12, 31)),
             column("amount").is_between(-20_000_000, 20_000_000), column("quantity").is_between(1, 100_000),
             column("category").str.contains("^C(00[1-9]|0[1-9][0-9]|[12][0-9]{2}|300)$"),
             column("postcode").str.contains("^[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}$"),
             column("description").str.len_chars() <= 200, column("lat").is_between(49, 61), column("lon").is_between(-9, 3),
             column("vat_reclaimed").is_not_null(), column("updated").is_not_null()]
    optional = column("supplier_ref").str.contains("^S[0-9]{5}$").fill_null(True)
    wrong = [(~hold.fill_null(False)).sum().alias(f"wrong_{index}") for index, hold in enumerate([*holds, optional])]
    [(rows, keys, *broken)] = table.select(polars.len().alias("rows"), column("id").n_unique().alias("keys"), *wrong).collect(
        engine="streaming").rows()
    if rows != keys or any(broken):
        sys.exit("a row breaks a constraint")


def main():
    if sys.argv[1:] == ["--version"]:
        print(polars.__version__)
        return
    name, file = sys.argv[1:]
    {"typed": typed, "full": full}[name](polars.scan_csv(file, schema=TYPES))


if __name__ == "__main__":
    main()
