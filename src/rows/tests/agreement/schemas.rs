//! Random schemas: one or two tables with columns of every family of datatypes, keys, and a dialect.

use super::choices::Choices;
use crate::csvw::{Column, Datatype, Dialect, ForeignKey, NaturalLanguage, Reference, Table, Trim};

/// Datatypes that are read alike, with texts that are values of them, nearly are, or are not.
pub(super) struct Family {
    pub(super) bases: &'static [&'static str],
    /// Pattern, `decimalChar`, `groupChar`.
    formats: &'static [(Option<&'static str>, Option<&'static str>, Option<&'static str>)],
    /// In ascending order.
    bounds: &'static [&'static str],
    has_length: bool,
    pub(super) texts: &'static [&'static str],
}

const PLAIN: (Option<&str>, Option<&str>, Option<&str>) = (None, None, None);

const fn pattern(text: &'static str) -> (Option<&'static str>, Option<&'static str>, Option<&'static str>) {
    (Some(text), None, None)
}

pub(super) const FAMILIES: &[Family] = &[
    Family {
        bases: &["string", "normalizedString", "token", "anyURI", "json", "xml", "html", "any", "anyAtomicType"],
        formats: &[PLAIN, pattern("[A-Z]+[0-9]*"), pattern("^a|bb$"), pattern(".{0,3}"), pattern("(")],
        bounds: &[],
        has_length: true,
        texts: &[
            "a",
            "b",
            "AB1",
            "é€",
            " a ",
            "a  b",
            "x,y;z",
            "it's",
            "say \"so\"",
            "two\nlines",
            "tab\there",
            "a\\b",
            "#1",
            "1.0",
            "ab\r\ncd",
            "=1+1",
            "|",
        ],
    },
    Family {
        bases: &["language", "Name", "NMTOKEN", "QName", "hexBinary", "base64Binary", "binary"],
        formats: &[PLAIN, pattern("[a-f0-9]{2}.*")],
        bounds: &[],
        has_length: true,
        texts: &["en", "en-GB", "0aFF", "YWI=", "abc:def", "-x", "é", "0", "a b", "YW I="],
    },
    Family {
        bases: &[
            "integer",
            "byte",
            "short",
            "int",
            "long",
            "nonNegativeInteger",
            "positiveInteger",
            "negativeInteger",
            "nonPositiveInteger",
            "unsignedByte",
            "unsignedLong",
        ],
        formats: &[PLAIN, pattern("#,##0"), pattern("000"), (None, None, Some(" ")), pattern("0%"), pattern("[")],
        bounds: &["-5", "0", "7", "200"],
        has_length: false,
        texts: &[
            "0",
            "7",
            "-3",
            "+5",
            "007",
            "1,234",
            "12,34",
            "1 234",
            "1.0",
            "1e3",
            "x",
            "128",
            "-128",
            "99999999999999999999",
            " 7 ",
            "50%",
            "-0",
        ],
    },
    Family {
        bases: &["decimal", "double", "number", "float"],
        formats: &[
            PLAIN,
            pattern("0.00"),
            pattern("#,##0.0#"),
            pattern("0.0%"),
            pattern("0.###E0"),
            (Some("#.##0,0#"), Some(","), Some(".")),
            (None, Some(","), None),
        ],
        bounds: &["-1.5", "0", "0.10", "1e2"],
        has_length: false,
        texts: &[
            "0",
            "1.0",
            "1.00",
            "01",
            "-1.5",
            "0.1",
            "0,5",
            "1,234.50",
            "1.234,5",
            "12.5%",
            "NaN",
            "INF",
            "-INF",
            "1e1",
            "1E-7",
            "10",
            "x",
            "1.2.3",
            ".5",
            "5.",
            "-0.0",
            "100000000000000000000.5",
        ],
    },
    Family {
        bases: &["boolean"],
        formats: &[PLAIN, pattern("Y|N"), pattern("1|2"), pattern("YN")],
        bounds: &[],
        has_length: false,
        texts: &["true", "false", "1", "0", "Y", "N", "2", "yes", " true"],
    },
    Family {
        bases: &["date"],
        formats: &[
            PLAIN,
            pattern("dd/MM/yyyy"),
            pattern("d.M.yyyy"),
            pattern("yyyyMMdd"),
            pattern("yyyy-MM-dd X"),
            pattern("QQ"),
        ],
        bounds: &["1999-12-31", "2024-02-29", "2026-01-31"],
        has_length: false,
        texts: &[
            "2024-02-29",
            "2023-02-29",
            "29/02/2024",
            "31/01/2026",
            "31.1.2026",
            "20260131",
            "2026-01-31Z",
            "2026-01-31+01:00",
            "2026-01-31 Z",
            "today",
            " 2024-02-29 ",
        ],
    },
    Family {
        bases: &["dateTime", "dateTimeStamp", "datetime", "time"],
        formats: &[
            PLAIN,
            pattern("dd/MM/yyyy HH:mm"),
            pattern("yyyy-MM-ddTHH:mm:ssX"),
            pattern("HH:mm"),
            pattern("HH:mm:ss.SS"),
        ],
        bounds: &["2020-01-01T00:00:00Z", "2026-06-30T12:00:00Z"],
        has_length: false,
        texts: &[
            "2026-01-31T09:30:00",
            "2026-01-31T09:30:00Z",
            "2026-01-31T10:30:00+01:00",
            "2026-01-31T09:30:00.000Z",
            "31/01/2026 09:30",
            "31/01/2026  09:30",
            "09:30",
            "09:30:00",
            "09:30:00.5",
            "08:30:00Z",
            "09:30:00+01:00",
            "24:00:00",
            "noon",
        ],
    },
    Family {
        bases: &["gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"],
        formats: &[PLAIN, pattern("MM/yyyy"), pattern("yyyy")],
        bounds: &[],
        has_length: false,
        texts: &["2026", "2026-01", "01/2026", "--01", "--01-31", "---31", "26", "-2026", "2026-13"],
    },
    Family {
        bases: &["duration", "dayTimeDuration", "yearMonthDuration"],
        formats: &[PLAIN, pattern("P.*Y")],
        bounds: &["P1M"],
        has_length: false,
        texts: &["P1Y", "P12M", "PT1H", "PT3600S", "P1D", "-P1D", "P", "1 day", "P1Y1D", "PT0.5S"],
    },
];

