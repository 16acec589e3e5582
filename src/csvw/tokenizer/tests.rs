use super::*;
use crate::csvw::metadata::{Dialect, Trim};
use memchr::memchr_iter;
use proptest::prelude::*;

fn dialect(change: impl FnOnce(&mut Dialect)) -> CompiledDialect {
    let mut dialect = Dialect::default();
    change(&mut dialect);
    let (compiled, findings) = CompiledDialect::compile(&dialect);
    assert!(findings.is_empty(), "{findings:?}");
    compiled
}

fn rows(dialect: &CompiledDialect, chunk: &[u8]) -> Vec<Vec<String>> {
    let mut records = Records::new();
    split(dialect, chunk, &mut records);
    texts(&records, chunk)
}

fn texts(records: &Records, chunk: &[u8]) -> Vec<Vec<String>> {
    let mut buffer = Vec::new();
    records
        .records
        .iter()
        .map(|record| {
            record
                .fields()
                .map(|index| String::from_utf8_lossy(records.field(chunk, index, &mut buffer)).into_owned())
                .collect()
        })
        .collect()
}

fn both(chunk: &str) -> (Vec<Vec<String>>, Vec<(SyntaxFlawKind, u32)>) {
    let fast = CompiledDialect::default();
    let general = CompiledDialect::default().without_fast_path();
    let mut a = Records::new();
    let mut b = Records::new();
    split(&fast, chunk.as_bytes(), &mut a);
    split(&general, chunk.as_bytes(), &mut b);
    assert_eq!(a.records, b.records, "{chunk:?}");
    assert_eq!(a.fields, b.fields, "{chunk:?}");
    assert_eq!(a.flaws, b.flaws, "{chunk:?}");
    assert_eq!(a.lines, b.lines, "{chunk:?}");
    (texts(&a, chunk.as_bytes()), a.flaws.iter().map(|flaw| (flaw.kind, flaw.offset)).collect())
}

#[test]
fn records_and_fields() {
    for (chunk, expected) in [
        ("", vec![]),
        ("a,b\r\nc,d\n", vec![vec!["a", "b"], vec!["c", "d"]]),
        ("a,b\nc,", vec![vec!["a", "b"], vec!["c", ""]]),
        ("\n", vec![vec![""]]),
        ("a\n\r\nb", vec![vec!["a"], vec![""], vec!["b"]]),
        (",\n", vec![vec!["", ""]]),
        ("\"a,\"\"b\"\"\r\n\",c\n", vec![vec!["a,\"b\"\r\n", "c"]]),
        ("\"\",\"\"\"\"\n", vec![vec!["", "\""]]),
        ("a\rb\n", vec![vec!["a\rb"]]),
        ("a very long field beyond sixteen,b\n", vec![vec!["a very long field beyond sixteen", "b"]]),
    ] {
        let (found, flaws) = both(chunk);
        assert_eq!(found, expected, "{chunk:?}");
        assert!(flaws.is_empty(), "{chunk:?}");
    }
}

#[test]
fn structural_flaws_are_placed() {
    use SyntaxFlawKind::{StrayQuote, TextAfterQuote, UnclosedQuote};
    for (chunk, texts, flaws) in [
        ("x,5\" or 6\",y\n", vec!["x", "5\" or 6\"", "y"], vec![(StrayQuote, 3)]),
        ("\"a\"b\"c,d\n", vec!["ab\"c", "d"], vec![(TextAfterQuote, 3)]),
        ("\"a\" ,d\n", vec!["a ", "d"], vec![(TextAfterQuote, 3)]),
        ("x,\"a\"\"\nb", vec!["x", "a\"\nb"], vec![(UnclosedQuote, 2)]),
    ] {
        assert_eq!(both(chunk), (vec![texts.into_iter().map(str::to_owned).collect()], flaws), "{chunk:?}");
    }
}

