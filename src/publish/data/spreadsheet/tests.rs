use super::part::Misfit;
use super::*;
use crate::csvw::{Column as Declared, Table as Schema};
use crate::model::{Catalogue, ColumnWords, Dataset};

/// What is at the other end of the lane, for a table of one column.
fn writing<F: Form>(limit: u64) -> Writing<F> {
    let schema = Schema { columns: vec![Declared::new("id")], ..Schema::default() };
    let words = vec![ColumnWords::default()];
    let table = Table { name: "things".to_owned(), schema, columns: words, ..Table::default() };
    let book = Book {
        columns: columns_of(&table),
        about: About::of(&Catalogue::default(), &Dataset::default()),
        table,
        sheets: ["things", "Columns", "About"].map(str::to_owned),
    };
    Writing {
        book: Arc::new(book),
        package: None,
        rows: 1,
        as_text: vec![0],
        withdrawn: None,
        limit,
        source: 0,
        read: 0,
        unpacked_max: 100_000,
        is_over: Arc::default(),
        form: std::marker::PhantomData,
    }
}

fn part(rows: u64, text: &[u8]) -> Part {
    Part { rows, text: text.to_vec(), ..Part::default() }
}

fn reason<F: Form>(writing: Writing<F>) -> Option<String> {
    let is_over = writing.is_over.load(Ordering::Relaxed);
    let reason = match writing.end(&BTreeMap::new()).unwrap() {
        Ok(_) => None,
        Err(Withdrawal::TooLarge) => Some("too large".to_owned()),
        Err(Withdrawal::Obstacle(obstacle)) => Some(obstacle.reason),
    };
    assert_eq!(is_over, reason.is_some(), "makers know");
    reason
}

#[test]
fn a_sheet_has_so_many_rows_and_no_more() {
    let mut most = writing::<Xlsx>(u64::MAX);
    most.take(part(ROWS_MAX - 2, b"")).unwrap();
    most.take(part(1, b"")).unwrap();
    let mut more = writing::<Ods>(u64::MAX);
    more.take(part(ROWS_MAX - 2, b"")).unwrap();
    more.take(part(2, b"")).unwrap();
    assert_eq!(reason(most), None);
    assert_eq!(reason(more), Some("a sheet has at most 1048576 rows, and the table has more".to_owned()));
}

/// What does not compress, so that it leaves the package's buffers.
fn noise() -> Vec<u8> {
    let mut state = 1_u64;
    let byte = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        b'!' + u8::try_from(state >> 58).unwrap()
    };
    std::iter::repeat_with(byte).take(400_000).collect()
}

#[test]
fn the_first_reason_in_the_order_of_the_rows_is_told() {
    let misfit = Misfit { reason: "has a flaw", help: "" };
    let flawed = || Part { misfit: Some((0, misfit)), ..part(1, b"") };
    let noise = noise();
    let told = |parts: Vec<Part>| {
        let mut writing = Writing { unpacked_max: u64::MAX, ..writing::<Ods>(10_000) };
        for part in parts {
            writing.take(part).unwrap();
        }
        reason(writing)
    };
    assert_eq!(told(vec![part(1, &noise), flawed()]), Some("too large".to_owned()));
    assert_eq!(told(vec![part(1, b""), flawed(), part(1, &noise)]), Some("`id` has a flaw".to_owned()));
    assert_eq!(told(vec![part(1, b"")]), None);
}

#[test]
fn what_is_far_too_large_by_its_first_rows_is_not_made_up_to_the_limit() {
    // About 300,000 bytes of the package, and a tenth of the table.
    let after_a_tenth = |limit: u64, source: u64| {
        let mut writing = Writing { source, unpacked_max: u64::MAX, ..writing::<Xlsx>(limit) };
        writing.take(Part { source: 1_000, ..part(1, &noise()) }).unwrap();
        writing.withdrawn.is_some()
    };
    assert!(after_a_tenth(800_000, 10_000), "nearly four times the limit");
    assert!(!after_a_tenth(1_200_000, 10_000), "two and a half times: rows may be unlike");
    assert!(!after_a_tenth(4_000_000, 100_000), "seven times, by too few rows");
    assert!(!after_a_tenth(400_000, 1_000), "all of it, and it fits");
    assert!(!after_a_tenth(400_000, 100), "a file that was packed");
}

#[test]
fn words_that_are_too_long_for_a_cell_are_cut_and_not_lost() {
    let long = "🌳".repeat(20_000);
    let sheet = Sheet::new("About", vec![vec!["Description".to_owned(), long]], false);
    let cell = &sheet.rows[0][1];
    assert!(cell.ends_with("🌳…") && cell.encode_utf16().count() == WORDS_MAX + 1);
    assert_eq!(sheet.rows[0][0], "Description");
    let mut writing = writing::<Xlsx>(u64::MAX);
    writing.unpacked_max = u64::MAX;
    let dataset = Dataset { description: crate::model::Text::new("en", "word ".repeat(8_000)), ..Dataset::default() };
    let catalogue = Catalogue { languages: vec!["en".to_owned()], ..Catalogue::default() };
    let book = Arc::get_mut(&mut writing.book).unwrap();
    book.about = About::of(&catalogue, &dataset);
    let package = writing.end(&BTreeMap::new()).unwrap().unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet3.xml").unwrap()).unwrap();
    assert!(sheet.contains("word word") && sheet.contains('…'), "the description is there");
}

#[test]
fn what_would_unpack_to_too_much_is_no_file() {
    let mut writing = writing::<Ods>(u64::MAX);
    writing.take(part(1, &vec![b' '; 50_000])).unwrap();
    assert!(writing.withdrawn.is_none());
    writing.take(part(1, &vec![b' '; 50_000])).unwrap();
    assert_eq!(reason(writing), Some("its sheets would be larger than 100000 bytes unpacked".to_owned()));
}
