"""Reads a catalogue file with the parser of ckanext-dcat, as a CKAN harvester does."""

import json
import pathlib
import sys

from ckanext.dcat.processors import RDFParser

site = pathlib.Path(sys.argv[1])
found = {}
for name, kind in (("catalog.ttl", "turtle"), ("catalog.jsonld", "json-ld"), ("catalog.rdf", "xml")):
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse((site / name).read_text("utf-8"), _format=kind)
    datasets = []
    for dataset in parser.datasets():
        extras = {extra["key"]: extra["value"] for extra in dataset["extras"]}
        datasets.append({
            "title": dataset["title"],
            "license": sorted({resource["license"] for resource in dataset["resources"]}),
            "publisher": extras.get("publisher_name"),
            "frequency": extras.get("frequency"),
            "files": sorted(
                [resource["url"], resource["size"], resource["hash"]]
                for resource in dataset["resources"]
                if resource.get("hash")
            ),
        })
    found[name] = sorted(datasets, key=lambda dataset: dataset["title"])
json.dump(found, sys.stdout)
