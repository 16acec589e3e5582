//! Promise 5: the number of cores and the size of chunks change nothing.

use super::{Case, case};
use crate::rows::TableOutcome;
use proptest::prelude::*;

fn on_cores(cores: usize, case: &Case) -> TableOutcome {
    rayon::ThreadPoolBuilder::new().num_threads(cores).build().unwrap().install(|| case.read())
}

fn digests(outcome: &TableOutcome) -> Vec<Option<String>> {
    let keys = &outcome.keys;
    let primary = keys.primary.map(|key| format!("{key:?}"));
    let foreign = keys.foreign.iter().map(|set| set.as_ref().map(crate::rows::keys::KeySet::digest));
    std::iter::once(primary).chain(foreign).collect()
}

fn assert_same(a: &TableOutcome, b: &TableOutcome) {
    assert_eq!(a.report, b.report);
    assert_eq!(a.summary, b.summary);
    assert_eq!(a.fatal, b.fatal);
    assert_eq!(digests(a), digests(b));
}

#[test]
fn cores_change_nothing() {
    let text: String = (0..6_000)
        .map(|row| match row % 200 {
            7 => format!("{row},\"two\nlines\",x,\n"),
            8 => "\n".to_owned(),
            9 => format!("{row},short\n"),
            10 => format!("{},again,1.0,\n", row - 3),
            _ => format!("{row},\"a \"\"name\"\" {}\",{}.50,E{}\n", row % 97, row % 211, row % 5),
        })
        .collect();
    let mut table = case("id:integer name amount:decimal ward", format!("id,name,amount,ward\n{text}")).with(|table| {
        table.schema.primary_key = vec!["id".to_owned()];
        table.schema.foreign_keys = vec![super::foreign_key(&["ward"], "w/w", &["code"])];
    });
    let whole = table.read();
    assert!(whole.report.diagnostics().len() > 100);
    table.tuning.large = 0;
    for (cores, chunk_size) in [(1, 1 << 20), (3, 1 << 20), (1, 10_000), (3, 10_000), (3, 777)] {
        table.tuning.chunk_size = chunk_size;
        assert_same(&whole, &on_cores(cores, &table));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_bytes_chunked_or_whole_are_the_same(
        head in prop::sample::select(vec![&b"a,b\n"[..], b"b,a\r\n", b"a\n", b"", b"\xef\xbb\xbfa,b\n", b"a,b,c\n"]),
        soup in prop::collection::vec(prop_oneof![
            30 => prop::sample::select(b",\"\n\r 19.-ax".to_vec()),
            1 => any::<u8>(),
        ], 0..300),
        chunk_size in 1usize..50,
        skip_rows in 0u32..2,
        large: bool,
    ) {
        let bytes = [head, &soup[..]].concat();
        let mut table = case("a:decimal b", &bytes).with(|table| {
            table.schema.dialect.skip_rows = skip_rows;
            table.schema.primary_key = vec!["a".to_owned()];
        });
        let whole = table.read();
        table.tuning.chunk_size = chunk_size;
        table.tuning.large = if large { 0 } else { u64::MAX };
        let chunked = table.read();
        prop_assert_eq!(&whole.report, &chunked.report);
        prop_assert_eq!(&whole.summary, &chunked.summary);
        prop_assert_eq!(digests(&whole), digests(&chunked));
    }
}
