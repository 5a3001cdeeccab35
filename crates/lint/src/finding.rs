//! From what a rule saw to a [`Finding`]: place, snippet without secrets, address.

use std::ops::Range;

use countersign_diagnose::{Confidence, Evidence, Finding, Part, RULES, Severity};

use crate::{
    credentials::{looks_like_a_secret, names_a_secret},
    facts::Facts,
    model::{Id, Kind, Model},
};

/// In characters; as long as the evidence of a case may be.
const LONGEST_SNIPPET: usize = 80;
/// Of one source; more help nobody.
const MOST_FINDINGS: usize = 100;
/// For a rule that has no address of its own.
const AUTHORIZATION: &str = "https://developers.zoom.us/docs/meeting-sdk/auth/";

/// What the rules have found so far.
pub(crate) struct Found<'f, 'm> {
    pub(crate) facts: &'f Facts<'m>,
    findings: Vec<(usize, Finding)>,
}

/// A finding is put together from left to right: `found.error(…)`.
pub(crate) struct Said<'a> {
    pub(crate) rule: &'a str,
    pub(crate) confidence: Confidence,
    pub(crate) message: &'a str,
    pub(crate) fix: &'a str,
}

impl<'f, 'm> Found<'f, 'm> {
    pub(crate) fn new(facts: &'f Facts<'m>) -> Self {
        Found {
            facts,
            findings: Vec::new(),
        }
    }

    pub(crate) fn error(&mut self, at: Id, said: Said<'_>) {
        self.add(self.facts.model.place(at), Severity::Error, said);
    }

    pub(crate) fn warning(&mut self, at: Id, said: Said<'_>) {
        self.add(self.facts.model.place(at), Severity::Warning, said);
    }

    pub(crate) fn info(&mut self, at: Id, said: Said<'_>) {
        self.add(self.facts.model.place(at), Severity::Info, said);
    }

    pub(crate) fn add(&mut self, span: Range<usize>, severity: Severity, said: Said<'_>) {
        if self.findings.len() >= MOST_FINDINGS {
            return;
        }
        let model = self.facts.model;
        let (line, column) = place(model.text, span.start);
        let at = format!("{line}:{column}");
        let known = self.findings.iter().any(|(_, finding)| {
            finding.rule == said.rule && finding.evidence[0].at.as_ref() == Some(&at)
        });
        if known {
            return;
        }
        let url = RULES
            .iter()
            .find(|rule| rule.id == said.rule)
            .map_or(AUTHORIZATION, |rule| rule.url);
        let finding = Finding {
            rule: said.rule.to_owned(),
            severity,
            confidence: said.confidence,
            message: said.message.to_owned(),
            evidence: vec![Evidence {
                part: Part::Source,
                at: Some(at),
                text: snippet(model, span.clone()),
            }],
            fix: said.fix.to_owned(),
            url: url.to_owned(),
        };
        self.findings.push((span.start, finding));
    }

    pub(crate) fn has(&self, rule: &str) -> bool {
        self.findings
            .iter()
            .any(|(_, finding)| finding.rule == rule)
    }

    /// In the order of the text.
    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by(|(a, one), (b, other)| {
            (a, one.severity, &one.rule).cmp(&(b, other.severity, &other.rule))
        });
        self.findings
            .into_iter()
            .map(|(_, finding)| finding)
            .collect()
    }
}

/// Line and column, in characters, from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or("");
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[start..].chars().count() + 1)
}

/// The first line of a span, without what may be a secret.
fn snippet(model: &Model<'_>, span: Range<usize>) -> String {
    let mut hidden: Vec<Range<usize>> = model
        .ids()
        .filter(|id| {
            let node = &model.nodes[*id];
            matches!(node.kind, Kind::Text(_))
                && node.span.start < span.end
                && node.span.end > span.start
        })
        .filter(|id| is_secret_literal(model, *id))
        .map(|id| model.nodes[id].span.clone())
        .collect();
    hidden.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut shown = String::new();
    let mut at = span.start;
    for range in hidden {
        if range.start >= at && range.start < span.end {
            shown.push_str(model.text.get(at..range.start).unwrap_or(""));
            shown.push_str("(secret)");
            at = range.end;
        }
    }
    shown.push_str(model.text.get(at..span.end.max(at)).unwrap_or(""));
    let line = shown.trim_start().lines().next().unwrap_or("").trim_end();
    let words: Vec<String> = line.split(' ').map(without_secret).collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST_SNIPPET) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// A literal that is a secret by its look or by the name it is given.
pub(crate) fn is_secret_literal(model: &Model<'_>, id: Id) -> bool {
    let Kind::Text(text) = model.kind(id) else {
        return false;
    };
    if looks_like_a_secret(text) || text.starts_with("eyJ") && text.len() > 20 {
        return true;
    }
    let named = model
        .around(id)
        .take(2)
        .any(|around| match model.kind(around) {
            Kind::Pair { key, value } => *value == Some(id) && names_a_secret(key),
            Kind::Assign { to, value } => {
                *value == id && model.last_name(*to).is_some_and(names_a_secret)
            }
            _ => false,
        });
    named && text.len() >= 8 && !crate::credentials::is_placeholder(text)
}

/// What is left of the text when the grammar could not tell literals from the rest: runs that no name looks like.
fn without_secret(word: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '/' | '=');
    for c in word.chars().chain(std::iter::once('\n')) {
        if part(c) {
            run.push(c);
            continue;
        }
        let digits: Vec<&str> = run
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .collect();
        match run.len() >= 18
            && digits.len() >= 2
            && digits.concat().len() >= 3
            && run.contains(|c: char| c.is_ascii_alphabetic())
        {
            true => out.push_str("(secret)"),
            false => out.push_str(&run),
        }
        run.clear();
        if c != '\n' {
            out.push(c);
        }
    }
    out
}
