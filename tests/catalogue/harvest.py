"""Reads the catalogue files as a harvester does: the same SPARQL queries over each serialisation, one answer."""

import json
import pathlib
import sys

import rdflib
import rdflib.compare

site = pathlib.Path(sys.argv[1])
PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX spdx: <http://spdx.org/rdf/terms#>
"""
FILES = (("catalog.ttl", "turtle"), ("catalog.jsonld", "json-ld"), ("catalog.rdf", "xml"))

graphs = {name: rdflib.Graph().parse(site / name, format=kind) for name, kind in FILES}
canonical = [rdflib.compare.to_canonical_graph(graph) for graph in graphs.values()]
for other in canonical[1:]:
    _, left, right = rdflib.compare.graph_diff(canonical[0], other)
    assert not len(left) and not len(right), [*left, *right][:5]

graph = graphs["catalog.rdf"]


def rows(query):
    return [[str(value) if value is not None else None for value in row] for row in graph.query(PREFIXES + query)]


datasets = rows("""
SELECT ?dataset ?title ?licence ?publisher ?name WHERE {
  ?catalogue a dcat:Catalog ; dcat:dataset ?dataset .
  ?dataset a dcat:Dataset ; dct:title ?title ; dct:license ?licence ; dct:publisher ?publisher .
  ?publisher foaf:name ?name .
  FILTER (lang(?title) = "en" && lang(?name) IN ("en", ""))
} ORDER BY ?dataset""")
distributions = rows("""
SELECT ?dataset ?download ?type ?size ?digest WHERE {
  ?dataset dcat:distribution ?distribution .
  ?distribution a dcat:Distribution ; dcat:accessURL ?access ; dct:license ?licence ; dcat:downloadURL ?download ;
    dcat:mediaType ?type ; dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?digest .
} ORDER BY ?download""")
services = rows("""
SELECT ?service ?endpoint ?description (COUNT(?dataset) AS ?count) WHERE {
  ?catalogue dcat:service ?service .
  ?service a dcat:DataService ; dcat:endpointURL ?endpoint ; dcat:endpointDescription ?description ;
    dct:license ?licence ; dcat:contactPoint ?contact ; dcat:servesDataset ?dataset .
} GROUP BY ?service ?endpoint ?description""")
series = rows("""
SELECT DISTINCT ?series ?dataset WHERE { ?dataset dcat:inSeries ?series . ?series a dcat:DatasetSeries ; dct:title ?title }
ORDER BY ?series ?dataset""")
json.dump({"datasets": datasets, "distributions": distributions, "services": services, "series": series}, sys.stdout)
