//! The doctor's report in sentences: nothing in columns, no marks, no colours.

use std::io::{self, Write};

use countersign_diagnose::moment::claim_in_words;
use countersign_diagnose::{
    Case, Confidence, Evidence, Finding, KnownSecrets, Report, Severity, Verdict, shown_by,
};
use countersign_token::inspect_unverified;
use serde_json::{Map, Value};

use super::report::{BEFORE_ZOOM, part};
use super::token::shape;
use super::{one_line, wrap::wrapped};

/// Tells what the signature says, what is wrong with it, what could not be checked and what only Zoom can tell.
pub(crate) fn narration(
    case: &Case,
    report: &Report,
    now: u64,
    to: &mut impl Write,
) -> io::Result<()> {
    if case.signature.is_some() || case.payload.is_some() {
        let signature = case.signature.as_deref().unwrap_or_default();
        let inspection = inspect_unverified(signature);
        let mut told = match case.signature {
            Some(_) => format!(
                "The signature has {}.",
                shape(signature, inspection.part_count)
            ),
            None => "The signature was decoded before.".to_owned(),
        };
        let known = KnownSecrets::of(case);
        for (name, object) in [
            ("header", inspection.header().or(case.header.as_ref())),
            ("payload", inspection.payload().or(case.payload.as_ref())),
        ] {
            match object {
                Some(object) => {
                    told += &format!(" Its {name} says: {}.", claims(object, &known, now))
                }
                None if inspection.part_count > 1 => {
                    told += &format!(" Its {name} cannot be read.")
                }
                None => {}
            }
        }
        paragraph(&told, to)?;
        writeln!(to)?;
    }
    paragraph(&verdict(case, report), to)?;
    for (number, finding) in report.findings.iter().enumerate() {
        writeln!(to)?;
        paragraph(&self::finding(number + 1, finding), to)?;
    }
    if !report.live_checks.is_empty() {
        writeln!(to)?;
        paragraph("Only Zoom can tell the rest:", to)?;
        for check in &report.live_checks {
            paragraph(
                &format!("{}. {}", sentence(&check.message), check.next_step),
                to,
            )?;
        }
    }
    if !report.skipped.is_empty() {
        let reasons = report.skipped_by_reason().into_iter();
        let reasons: Vec<&str> = reasons.map(|(because, _)| because).collect();
        let rules = match report.skipped.len() {
            1 => "One rule".to_owned(),
            many => format!("{many} rules"),
        };
        writeln!(to)?;
        paragraph(
            &format!("{rules} could not be checked: {}.", reasons.join("; ")),
            to,
        )?;
    }
    Ok(())
}

fn claims(object: &Map<String, Value>, known: &KnownSecrets<'_>, now: u64) -> String {
    let claim = |(name, value): (&String, &Value)| {
        let shown = known.hide(one_line(&value.to_string(), 72));
        let name = known.hide(one_line(name, 72));
        match claim_in_words(&name, value, now) {
            Some(meaning) => format!("{name} is {shown} ({meaning})"),
            None => format!("{name} is {shown}"),
        }
    };
    match object.is_empty() {
        true => "nothing".to_owned(),
        false => object.iter().map(claim).collect::<Vec<_>>().join("; "),
    }
}

fn verdict(case: &Case, report: &Report) -> String {
    let verdict = match report.verdict {
        Verdict::Refused => "Zoom refuses this.",
        _ if report.failed_before_zoom() => BEFORE_ZOOM,
        Verdict::Accepted => "Nothing is wrong here.",
        Verdict::Uncertain if report.findings.is_empty() => {
            "Nothing wrong was found, but not everything could be checked."
        }
        Verdict::Uncertain => "Zoom may refuse this.",
    };
    match &report.error_code {
        Some(code) => format!("{verdict} {} {}.", shown_by(case), one_line(code, 200)),
        None => verdict.to_owned(),
    }
}

fn finding(number: usize, finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let sure = match finding.confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Possible => "possible",
    };
    let mut told = format!(
        "{number}. {} ({severity}, {sure}).",
        sentence(&finding.message)
    );
    if !finding.evidence.is_empty() {
        let seen: Vec<String> = finding.evidence.iter().map(evidence).collect();
        let seen = seen.join("; in ");
        told += &format!(" It shows in {}.", seen.trim_end_matches('.'));
    }
    told += &format!(
        "\nWhat to do: {}\nThe rule is {}; read {}",
        finding.fix, finding.rule, finding.url
    );
    told
}

fn evidence(evidence: &Evidence) -> String {
    let place = match &evidence.at {
        Some(at) => format!("{} {at}", part(evidence.part)),
        None => part(evidence.part).to_owned(),
    };
    format!("the {place}: {}", one_line(&evidence.text, 160))
}

/// Names of claims and options that a clause may begin with.
const NAMES: [&str; 6] = ["exp", "iat", "mn", "nbf", "tk", "zak"];

/// A clause begins with a small letter; a name of code keeps it.
fn sentence(clause: &str) -> String {
    let word = clause.split_whitespace().next().unwrap_or_default();
    let mut letters = clause.chars();
    match letters.next() {
        Some(first) if word.chars().all(|c| c.is_ascii_lowercase()) && !NAMES.contains(&word) => {
            first.to_ascii_uppercase().to_string() + letters.as_str()
        }
        _ => clause.to_owned(),
    }
}

fn paragraph(text: &str, to: &mut impl Write) -> io::Result<()> {
    wrapped("", text)
        .iter()
        .try_for_each(|line| writeln!(to, "{line}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_told_in_sentences() {
        let case = Case::from_json(
            r#"{"signature": "eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjEiLCJyb2xlIjoxLCJpYXQiOjE3NjAwMDAxODB9.eA", "client_secret": "not-in-it"}"#,
        )
        .unwrap();
        let report: Report = serde_json::from_value(serde_json::json!({
            "version": 1,
            "verdict": "refused",
            "error_code": "3712",
            "findings": [
                {
                    "rule": "iat-in-future", "severity": "error", "confidence": "likely", "message": "the clock is ahead",
                    "evidence": [
                        {"part": "payload", "at": "iat", "text": "1760000180"},
                        {"part": "error", "text": "Signature is invalid."},
                    ],
                    "fix": "Set it.\n  ntpdate", "url": "https://example.com/iat",
                },
                {
                    "rule": "role-string", "severity": "info", "confidence": "certain", "message": "exp - iat is odd",
                    "evidence": [], "fix": "Leave it.", "url": "https://example.com/role",
                },
            ],
            "skipped": [
                {"rule": "mn-mismatch", "because": "no options were given"},
                {"rule": "wrong-alg", "because": "there is no header"},
                {"rule": "start-without-zak", "because": "no options were given"},
            ],
            "live_checks": [
                {"rule": "embed-off", "message": "the app may lack the SDK", "next_step": "Look at it.", "url": ""},
            ],
        }))
        .unwrap();
        let mut text = Vec::new();
        narration(&case, &report, 1_760_000_000, &mut text).unwrap();
        insta::assert_snapshot!(String::from_utf8(text).unwrap());
    }
}
