//! Holds that any file with any metadata is validated and converted or refused: that JSON comes out as JSON, in both
//! modes, and Turtle as Turtle, and that a conversion without a warning is of a file that is not told to be malformed.
//!
//! Input: a line with a metadata document, without a line end in it; then the file that it is about.
#![no_main]

use std::io;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use oxttl::TurtleParser;
use plainsight_fuzz::csvw::documents::{Documents, Retrieved};
use plainsight_fuzz::csvw::finding::Finding;
use plainsight_fuzz::csvw::processor::{Annotated, Purpose, Request, locate, validate};
use plainsight_fuzz::csvw::{csv2json, csv2rdf};
use plainsight_fuzz::{in_time, lines};

const FILE: &str = "http://example.org/a.csv";

/// A few kilobytes are read five times over.
const LIMIT: Duration = Duration::from_millis(1000);

struct Two<'a> {
    metadata: &'a str,
    file: &'a [u8],
}

impl Documents for Two<'_> {
    fn read(&self, url: &str) -> Option<String> {
        (url == "http://example.org/a.csv-metadata.json").then(|| self.metadata.to_owned())
    }

    fn retrieve(&self, url: &str) -> Option<Retrieved> {
        let bytes = if url == FILE { self.file.to_vec() } else { self.read(url)?.into_bytes() };
        Some(Retrieved { bytes, media_type: None })
    }
}

fn found(documents: &Two<'_>, purpose: Purpose, findings: &mut Vec<Finding>) -> Option<Annotated> {
    locate(Request { action: FILE, ..Request::default() }, purpose, documents, findings)
}

fuzz_target!(|input: &[u8]| {
    let Some(([metadata], file)) = lines(input) else { return };
    let documents = Two { metadata, file };
    in_time(LIMIT, || {
        let mut findings = Vec::new();
        if let Some(annotated) = found(&documents, Purpose::Validation, &mut findings) {
            validate(&annotated, &documents, &mut findings);
        }
        let Some(annotated) = found(&documents, Purpose::Conversion, &mut findings) else { return };
        for minimal in [false, true] {
            let mut out = Vec::new();
            let mut warnings: Vec<Finding> = Vec::new();
            csv2json::csv2json(&annotated, &documents, minimal, &mut warnings, &mut out)
                .expect("memory can be written to");
            let _: serde_json::Value = serde_json::from_slice(&out).expect("what was written is JSON");
            let mut out = Vec::new();
            csv2rdf::csv2rdf(&annotated, &documents, minimal, &mut warnings, &mut out)
                .expect("memory can be written to");
            for triple in TurtleParser::new().for_slice(&out) {
                triple.map_err(io::Error::other).expect("what was written is Turtle");
            }
        }
    });
});
