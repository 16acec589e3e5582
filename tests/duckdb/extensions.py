"""DuckDB with its extensions for HTTP and SQLite.

DuckDB fetches an extension when it is first wanted, from an address that a test must not depend on. Here they come from
Python packages; DuckDB holds their signature before it loads them."""

import pathlib

import duckdb
import duckdb_extension_httpfs
import duckdb_extension_sqlite_scanner


def load(connection=duckdb):
    """Loads both extensions and gives the connection back; without one, the connection that `duckdb.sql` uses."""
    for package in (duckdb_extension_httpfs, duckdb_extension_sqlite_scanner):
        [file] = pathlib.Path(package.__file__).parent.glob("extensions/*/*.duckdb_extension")
        connection.load_extension(str(file))
    return connection
