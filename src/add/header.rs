//! Where the header is: rows above it, rows that are part of it, and whether its cells can name columns.

use super::dialect::{is_blank, usual_width};

/// Rows above the header that are looked through.
const DEEPEST: usize = 30;

/// What the first rows of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Rows before the data that are not the one header row which names columns.
    pub skip_rows: u32,
    /// What each column's header says: of several header rows, all of it; empty where it says nothing.
    pub texts: Vec<String>,
    /// What names are made from: the texts, or of two header rows the beginning of the one and the other.
    pub names: Vec<String>,
    /// Columns are told by their position, because the header cannot name them.
    pub by_position: bool,
    /// What was found, for people; nothing where it is one header row at the top.
    pub reasons: Vec<String>,
    /// Only people can say whether this is right.
    pub mark: Option<String>,
}

/// Finds the header in the first records of a file.
pub(super) fn find(rows: &[Vec<String>]) -> Header {
    let lengths: Vec<usize> = rows.iter().filter(|row| !is_blank(row)).map(Vec::len).collect();
    let usual = usual_width(&lengths);
    let first = first_full(rows, usual);
    let Some(top) = rows.get(first) else {
        return Header {
            skip_rows: 0,
            texts: Vec::new(),
            names: Vec::new(),
            by_position: true,
            reasons: Vec::new(),
            mark: None,
        };
    };
    let mut header = Header {
        skip_rows: number(first),
        texts: top.clone(),
        names: Vec::new(),
        by_position: false,
        reasons: Vec::new(),
        mark: None,
    };
    let below = rows.get(first + 1..).unwrap_or_default();
    if is_data(top, below) {
        header.by_position = true;
        header.texts = vec![String::new(); top.len()];
        header.names = header.texts.clone();
        header.reasons.push("there is no header: the first row is like the rows below it".to_owned());
        header.mark = Some("the file has no header: give each column its name".to_owned());
        return header;
    }
    // A header that names its columns well needs nothing from the row above it.
    let is_poor = top.iter().any(|cell| cell.trim().is_empty()) || repeated(top).is_some();
    let above = first.checked_sub(1).and_then(|above| rows.get(above));
    let upper = above.filter(|row| is_poor && is_upper_header(row, top.len()));
    let under = below.first().filter(|row| is_under_header(top, row, below.get(1..).unwrap_or_default()));
    let title_rows = first - usize::from(upper.is_some());
    if title_rows > 0 {
        let (noun, verb) = if title_rows == 1 { ("row", "stands") } else { ("rows", "stand") };
        header.reasons.push(format!("{title_rows} {noun} {verb} above the header"));
    }
    if let Some(upper) = upper {
        (header.texts, header.names) = two_rows(upper, top);
    } else if let Some(under) = under {
        (header.texts, header.names) = two_rows(top, under);
        header.skip_rows += 1;
    }
    if upper.is_some() || under.is_some() {
        header.reasons.push("the header has two rows".to_owned());
        header.by_position = true;
    }
    widen(&mut header, below);
    if header.names.is_empty() {
        header.names.clone_from(&header.texts);
    }
    header.names.resize(header.texts.len(), String::new());
    let empty = header.texts.iter().filter(|text| text.trim().is_empty()).count();
    if empty > 0 {
        let what = if empty == 1 { "one header cell is".to_owned() } else { format!("{empty} header cells are") };
        header.reasons.push(format!("{what} empty"));
        header.by_position = true;
    }
    if let Some(twice) = repeated(&header.texts) {
        header.reasons.push(format!("`{}` is in the header twice", one_line(twice)));
        header.by_position = true;
    }
    if header.by_position {
        header.skip_rows += 1;
        header.mark = Some("columns are told by their position here: see that each has the right name".to_owned());
    }
    header
}

/// The first row that has as many filled cells as a header would.
fn first_full(rows: &[Vec<String>], usual: usize) -> usize {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let enough = if usual <= 2 { usual } else { usual.div_ceil(2) };
    let is_full = |row: &Vec<String>| row.len() + 1 >= usual && filled(row) >= enough.max(1);
    let near = rows.iter().take(DEEPEST);
    near.clone().position(is_full).or_else(|| near.clone().position(|row| !is_blank(row))).unwrap_or(rows.len())
}