/// The family of a datatype.
pub(super) fn family(base: &str) -> &'static Family {
    FAMILIES.iter().find(|family| family.bases.contains(&base)).unwrap_or(&FAMILIES[0])
}

/// One or two tables, the first of which may refer to the second, and each to itself.
pub(super) fn group(choices: &mut Choices<'_>) -> Vec<Table> {
    let mut tables: Vec<Table> = (0..=choices.below(2)).map(|number| table(number, choices)).collect();
    for from in 0..tables.len() {
        for to in from..tables.len() {
            if choices.once_in(2) {
                refer(&mut tables, from, to, choices);
            }
        }
    }
    tables
}

fn table(number: usize, choices: &mut Choices<'_>) -> Table {
    let name = *["a", "b"].get(number).unwrap_or(&"c");
    let columns: Vec<Column> = (0..=choices.below(4)).map(|number| column(number, choices)).collect();
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let width = choices.below(3);
    let primary_key = choices.some_of(&names, width);
    let mut table =
        Table { url: format!("{name}.csv"), columns, primary_key, dialect: dialect(choices), ..Table::default() };
    if choices.once_in(8) {
        let number = table.columns.len();
        table.columns.push(Column { is_virtual: true, ..column(number, choices) });
    }
    table
}

/// Makes a table refer to another. Mostly the columns are alike, so that there is something to be found.
fn refer(tables: &mut [Table], from: usize, to: usize, choices: &mut Choices<'_>) {
    let indexes = |table: &Table| (0..table.columns.len()).collect::<Vec<usize>>();
    let width = 1 + choices.below(2).min(tables[from].columns.len() - 1).min(tables[to].columns.len() - 1);
    let theirs = choices.some_of(&indexes(&tables[to]), width);
    let ours = choices.some_of(&indexes(&tables[from]), width);
    for (ours, theirs) in ours.iter().zip(&theirs) {
        if !choices.once_in(4) {
            let like = tables[to].columns[*theirs].clone();
            let column = &mut tables[from].columns[*ours];
            column.datatype = like.datatype;
            column.null = like.null;
            column.separator = like.separator;
            column.default = like.default;
        }
    }
    let names =
        |table: &Table, indexes: &[usize]| indexes.iter().map(|index| table.columns[*index].name.clone()).collect();
    let reference = Reference { table: tables[to].url.clone(), columns: names(&tables[to], &theirs) };
    let columns = names(&tables[from], &ours);
    tables[from].foreign_keys.push(ForeignKey { columns, reference, place: None });
}

