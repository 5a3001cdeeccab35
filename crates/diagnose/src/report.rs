//! A report: what [`diagnose`](crate::diagnose) has to say about a case. Its JSON is a contract, version 1.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::rules::{asset_path_relative, endpoint_failed};

/// Everything found out about a case. It holds no secret of the case.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this format: 1.
    pub version: u8,
    /// What Zoom does, as far as can be told.
    pub verdict: Verdict,
    /// What the web SDK shows: the code that was seen, else the one to expect (`3712`), else the exception it throws;
    /// nothing when that cannot be told.
    pub error_code: Option<String>,
    /// What is wrong, most telling first.
    pub findings: Vec<Finding>,
    /// Rules that could not run, and what they lacked.
    pub skipped: Vec<Skipped>,
    /// What is still open, each with its next step: filled when the findings do not explain the failure.
    pub live_checks: Vec<LiveCheck>,
}

/// What Zoom does with the case.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Zoom refused it, or a finding says that it will.
    Refused,
    /// Nothing is wrong and the secret that was given made this signature. Zoom may still know more (see `live_checks`).
    Accepted,
    /// Not enough was given to tell.
    Uncertain,
}

/// What one rule found.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Id of the rule.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// What is wrong, in one clause: lower case, no full stop.
    pub message: String,
    /// Where it shows.
    pub evidence: Vec<Evidence>,
    /// What to do about it, in whole sentences.
    pub fix: String,
    /// Where Zoom, or somebody who met it, says so.
    pub url: String,
}

/// How bad a finding is, worst first.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Zoom refuses this.
    Error,
    /// Zoom may refuse this, or does so now and then.
    Warning,
    /// Worth knowing.
    Info,
}

/// How sure a finding is, surest first.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The bytes of the case prove it.
    Certain,
    /// Documents and reports agree on it, but Zoom's server was not asked.
    Likely,
    /// It fits; other causes fit too.
    Possible,
}

/// One place where a finding shows.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The part of the case.
    pub part: Part,
    /// The place in it: the name of a claim, of a `join()` option or of a variable; a byte range `from..to` of the
    /// signature; `line:column` of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What is there, cut short and without any secret.
    pub text: String,
}

/// A part of a case that evidence points at.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The signature as a text.
    Signature,
    /// Its decoded header.
    Header,
    /// Its decoded payload.
    Payload,
    /// Its last part, the HMAC.
    Mac,
    /// The options of `join()`.
    Join,
    /// The code that signed.
    Source,
    /// The environment.
    Env,
    /// The error that was seen.
    Error,
}

/// A rule that could not run.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Id of the rule.
    pub rule: String,
    /// What it lacked.
    pub because: String,
}

/// Something that the case alone cannot answer.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveCheck {
    /// Id of the cause to look into.
    pub rule: String,
    /// What may be wrong, in one clause.
    pub message: String,
    /// What to do to find out, in whole sentences.
    pub next_step: String,
    /// Where to read about it.
    pub url: String,
}

impl Finding {
    /// Joins what two looks at one cause have found: the worse and surer of both, and all evidence.
    pub(crate) fn add(&mut self, other: Finding) {
        self.severity = self.severity.min(other.severity);
        self.confidence = self.confidence.min(other.confidence);
        for evidence in other.evidence {
            if !self.evidence.contains(&evidence) {
                self.evidence.push(evidence);
            }
        }
    }

    fn marks(&self) -> impl Iterator<Item = Mark<'_>> {
        let within = |part| matches!(part, Part::Signature | Part::Mac);
        let places = self
            .evidence
            .iter()
            .filter(move |evidence| within(evidence.part));
        places.filter_map(|evidence| {
            let (start, end) = evidence.at.as_deref()?.split_once("..")?;
            Some(Mark {
                bytes: start.parse().ok()?..end.parse().ok()?,
                severity: self.severity,
                rule: &self.rule,
            })
        })
    }
}

/// A span of the signature that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Byte range in the signature.
    pub bytes: Range<usize>,
    /// How bad it is.
    pub severity: Severity,
    /// The rule that found it.
    pub rule: &'a str,
}

impl Report {
    /// Whether all that was found is a request of the page that failed: then Zoom was not yet asked to let anybody join,
    /// and refuses nothing.
    #[must_use]
    pub fn failed_before_zoom(&self) -> bool {
        let of_requests = [endpoint_failed::RULE.id, asset_path_relative::RULE.id];
        self.verdict != Verdict::Refused
            && !self.findings.is_empty()
            && self
                .findings
                .iter()
                .all(|finding| of_requests.contains(&finding.rule.as_str()))
    }

    /// The spans of the signature that findings point at, from left to right. They may overlap.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark<'_>> {
        let mut marks: Vec<_> = self.findings.iter().flat_map(Finding::marks).collect();
        marks.sort_by_key(|mark| (mark.bytes.start, mark.bytes.end));
        marks
    }

    /// The findings that point at a claim, an option or a variable of this name.
    pub fn about<'a>(&'a self, part: Part, name: &'a str) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |finding| {
            finding
                .evidence
                .iter()
                .any(|evidence| evidence.part == part && evidence.at.as_deref() == Some(name))
        })
    }

    /// What the rules that could not run lacked, in their order, each with the rules that lacked it.
    #[must_use]
    pub fn skipped_by_reason(&self) -> Vec<(&str, Vec<&str>)> {
        let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
        for Skipped { rule, because } in &self.skipped {
            match reasons.iter_mut().find(|(known, _)| known == because) {
                Some((_, rules)) => rules.push(rule),
                None => reasons.push((because, vec![rule])),
            }
        }
        reasons
    }

    /// Whether a finding says that Zoom refuses the case.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}
