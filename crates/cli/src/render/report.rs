//! The doctor's report as text.

use std::io::{self, Write};

use countersign_diagnose::{
    Case, Confidence, Finding, LiveCheck, Part, Report, Severity, Verdict, shown_by,
};

use super::one_line;
use super::style::{BAD, DOUBTFUL, GOOD, LINK, QUIET, STRONG, paint};
use super::wrap::wrapped;

/// The most rules that are named as skipped for one reason; more say nothing that the reason does not.
const MOST_NAMED: usize = 16;

/// Prints the verdict, the findings, what could not be checked and what only Zoom can tell.
pub(crate) fn report(case: &Case, report: &Report, to: &mut impl Write) -> io::Result<()> {
    findings(case, report, to)?;
    if !report.live_checks.is_empty() {
        writeln!(to, "\n{}", paint(STRONG, "Only Zoom can tell"))?;
        for check in &report.live_checks {
            live_check(check, to)?;
        }
    }
    if !report.skipped.is_empty() {
        writeln!(to, "\n{}", paint(STRONG, "Not checked"))?;
        for (because, rules) in report.skipped_by_reason() {
            writeln!(to, "  {because}")?;
            let rules = match rules.len() {
                ..=MOST_NAMED => rules.join(", "),
                many => format!("{many} rules"),
            };
            for line in wrapped("    ", &rules) {
                writeln!(to, "{}", paint(QUIET, line))?;
            }
        }
    }
    Ok(())
}

/// Prints the name of what comes next.
pub(crate) fn heading(name: &str, plain: bool, to: &mut impl Write) -> io::Result<()> {
    let name = one_line(name, 160);
    match plain {
        true => writeln!(to, "About {name}:\n"),
        false => writeln!(to, "{}\n", paint(STRONG, format!("== {name} =="))),
    }
}

/// Prints the verdict and the findings alone.
pub(crate) fn findings(case: &Case, report: &Report, to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "{}", verdict(case, report))?;
    for finding in &report.findings {
        writeln!(to)?;
        self::finding(finding, to)?;
    }
    Ok(())
}

/// The verdict on a request that failed, which is none of Zoom's.
pub(super) const BEFORE_ZOOM: &str =
    "The page's request failed before Zoom was asked to let anybody join.";

fn verdict(case: &Case, report: &Report) -> String {
    let code = report
        .error_code
        .as_deref()
        .map(|code| format!(" {}: {}", shown_by(case), one_line(code, 200)))
        .unwrap_or_default();
    match report.verdict {
        Verdict::Refused => paint(BAD, "Zoom refuses this.") + &code,
        _ if report.failed_before_zoom() => paint(DOUBTFUL, BEFORE_ZOOM) + &code,
        Verdict::Accepted => paint(GOOD, "Nothing is wrong here.") + &code,
        Verdict::Uncertain if report.findings.is_empty() => {
            paint(
                DOUBTFUL,
                "Nothing wrong was found, but not everything could be checked.",
            ) + &code
        }
        Verdict::Uncertain => paint(DOUBTFUL, "Zoom may refuse this.") + &code,
    }
}

fn finding(finding: &Finding, to: &mut impl Write) -> io::Result<()> {
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
    writeln!(
        to,
        "{} {}{}",
        paint(style, format!("{severity}[{}]", finding.rule)),
        paint(STRONG, &finding.message),
        paint(QUIET, sure)
    )?;
    for evidence in &finding.evidence {
        let place = match &evidence.at {
            Some(at) => format!("{} {at}", part(evidence.part)),
            None => part(evidence.part).to_owned(),
        };
        writeln!(
            to,
            "  {} {}",
            paint(QUIET, format!("{place}:")),
            one_line(&evidence.text, 160)
        )?;
    }
    for (number, line) in wrapped("      ", &finding.fix).iter().enumerate() {
        match number {
            0 => writeln!(to, "  {} {}", paint(GOOD, "fix"), line.trim_start())?,
            _ => writeln!(to, "{line}")?,
        }
    }
    writeln!(
        to,
        "  {} {}",
        paint(QUIET, "see"),
        paint(LINK, &finding.url)
    )
}

fn live_check(check: &LiveCheck, to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "  {}: {}", paint(STRONG, &check.rule), check.message)?;
    for line in wrapped("    ", &check.next_step) {
        writeln!(to, "{line}")?;
    }
    Ok(())
}

/// What a part of a case is called.
pub(super) fn part(part: Part) -> &'static str {
    match part {
        Part::Signature => "signature",
        Part::Header => "header",
        Part::Payload => "payload",
        Part::Mac => "mac",
        Part::Join => "join()",
        Part::Source => "source",
        Part::Env => "environment",
        Part::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_told_from_the_verdict_to_what_only_zoom_knows() {
        let report: Report = serde_json::from_value(serde_json::json!({
            "version": 1,
            "verdict": "refused",
            "error_code": "3712",
            "findings": [
                {
                    "rule": "wrong-secret", "severity": "error", "confidence": "certain",
                    "message": "the token was signed with another secret",
                    "evidence": [
                        {"part": "mac", "text": "fits your secret plus a line end"},
                        {"part": "payload", "at": "appKey", "text": format!("\"{}\u{1b}[0m\"", "k".repeat(200))},
                    ],
                    "fix": "Take the line end off: your .env file ends the line inside the quotes, so that it became part of the \
                            secret.\n  KEY=value",
                    "url": "https://example.com/wrong-secret",
                },
                {
                    "rule": "iat-in-future", "severity": "warning", "confidence": "likely", "message": "your clock is ahead",
                    "evidence": [], "fix": "Set it.", "url": "https://example.com/iat",
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
        super::report(&Case::default(), &report, &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        insta::assert_snapshot!(anstream::adapter::strip_str(&text));
    }
}