#[test]
fn lines_and_offsets_are_exact() {
    let chunk = b"a,b\r\n\"1\n2\",x\r\n\r\nlast,y";
    let mut records = Records::new();
    split(&CompiledDialect::default(), chunk, &mut records);
    let seen: Vec<_> = records.records.iter().map(|r| (r.start, r.end, r.line, r.kind)).collect();
    assert_eq!(
        seen,
        [
            (0, 3, 0, RecordKind::Data),
            (5, 12, 1, RecordKind::Data),
            (14, 14, 3, RecordKind::Blank),
            (16, 22, 4, RecordKind::Data)
        ]
    );
    assert_eq!(records.lines, 4);
    assert_eq!(&chunk[records.field_span(chunk, 2)], b"\"1\n2\"");
}

#[test]
fn other_dialects() {
    let cases: Vec<(CompiledDialect, &str, Vec<Vec<&str>>)> = vec![
        (dialect(|d| d.delimiter = "¦".to_owned()), "a¦\"b¦c\"\nd¦", vec![vec!["a", "b¦c"], vec!["d", ""]]),
        (dialect(|d| d.line_terminators = vec!["\r".to_owned()]), "a,b\rc,d\r", vec![vec!["a", "b"], vec!["c", "d"]]),
        (dialect(|d| d.double_quote = false), "\"a\\\"b\",c\\,d\n", vec![vec!["a\"b", "c,d"]]),
        (dialect(|d| d.trim = Trim::True), " a b ,\t\" c \" ,  \n", vec![vec!["a b", " c ", ""]]),
        (dialect(|d| d.trim = Trim::Start), " a ,b\n", vec![vec!["a ", "b"]]),
        (dialect(|d| d.trim = Trim::End), " a ,b \n", vec![vec![" a", "b"]]),
        (dialect(|d| d.quote_char = None), "\"a,b\"\n", vec![vec!["\"a", "b\""]]),
        (dialect(|d| d.comment_prefix = Some("#".to_owned())), "# it's \"x\na,#b\n", vec![vec![], vec!["a", "#b"]]),
        (dialect(|d| d.quote_char = Some("'".to_owned())), "'a''b','c\nd'\n", vec![vec!["a'b", "c\nd"]]),
    ];
    for (dialect, chunk, expected) in cases {
        assert_eq!(rows(&dialect, chunk.as_bytes()), expected, "{chunk:?}");
    }
}

#[test]
fn a_field_that_is_not_closed_ends_before_what_looks_like_a_quote() {
    let dialect = dialect(|d| d.line_terminators = vec!["\"!".to_owned()]);
    let chunk = b"\"a\"b\"!c";
    let mut records = Records::new();
    split(&dialect, chunk, &mut records);
    assert_eq!(texts(&records, chunk), [["ab"], ["c"]]);
    assert_eq!(&chunk[records.field_span(chunk, 0)], b"\"a\"b");
}

#[test]
fn carriage_returns_alone_are_lines_where_they_are_declared() {
    let mut records = Records::new();
    split(&dialect(|d| d.line_terminators = vec!["\r".to_owned()]), b"a\r\"x\ry\"\rb\r", &mut records);
    assert_eq!(records.records.iter().map(|r| r.line).collect::<Vec<_>>(), [0, 1, 3]);
}

fn soup() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        4 => prop::sample::select(b",\"\n\r\\ \t#;a1".to_vec()),
        1 => any::<u8>(),
    ];
    prop::collection::vec(byte, 0..200)
}

/// Mostly records without quotes, of some blocks of bytes.
fn plain_soup() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        40 => prop::sample::select(b",abcdefgh\n".to_vec()),
        1 => prop::sample::select(b"\"\r".to_vec()),
    ];
    prop::collection::vec(byte, 0..400)
}

