//! The terms in use, by vocabulary.

/// Declares the terms of a vocabulary: its prefix and namespace, then a constant for each term.
macro_rules! vocabulary {
    ($module:ident, $prefix:literal, $namespace:literal, { $($constant:ident = $term:literal),* $(,)? }) => {
        pub(in crate::publish::metadata::dcat) mod $module {
            #![allow(dead_code, reason = "a vocabulary is declared once, with its neighbours")]
            use oxrdf::NamedNodeRef;

            pub const PREFIX: (&str, &str) = ($prefix, $namespace);
            $(pub const $constant: NamedNodeRef<'_> = NamedNodeRef::new_unchecked(concat!($namespace, $term));)*
        }
    };
}

vocabulary!(adms, "adms", "http://www.w3.org/ns/adms#", { VERSION_NOTES = "versionNotes" });
vocabulary!(dcat, "dcat", "http://www.w3.org/ns/dcat#", {
    CATALOG = "Catalog",
    DATASET = "Dataset",
    DATASET_SERIES = "DatasetSeries",
    DATA_SERVICE = "DataService",
    DISTRIBUTION = "Distribution",
    ACCESS_SERVICE = "accessService",
    ACCESS_URL = "accessURL",
    BBOX = "bbox",
    BYTE_SIZE = "byteSize",
    COMPRESS_FORMAT = "compressFormat",
    CONTACT_POINT = "contactPoint",
    HAS_DATASET = "dataset",
    HAS_DISTRIBUTION = "distribution",
    DOWNLOAD_URL = "downloadURL",
    END_DATE = "endDate",
    ENDPOINT_DESCRIPTION = "endpointDescription",
    ENDPOINT_URL = "endpointURL",
    IN_SERIES = "inSeries",
    KEYWORD = "keyword",
    LANDING_PAGE = "landingPage",
    MEDIA_TYPE = "mediaType",
    PACKAGE_FORMAT = "packageFormat",
    SERVES_DATASET = "servesDataset",
    SERVICE = "service",
    START_DATE = "startDate",
    THEME = "theme",
    THEME_TAXONOMY = "themeTaxonomy",
    VERSION = "version",
});
vocabulary!(dct, "dct", "http://purl.org/dc/terms/", {
    ACCESS_RIGHTS = "accessRights",
    ACCRUAL_PERIODICITY = "accrualPeriodicity",
    CONFORMS_TO = "conformsTo",
    DESCRIPTION = "description",
    FORMAT = "format",
    FREQUENCY = "Frequency",
    HAS_FORMAT = "hasFormat",
    IDENTIFIER = "identifier",
    ISSUED = "issued",
    LANGUAGE = "language",
    LICENSE = "license",
    LICENSE_DOCUMENT = "LicenseDocument",
    LINGUISTIC_SYSTEM = "LinguisticSystem",
    LOCATION = "Location",
    MEDIA_TYPE = "MediaType",
    MEDIA_TYPE_OR_EXTENT = "MediaTypeOrExtent",
    MODIFIED = "modified",
    PERIOD_OF_TIME = "PeriodOfTime",
    PUBLISHER = "publisher",
    RELATION = "relation",
    RIGHTS = "rights",
    RIGHTS_STATEMENT = "RightsStatement",
    SOURCE = "source",
    SPATIAL = "spatial",
    STANDARD = "Standard",
    TEMPORAL = "temporal",
    TITLE = "title",
});
vocabulary!(foaf, "foaf", "http://xmlns.com/foaf/0.1/", {
    AGENT = "Agent",
    DOCUMENT = "Document",
    HOMEPAGE = "homepage",
    MBOX = "mbox",
    NAME = "name",
    ORGANIZATION = "Organization",
    PAGE = "page",
});
vocabulary!(geosparql, "geosparql", "http://www.opengis.net/ont/geosparql#", { WKT_LITERAL = "wktLiteral" });
vocabulary!(owl, "owl", "http://www.w3.org/2002/07/owl#", { SAME_AS = "sameAs" });
vocabulary!(prov, "prov", "http://www.w3.org/ns/prov#", { WAS_DERIVED_FROM = "wasDerivedFrom" });
vocabulary!(rdfs, "rdfs", "http://www.w3.org/2000/01/rdf-schema#", { LABEL = "label" });
vocabulary!(skos, "skos", "http://www.w3.org/2004/02/skos/core#", {
    CONCEPT = "Concept",
    CONCEPT_SCHEME = "ConceptScheme",
    DEFINITION = "definition",
    EXACT_MATCH = "exactMatch",
    HAS_TOP_CONCEPT = "hasTopConcept",
    IN_SCHEME = "inScheme",
    PREF_LABEL = "prefLabel",
});
vocabulary!(spdx, "spdx", "http://spdx.org/rdf/terms#", {
    ALGORITHM = "algorithm",
    CHECKSUM = "checksum",
    CHECKSUM_CLASS = "Checksum",
    CHECKSUM_ALGORITHM = "ChecksumAlgorithm",
    CHECKSUM_VALUE = "checksumValue",
    SHA256 = "checksumAlgorithm_sha256",
});
vocabulary!(vcard, "vcard", "http://www.w3.org/2006/vcard/ns#", {
    FN = "fn",
    HAS_EMAIL = "hasEmail",
    HAS_URL = "hasURL",
    KIND = "Kind",
    ORGANIZATION = "Organization",
});

/// Every prefix that is declared in the files.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    adms::PREFIX,
    dcat::PREFIX,
    dct::PREFIX,
    foaf::PREFIX,
    geosparql::PREFIX,
    owl::PREFIX,
    prov::PREFIX,
    rdfs::PREFIX,
    skos::PREFIX,
    spdx::PREFIX,
    vcard::PREFIX,
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];
