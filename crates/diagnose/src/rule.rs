//! A rule: one cause of a refusal, its page and its check; and the list of all rules.

use crate::{Confidence, Evidence, Part, Severity, facts::Facts};

/// One cause of a refusal.
pub struct Rule {
    /// Kebab-case name. A name, once released, never changes its meaning.
    pub id: &'static str,
    /// What the rule finds, in one clause: lower case, no full stop.
    pub summary: &'static str,
    /// The explanation, in Markdown. Its examples are tests.
    pub page: &'static str,
    /// Where Zoom, or somebody who met it, says so.
    pub url: &'static str,
    pub(crate) check: fn(&Facts<'_>) -> Outcome,
}

/// All rules. When several findings are equally bad and equally sure, the order here decides which is told first: it
/// runs from the outside of the token (is it one at all?) to the meeting.
pub static RULES: &[&Rule] = &[];

/// What a rule says about the facts.
pub(crate) enum Outcome {
    /// It looked and found nothing wrong.
    Clean,
    /// It found its cause.
    Found(Found),
    /// It could not look: what it lacked.
    Skipped(&'static str),
}

/// A finding before the rule's name is put on it.
pub(crate) struct Found {
    pub(crate) severity: Severity,
    pub(crate) confidence: Confidence,
    pub(crate) message: String,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) fix: String,
}

impl Found {
    pub(crate) fn new(
        severity: Severity,
        confidence: Confidence,
        message: impl Into<String>,
    ) -> Found {
        Found {
            severity,
            confidence,
            message: message.into(),
            evidence: Vec::new(),
            fix: String::new(),
        }
    }

    pub(crate) fn error(confidence: Confidence, message: impl Into<String>) -> Found {
        Found::new(Severity::Error, confidence, message)
    }

    pub(crate) fn at(
        mut self,
        part: Part,
        at: impl Into<String>,
        text: impl Into<String>,
    ) -> Found {
        self.evidence.push(Evidence {
            part,
            at: Some(at.into()),
            text: text.into(),
        });
        self
    }

    pub(crate) fn showing(mut self, part: Part, text: impl Into<String>) -> Found {
        self.evidence.push(Evidence {
            part,
            at: None,
            text: text.into(),
        });
        self
    }

    pub(crate) fn fix(mut self, fix: impl Into<String>) -> Outcome {
        self.fix = fix.into();
        Outcome::Found(self)
    }
}
