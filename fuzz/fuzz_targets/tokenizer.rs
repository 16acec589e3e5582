//! Holds that any bytes are records in any dialect: the two paths read the same, all places are inside of the chunk and
//! in order, a file cut anywhere gives the records of the whole, and what is without a flaw in the common dialect reads
//! as the `csv` crate reads it.
//!
//! Input: a line of seven characters, the dialect (see [`dialect`]); then the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plainsight_fuzz::csvw::{CompiledDialect, Dialect, RecordKind, Records, SyntaxFlawKind, Trim, cut, split};
use plainsight_fuzz::{LIMIT, in_time, lines};

fuzz_target!(|input: &[u8]| {
    in_time(LIMIT, || {
        let Some(([description], file)) = lines(input) else { return };
        let (dialect, size) = dialect(description);
        let returns_end_lines = dialect.line_terminators.iter().any(|terminator| terminator == "\r");
        let common = dialect == Dialect::default();
        let (dialect, _) = CompiledDialect::compile(&dialect);
        let mut whole = Records::new();
        split(&dialect, file, &mut whole);
        places_are_good(&whole, file);
        if dialect.is_common() {
            the_paths_agree(&dialect, file, &whole);
        }
        cut_is_whole(&dialect, file, size, &whole, !returns_end_lines);
        if common && whole.flaws.is_empty() {
            agrees_with_csv(&whole, file);
        }
    });
});

/// The delimiter; the quote, `-` for none; `c` for CRLF and LF, `r` for CR, `a` for all three, `n` for LF, anything else
/// for itself twice or LF; the comment prefix, `-` for none; `b` for backslashes as escapes; `t`, `s` or `e` for
/// trimming; the size of a block. What is missing is as the standard has it.
fn dialect(description: &str) -> (Dialect, usize) {
    let mut dialect = Dialect::default();
    let mut size = 16;
    for (at, character) in description.chars().enumerate() {
        match (at, character) {
            (0, _) => dialect.delimiter = character.to_string(),
            (1, _) => dialect.quote_char = (character != '-').then(|| character.to_string()),
            (2, 'c') => {}
            (2, 'r') => dialect.line_terminators = vec!["\r".to_owned()],
            (2, 'a') => dialect.line_terminators = ["\r\n", "\n", "\r"].map(str::to_owned).to_vec(),
            (2, 'n') => dialect.line_terminators = vec!["\n".to_owned()],
            (2, _) => dialect.line_terminators = vec![character.to_string().repeat(2), "\n".to_owned()],
            (3, _) => dialect.comment_prefix = (character != '-').then(|| character.to_string()),
            (4, _) => dialect.double_quote = character != 'b',
            (5, 't') => dialect.trim = Trim::True,
            (5, 's') => dialect.trim = Trim::Start,
            (5, 'e') => dialect.trim = Trim::End,
            (6, _) => size = (u32::from(character) as usize).max(1),
            _ => {}
        }
    }
    (dialect, size)
}

/// A record's kind, its range in the file and the texts of its fields.
type Told = (RecordKind, std::ops::Range<usize>, Vec<Vec<u8>>);

fn told(records: &Records, chunk: &[u8], offset: usize) -> Vec<Told> {
    let mut buffer = Vec::new();
    let record = |record: &plainsight_fuzz::csvw::Record| {
        let fields = record.fields().map(|index| records.field(chunk, index, &mut buffer).to_vec()).collect();
        (record.kind, record.start as usize + offset..record.end as usize + offset, fields)
    };
    records.records.iter().map(record).collect()
}

fn places_are_good(records: &Records, chunk: &[u8]) {
    let mut after = 0;
    let mut fields = 0;
    let mut line = 0;
    for record in &records.records {
        let range = record.range();
        assert!(range.start >= after && range.start <= range.end && range.end <= chunk.len(), "{record:?}");
        after = range.end;
        assert_eq!(record.fields().start, fields, "{record:?}");
        fields = record.fields().end;
        assert!(record.line >= line, "{record:?}");
        line = record.line;
        assert_eq!(record.kind == RecordKind::Comment, record.field_count == 0, "{record:?}");
        let mut at = range.start;
        for index in record.fields() {
            let field = records.fields[index].range();
            let span = records.field_span(chunk, index);
            assert!(span.start >= at && span.start <= field.start, "{record:?} {field:?} {span:?}");
            assert!(field.start <= field.end && field.end <= span.end, "{record:?} {field:?} {span:?}");
            assert!(span.end <= range.end, "{record:?} {field:?} {span:?}");
            at = span.end;
        }
    }
    assert_eq!(fields, records.fields.len());
    assert!(records.lines >= line);
    for flaw in &records.flaws {
        let record = records.records[flaw.record as usize];
        assert!(record.range().contains(&(flaw.offset as usize)) && flaw.field < record.field_count, "{flaw:?}");
    }
}

fn the_paths_agree(dialect: &CompiledDialect, file: &[u8], fast: &Records) {
    let mut general = Records::new();
    split(&dialect.clone().without_fast_path(), file, &mut general);
    assert_eq!(fast.records, general.records);
    assert_eq!(fast.fields, general.fields);
    assert_eq!(fast.flaws, general.flaws);
    assert_eq!(fast.lines, general.lines);
}

fn cut_is_whole(dialect: &CompiledDialect, file: &[u8], size: usize, whole: &Records, lines_add_up: bool) {
    let chunks = cut(dialect, file, size).expect("no record here is over the limit");
    let mut records = Records::new();
    let (mut joined, mut flaws, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    let (mut after, mut passed) = (0, 0);
    for chunk in chunks {
        assert!(chunk.start == after && chunk.end > after, "{chunk:?}");
        after = chunk.end;
        let bytes = &file[chunk.clone()];
        split(dialect, bytes, &mut records);
        joined.extend(told(&records, bytes, chunk.start));
        flaws.extend(records.flaws.iter().map(|flaw| (flaw.kind, flaw.offset as usize + chunk.start, flaw.field)));
        lines.extend(records.records.iter().map(|record| record.line + passed));
        passed += records.lines;
    }
    assert_eq!(after, file.len());
    assert_eq!(joined, told(whole, file, 0));
    let flaws_of_whole: Vec<(SyntaxFlawKind, usize, u32)> =
        whole.flaws.iter().map(|flaw| (flaw.kind, flaw.offset as usize, flaw.field)).collect();
    assert_eq!(flaws, flaws_of_whole);
    // Where a carriage return ends a line, one that is cut off its line feed is a line more.
    if lines_add_up {
        assert_eq!(lines, whole.records.iter().map(|record| record.line).collect::<Vec<_>>());
        assert_eq!(passed, whole.lines);
    }
}

/// The `csv` crate passes over empty lines and a byte order mark, and ends records at a carriage return alone.
fn agrees_with_csv(records: &Records, file: &[u8]) {
    let lone = memchr::memchr_iter(b'\r', file).any(|at| file.get(at + 1) != Some(&b'\n'));
    if lone || file.starts_with("\u{feff}".as_bytes()) {
        return;
    }
    let ours: Vec<Vec<Vec<u8>>> = told(records, file, 0)
        .into_iter()
        .filter(|(_, range, _)| !range.is_empty())
        .map(|(_, _, fields)| fields)
        .collect();
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(file);
    let theirs: Vec<Vec<Vec<u8>>> = reader
        .byte_records()
        .map(|record| record.expect("it is read from memory").iter().map(<[u8]>::to_vec).collect())
        .collect();
    assert_eq!(ours, theirs);
}
