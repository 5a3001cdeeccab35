//! Text for people, JSON for machines.

mod checks;
mod correction;
mod explanation;
mod linted;
mod markdown;
mod marks;
mod narration;
mod report;
mod sarif;
pub(crate) mod style;
mod token;
mod wrap;

use std::io::{self, Write};

use serde::Serialize;

pub(crate) use checks::{Check, Status, checks};
pub(crate) use correction::correction;
pub(crate) use explanation::explanation;
pub(crate) use linted::{CUT_SHORT, TOO_LONG, linted};
pub(crate) use markdown::cli_markdown;
pub(crate) use narration::narration;
pub(crate) use report::{findings, heading, report};
pub(crate) use sarif::{Located, NotRead, sarif};
pub(crate) use token::token;

/// Indented JSON with a line end.
pub(crate) fn json(value: &impl Serialize, to: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, value)?;
    writeln!(to)
}

/// `text` on one line, safe for a terminal, at most `most` characters of it.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let mut line: String = text
        .chars()
        .take(most)
        .map(|c| match c.is_control() {
            true => ' ',
            false => c,
        })
        .collect();
    if text.chars().nth(most).is_some() {
        line.push('…');
    }
    line
}