/// The kinds of cells that tell a header from data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Empty,
    /// Four digits that may be a year: headers have them too.
    Year,
    Number,
    /// Digits with date separators.
    Date,
    Text,
}

fn look(cell: &str) -> Look {
    let cell = cell.trim();
    if cell.is_empty() {
        return Look::Empty;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    if cell.len() == 4 && digits == 4 && (cell.starts_with('1') || cell.starts_with('2')) {
        return Look::Year;
    }
    if digits > 0 && cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+')) {
        let dashes = cell.bytes().skip(1).filter(|byte| *byte == b'-').count();
        return if dashes == 2 { Look::Date } else { Look::Number };
    }
    if digits >= 4
        && cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b':' | b' ' | b'-' | b'T' | b'Z'))
    {
        return Look::Date;
    }
    Look::Text
}

/// Whether a row is data and not a header: it has numbers or dates where the rows below have them, and nowhere a word
/// above numbers.
fn is_data(row: &[String], below: &[Vec<String>]) -> bool {
    let below = below.get(..below.len().min(50)).unwrap_or_default();
    if below.is_empty() || is_counting(row) {
        return false;
    }
    let mut likes = 0;
    for (index, cell) in row.iter().enumerate() {
        let of_row = look(cell);
        let column: Vec<Look> = below
            .iter()
            .filter_map(|row| row.get(index))
            .map(|cell| look(cell))
            .filter(|look| *look != Look::Empty)
            .collect();
        let numbers = column.iter().filter(|look| matches!(look, Look::Number | Look::Year | Look::Date)).count();
        let is_numeric = !column.is_empty() && numbers * 10 >= column.len() * 9;
        match of_row {
            Look::Text if is_numeric => return false,
            Look::Number | Look::Date if is_numeric => likes += 1,
            _ => {}
        }
    }
    likes > 0
}

/// Whether the numbers of a row count on, as ages or months in a header do: `0, 1, 2, 3`.
fn is_counting(row: &[String]) -> bool {
    let numbers: Vec<i64> = row.iter().filter_map(|cell| cell.trim().parse().ok()).collect();
    numbers.len() >= 3 && numbers.windows(2).all(|pair| pair.first().zip(pair.last()).is_some_and(|(a, b)| b - a == 1))
}

/// Whether the row above the header says more of its columns, as `2023,,,2024,,` does.
fn is_upper_header(row: &[String], width: usize) -> bool {
    let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
    row.len() + 1 >= width && filled >= 2 && filled < row.len() && width > 2
}

/// Whether the row under the header goes on with it: it fills gaps of the header and says nothing in the first column,
/// where all data does.
fn is_under_header(header: &[String], row: &[String], data: &[Vec<String>]) -> bool {
    let is_empty = |row: &[String], index: usize| row.get(index).is_none_or(|cell| cell.trim().is_empty());
    let gaps: Vec<usize> = (0..header.len()).filter(|index| is_empty(header, *index)).collect();
    let filled = gaps.iter().filter(|index| !is_empty(row, **index)).count();
    let near = data.get(..data.len().min(20)).unwrap_or_default();
    !gaps.is_empty()
        && filled * 2 >= gaps.len()
        && !is_empty(header, 0)
        && is_empty(row, 0)
        && near.len() >= 2
        && near.iter().all(|row| !is_empty(row, 0))
}

/// Two header rows as one: what the upper one says holds until it says something else. And what names are made from:
/// of a long upper text its first words, so that the lower ones have room.
fn two_rows(upper: &[String], lower: &[String]) -> (Vec<String>, Vec<String>) {
    let mut said = "";
    let both = (0..upper.len().max(lower.len())).map(|index| {
        let below = lower.get(index).map_or("", |text| text.trim());
        let above = upper.get(index).map_or("", |text| text.trim());
        if !above.is_empty() {
            said = above;
        }
        // Where neither row says anything, what was said to the left does not hold.
        match (if below.is_empty() { above } else { said }, below) {
            ("", below) => (below.to_owned(), below.to_owned()),
            (said, "") => (said.to_owned(), said.to_owned()),
            (said, below) => {
                let colon = if said.ends_with(|c: char| c.is_ascii_punctuation() && c != ')') { "" } else { ":" };
                let words: Vec<&str> = said.split_whitespace().take(4).collect();
                (format!("{said}{colon} {below}"), format!("{} {below}", words.join(" ")))
            }
        }
    });
    both.unzip()
}

