//! A part of a token as a table: each claim, what it says, and what is wrong with it.

use countersign_diagnose::moment::claim_in_words;
use countersign_diagnose::{Correction, KnownSecrets, Part, Report, Severity};
use serde_json::{Map, Value};

use super::token::severity;

/// The most claims, and the most characters of one, that are shown.
const MAX_CLAIMS: usize = 40;
const MAX_CHARACTERS: usize = 160;

pub(super) struct Claim {
    pub(super) name: String,
    /// Nothing when it is missing.
    pub(super) value: Option<String>,
    /// What it means, in words.
    pub(super) meaning: Option<String>,
    pub(super) flags: Vec<Flag>,
}

/// A finding about one place.
pub(super) struct Flag {
    /// The number that the finding has on the page, from 1.
    pub(super) number: usize,
    pub(super) severity: &'static str,
    pub(super) rule: String,
}

impl Claim {
    pub(super) fn severity(&self) -> &'static str {
        Flag::worst(&self.flags)
    }
}

/// The claims of a decoded part, then those that findings miss in it.
pub(super) fn of_part(
    object: &Map<String, Value>,
    part: Part,
    report: &Report,
    known: &KnownSecrets<'_>,
    now: u64,
) -> Vec<Claim> {
    let there = object.iter().take(MAX_CLAIMS).map(|(name, value)| Claim {
        name: known.hide(shortened(name)),
        value: Some(known.hide(shortened(&value.to_string()))),
        meaning: claim_in_words(name, value, now),
        flags: flags(report, part, name),
    });
    let missing = report
        .findings
        .iter()
        .flat_map(|finding| &finding.evidence)
        .filter(|evidence| evidence.part == part);
    let mut names: Vec<&str> = missing
        .filter_map(|evidence| evidence.at.as_deref())
        .collect();
    names.retain(|name| {
        !object.contains_key(*name)
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    names.sort_unstable();
    names.dedup();
    let missing = names.into_iter().map(|name| Claim {
        name: name.to_owned(),
        value: None,
        meaning: None,
        flags: flags(report, part, name),
    });
    there.chain(missing).collect()
}

/// The claims to sign instead; one that is not known has a meaning and no value.
pub(super) fn corrected(correction: &Correction, now: u64) -> Vec<Claim> {
    let is_unknown = |name: &str| match name {
        "appKey" => correction.client_id.is_none(),
        "mn" => correction.claims.is_none(),
        _ => false,
    };
    let claim = |(name, value): (&String, &Value)| Claim {
        name: name.clone(),
        value: (!is_unknown(name)).then(|| value.to_string()),
        meaning: match is_unknown(name) {
            true => value.as_str().map(|what| format!("the {what}")),
            false => claim_in_words(name, value, now),
        },
        flags: Vec::new(),
    };
    correction.payload.iter().map(claim).collect()
}

fn flags(report: &Report, part: Part, name: &str) -> Vec<Flag> {
    let is_about = |finding: &countersign_diagnose::Finding| {
        finding
            .evidence
            .iter()
            .any(|evidence| evidence.part == part && evidence.at.as_deref() == Some(name))
    };
    let numbered = report
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| is_about(finding));
    numbered
        .map(|(at, finding)| Flag::new(at, finding.severity, &finding.rule))
        .collect()
}

impl Flag {
    pub(super) fn new(at: usize, worst: Severity, rule: &str) -> Flag {
        Flag {
            number: at + 1,
            severity: severity(worst),
            rule: rule.to_owned(),
        }
    }

    /// The worst severity of several; empty for none.
    pub(super) fn worst(flags: &[Flag]) -> &'static str {
        let has = |severity: &&str| flags.iter().any(|flag| flag.severity == *severity);
        ["error", "warning", "info"]
            .into_iter()
            .find(has)
            .unwrap_or_default()
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
