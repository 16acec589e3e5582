"""Validates every feed.json of a site against the schema of JSON Feed 1.1, which is in a folder with the one it refers to."""

import json
import pathlib
import sys

import jsonschema
import referencing

site, schemas = map(pathlib.Path, sys.argv[1:])
documents = {name: json.loads((schemas / f"{name}.json").read_text("utf-8")) for name in ("feed-1", "feed-1.1")}
resources = [
    (uri, referencing.Resource.from_contents(document))
    for name, document in documents.items()
    for uri in (name, document.get("$id", name))
]
validator = jsonschema.validators.validator_for(documents["feed-1.1"])(
    documents["feed-1.1"],
    registry=referencing.Registry().with_resources(resources),
    format_checker=jsonschema.FormatChecker(),
)
feeds = sorted(site.glob("**/feed.json"))
for feed in feeds:
    for error in validator.iter_errors(json.loads(feed.read_text("utf-8"))):
        sys.exit(f"{feed}: {error.json_path}: {error.message}")
print(len(feeds))
