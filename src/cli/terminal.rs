//! What goes to the terminal: results to standard output, findings and words about the run to standard error.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the only place that prints")]

use super::arguments::Format;
use crate::diagnostics::{Report, Severity, emit};
use crate::pipeline::Breakdown;
use crate::sources::Sources;
use std::io::{self, IsTerminal, Write};

/// Whether colour is wanted on standard error.
pub fn colour() -> bool {
    anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

/// Columns of the terminal, or 120 where there is none.
fn width() -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    stated.unwrap_or(120).clamp(60, 200)
}

/// Whether somebody watches.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Prints a result. A reader that went away (`| head`) is no failure.
pub fn result(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints a line about the run.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Prints where the time of a run went.
pub fn timings(breakdown: &Breakdown) {
    let _ = write!(io::stderr().lock(), "\n{breakdown}");
}

/// Prints findings: JSON is a result, the rest goes to standard error.
pub fn findings(report: &Report, sources: &Sources, format: Format) {
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    let _ = match format {
        Format::Full => emit::full(report, sources, &emit::FullOptions { colour: colour(), width: width() }, &mut text),
        Format::Concise => emit::concise(report, sources, &mut text),
        Format::Json => {
            // It may be a hundred megabytes. Whoever reads it may go away; the exit code says the rest.
            let mut out = io::BufWriter::with_capacity(64 * 1024, io::stdout().lock());
            emit::json(report, sources, &mut out).and_then(|()| out.flush())
        }
    };
    let _ = io::stderr().lock().write_all(&text);
}

/// "2 errors and 14 warnings", in words.
pub fn totals(report: &Report) -> String {
    let count = |severity, word: &str| {
        let total = report.total(severity);
        (total > 0).then(|| format!("{} {word}{}", thousands(total), if total == 1 { "" } else { "s" }))
    };
    let parts: Vec<String> =
        [count(Severity::Error, "error"), count(Severity::Warning, "warning")].into_iter().flatten().collect();
    if parts.is_empty() { "nothing to mend".to_owned() } else { parts.join(" and ") }
}

/// A number with commas: 1,234,567.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Bytes for people: 12.3 MB.
pub fn size(bytes: u64) -> String {
    // The loss of precision is far below the one digit that is shown.
    #[allow(clippy::cast_precision_loss, reason = "one digit is shown")]
    let scaled = |unit: u64| bytes as f64 / unit as f64;
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", scaled(1_000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", scaled(1_000_000)),
        _ => format!("{:.2} GB", scaled(1_000_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_legible() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([12, 1_500, 12_340_000].map(size), ["12 bytes", "1.5 kB", "12.3 MB"]);
    }
}
