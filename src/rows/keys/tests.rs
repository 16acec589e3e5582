//! Key sets against a map that counts every key.

use super::*;
use crate::rows::Error;
use crate::rows::budget::Budget;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// A set of keys that come some at a time.
fn set(keys: &[u128], at_a_time: usize, budget: &Budget, folder: &Path) -> KeySet {
    let mut builder = KeySetBuilder::new(budget, folder).with_floor(1 << 16);
    for some in keys.chunks(at_a_time.max(1)) {
        builder.extend(some).unwrap();
    }
    builder.finish().unwrap()
}

fn entries(set: &KeySet) -> Vec<(u128, u64)> {
    let mut entries = Vec::new();
    set.each(|entry| {
        entries.push(entry);
        true
    })
    .unwrap();
    entries
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().next().is_none()
}

/// Numbers that look like hashes.
fn spread(number: u128) -> u128 {
    crate::csvw::key::hash_bytes(&number.to_le_bytes())
}

fn assert_is(set: &KeySet, keys: &[u128]) {
    let mut counts: BTreeMap<u128, u64> = BTreeMap::new();
    for key in keys {
        *counts.entry(*key).or_insert(0) += 1;
    }
    assert_eq!((set.rows(), set.distinct()), (keys.len() as u64, counts.len() as u64));
    assert_eq!(set.repeated_rows(), (keys.len() - counts.len()) as u64);
    let repeated: Vec<u128> = counts.iter().filter(|(_, count)| **count > 1).map(|(key, _)| *key).collect();
    assert!(set.repeated().unwrap() == repeated, "the keys of several rows");
    assert!(entries(set) == counts.into_iter().collect::<Vec<_>>(), "every key with its count");
}

/// Shapes of keys: `length` of them, of `different` values.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Spread,
    /// Equal in the bits by which they are parted and put into buckets.
    Skewed,
    /// Half of the rows have one key.
    OneInHalf,
    /// Equal in the bits by which few are counted.
    Colliding,
}

