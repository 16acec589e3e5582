"""Reads rows with the client that was generated from the document of the dataset `wards`."""
import datetime
import sys

from wards_client import Client
from wards_client.api.rows import list_register_rows, list_register_rows_by_code, list_ward_changes_rows
from wards_client.api.tables import get_register_table
from wards_client.models import WardChangesKind

client = Client(base_url=sys.argv[1])

page = list_register_rows.sync(client=client, page=1)
first = page.rows[0]
assert first.code == "X05000001", first
assert first.valid_from == datetime.date(2011, 5, 5), first
assert isinstance(first.electorate, int) and first.valid_to is None, first

by_key = list_register_rows_by_code.sync(client=client, value=first.code, page=1)
assert [row.name for row in by_key.rows] == [first.name]

changes = list_ward_changes_rows.sync(client=client, page=1)
assert all(isinstance(row.kind, WardChangesKind) for row in changes.rows)

table = get_register_table.sync(client=client)
assert table.row_count == len(page.rows)
assert table.columns[0].profile.missing == 0

assert isinstance(list_register_rows_by_code.sync(client=client, value="nothing", page=1), str)

print(f"{len(page.rows)} rows, {len(by_key.rows)} by key")
