//! What is inside a signature, right or wrong, with the offending places marked.

use std::io::{self, Write};

use countersign_diagnose::moment::claim_in_words;
use countersign_diagnose::{Case, KnownSecrets, Part, Report};
use countersign_token::inspect_unverified;
use serde_json::{Map, Value};

use super::marks::{Mark, claim_marks, text_marks};
use super::one_line;
use super::style::{QUIET, STRONG, paint};

/// The most characters of a value that are shown.
const MOST: usize = 72;

/// Prints what the case's signature holds when it is read as a token, never the text itself: whoever has it may join.
/// A value that holds a secret of the case is not shown.
pub(crate) fn token(case: &Case, report: &Report, now: u64, to: &mut impl Write) -> io::Result<()> {
    let signature = case.signature.as_deref().unwrap_or_default();
    let inspection = inspect_unverified(signature);
    let known = KnownSecrets::of(case);
    let shape = match case.signature {
        Some(_) => shape(signature, inspection.part_count),
        None => "as it was decoded".to_owned(),
    };
    writeln!(to, "{} {}", paint(STRONG, "signature"), paint(QUIET, shape))?;
    let parts = [
        (
            "header",
            Part::Header,
            inspection.header().or(case.header.as_ref()),
        ),
        (
            "payload",
            Part::Payload,
            inspection.payload().or(case.payload.as_ref()),
        ),
    ];
    for (name, part, object) in parts {
        match object {
            Some(object) => {
                let table = Table {
                    known: &known,
                    report,
                    part,
                    now,
                };
                table.print(name, object, to)?;
            }
            None if inspection.part_count > 1 => {
                writeln!(to, "  {name:8} {}", paint(QUIET, "cannot be read as JSON"))?;
            }
            None => {}
        }
    }
    if let Some(mac) = inspection.mac() {
        let bytes = match &mac.decoded {
            Some(bytes) => format!("{} bytes", bytes.len()),
            None => "not base64".to_owned(),
        };
        writeln!(to, "  {:8} {}", "mac", paint(QUIET, &bytes))?;
        if let Some(mark) = Mark::of_whole(report, Part::Mac) {
            writeln!(to, "{:11}{}", "", mark.below(&bytes))?;
        }
    }
    if case.signature.is_none() {
        return Ok(());
    }
    for (number, mark) in text_marks(signature, report, &known).iter().enumerate() {
        let name = if number == 0 { "text" } else { "" };
        writeln!(to, "  {name:8} {}", mark.line)?;
        writeln!(to, "{:11}{}", "", mark.below)?;
    }
    Ok(())
}

/// "233 characters in 3 parts".
pub(super) fn shape(signature: &str, parts: usize) -> String {
    let characters = signature.chars().count();
    match parts {
        1 => format!("{characters} characters without a dot"),
        parts => format!("{characters} characters in {parts} parts"),
    }
}

struct Table<'a> {
    known: &'a KnownSecrets<'a>,
    report: &'a Report,
    part: Part,
    now: u64,
}

impl Table<'_> {
    fn print(
        &self,
        name: &str,
        object: &Map<String, Value>,
        to: &mut impl Write,
    ) -> io::Result<()> {
        let marks = claim_marks(self.report, self.part);
        let missing: Vec<&str> = marks
            .keys()
            .copied()
            .filter(|claim| !object.contains_key(*claim))
            .collect();
        let width = object
            .keys()
            .map(String::as_str)
            .chain(missing.iter().copied())
            .map(|key| key.chars().count())
            .max()
            .unwrap_or(0)
            .min(24);
        let mut name = name;
        for (key, value) in object {
            let shown = self.known.hide(one_line(&value.to_string(), MOST));
            let note = claim_in_words(key, value, self.now);
            let note = note.map(|note| paint(QUIET, format!("  {note}")));
            let label = self.known.hide(one_line(key, MOST));
            writeln!(
                to,
                "  {name:8} {label:width$}  {shown}{}",
                note.unwrap_or_default()
            )?;
            if let Some(mark) = marks.get(key.as_str()) {
                writeln!(
                    to,
                    "{:width$}{}",
                    "",
                    mark.below(&shown),
                    width = width + 13
                )?;
            }
            name = "";
        }
        for claim in missing {
            let shown = "not there";
            writeln!(to, "  {name:8} {claim:width$}  {}", paint(QUIET, shown))?;
            writeln!(
                to,
                "{:width$}{}",
                "",
                marks[claim].below(shown),
                width = width + 13
            )?;
            name = "";
        }
        Ok(())
    }
}