fn keys(shape: Shape, length: usize, different: usize) -> Vec<u128> {
    let key = |row: usize| {
        let number = spread((row % different.max(1)) as u128);
        match shape {
            Shape::Skewed => number >> 64 | 7 << 100,
            Shape::OneInHalf if row.is_multiple_of(2) => 1 << 77,
            Shape::Spread | Shape::OneInHalf => number,
            Shape::Colliding => number << 64,
        }
    };
    (0..length).map(key).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_set_is_what_its_rows_are(
        shape in prop::sample::select(vec![Shape::Spread, Shape::Skewed, Shape::OneInHalf, Shape::Colliding]),
        length in prop_oneof![0..300_usize, 30_000..90_000_usize],
        different in prop_oneof![1..40_usize, 20_000..40_000_usize, Just(usize::MAX)],
        at_a_time in prop::sample::select(vec![1_usize, 777, 9_000, 1 << 20]),
        bytes in prop::sample::select(vec![0_usize, 1 << 18, 1 << 20, usize::MAX / 2]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let budget = Budget::new(1, bytes);
        let keys = keys(shape, length, different);
        let made = set(&keys, at_a_time, &budget, folder.path());
        assert_is(&made, &keys);
        let path = folder.path().join("stored/set");
        made.store(&path).unwrap();
        let stored = KeySet::load(&path).unwrap();
        prop_assert_eq!(stored.digest(), made.digest());
        prop_assert_eq!(stored.repeated_rows(), made.repeated_rows());
        prop_assert_eq!(entries(&stored), entries(&made));
        std::fs::remove_dir_all(folder.path().join("stored")).unwrap();
        drop(made);
        prop_assert!(is_empty(folder.path()), "what was spilled is removed");
        prop_assert!(bytes == 0 || budget.reserve(bytes).is_some(), "memory is given back");
    }

    #[test]
    fn references_are_resolved(
        foreign in prop::collection::vec(0u128..40, 0..60),
        referenced in prop::collection::vec(0u128..40, 0..60),
        bytes in prop::sample::select(vec![0_usize, 1 << 20]),
        more in prop::sample::select(vec![0_usize, 40_000]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let budget = Budget::new(1, bytes);
        // Many other keys on both sides make partitions; the few are spread over them.
        let spread_out = |keys: &[u128]| -> Vec<u128> {
            let few = keys.iter().map(|key| marked(spread(key >> 1), key & 1 == 1));
            few.chain((0..more).map(|number| marked(spread(1000 + number as u128), false))).collect()
        };
        let a = set(&spread_out(&foreign), 5000, &budget, folder.path());
        let b = set(&spread_out(&referenced), 5000, &budget, folder.path());
        let found = resolve(&a, &b).unwrap();
        let inside = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        prop_assert_eq!(&inside.install(|| resolve(&a, &b)).unwrap(), &found, "on one core as on all");
        let times = |key: u128| referenced.iter().filter(|other| **other == key).count();
        let rows = |good: &dyn Fn(u128) -> bool| foreign.iter().filter(|key| good(**key)).count() as u64;
        prop_assert_eq!(found.missing.rows, rows(&|key| !has_null(key) && times(key) == 0));
        prop_assert_eq!(found.ambiguous.rows, rows(&|key| !has_null(key) && times(key) > 1));
        prop_assert_eq!(found.null.rows, rows(&|key| has_null(key) && times(key) != 1));
        prop_assert_eq!(found.good_nulls, rows(&|key| has_null(key) && times(key) == 1));
        let mut missing: Vec<u128> = foreign.iter().filter(|key| !has_null(**key) && times(**key) == 0)
            .map(|key| marked(spread(key >> 1), false)).collect();
        missing.sort_unstable();
        missing.dedup();
        prop_assert_eq!(found.missing.hashes, missing);
    }
}

#[test]
fn spilled_or_not_the_set_is_the_same() {
    let keys: Vec<u128> = (0..70_000_u128).map(|row| spread(row * 7919 % 60_013)).collect();
    let folder = tempfile::tempdir().unwrap();
    let digests: Vec<String> = [0, 1 << 19, usize::MAX / 2]
        .into_iter()
        .map(|bytes| {
            let set = set(&keys, 10_000, &Budget::new(1, bytes), folder.path());
            assert_eq!(set.is_in_memory(), bytes > 1 << 19);
            assert_is(&set, &keys);
            set.digest()
        })
        .collect();
    assert!(digests.windows(2).all(|two| two[0] == two[1]), "{digests:?}");
    let mut backwards = keys;
    backwards.reverse();
    assert_eq!(set(&backwards, 7, &Budget::new(1, 0), folder.path()).digest(), digests[0]);
    assert!(is_empty(folder.path()));
}

#[test]
fn little_is_spilled_where_little_has_no_room() {
    let folder = tempfile::tempdir().unwrap();
    let keys = keys(Shape::Spread, 300_000, usize::MAX);
    // There is room for nine of ten of them, less what is free in the last block of each partition.
    let set = set(&keys, 9_000, &Budget::new(1, 4 << 20), folder.path());
    let spilled: u64 = set.runs.iter().flatten().map(run::Run::len).sum();
    assert!((30_000..190_000).contains(&spilled), "{spilled}");
    assert_eq!(set.distinct(), 300_000);
}

#[test]
fn few_keys_in_many_rows_take_little_room() {
    let folder = tempfile::tempdir().unwrap();
    let budget = Budget::new(1, 64 << 10);
    let equal = set(&vec![1 << 99; 200_000], 9_000, &budget, folder.path());
    assert_eq!((equal.rows(), equal.distinct(), equal.is_in_memory()), (200_000, 1, true));
    let few = set(&(0..200_000).map(|row| spread(row % 33)).collect::<Vec<_>>(), 9_000, &budget, folder.path());
    assert_eq!((few.rows(), few.distinct(), few.is_in_memory()), (200_000, 33, true));
    // More than are counted from the beginning, so that they are dealt out.
    let budget = Budget::new(1, 3 << 20);
    let keys = keys(Shape::Spread, 400_000, 40_000);
    let many = set(&keys, 9_000, &budget, folder.path());
    assert_eq!((many.rows(), many.distinct(), many.is_in_memory()), (400_000, 40_000, true));
}

#[test]
fn more_keys_than_are_loaded_at_a_time_are_merged() {
    let folder = tempfile::tempdir().unwrap();
    let keys = keys(Shape::Skewed, 80_000, 70_000);
    let set = set(&keys, 9_000, &Budget::new(1, 0), folder.path());
    assert!(set.runs.iter().any(|which| which.iter().map(run::Run::len).sum::<u64>() > super::set::LOADED));
    assert_eq!((set.rows(), set.distinct()), (80_000, 70_000));
    assert_eq!(set.repeated().unwrap().len(), 10_000);
}

#[test]
fn half_a_stored_set_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys/wards");
    let stored = set(&[5, 1, 5, 9], 1, &Budget::new(1, 1 << 20), folder.path());
    stored.store(&path).unwrap();
    let loaded = KeySet::load(&path).unwrap();
    assert_eq!((loaded.rows(), loaded.distinct(), loaded.digest()), (4, 3, stored.digest()));
    assert_eq!(loaded.repeated().unwrap(), [5]);
    drop(loaded);
    let bytes = std::fs::read(&path).unwrap();
    for wrong in [&bytes[..bytes.len() - 1], &bytes[..20], &[], &[&bytes[..], b"!"].concat()] {
        std::fs::write(&path, wrong).unwrap();
        assert!(KeySet::load(&path).is_err());
    }
    let mut rows = bytes;
    rows[8] = 2;
    std::fs::write(&path, rows).unwrap();
    assert!(KeySet::load(&path).is_err(), "fewer rows than keys");
}

#[test]
fn a_digest_tells_sets_apart() {
    let folder = tempfile::tempdir().unwrap();
    let digest = |keys: &[u128]| set(keys, 9, &Budget::new(1, 1 << 20), folder.path()).digest();
    let all = [&[][..], &[2], &[4], &[2, 4], &[2, 2], &[2, 2, 4], &[2, 4, 4], &[6], &[3], &[1 << 64], &[2, 1 << 64]];
    let digests: std::collections::BTreeSet<String> = all.iter().map(|keys| digest(keys)).collect();
    assert_eq!(digests.len(), all.len());
    assert_eq!(digest(&[2, 2, 4]), digest(&[2, 4, 2, 2]), "a reference asks for one or several, no more");
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "in the way").unwrap();
    let mut builder = KeySetBuilder::new(&Budget::new(1, 0), &file);
    let ended = builder.extend(&keys(Shape::Spread, 40_000, usize::MAX)).and_then(|()| builder.finish().map(|_| ()));
    let Err(Error::Spill { path, .. }) = ended else { panic!("{ended:?}") };
    assert!(path.starts_with(&file), "{}", path.display());
}

