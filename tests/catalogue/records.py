"""Reads every record of a Croissant file with mlcroissant, from the files beside it."""

import json
import logging
import pathlib
import sys
import warnings

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
import mlcroissant  # noqa: E402

path = pathlib.Path(sys.argv[1])
files = json.loads(path.read_text("utf-8"))["distribution"]
mapping = {file["@id"]: str(path.parent / file["name"]) for file in files}
dataset = mlcroissant.Dataset(jsonld=str(path), mapping=mapping)


def plain(value):
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, (list, tuple)) or type(value).__name__ == "ndarray":
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else plain(value.item())


records = {
    record_set.id: [{key: plain(value) for key, value in record.items()} for record in dataset.records(record_set.id)]
    for record_set in dataset.metadata.record_sets
}
json.dump(records, sys.stdout)
