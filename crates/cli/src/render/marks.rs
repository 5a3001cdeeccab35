//! Marks below the places that findings are about.

use std::collections::BTreeMap;
use std::ops::Range;

use anstyle::Style;
use countersign_diagnose::{Finding, KnownSecrets, Part, Report, Severity};

use super::style::{BAD, DOUBTFUL, STRONG, paint};

/// The most marks in the text of a signature.
const MOST_MARKS: usize = 6;
/// How many characters are shown on either side of what is marked, and of its two ends where it is long.
const AROUND: usize = 8;

/// The rules that are about one place, and the worst of their severities.
pub(super) struct Mark<'a> {
    severity: Severity,
    rules: Vec<&'a str>,
}

impl<'a> Mark<'a> {
    /// Of the findings that are about a part as a whole.
    pub(super) fn of_whole(report: &'a Report, part: Part) -> Option<Mark<'a>> {
        let about = |finding: &&Finding| {
            finding
                .evidence
                .iter()
                .any(|evidence| evidence.part == part && evidence.at.is_none())
        };
        let mut mark: Option<Mark> = None;
        for finding in report.findings.iter().filter(about) {
            Mark::add(&mut mark, finding.severity, &finding.rule);
        }
        mark
    }

    fn add(mark: &mut Option<Mark<'a>>, severity: Severity, rule: &'a str) {
        let mark = mark.get_or_insert(Mark {
            severity,
            rules: Vec::new(),
        });
        mark.severity = mark.severity.min(severity);
        if !mark.rules.contains(&rule) {
            mark.rules.push(rule);
        }
    }

    /// The line below `marked`: as many carets, and the rules.
    pub(super) fn below(&self, marked: &str) -> String {
        let carets = "^".repeat(marked.chars().count().max(1));
        paint(self.style(), format!("{carets} {}", self.rules.join(", ")))
    }

    fn style(&self) -> Style {
        match self.severity {
            Severity::Error => BAD,
            Severity::Warning => DOUBTFUL,
            Severity::Info => STRONG,
        }
    }
}

/// The marks of a part's claims, by name.
pub(super) fn claim_marks(report: &Report, part: Part) -> BTreeMap<&str, Mark<'_>> {
    let is_name = |name: &&str| {
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let mut marks: BTreeMap<&str, Option<Mark>> = BTreeMap::new();
    for finding in &report.findings {
        let places = finding.evidence.iter().filter(|one| one.part == part);
        for name in places.filter_map(|one| one.at.as_deref()).filter(is_name) {
            let mark = marks.entry(name).or_default();
            Mark::add(mark, finding.severity, &finding.rule);
        }
    }
    marks
        .into_iter()
        .filter_map(|(name, mark)| Some((name, mark?)))
        .collect()
}

/// A marked place of the signature's text with a little of what is around it.
pub(super) struct TextMark {
    pub(super) line: String,
    pub(super) below: String,
}

/// The marked places of the text, from left to right. Never so much of it that somebody could join with it, and nothing
/// where it holds a secret.
pub(super) fn text_marks(
    signature: &str,
    report: &Report,
    known: &KnownSecrets<'_>,
) -> Vec<TextMark> {
    if known.are_in(signature) {
        return Vec::new();
    }
    let mut places: Vec<(Range<usize>, Option<Mark>)> = Vec::new();
    for mark in report.marks() {
        match places.iter_mut().find(|(bytes, _)| *bytes == mark.bytes) {
            Some((_, known)) => Mark::add(known, mark.severity, mark.rule),
            None => {
                let mut first = None;
                Mark::add(&mut first, mark.severity, mark.rule);
                places.push((mark.bytes, first));
            }
        }
    }
    places
        .into_iter()
        .take(MOST_MARKS)
        .filter_map(|(bytes, mark)| excerpt(signature, bytes, &mark?))
        .collect()
}

/// Nothing where the range is not one of the text.
fn excerpt(text: &str, bytes: Range<usize>, mark: &Mark<'_>) -> Option<TextMark> {
    let (before, after) = (text.get(..bytes.start)?, text.get(bytes.end..)?);
    let marked = shortened(text.get(bytes)?);
    let (left, right) = (last(before, AROUND), first(after, AROUND));
    let cut = |cut: bool| if cut { "…" } else { "" };
    let lead = format!("{}{}", cut(left.len() < before.len()), visible(left));
    let tail = format!("{}{}", visible(right), cut(right.len() < after.len()));
    Some(TextMark {
        below: format!(
            "{:width$}{}",
            "",
            mark.below(&marked),
            width = lead.chars().count()
        ),
        line: format!("{lead}{}{tail}", paint(mark.style(), &marked)),
    })
}

/// The two ends of what is long.
fn shortened(text: &str) -> String {
    match text.chars().count() > 3 * AROUND {
        true => format!(
            "{}…{}",
            visible(first(text, AROUND)),
            visible(last(text, AROUND))
        ),
        false => visible(text),
    }
}

fn first(text: &str, most: usize) -> &str {
    let end = text
        .char_indices()
        .nth(most)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn last(text: &str, most: usize) -> &str {
    let Some(skip) = text.chars().count().checked_sub(most) else {
        return text;
    };
    let start = text
        .char_indices()
        .nth(skip)
        .map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// White space is what may be wrong, and control characters move the cursor: both get a sign of their own.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            ' ' => '␠',
            '\n' => '␊',
            '\r' => '␍',
            '\t' => '␉',
            c if c.is_control() => '�',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, bytes: Range<usize>) -> Option<(String, String)> {
        let mark = Mark {
            severity: Severity::Error,
            rules: vec!["a-rule"],
        };
        let plain = |text: &str| anstream::adapter::strip_str(text).to_string();
        excerpt(text, bytes, &mark).map(|mark| (plain(&mark.line), plain(&mark.below)))
    }

    #[test]
    fn a_mark_stands_below_what_it_marks() {
        assert_eq!(
            shown("eyJhbGciOiJIUzI1+iIsInR5cCI6", 16..17),
            Some((
                "…OiJIUzI1+iIsInR5c…".to_owned(),
                "         ^ a-rule".to_owned()
            ))
        );
        assert_eq!(
            shown("\"ab\n", 0..1),
            Some(("\"ab␊".to_owned(), "^ a-rule".to_owned()))
        );
    }

    #[test]
    fn what_is_long_shows_only_its_ends() {
        let (line, below) = shown(&"x".repeat(300), 0..300).unwrap();
        assert_eq!(line, format!("{0}…{0}", "x".repeat(8)));
        assert_eq!(below, format!("{} a-rule", "^".repeat(17)));
    }

    #[test]
    fn a_range_that_is_none_of_the_text_is_left_out() {
        assert_eq!(shown("é", 0..1), None);
        assert_eq!(shown("abc", 2..9), None);
    }
}