const NULLS: [&[&str]; 6] = [&[""], &[""], &["-"], &["", "n/a"], &["x", "7", "a"], &[]];

fn column(number: usize, choices: &mut Choices<'_>) -> Column {
    let family = choices.one_of(FAMILIES);
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let name = format!("c{number}");
    let titles = texts(&[&name, *choices.one_of(&["Title", "t, \"u\"", "é €"])]);
    let separator = *choices.one_of(&[None, None, None, None, Some(";"), Some(" "), Some("||"), Some(",")]);
    let default = if choices.once_in(6) { *choices.one_of(family.texts) } else { "" };
    // What an empty item means, with the separator in it, could not be published: that is a rule of the engine's own.
    let default = if separator.is_some_and(|separator| default.contains(separator)) { "" } else { default };
    Column {
        titles: NaturalLanguage(vec![("und".to_owned(), vec![titles[0].clone(), format!("{} {number}", titles[1])])]),
        datatype: datatype(family, choices),
        required: choices.once_in(4),
        null: texts(NULLS[choices.below(NULLS.len())]),
        default: default.to_owned(),
        separator: separator.map(str::to_owned),
        ..Column::new(name)
    }
}

fn datatype(family: &Family, choices: &mut Choices<'_>) -> Datatype {
    let mut datatype = Datatype::of(*choices.one_of(family.bases));
    let (format, decimal_char, group_char) = *choices.one_of(family.formats);
    datatype.format = format.map(str::to_owned);
    datatype.decimal_char = decimal_char.map(str::to_owned);
    datatype.group_char = group_char.map(str::to_owned);
    if family.has_length && choices.once_in(4) {
        match choices.below(3) {
            0 => datatype.max_length = Some(3),
            1 => (datatype.min_length, datatype.max_length) = (Some(2), Some(4)),
            _ => datatype.length = Some(1),
        }
    }
    if !family.bounds.is_empty() && choices.once_in(3) {
        let least = choices.below(family.bounds.len());
        let most = least + choices.below(family.bounds.len() - least);
        let bound = |at: usize| Some(family.bounds[at].to_owned());
        match choices.below(4) {
            0 => datatype.minimum = bound(least),
            1 => datatype.max_exclusive = bound(most),
            2 => (datatype.minimum, datatype.maximum) = (bound(least), bound(most)),
            _ => (datatype.min_exclusive, datatype.maximum) = (bound(least), bound(most)),
        }
    }
    datatype
}

fn dialect(choices: &mut Choices<'_>) -> Dialect {
    let usual = Dialect::default();
    let few = |choices: &mut Choices<'_>| [0, 0, 0, 1, 2][choices.below(5)];
    let encoding = *choices.one_of(&["utf-8", "utf-8", "windows-1252", "utf-16le", "utf-16be"]);
    Dialect {
        encoding: encoding.to_owned(),
        encoding_stated: encoding != "utf-8" || !choices.once_in(2),
        delimiter: (*choices.one_of(&[",", ",", ";", "\t", "¦"])).to_owned(),
        quote_char: choices.one_of(&[Some("\""), Some("\""), Some("\""), Some("'"), None]).map(str::to_owned),
        double_quote: !choices.once_in(6),
        line_terminators: match choices.below(6) {
            3 => vec!["\n".to_owned()],
            4 => vec!["\r".to_owned()],
            5 => vec!["||".to_owned(), "\n".to_owned()],
            _ => usual.line_terminators.clone(),
        },
        comment_prefix: choices.one_of(&[None, None, None, Some("#"), Some("//")]).map(str::to_owned),
        skip_rows: few(choices),
        skip_columns: few(choices),
        header_row_count: [1, 1, 1, 2, 0][choices.below(5)],
        skip_blank_rows: choices.once_in(3),
        trim: *choices.one_of(&[Trim::False, Trim::False, Trim::True, Trim::Start, Trim::End]),
        ..usual
    }
}
