//! Name every cause of a refused Zoom Meeting SDK signature.
//!
//! Give [`diagnose`] a [`Case`], whatever is known about a refused attempt, and it answers with a [`Report`]. It reads
//! neither clock nor network nor environment.

#![expect(dead_code, reason = "the rules follow")]

mod case;
mod explain;
mod facts;
mod report;
mod rule;
mod sdk_version;

pub use case::{Case, CaseError, ErrorSeen, Intent, MAX_CASE_BYTES, Platform, Source, View};
pub use explain::{About, Explanation, Meaning, explain};
pub use report::{
    Confidence, Evidence, Finding, LiveCheck, Part, Report, Severity, Skipped, Verdict,
};
pub use rule::{RULES, Rule};
pub use sdk_version::{SdkVersion, SdkVersionError};

/// Says what is wrong with a case, judged at `now` (epoch seconds) unless the case carries its own `now`.
#[must_use]
pub fn diagnose(case: &Case, now: u64) -> Report {
    let _ = (case, now);
    Report {
        version: 1,
        verdict: Verdict::Uncertain,
        error_code: None,
        findings: Vec::new(),
        skipped: Vec::new(),
        live_checks: Vec::new(),
    }
}

/// The rules as one Markdown document: an index, then the page of each.
#[must_use]
pub fn rules_markdown() -> String {
    String::new()
}