/// Too slow without optimisation: `cargo test --release --lib fifty_million -- --ignored`.
#[test]
#[ignore = "some minutes without optimisation"]
fn fifty_million_keys_are_counted_in_the_budget_of_a_run() {
    const KEYS: u64 = 50_000_000;
    let folder = tempfile::tempdir().unwrap();
    let budget = Budget::new(1, crate::rows::KEY_BYTES);
    let mut builder = KeySetBuilder::new(&budget, folder.path());
    let mut unique = unique::UniqueKeys::new(&budget, folder.path());
    let mut some = Vec::new();
    for start in (0..u128::from(KEYS)).step_by(10_000) {
        some.clear();
        some.extend((start..start + 10_000).map(spread));
        // Every thousandth row has the key of the second row of its ten thousand.
        some.iter_mut().step_by(1000).for_each(|key| *key = spread(start + 1));
        builder.extend(&some).unwrap();
        unique.extend(&some, || 40_000_000, |_, _, _| ()).unwrap();
    }
    let repeated = KEYS / 1000;
    let found = unique.finish().unwrap();
    assert_eq!((found.rows, found.rows - found.distinct), (KEYS, repeated));
    let set = builder.finish().unwrap();
    assert_eq!((set.rows(), set.repeated_rows()), (KEYS, repeated));
    assert!(set.repeated().unwrap() == found.hashes);
    drop(set);
    assert!(is_empty(folder.path()));
    assert!(budget.reserve(crate::rows::KEY_BYTES).is_some());
}
