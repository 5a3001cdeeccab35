//! What the linter found, as text.

use std::io::{self, Write};
use std::path::Path;

use countersign_diagnose::{Confidence, Finding, Severity};
use countersign_lint::Linted;

use super::one_line;
use super::style::{BAD, DOUBTFUL, GOOD, QUIET, STRONG, paint};
use super::wrap::wrapped;

/// Why a file was passed over.
pub(crate) const TOO_LONG: &str = "not read, it is longer than 1 MiB";
/// Why files were.
pub(crate) const CUT_SHORT: &str = "there are more files than are read at once; name fewer folders";

/// Prints the findings, each with a place that editors and terminals can open, then how many there are.
pub(crate) fn linted(linted: &Linted, to: &mut impl Write) -> io::Result<()> {
    for file in &linted.files {
        for finding in &file.findings {
            self::finding(&file.path, finding, to)?;
            writeln!(to)?;
        }
        if let Some(unread) = &file.unread {
            let path = one_line(&shown(&file.path), 200);
            writeln!(to, "{path}: {} {unread}\n", paint(STRONG, "note:"))?;
        }
    }
    for path in &linted.too_long {
        let path = one_line(&path.to_string_lossy(), 200);
        writeln!(to, "{path}: {TOO_LONG}")?;
    }
    if linted.cut_short {
        writeln!(to, "{CUT_SHORT}")?;
    }
    let all = || linted.files.iter().flat_map(|file| &file.findings);
    let count = |severity| all().filter(|finding| finding.severity == severity).count();
    let sources = counted(linted.read, "source");
    let summary = match all().next() {
        None => paint(GOOD, format!("Nothing wrong was found in {sources}.")),
        Some(_) => format!(
            "{}, {} and {} in {sources}.",
            paint(BAD, counted(count(Severity::Error), "error")),
            paint(DOUBTFUL, counted(count(Severity::Warning), "warning")),
            counted(count(Severity::Info), "note"),
        ),
    };
    writeln!(to, "{summary}")
}

fn finding(path: &Path, finding: &Finding, to: &mut impl Write) -> io::Result<()> {
    let (style, severity) = match finding.severity {
        Severity::Error => (BAD, "error"),
        Severity::Warning => (DOUBTFUL, "warning"),
        Severity::Info => (STRONG, "note"),
    };
    let sure = match finding.confidence {
        Confidence::Certain => "",
        Confidence::Likely => " (likely)",
        Confidence::Possible => " (possible)",
    };
    let evidence = finding.evidence.first();
    let at = evidence
        .and_then(|evidence| evidence.at.as_deref())
        .unwrap_or("1:1");
    let path = shown(path);
    writeln!(
        to,
        "{}: {} {}{}",
        one_line(&format!("{path}:{at}"), 300),
        paint(style, format!("{severity}[{}]", finding.rule)),
        paint(STRONG, &finding.message),
        paint(QUIET, sure)
    )?;
    if let Some(evidence) = evidence {
        writeln!(to, "      {}", one_line(&evidence.text, 160))?;
    }
    for (number, line) in wrapped("      ", &finding.fix).iter().enumerate() {
        match number {
            0 => writeln!(to, "  {} {}", paint(GOOD, "fix"), line.trim_start())?,
            _ => writeln!(to, "{line}")?,
        }
    }
    Ok(())
}

/// A path as the user would type it.
fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

fn counted(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}