proptest! {
    #[test]
    fn records_without_quotes_are_the_same_in_both_paths(chunk in plain_soup()) {
        let (mut fast, mut general) = (Records::new(), Records::new());
        split(&CompiledDialect::default(), &chunk, &mut fast);
        split(&CompiledDialect::default().without_fast_path(), &chunk, &mut general);
        prop_assert_eq!(&fast.records, &general.records);
        prop_assert_eq!(&fast.fields, &general.fields);
        prop_assert_eq!(&fast.flaws, &general.flaws);
        prop_assert_eq!(fast.lines, general.lines);
    }

    #[test]
    fn the_two_paths_agree(chunk in soup()) {
        let mut fast = Records::new();
        let mut general = Records::new();
        split(&CompiledDialect::default(), &chunk, &mut fast);
        split(&CompiledDialect::default().without_fast_path(), &chunk, &mut general);
        prop_assert_eq!(&fast.records, &general.records);
        prop_assert_eq!(&fast.fields, &general.fields);
        prop_assert_eq!(&fast.flaws, &general.flaws);
        prop_assert_eq!(fast.lines, general.lines);
        prop_assert_eq!(fast.lines as usize, memchr_iter(b'\n', &chunk).count());
    }

    #[test]
    fn no_dialect_panics(
        chunk in soup(),
        delimiter in "[,;\t¦\\\\\n]{0,2}",
        quote in proptest::option::of("[\"'\\\\«,]{0,2}"),
        terminators in prop::collection::vec("[\r\n|,]{0,2}", 0..3),
        comment in proptest::option::of("#{0,2}"),
        double_quote: bool,
        trim in prop::sample::select(vec![Trim::False, Trim::True, Trim::Start, Trim::End]),
    ) {
        let (dialect, _) = CompiledDialect::compile(&Dialect {
            delimiter, quote_char: quote, line_terminators: terminators, comment_prefix: comment, double_quote, trim,
            ..Dialect::default()
        });
        let mut records = Records::new();
        split(&dialect, &chunk, &mut records);
        let mut buffer = Vec::new();
        for index in 0..records.fields.len() {
            let _ = records.field(&chunk, index, &mut buffer);
            let span = records.field_span(&chunk, index);
            prop_assert!(span.end <= chunk.len());
        }
        let mut end = 0;
        for record in &records.records {
            prop_assert!(record.start >= end && record.end >= record.start);
            end = record.end;
        }
    }

    #[test]
    fn agrees_with_the_csv_crate_on_what_it_writes(
        table in prop::collection::vec(prop::collection::vec("[a\"',\r\n é]{0,4}", 2..4), 0..5),
        crlf: bool,
    ) {
        let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().flexible(true).terminator(terminator).from_writer(Vec::new());
        for row in &table {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        prop_assert_eq!(&rows(&CompiledDialect::default(), &bytes), &table);
        let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(&bytes[..]);
        let theirs: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(theirs, table);
    }

    #[test]
    fn some_at_a_time_is_all_at_once(chunk in plain_soup(), at_most in 1_usize..5) {
        for dialect in [CompiledDialect::default(), CompiledDialect::default().without_fast_path()] {
            let mut whole = Records::new();
            split(&dialect, &chunk, &mut whole);
            let (mut splitter, mut some) = (Splitter::new(&dialect, &chunk), Records::new());
            let (mut records, mut fields, mut flaws) = (Vec::new(), Vec::new(), Vec::new());
            while splitter.read(at_most, &mut some) {
                prop_assert!(some.len() <= at_most);
                let (first_record, first_field) = (small(records.len()), small(fields.len()));
                let moved = |record: &Record| Record { first_field: record.first_field + first_field, ..*record };
                records.extend(some.records.iter().map(moved));
                fields.extend_from_slice(&some.fields);
                flaws.extend(some.flaws.iter().map(|flaw| SyntaxFlaw { record: flaw.record + first_record, ..*flaw }));
            }
            prop_assert_eq!(&records, &whole.records);
            prop_assert_eq!(&fields, &whole.fields);
            prop_assert_eq!(&flaws, &whole.flaws);
            prop_assert_eq!(some.lines, whole.lines);
        }
    }
}