/// Where nearly all rows are wider or narrower than the header, and the difference says nothing, columns are those of
/// the rows.
fn widen(header: &mut Header, below: &[Vec<String>]) {
    let lengths: Vec<usize> = below.iter().filter(|row| row.len() > 1 || !is_blank(row)).map(Vec::len).collect();
    let usual = usual_width(&lengths);
    let width = header.texts.len();
    let same = lengths.iter().filter(|length| **length == usual).count();
    if usual == width || usual == 0 || same * 20 < lengths.len() * 19 {
        return;
    }
    if usual > width {
        header.reasons.push(format!("the header has {width} cells and the rows below have {usual}"));
        header.texts.resize(usual, String::new());
        header.by_position = true;
    } else if header.texts.iter().skip(usual).all(|text| text.trim().is_empty()) {
        header
            .reasons
            .push(format!("the header has {width} cells, the last of them empty, and the rows below have {usual}"));
        header.texts.truncate(usual);
        header.by_position = true;
    }
}

/// A text that is in a header more than once, spaces around it apart: whether those count depends on the dialect.
fn repeated(texts: &[String]) -> Option<&str> {
    let mut seen = std::collections::BTreeSet::new();
    texts.iter().map(String::as_str).filter(|text| !text.trim().is_empty()).find(|text| !seen.insert(text.trim()))
}

/// A text on one line, its runs of white space as single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Header {
        let rows: Vec<Vec<String>> = text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        find(&rows)
    }

    #[test]
    fn one_header_row_is_nothing_to_speak_of() {
        let header = of("id,name\n1,A\n2,B\n");
        assert_eq!((header.skip_rows, header.by_position), (0, false));
        assert_eq!(header.texts, ["id", "name"]);
        assert!(header.reasons.is_empty() && header.mark.is_none());
    }

    #[test]
    fn title_rows_are_skipped() {
        let header = of("Spend over £500,,\n,,\nbody,date,amount\nA,1/1/2024,5\nB,2/1/2024,6\n");
        assert_eq!((header.skip_rows, header.by_position), (2, false));
        assert_eq!(header.reasons, ["2 rows stand above the header"]);
        assert_eq!(of("Spending in 2024\nbody,amount\nA,5\n").skip_rows, 1);
        assert_eq!(of("name\nA\nB\n").skip_rows, 0);
    }

    #[test]
    fn two_header_rows_are_one_and_columns_go_by_position() {
        let header = of("id,Seen,,,Fan\n,I,II,III,\n1,y,,y,y\n2,,,y,n\n3,y,y,y,y\n");
        assert_eq!(header.texts, ["id", "Seen: I", "Seen: II", "Seen: III", "Fan"]);
        assert_eq!((header.skip_rows, header.by_position), (2, true));
        let header = of("2023,,2024,,,\narea,a,b,a,b,c\nX,1,2,3,4,5\nY,1,2,3,4,5\n");
        assert_eq!(header.texts, ["2023: area", "2023: a", "2024: b", "2024: a", "2024: b", "2024: c"]);
    }

    #[test]
    fn a_header_with_gaps_or_twins_goes_by_position() {
        let header = of("a,b,,\n1,2,,\n3,4,,\n");
        assert_eq!((header.skip_rows, header.by_position, header.texts.len()), (1, true, 4));
        assert!(of("a,a\n1,2\n").by_position && of("a, a\n1,2\n").by_position);
        assert!(!of("a,A\n1,2\n").by_position);
        let header = of("a,b\n1,2,\n3,4,\n");
        assert_eq!((header.by_position, header.texts.len()), (true, 3));
    }

    #[test]
    fn a_file_without_a_header_is_told_by_its_numbers() {
        assert!(of("7,Smith,2020-01-02\n8,Jones,2020-01-03\n9,Brown,2020-01-04\n").by_position);
        assert!(!of("area,2011,2012\nX,5,6\nY,7,8\n").by_position);
        assert!(!of("area,0,1,2,3\nX,5,6,7,8\nY,7,8,9,9\n").by_position);
        assert!(!of("name,town\nSmith,Leeds\n").by_position);
    }

    #[test]
    fn nothing_is_no_header() {
        assert!(find(&[]).texts.is_empty());
        assert_eq!(of("\n\n").texts.len(), 0);
    }
}
