//! The signature as a text: its parts, and the places that findings are about.

use countersign_diagnose::{Report, Severity};
use countersign_token::inspect_unverified;

use super::claims::Flag;

/// The most pieces that are shown.
const MAX_PIECES: usize = 60;
/// Of a long piece, how many characters of each end are shown.
const ENDS: usize = 48;
/// Of the third part, which makes a signature usable, and of what is no token. A picture of the page harms nobody.
const ENDS_OF_MAC: usize = 6;

/// A run of the text that belongs to one part and to the same findings.
pub(super) struct Piece {
    pub(super) text: String,
    /// `header`, `payload`, `mac`, `dot` or `other`.
    pub(super) part: &'static str,
    pub(super) flags: Vec<Flag>,
}

impl Piece {
    pub(super) fn severity(&self) -> &'static str {
        Flag::worst(&self.flags)
    }
}

/// The whole text in pieces, from left to right, the middle of long ones left out.
pub(super) fn pieces(signature: &str, report: &Report) -> Vec<Piece> {
    let marks = report.marks();
    let parts = parts(signature);
    let mut edges: Vec<usize> = parts.iter().map(|part| part.0).collect();
    for mark in &marks {
        // A mark over everything says nothing about a place.
        if mark.bytes.len() < signature.len() {
            edges.extend([mark.bytes.start, mark.bytes.end]);
        }
    }
    edges.push(signature.len());
    edges.retain(|edge| signature.is_char_boundary(*edge));
    edges.sort_unstable();
    edges.dedup();
    let mut pieces = Vec::new();
    for (&start, &end) in edges.iter().zip(edges.iter().skip(1)).take(MAX_PIECES) {
        let part = parts
            .iter()
            .rev()
            .find(|part| part.0 <= start)
            .map_or("other", |part| part.1);
        let over = marks.iter().filter(|mark| {
            mark.bytes.len() < signature.len() && mark.bytes.start <= start && end <= mark.bytes.end
        });
        let mut flags: Vec<Flag> = Vec::new();
        for mark in over {
            let at = report
                .findings
                .iter()
                .position(|finding| finding.rule == mark.rule)
                .unwrap_or(0);
            if flags.iter().all(|flag| flag.rule != mark.rule) {
                flags.push(Flag::new(at, mark.severity, mark.rule));
            }
        }
        let ends = if matches!(part, "mac" | "other") {
            ENDS_OF_MAC
        } else {
            ENDS
        };
        pieces.push(Piece {
            text: shortened(&signature[start..end], ends),
            part,
            flags,
        });
    }
    pieces
}

/// Where each part begins, and what it is.
fn parts(signature: &str) -> Vec<(usize, &'static str)> {
    let inspection = inspect_unverified(signature);
    if inspection.part_count == 1 {
        return vec![(0, "other")];
    }
    let mut parts = Vec::new();
    for (part, name) in inspection.parts.iter().zip([
        "header", "payload", "mac", "other", "other", "other", "other", "other",
    ]) {
        if part.at > 0 {
            parts.push((part.at - 1, "dot"));
        }
        parts.push((part.at, name));
    }
    parts
}

/// The two ends of what is long; white space gets a sign of its own, for it may be what is wrong.
fn shortened(text: &str, ends: usize) -> String {
    let characters = text.chars().count();
    if characters <= 2 * ends + 8 {
        return text.chars().map(visible).collect();
    }
    let first = text.chars().take(ends).map(visible);
    let last = text.chars().skip(characters - ends).map(visible);
    first.chain(['…']).chain(last).collect()
}

fn visible(c: char) -> char {
    match c {
        ' ' => '·',
        '\n' => '␊',
        '\r' => '␍',
        '\t' => '␉',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// "233 characters in 3 parts".
pub(super) fn shape(signature: &str) -> String {
    let characters = signature.chars().count();
    match inspect_unverified(signature).part_count {
        1 => format!("{characters} characters without a dot"),
        parts => format!("{characters} characters in {parts} parts"),
    }
}

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

#[cfg(test)]
mod tests {
    use countersign_diagnose::{Case, diagnose};

    use super::*;

    fn shown(signature: &str) -> Vec<(String, &'static str, Vec<String>)> {
        let case = Case {
            signature: Some(signature.to_owned()),
            ..Case::default()
        };
        let report = diagnose(&case, 1_760_000_000);
        let pieces = pieces(signature, &report).into_iter();
        pieces
            .map(|piece| {
                (
                    piece.text,
                    piece.part,
                    piece.flags.into_iter().map(|flag| flag.rule).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn what_clings_to_a_token_is_a_piece_of_its_own_and_is_flagged() {
        let shown = shown("\"eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjEifQ.c2ln\" ");
        assert_eq!(shown.first().unwrap().0, "\"");
        let last = shown.last().unwrap();
        assert_eq!(last.0, "\"·");
        assert_eq!(last.2, ["token-quoted"]);
    }

    #[test]
    fn enough_of_the_third_part_is_left_out_that_nobody_can_join_with_it() {
        let mac = "B7OmW22rqsEENk_bcK2ZUVE4GTXhhidlmTPuirJdkJk";
        let shown = shown(&format!("eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjEifQ.{mac}"));
        assert_eq!(
            shown.last().unwrap().0,
            "B7OmW2…JdkJk".replace("JdkJk", "rJdkJk")
        );
        assert_eq!(shown.last().unwrap().1, "mac");
    }

    #[test]
    fn a_long_text_stays_small_and_nothing_splits_a_character() {
        for text in [
            "é.".repeat(50_000),
            "x".repeat(100_000),
            ".".repeat(1000),
            String::new(),
        ] {
            let size: usize = shown(&text).iter().map(|piece| piece.0.len()).sum();
            assert!(size < 8_000, "{size}");
        }
    }
}
